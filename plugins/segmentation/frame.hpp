// SPDX-License-Identifier: Apache-2.0
// One 3D frame of an image, the mask that goes with it, and loops over both that can be cancelled.
//
//   const Frame frame(image.view(), 0, "image");
//   const Region region = region_of(mask, frame);
//   frame.visit([&](const auto *voxels) { in_chunks(job, frame.voxels(), "counting", [&](auto begin, auto end) { … }); });
#pragma once

#include <gantry/cpp/ports.hpp>

#include <algorithm>
#include <cstdint>
#include <type_traits>
#include <vector>

namespace gantry::segmentation {

class Frame {
 public:
  // `number` counts from 0. Error "segmentation.frame" where there is no such frame, "segmentation.channels" where the
  // image has several channels.
  Frame(const VolumeView &view, std::int64_t number, const char *port);

  const VolumeView &view() const { return view_; }
  std::uint64_t voxels() const { return view_.voxels(); }
  template <class F>
  decltype(auto) visit(F &&f) const {
    return gantry::visit(view_, [&](const auto *elements) -> decltype(auto) { return f(elements + offset_); });
  }

 private:
  VolumeView view_;
  std::uint64_t offset_;
};

// Inside is where the mask is above 0; without a mask, everywhere.
class Region {
 public:
  Region() = default;
  explicit Region(std::vector<std::uint8_t> inside) : inside_(std::move(inside)) {}
  bool contains(std::uint64_t i) const { return inside_.empty() || inside_[i] != 0; }

 private:
  std::vector<std::uint8_t> inside_;
};
// Error "segmentation.space" where the mask lies elsewhere, "segmentation.empty-mask" where it is empty.
Region region_of(const VolumeInput &mask, const Frame &frame);

// Error "segmentation.space" in words unless both have the same shape and voxels of equal index lie within 0.001 mm.
void require_same_space(const VolumeView &a, const VolumeView &b, const char *port);

// mL of one voxel. Error "segmentation.uneven" where slices are not evenly spaced: their voxels differ in volume.
double voxel_ml(const VolumeView &view, const char *port);

template <class T>
bool is_nan(T value) {
  if constexpr (std::is_floating_point_v<T>) return value != value;
  else return false;
}

// f(begin, end) over 0 … n in pieces of some milliseconds; throws Cancelled.
template <class F>
void in_chunks(const Job &job, std::uint64_t n, const char *activity, F &&f) {
  constexpr std::uint64_t chunk = std::uint64_t{1} << 20;
  for (std::uint64_t begin = 0; begin < n; begin += chunk) {
    job.progress(static_cast<double>(begin) / static_cast<double>(n), activity);
    f(begin, std::min(begin + chunk, n));
  }
}

// Says how many voxels are NaN or infinite and therefore outside; nothing where there are none.
void warn_of_valueless(const Job &job, std::uint64_t count);

}  // namespace gantry::segmentation
