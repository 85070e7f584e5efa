// SPDX-License-Identifier: Apache-2.0
#include "parametric_map.hpp"

#include "codes.hpp"
#include "encoding.hpp"
#include "frames.hpp"
#include "instance.hpp"
#include "map_pixels.hpp"

#include <dcmtk/dcmpmap/dpmparametricmapiod.h>

#include <algorithm>

namespace gantry::dicom {
namespace {

using namespace write;

constexpr const char *frame_type = "DERIVED\\PRIMARY\\VOLUME\\QUANTITY";
const Code quantity_concept{"246205007", "SCT", "Quantity"};

std::unique_ptr<ContentItemMacro> content_item(const Code &concept_name, ContentItemMacro::ValueType type) {
  auto item = std::make_unique<ContentItemMacro>();
  require(item->setValueType(type), "a value type");
  item->getEntireConceptNameCodeSequence().push_back(new CodeSequenceMacro(concept_name.macro()));
  return item;
}

// A column of the fourth axis: "b" = 500 s/mm2.
std::unique_ptr<ContentItemMacro> axis_item(const gantry_axis_column &column, std::uint64_t t) {
  auto item = content_item(own_code(column.name), ContentItemMacro::VT_NUMERIC);
  require(item->setNumericValue(decimal_string(column.values[t]).c_str()), "a value of the fourth axis");
  if (!is_exact_decimal(column.values[t])) {
    require(item->setFloatingPointValue(column.values[t]), "a value of the fourth axis");
  }
  item->getEntireMeasurementUnitsCodeSequence().push_back(new CodeSequenceMacro(unit_code(column.unit).macro()));
  return item;
}

class Mapping {
 public:
  Mapping(const VolumeView &view, Stored stored, const Extremes &range) : view_(view), stored_(stored), range_(range) {}

  // For part t of the fourth axis.
  std::unique_ptr<FGRealWorldValueMapping> at(std::uint64_t t) const {
    auto item = std::make_unique<FGRealWorldValueMapping::RWVMItem>();
    put_range(*item);
    const char *quantity = view_.c().quantity;
    const std::string named = *quantity == '\0' ? "values" : quantity;
    require(item->setRealWorldValueSlope(1), "the mapping of values");
    require(item->setRealWorldValueIntercept(0), "the mapping of values");
    require(item->setLUTExplanation(fitted(named, 64).c_str(), OFFalse), "the quantity");
    require(item->setLUTLabel(fitted(named, 16).c_str(), OFFalse), "the quantity");
    unit_code(view_.c().unit).set(item->getMeasurementUnitsCode());
    auto &definition = item->getEntireQuantityDefinitionSequence();
    auto what = content_item(quantity_concept, ContentItemMacro::VT_CODE);
    what->getEntireConceptCodeSequence().push_back(new CodeSequenceMacro(quantity_code(named).macro()));
    definition.push_back(what.release());
    if (const gantry_axis *axis = view_.c().axis; axis != nullptr && view_.shape(3) > 1) {
      for (std::uint32_t c = 0; c < axis->column_count; ++c) {
        definition.push_back(axis_item(*axis->columns[c], t).release());
      }
    }
    auto group = std::make_unique<FGRealWorldValueMapping>();
    group->getRealWorldValueMapping().push_back(item.release());
    return group;
  }

 private:
  void put_range(FGRealWorldValueMapping::RWVMItem &item) const {
    const double low = range_.lowest, high = range_.highest;
    if (stored_ == Stored::u16) {
      require(item.setRealWorldValueFirstValueMappedUnsigned(static_cast<Uint16>(low)), "the range of values");
      require(item.setRealWorldValueLastValueMappedUnsigned(static_cast<Uint16>(high)), "the range of values");
    } else if (stored_ == Stored::i16) {
      require(item.setRealWorldValueFirstValueMappedSigned(static_cast<Sint16>(low)), "the range of values");
      require(item.setRealWorldValueLastValueMappedSigned(static_cast<Sint16>(high)), "the range of values");
    } else {
      require(item.setDoubleFloatRealWorldValueFirstValueMapped(low), "the range of values");
      require(item.setDoubleFloatRealWorldValueLastValueMapped(high), "the range of values");
    }
  }

