// SPDX-License-Identifier: Apache-2.0
// The numbers of a volume along a span of pixels: the way that is quickest for how the span lies in the voxels.
//
//   const SpanReader read(field, Interpolation::linear, platform::best_level());
//   for (const Span &span : spans) read(span, scratch, row);     // row[span.begin] … row[span.end − 1]
//
// Numbers are in single precision (24 bits); of complex voxels the magnitude. Linear: between the eight voxels around a
// pixel; a voxel that is no number makes no number of all that lies between it and its neighbours. A span along an axis
// of the voxels is read as a row of voxels first and stretched then; any other is read pixel by pixel.
#pragma once

#include <core/view/field.hpp>
#include <core/view/volume_grid.hpp>

namespace gantry::core::view {

enum class Interpolation { nearest, linear };

struct SpanScratch {
  std::vector<float> line, other;
};

class SpanReader {
 public:
  SpanReader(const Field &field, Interpolation interpolation, std::uint32_t level);

  void operator()(const Span &span, SpanScratch &scratch, float *row) const;

  // A span that goes along one axis of the voxels, and is worth being read as a line.
  struct Along {
    std::size_t axis = 0;
    std::int64_t first = 0;  // voxel along it
    std::uint32_t count = 0;
  };
  std::optional<Along> along(const Span &span) const;
  void read_line(const Span &span, const Along &along, float *line) const;
  void stretch_line(const Span &span, const Along &along, const float *line, float *row) const;

 private:
  Field field_;
  Interpolation interpolation_;
  std::uint32_t level_;
};

}  // namespace gantry::core::view
