// SPDX-License-Identifier: Apache-2.0
#include "measurement_report.hpp"

#include "../quiet.hpp"
#include "codes.hpp"
#include "encoding.hpp"
#include "instance.hpp"

#include <dcmtk/dcmsr/cmr/tid1500.h>
#include <dcmtk/dcmsr/codes/dcm.h>
#include <dcmtk/dcmsr/dsrdoc.h>

#include <cmath>
#include <string_view>

namespace gantry::dicom {
namespace {

using namespace write;
using Group = TID1500_MeasurementReport::TID1501_Measurements;

constexpr const char *device_uid = "2.25.65652298264583497202228770343575012935";  // Gantry as the observer

DSRCodedEntryValue entry(const Code &code) { return {code.value.c_str(), code.scheme.c_str(), code.meaning.c_str()}; }

// What the columns of a table are for.
struct Layout {
  const gantry_column *name = nullptr, *code = nullptr, *segment = nullptr;
  std::vector<const gantry_column *> measured, evaluated;
};

bool named(const gantry_column &column, std::string_view name) { return name == column.name; }

Layout layout_of(const gantry_table &table, bool of_segments) {
  Layout layout;
  for (std::uint32_t c = 0; c < table.column_count; ++c) {
    const gantry_column &column = *table.columns[c];
    const bool text = column.type == GANTRY_COLUMN_TEXT;
    if (text && named(column, "code")) layout.code = &column;
    else if (text && layout.name == nullptr) layout.name = &column;
    else if (text) layout.evaluated.push_back(&column);
    else if (of_segments && column.type == GANTRY_COLUMN_I64 && named(column, "segment")) layout.segment = &column;
    else layout.measured.push_back(&column);
  }
  return layout;
}

const char *text_at(const gantry_column &column, std::uint64_t row) {
  return static_cast<const char *const *>(column.data)[row];
}

double number_at(const gantry_column &column, std::uint64_t row) {
  if (column.type == GANTRY_COLUMN_F64) return static_cast<const double *>(column.data)[row];
  return static_cast<double>(static_cast<const std::int64_t *>(column.data)[row]);
}

// The decimal string for people, and the double for programs where the string is rounded.
Group::MeasurementValue measured_value(double number, const char *unit) {
  Group::MeasurementValue value(decimal_string(number).c_str(), entry(unit_code(unit)));
  require(value.setFloatingPointRepresentation(number), "a number");
  return value;
}

class Rows {
 public:
  Rows(const gantry_table &table, const Source &source)
      : table_(table),
        source_(source),
        of_segments_(source.sop_class_uid() == UID_SegmentationStorage && source.images().size() == 1),
        layout_(layout_of(table, of_segments_)) {}

  void add_all(TID1500_MeasurementReport &report, const Job &job) {
    for (std::uint64_t row = 0; row < table_.rows; ++row) {
      job.progress(static_cast<double>(row) / static_cast<double>(table_.rows), "writing measurements");
      // The report holds a first, empty group.
      require(report.addIndividualMeasurements(), "a measurement group");
      add(report.getIndividualMeasurements(), row);
    }
    if (infinite_) job.warning("infinite values can't be written as measurements and are left out");
    if (measurements_ == 0) {
      throw Error("dicom.no-measurement", "the table has no number to report", GANTRY_INVALID_ARGUMENT)
          .at("table")
          .hint("give a table with at least one column of numbers");
    }
  }

 private:
  void add(Group &group, std::uint64_t row) {
    const std::string given = layout_.name == nullptr ? "" : fitted(text_at(*layout_.name, row), 64);
    const std::string tracked = given.empty() ? "Row " + std::to_string(row + 1) : given;
    require(group.setTrackingIdentifier(tracked.c_str()), "a tracking identifier");
    require(group.setTrackingUniqueIdentifier(new_uid().c_str()), "a tracking identifier");
    const auto coded = layout_.code == nullptr ? std::nullopt : code_of(text_at(*layout_.code, row), tracked);
    require(group.setFinding(entry(coded.value_or(own_code(tracked)))), "a finding");
    for (const auto *column : layout_.measured) add_measurement(group, *column, row);
    for (const auto *column : layout_.evaluated) {
      const std::string text = text_at(*column, row);
      if (text.empty()) continue;
      require(group.addQualitativeEvaluation(entry(own_code(column->name)), text.c_str()), "an evaluation");
    }
  }