  const VolumeView view_;
  const Stored stored_;
  const Extremes range_;
};

// What the parts of a fourth axis are told apart by: time by its own index, all else by the quantity's definition.
bool by_time(const VolumeView &view) {
  const gantry_axis *axis = view.c().axis;
  return axis == nullptr || std::string_view(axis->name) == "time" || axis->column_count == 0;
}

void put_dimensions(DPMParametricMapIOD &map, const VolumeView &view) {
  const std::string organisation = new_uid();
  auto &dimensions = map.getIODMultiframeDimensionModule();
  const auto add = [&](const DcmTagKey &index, const DcmTagKey &group, const char *named) {
    require(dimensions.addDimensionIndex(index, organisation.c_str(), group, named), "the dimensions");
  };
  if (view.shape(3) > 1 && by_time(view)) add(DCM_TemporalPositionIndex, DCM_FrameContentSequence, "Time");
  else if (view.shape(3) > 1) {
    add(DCM_QuantityDefinitionSequence, DCM_RealWorldValueMappingSequence, fitted(view.c().axis->name, 64).c_str());
  }
  add(DCM_ImagePositionPatient, DCM_PlanePositionSequence, "Slice");
}

std::unique_ptr<FGFrameContent> frame_content(const VolumeView &view, std::uint64_t t, std::size_t k) {
  auto content = std::make_unique<FGFrameContent>();
  unsigned dimension = 0;
  if (view.shape(3) > 1) {
    const auto part = static_cast<Uint32>(t + 1);
    require(content->setDimensionIndexValues(part, dimension++), "a place on the fourth axis");
    if (by_time(view)) require(content->setTemporalPositionIndex(part), "a place on the fourth axis");
  }
  require(content->setDimensionIndexValues(static_cast<Uint32>(k + 1), dimension), "a slice's number");
  require(content->setStackID("1"), "a slice's number");
  require(content->setInStackPositionNumber(static_cast<Uint32>(k + 1)), "a slice's number");
  return content;
}

void put_shared(DPMParametricMapIOD &map, const Stack &stack, const Mapping &mapping, bool one_mapping) {
  require(map.addForAllFrames(*stack.measures()), "the pixel spacing");
  require(map.addForAllFrames(*stack.orientation()), "the orientation");
  FGPixelValueTransformation identity;
  identity.setUseAsIdentityPixelValueTransformation();
  require(identity.setRescaleSlope("1"), "the rescaling");
  require(identity.setRescaleIntercept("0"), "the rescaling");
  require(identity.setRescaleType("US"), "the rescaling");
  require(map.addForAllFrames(identity), "the rescaling");
  FGParametricMapFrameType type;
  require(type.setFrameType(frame_type), "the frame type");
  require(map.addForAllFrames(type), "the frame type");
  if (one_mapping) require(map.addForAllFrames(*mapping.at(0)), "the unit");
}

struct MapParts {
  const VolumeView &view;
  const Stack &stack;
  const Source &source;
  const Mapping &mapping;
  bool linked;
};

template <class T>
void add_frames(DPMParametricMapIOD &map, const MapParts &parts, const Job &job) {
  const Code processed{"110001", "DCM", "Image Processing"};
  auto held = map.getFrames();
  auto *frames = OFget<DPMParametricMapIOD::Frames<T>>(&held);
  if (frames == nullptr) throw Error("dicom.write", "the map's pixel type is not what was asked for");
  std::vector<T> frame(parts.stack.pixels());
  const std::uint64_t axis = parts.view.shape(3);
  for (std::uint64_t t = 0; t < axis; ++t) {
    for (std::size_t k = 0; k < parts.stack.slices(); ++k) {
      const auto done = static_cast<double>(t * parts.stack.slices() + k);
      job.progress(0.2 + 0.5 * done / static_cast<double>(axis * parts.stack.slices()), "writing frames");
      FrameGroups groups;
      groups.add(frame_content(parts.view, t, k));
      groups.add(parts.stack.place(k));
      if (axis > 1) groups.add(parts.mapping.at(t));
      if (parts.linked) {
        const auto images = parts.source.images_at(k, parts.stack.slices(), parts.stack.position(k));
        groups.add(derivation(parts.source, images, processed));
      }
      take_slice(parts.view, t, k, frame.data());
      require(frames->addFrame(frame.data(), frame.size(), groups.pointers()), "a frame");
    }
  }
}

template <class Module, class T>
void write_map(DcmDataset &dataset, const std::string &modality, const MapParts &parts, const Job &job) {
  IODEnhGeneralEquipmentModule::EquipmentInfo equipment("Gantry", "Gantry", "0", "0.1.0");
  ContentIdentificationMacro content("1", "PARAMETRIC_MAP", "", "");
  auto made = DPMParametricMapIOD::create<Module>(modality.c_str(), "1", "1", parts.stack.rows(), parts.stack.columns(),
                                                  equipment, content, "VOLUME", "QUANTITY", DPMTypes::CQ_RESEARCH);
  if (const auto *refused = OFget<OFCondition>(&made)) require(*refused, "the parametric map");
  auto &map = *OFget<DPMParametricMapIOD>(&made);
  begin_object(map);
  put_dimensions(map, parts.view);
  put_shared(map, parts.stack, parts.mapping, parts.view.shape(3) == 1);
  add_frames<T>(map, parts, job);
  put(dataset, DCM_SpecificCharacterSet, utf8);
  require(map.writeDataset(dataset), "the parametric map");
}

std::string modality_of(const VolumeView &view, const Source &source) {
  const std::string of_source = source.text("Modality");
  const std::string given = !of_source.empty() ? of_source : view.c().modality;
  return given.empty() ? "OT" : fitted(given, 16);
}

}  // namespace

void ParametricMapWriter::write(Job &job, const std::string &name) {
  const VolumeView view = volume.view();
  if (view.shape(4) > 1) {
    throw Error("dicom.channels", "a volume with several channels can't be written as one parametric map",
                GANTRY_UNSUPPORTED)
        .at("volume")
        .hint("write its channels one by one");
  }
  const Stack stack(view);
  const Source from = source.present() ? Source::of(source.view().json) : Source();
  const bool linked = same_frame_of_reference(from, view.geometry().frame_of_reference_uid, job);
  const Stored stored = stored_type(view);
  check_size(view.elements(), stored == Stored::f64 ? 8 : stored == Stored::f32 ? 4 : 2);
  const Mapping mapping(view, stored, extremes(view, job));
  const MapParts parts{view, stack, from, mapping, linked};

  DcmFileFormat file;
  DcmDataset &dataset = *file.getDataset();
  const std::string modality = modality_of(view, from);
  switch (stored) {
    case Stored::u16: write_map<IODImagePixelModule<Uint16>, Uint16>(dataset, modality, parts, job); break;
    case Stored::i16: write_map<IODImagePixelModule<Sint16>, Sint16>(dataset, modality, parts, job); break;
    case Stored::f32: write_map<IODFloatingPointImagePixelModule, Float32>(dataset, modality, parts, job); break;
    case Stored::f64: write_map<IODDoubleFloatingPointImagePixelModule, Float64>(dataset, modality, parts, job); break;
  }
  const std::string given = description.value(), quantity = view.c().quantity;
  const std::string series = !given.empty() ? given : !quantity.empty() ? quantity : "Parametric map";
  describe(dataset, from, {UID_ParametricMapStorage, modality.c_str(), series, series_number.value()}, job);
  put(dataset, DCM_Laterality, "");  // type 2C: nothing says that the part of the body is not paired
  put_frame_of_reference(dataset, from, view.geometry().frame_of_reference_uid);
  if (linked) refer_to_series(dataset, from);
  const std::string bytes = file_bytes(file, job);
  job.output_file("file", "application/dicom", name.c_str(), bytes.data(), bytes.size());
}

}  // namespace gantry::dicom
