// SPDX-License-Identifier: Apache-2.0
#include "frames.hpp"

#include "encoding.hpp"
#include "instance.hpp"

#include <gantry/cpp/error.hpp>

#include <limits>

namespace gantry::dicom::write {
namespace {

std::string joined(std::initializer_list<double> numbers) {
  std::string text;
  for (const double number : numbers) text += (text.empty() ? "" : "\\") + decimal_string(number);
  return text;
}

}  // namespace

Stack::Stack(const VolumeView &view) : geometry_(view.geometry()), slices_(view.shape(2)) {
  constexpr auto most_frames = static_cast<std::uint64_t>(std::numeric_limits<std::int32_t>::max());
  if (view.shape(0) > 65535 || view.shape(1) > 65535 || view.shape(2) * view.shape(3) > most_frames) {
    throw Error("dicom.shape", "it has more rows, columns or slices than DICOM can hold", GANTRY_UNSUPPORTED)
        .at("volume")
        .hint("write a region of it");
  }
  columns_ = static_cast<std::uint16_t>(view.shape(0));
  rows_ = static_cast<std::uint16_t>(view.shape(1));
}

std::array<double, 3> Stack::position(std::size_t k) const {
  std::array<double, 3> p{};
  const bool listed = geometry_.slice_positions != nullptr && k < geometry_.slice_count;
  for (unsigned r = 0; r < 3; ++r) {
    p[r] = listed
               ? geometry_.slice_positions[3 * k + r]
               : geometry_.origin[r] + geometry_.direction[3 * r + 2] * geometry_.spacing[2] * static_cast<double>(k);
  }
  return p;
}

// Between rows first (PS3.3, 10.7.1.3).
std::string Stack::spacing_text() const { return joined({geometry_.spacing[1], geometry_.spacing[0]}); }

// Rows run along i: the first triple is the way from one column to the next.
std::string Stack::orientation_text() const {
  const double *d = geometry_.direction;
  return joined({d[0], d[3], d[6], d[1], d[4], d[7]});
}

std::string Stack::position_text(std::size_t k) const {
  const auto p = position(k);
  return joined({p[0], p[1], p[2]});
}

std::unique_ptr<FGPixelMeasures> Stack::measures() const {
  auto group = std::make_unique<FGPixelMeasures>();
  require(group->setPixelSpacing(spacing_text().c_str()), "the pixel spacing");
  require(group->setSliceThickness(decimal_string(geometry_.spacing[2]).c_str()), "the slice thickness");
  require(group->setSpacingBetweenSlices(decimal_string(geometry_.spacing[2]).c_str()), "the slice spacing");
  return group;
}

std::unique_ptr<FGPlaneOrientationPatient> Stack::orientation() const {
  const double *d = geometry_.direction;
  const auto part = [d](unsigned i) { return OFString(decimal_string(d[i]).c_str()); };
  auto group = std::make_unique<FGPlaneOrientationPatient>();
  require(group->setImageOrientationPatient(part(0), part(3), part(6), part(1), part(4), part(7)), "the orientation");
  return group;
}

std::unique_ptr<FGPlanePosPatient> Stack::place(std::size_t k) const {
  const auto p = position(k);
  auto group = std::make_unique<FGPlanePosPatient>();
  require(group->setImagePositionPatient(decimal_string(p[0]).c_str(), decimal_string(p[1]).c_str(),
                                         decimal_string(p[2]).c_str()),
          "the position");
  return group;
}

std::unique_ptr<FGDerivationImage> derivation(const Source &source, const std::vector<const SourceImage *> &images,
                                              const Code &derived_by) {
  if (!source.has_images()) return nullptr;
  const Code purpose{"121322", "DCM", "Source image for image processing operation"};
  auto group = std::make_unique<FGDerivationImage>();
  if (images.empty()) return group;  // type 2: where other frames have it, this one has it empty
  DerivationImageItem *item = nullptr;
  require(group->addDerivationImageItem(derived_by.macro(), "", item), "the derivation");
  for (const auto *image : images) {
    auto reference = std::make_unique<SourceImageItem>();
    purpose.set(reference->getPurposeOfReferenceCode());
    auto &sop = reference->getImageSOPInstanceReference();
    require(sop.setReferencedSOPClassUID(source.sop_class_uid().c_str()), "the class of a source image");
    require(sop.setReferencedSOPInstanceUID(image->uid.c_str()), "the UID of a source image");
    item->getSourceImageItems().push_back(reference.release());
  }
  return group;
}

OFVector<FGBase *> FrameGroups::pointers() const {
  OFVector<FGBase *> all;
  for (const auto &group : owned_) all.push_back(group.get());
  return all;
}

}  // namespace gantry::dicom::write
