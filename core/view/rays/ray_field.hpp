// SPDX-License-Identifier: Apache-2.0
// A volume as rays go through it: even cubes of 8 bits along the volume's own axes, and bricks of 8 × 8 × 8 of them with
// their least and greatest values, so that what is empty can be stepped over.
//
//   const RayField quick = ray_field(*volume, {.lower = -200, .upper = 1500, .longest = 160}, crew);   // while turning
//   const RayField labels = ray_labels(*map, {.longest = 256}, crew);                                  // for surfaces
//
// Made by sampling (plane_sampler.hpp): oblique, sheared and unevenly spaced volumes are where they are. A byte for each
// cube (labels: two).
#pragma once

#include <core/view/crew.hpp>
#include <core/view/plane_sampler.hpp>

namespace gantry::core::view {

inline constexpr std::uint32_t brick_side = 8;

struct RayField {
  Vector origin{};                        // LPS, mm: the centre of the first cube
  Vector axes[3] = {};                    // unit vectors along which cubes are counted, at right angles
  double spacing = 1;                     // mm, of a cube
  std::array<std::uint32_t, 3> size{};    // cubes
  std::array<std::uint32_t, 3> bricks{};  // bricks
  double lower = 0, upper = 1;            // what 0 and 255 stand for
  std::vector<std::uint8_t> values;
  std::vector<std::uint8_t> ids;              // of labels: the segment of each cube, counted from 1 as they are listed
  std::vector<std::uint8_t> least, greatest;  // of each brick and the cubes next to it

  Vector cube(const Vector &position) const;  // fractional
};

struct RayFieldOptions {
  std::uint64_t axis_index = 0, channel = 0;
  double lower = 0, upper = 1;            // in the volume's unit; what is beyond is cut
  std::uint32_t longest = 192;            // cubes along the longest side, at most as many as keep the finest voxels
  std::vector<std::int64_t> hidden = {};  // of labels: values of segments that are left out
};

RayField ray_field(const ShownVolume &volume, const RayFieldOptions &options, Crew &crew);
// Of a label map without overlapping segments: values are 255 within segments and 0 outside, smoothed over 3 × 3 × 3 cubes
// so that surfaces at half of it have no steps. Segments are those that the header lists, at most 255.
RayField ray_labels(const ShownVolume &labels, const RayFieldOptions &options, Crew &crew);

}  // namespace gantry::core::view