  void add_measurement(Group &group, const gantry_column &column, std::uint64_t row) {
    const double number = number_at(column, row);
    if (std::isnan(number)) return;  // missing
    if (std::isinf(number)) {
      infinite_ = true;
      return;
    }
    require(group.addMeasurement(entry(quantity_code(column.name)), measured_value(number, column.unit)),
            "a measurement");
    ++measurements_;
    if (layout_.segment == nullptr) return;
    const double segment = number_at(*layout_.segment, row);
    if (!(segment >= 1 && segment <= 65535)) return;
    DSRImageReferenceValue image(source_.sop_class_uid().c_str(), source_.images().front().uid.c_str());
    image.getSegmentList().addItem(static_cast<Uint16>(segment));
    require(group.getMeasurement().addImage(CODE_DCM_SourceOfMeasurement, image), "a measured segment");
  }

  const gantry_table &table_;
  const Source &source_;
  const bool of_segments_;
  const Layout layout_;
  bool infinite_ = false;
  std::size_t measurements_ = 0;
};

void put_images(TID1500_MeasurementReport &report, const Source &source) {
  auto &library = report.getImageLibrary();
  require(library.createNewImageLibrary(), "the image library");
  if (!source.has_images()) return;
  require(library.addImageGroup(), "the image library");
  for (const auto &image : source.images()) {
    DcmItem item;
    put(item, DCM_SOPClassUID, source.sop_class_uid());
    put(item, DCM_SOPInstanceUID, image.uid);
    require(library.addImageEntry(item, TID1600_ImageLibrary::withoutDescriptors), "an image of the source");
  }
}

void put_evidence(DSRDocument &document, const Source &source) {
  if (!source.has_images() || !source.linked()) return;
  auto &evidence = document.getCurrentRequestedProcedureEvidence();
  for (const auto &image : source.images()) {
    require(evidence.addItem(source.study_uid().c_str(), source.series_uid().c_str(), source.sop_class_uid().c_str(),
                             image.uid.c_str()),
            "the evidence");
  }
}

void put_frame(TID1500_MeasurementReport &report) {
  require(report.setLanguage(CID5000_Languages::English_US), "the language");
  require(report.getObservationContext().addDeviceObserver(device_uid, "Gantry", "Gantry", "Gantry"), "the observer");
  require(report.addProcedureReported(entry({"363679005", "SCT", "Imaging procedure"})), "the procedure");
}

}  // namespace

void MeasurementReportWriter::write(Job &job, const std::string &name) {
  const Source from = source.present() ? Source::of(source.view().json) : Source();
  quiet_dcmtk();
  DcmFileFormat file;
  DcmDataset &dataset = *file.getDataset();
  DSRDocument document(DSRTypes::DT_EnhancedSR);
  require(document.setSpecificCharacterSetType(DSRTypes::CS_UTF8), "the character set");
  TID1500_MeasurementReport report(CID7021_MeasurementReportDocumentTitles::ImagingMeasurementReport);
  put_frame(report);
  put_images(report, from);
  Rows(table.view(), from).add_all(report, job);
  require(document.setTreeFromRootTemplate(report), "the report");
  put_evidence(document, from);
  require(document.getCodingSchemeIdentification().addItem(own_scheme), "the coding scheme");
  require(document.getCodingSchemeIdentification().setCodingSchemeName("Names given by users of Gantry"),
          "the coding scheme");
  require(document.completeDocument(), "the report");
  require(document.write(dataset), "the report");
  describe(dataset, from, {UID_EnhancedSRStorage, "SR", description.value(), series_number.value()}, job);
  const std::string bytes = file_bytes(file, job);
  job.output_file("file", "application/dicom", name.c_str(), bytes.data(), bytes.size());
}

}  // namespace gantry::dicom
