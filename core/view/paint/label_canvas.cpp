// SPDX-License-Identifier: Apache-2.0
#include <core/view/paint/label_canvas.hpp>

#include <algorithm>
#include <cmath>
#include <core/view/measure.hpp>
#include <limits>

namespace gantry::core::view {
namespace {

VolumeHeader header_for(const VolumeHeader &image) {
  VolumeHeader h;
  h.dtype = DType::u16;
  h.dims = 3;
  h.shape = {image.shape[0], image.shape[1], image.shape[2], 1, 1};
  h.geometry = image.geometry;
  h.labels = true;
  return h;
}

// mm from the middle between a slice and the one before it to the middle between it and the next, along the normal.
double height_of_slice(const Geometry &g, std::size_t k) {
  const auto at = [&](double slice) { return g.position({0, 0, slice}); };
  const Vector normal =
      cross(g.position({1, 0, 0}) - g.position({0, 0, 0}), g.position({0, 1, 0}) - g.position({0, 0, 0}));
  const auto middle = static_cast<double>(k);
  return std::abs(dot(at(middle + 0.5) - at(middle - 0.5), unit(normal)));
}

}  // namespace

LabelCanvas::LabelCanvas(const VolumeHeader &image)
    : header_(header_for(image)), voxels_(std::make_shared<std::vector<Label>>(header_.voxels())) {}

Result<LabelCanvas> LabelCanvas::of(const ShownVolume &labels) {
  const VolumeHeader &h = labels.header;
  if (h.shape[3] > 1 || h.shape[4] > 1 || !labels.complete)
    return fail("paint.labels", "only a single label map without overlapping segments can be painted on");
  LabelCanvas canvas(h);
  canvas.header_.segments = h.segments;
  for (std::size_t i = 0; i < canvas.voxels_->size(); ++i) {
    const double value = element_as_double(h.dtype, labels.bytes.data(), i);
    if (!(value >= 0 && value <= std::numeric_limits<Label>::max() && value == std::floor(value)))
      return fail("paint.labels",
                  "a label map with labels other than whole numbers from 0 to 65535 can't be painted on");
    (*canvas.voxels_)[i] = static_cast<Label>(value);
  }
  return canvas;
}

std::uint64_t LabelCanvas::count(Label label) const {
  return static_cast<std::uint64_t>(std::count(voxels_->begin(), voxels_->end(), label));
}

double LabelCanvas::volume_mm3(Label label) const {
  const Geometry &g = header_.geometry;
  const Vector origin = g.position({0, 0, 0});
  const double area = length(cross(g.position({1, 0, 0}) - origin, g.position({0, 1, 0}) - origin));
  const std::size_t slice = header_.shape[0] * header_.shape[1];
  double sum = 0;
  for (std::size_t k = 0; k < header_.shape[2]; ++k) {
    const auto begin = voxels_->begin() + static_cast<std::ptrdiff_t>(k * slice);
    const auto n = std::count(begin, begin + static_cast<std::ptrdiff_t>(slice), label);
    if (n > 0) sum += static_cast<double>(n) * area * height_of_slice(g, k);
  }
  return sum;
}

ShownVolumePtr LabelCanvas::shown() const {
  if (shown_ == nullptr || shown_changes_ != changes_ || shown_->header.segments != header_.segments) {
    shown_ = with_ready_part(nullptr, header_, std::as_bytes(std::span(*voxels_)), voxels_, 0, header_.byte_size());
    shown_changes_ = changes_;
  }
  return shown_;
}

std::string LabelCanvas::hash() const {
  const std::string parts =
      blake2b(std::as_bytes(std::span(header_.shape))) + blake2b(std::as_bytes(std::span(*voxels_)));
  return blake2b(std::as_bytes(std::span(parts)));
}

Result<ObjectPtr> LabelCanvas::object() const { return make_volume(header_, std::as_bytes(std::span(*voxels_))); }

void LabelCanvas::fill(std::uint64_t first, std::uint64_t count, Label label) {
  std::fill_n(voxels_->begin() + static_cast<std::ptrdiff_t>(first), count, label);
  ++changes_;
}

Result<void> LabelCanvas::apply(const Change &change) {
  for (const ChangedRun &run : change.runs) {
    const bool there = run.first <= voxels_->size() && run.count <= voxels_->size() - run.first;
    const auto begin = voxels_->begin() + static_cast<std::ptrdiff_t>(there ? run.first : 0);
    if (!there || std::any_of(begin, begin + static_cast<std::ptrdiff_t>(run.count),
                              [&](Label label) { return label != run.before; }))
      return fail("paint.change", "the label map is not the one that the change was made in");
  }
  for (const ChangedRun &run : change.runs) fill(run.first, run.count, run.after);
  return done();
}

Result<void> LabelCanvas::take_back(const Change &change) {
  Change back = change;
  for (ChangedRun &run : back.runs) std::swap(run.before, run.after);
  return apply(back);
}

}  // namespace gantry::core::view
