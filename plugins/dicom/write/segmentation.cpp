// SPDX-License-Identifier: Apache-2.0
#include "segmentation.hpp"

#include "cielab.hpp"
#include "codes.hpp"
#include "encoding.hpp"
#include "frames.hpp"
#include "instance.hpp"
#include "label_slices.hpp"

#include <dcmtk/dcmseg/segdoc.h>
#include <dcmtk/dcmseg/segment.h>

#include <algorithm>

namespace gantry::dicom {
namespace {

using namespace write;

// What a slice without any voxel needs to be read back: a frame. A segment without voxels gets one too.
void cover_grid(std::vector<LabelSegment> &segments, std::size_t slices) {
  std::vector<bool> covered(slices, false);
  for (auto &segment : segments) {
    if (segment.slices.empty()) segment.slices.push_back(0);
    for (const std::size_t k : segment.slices) covered[k] = true;
  }
  auto &first = segments.front().slices;
  for (std::size_t k = 0; k < slices; ++k) {
    if (!covered[k]) first.push_back(k);
  }
  std::sort(first.begin(), first.end());
}

void warn_of_numbers(const std::vector<LabelSegment> &segments, const Job &job) {
  std::string changed;
  std::size_t count = 0;
  for (std::size_t i = 0; i < segments.size(); ++i) {
    if (segments[i].value == static_cast<std::int64_t>(i + 1)) continue;
    if (++count <= 4)
      changed += (changed.empty() ? "" : ", ") + std::to_string(segments[i].value) + " is " + std::to_string(i + 1);
  }
  if (count == 0) return;
  job.warning("DICOM numbers segments from 1: label " + changed + (count > 4 ? " and so on" : "") + " in the file");
}

void put_colour(DcmSegment &segment, std::uint32_t colour) {
  const auto lab = cielab_of_rgb(colour);
  require(segment.setRecommendedDisplayCIELabValue(lab[0], lab[1], lab[2]), "a segment's colour");
}

void add_segment(DcmSegmentation &seg, const LabelSegment &given, DcmSegTypes::E_SegmentAlgoType type,
                 const std::string &algorithm) {
  const Code tissue{"85756007", "SCT", "Tissue"}, structure{"123037004", "SCT", "Anatomical Structure"};
  const auto coded = code_of(given.code, given.name);
  DcmSegment *made = nullptr;
  require(DcmSegment::create(made, "Segment", (coded ? structure : tissue).macro(), coded.value_or(tissue).macro(),
                             type, algorithm.empty() ? "" : "algorithm"),
          "a segment");
  std::unique_ptr<DcmSegment> segment(made);
  // Names in UTF-8 pass unchecked only.
  require(segment->setSegmentLabel(fitted(given.name, 64).c_str(), OFFalse), "a segment's name");
  if (!algorithm.empty()) require(segment->setSegmentAlgorithm(type, algorithm.c_str(), OFFalse), "the algorithm");
  put_colour(*segment, given.colour);
  Uint16 number = 0;
  require(seg.addSegment(segment.get(), number), "a segment");
  segment.release();
}

void put_dimensions(DcmSegmentation &seg) {
  const std::string organisation = new_uid();
  auto &dimensions = seg.getDimensions();
  require(dimensions.addDimensionIndex(DCM_ReferencedSegmentNumber, organisation.c_str(),
                                       DCM_SegmentIdentificationSequence, "Segment"),
          "the dimensions");
  require(
      dimensions.addDimensionIndex(DCM_ImagePositionPatient, organisation.c_str(), DCM_PlanePositionSequence, "Slice"),
      "the dimensions");
}

// Pixels of one bit, frame after frame without a gap (PS3.5, 8.1.1). DCMTK 3.6.7 moves frames whose pixels are no
// multiple of 8 by a byte, so what it packs is replaced by these.
class Bits {
 public:
  explicit Bits(std::uint64_t count) { bytes_.reserve(count / 8 + 2); }
  void add(const std::vector<std::uint8_t> &mask) {
    for (const std::uint8_t inside : mask) {
      if (count_ % 8 == 0) bytes_.push_back(0);
      bytes_.back() = static_cast<std::uint8_t>(bytes_.back() | (inside << (count_ % 8)));
      ++count_;
    }
  }
  void put_into(DcmItem &dataset) {
    if (bytes_.size() % 2 != 0) bytes_.push_back(0);
    require(dataset.putAndInsertUint8Array(DCM_PixelData, bytes_.data(), static_cast<unsigned long>(bytes_.size())),
            "the pixels");
  }

 private:
  std::vector<std::uint8_t> bytes_;
  std::uint64_t count_ = 0;
};

// Frames are shared between segments in nothing but their place and their source.
class FrameWriter {
 public:
  FrameWriter(DcmSegmentation &seg, const VolumeView &view, const Stack &stack, const Source &source, bool linked,
              Bits &bits)
      : seg_(seg), view_(view), stack_(stack), source_(source), linked_(linked), bits_(bits), mask_(stack.pixels()) {}

  void add(const LabelSegment &segment, std::uint16_t number, std::size_t k) {
    take_mask(view_, segment, k, mask_.data());
    auto content = std::make_unique<FGFrameContent>();
    require(content->setStackID("1"), "the slice's number");
    require(content->setInStackPositionNumber(static_cast<Uint32>(k + 1)), "the slice's number");
    require(content->setDimensionIndexValues(number, 0), "a segment's number");
    require(content->setDimensionIndexValues(static_cast<Uint32>(k + 1), 1), "the slice's number");
    FrameGroups groups;
    groups.add(std::move(content));
    groups.add(stack_.place(k));
    if (linked_) {
      groups.add(derivation(source_, source_.images_at(k, stack_.slices(), stack_.position(k)), segmented_));
    }
    require(seg_.addFrame(mask_.data(), number, groups.pointers()), "a frame");
    bits_.add(mask_);
  }

 private:
  DcmSegmentation &seg_;
  const VolumeView view_;
  const Stack &stack_;
  const Source &source_;
  const bool linked_;
  Bits &bits_;
  const Code segmented_{"113076", "DCM", "Segmentation"};
  std::vector<std::uint8_t> mask_;
};

std::unique_ptr<DcmSegmentation> new_segmentation(const Stack &stack) {
  IODGeneralEquipmentModule::EquipmentInfo equipment("Gantry", "Gantry", "0", "0.1.0");
  ContentIdentificationMacro content("1", "SEGMENTATION", "", "");
  DcmSegmentation *made = nullptr;
  require(DcmSegmentation::createBinarySegmentation(made, stack.rows(), stack.columns(), equipment, content),
          "the segmentation");
  std::unique_ptr<DcmSegmentation> seg(made);
  begin_object(*seg);
  return seg;
}

DcmSegTypes::E_SegmentAlgoType algorithm_of(std::string_view word) {
  if (word == "manual") return DcmSegTypes::SAT_MANUAL;
  return word == "automatic" ? DcmSegTypes::SAT_AUTOMATIC : DcmSegTypes::SAT_SEMIAUTOMATIC;
}

}  // namespace

void SegmentationWriter::write(Job &job, const std::string &name) {
  const VolumeView view = volume.view();
  const Stack stack(view);
  const Source from = source.present() ? Source::of(source.view().json) : Source();
  auto segments = segments_of(view, job);
  warn_of_numbers(segments, job);
  cover_grid(segments, stack.slices());
  std::uint64_t frame_count = 0;
  for (const auto &segment : segments) frame_count += segment.slices.size();
  check_size(frame_count * stack.pixels(), 1.0 / 8);

  DcmFileFormat file;
  DcmDataset &dataset = *file.getDataset();
  const bool linked = same_frame_of_reference(from, view.geometry().frame_of_reference_uid, job);
  const auto seg = new_segmentation(stack);
  const auto type = algorithm_of(algorithm_type.value());
  const std::string algorithm = type == DcmSegTypes::SAT_MANUAL ? "" : fitted(algorithm_name.value(), 64);
  for (const auto &segment : segments) add_segment(*seg, segment, type, algorithm);
  put_dimensions(*seg);
  require(seg->addForAllFrames(*stack.measures()), "the pixel spacing");
  require(seg->addForAllFrames(*stack.orientation()), "the orientation");
  Bits bits(frame_count * stack.pixels());
  FrameWriter frames(*seg, view, stack, from, linked, bits);
  for (std::size_t i = 0; i < segments.size(); ++i) {
    for (const std::size_t k : segments[i].slices) {
      job.progress(0.5 + 0.5 * static_cast<double>(i) / static_cast<double>(segments.size()), "writing segments");
      frames.add(segments[i], static_cast<std::uint16_t>(i + 1), k);
    }
  }
  put(dataset, DCM_SpecificCharacterSet, utf8);
  require(seg->writeDataset(dataset), "the segmentation");
  bits.put_into(dataset);
  describe(dataset, from, {UID_SegmentationStorage, "SEG", description.value(), series_number.value()}, job);
  put_frame_of_reference(dataset, from, view.geometry().frame_of_reference_uid);
  if (linked) refer_to_series(dataset, from);
  const std::string bytes = file_bytes(file, job);
  job.output_file("file", "application/dicom", name.c_str(), bytes.data(), bytes.size());
}

}  // namespace gantry::dicom
