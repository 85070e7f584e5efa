// SPDX-License-Identifier: Apache-2.0
// The segments of a label map on a plane: filled, and outlined within their own pixels.
//
//   const LabelPainter painter(volume, {.fill = 0.4, .outline = 1}, "Label", level);
//   painter.begin(plane, 32, 48, band);                   // rows 32 to 47, and those around them
//   painter.paint(plane, 35, band, colours.data());       // row 35, over the colours there
//
// Each pixel shows the voxel it lies in; of segments that overlap the last lies on top. A pixel belongs to the outline
// when another segment, or none, lies at most `thickness` pixels to its left, right, top or bottom.
#pragma once

#include <core/report/classes.hpp>
#include <core/view/plane_sampler.hpp>
#include <core/view/tone.hpp>

namespace gantry::core::view {

struct LabelLook {
  double fill = 0.4, outline = 1;         // opacities, 0 to 1; 0: none
  std::uint32_t thickness = 1;            // pixels of the outline, at most 4
  std::vector<std::int64_t> hidden = {};  // values of segments, or channels of an overlapping map, that aren't drawn
};

// Ids of segments on a few rows: of one thread.
struct LabelBand {
  std::uint32_t first = 0, last = 0;  // rows that are there
  std::vector<std::uint16_t> ids;
  std::vector<float> numbers;
  std::vector<std::uint8_t> edge;
  std::vector<std::uint32_t> colours;
  RowScratch scratch;
};

class LabelPainter {
 public:
  LabelPainter(ShownVolumePtr volume, std::uint64_t axis_index, const LabelLook &look, std::uint32_t level);

  void begin(const PatientPlane &plane, std::uint32_t first, std::uint32_t last, LabelBand &band) const;
  void paint(const PatientPlane &plane, std::uint32_t y, LabelBand &band, std::uint32_t *colours) const;

 private:
  struct Part {
    PlaneSampler sampler;
    std::uint16_t id;  // 0: ids follow from the values
  };
  std::uint16_t id_of(float value) const;

  ShownVolumePtr volume_;
  std::uint32_t thickness_, level_;
  bool outlined_;
  std::vector<Part> parts_;                                     // one, or one for each channel of an overlapping map
  std::vector<std::uint16_t> small_;                            // ids of values from 0 on
  std::vector<std::pair<std::int64_t, std::uint16_t>> others_;  // of the rest, by value
  std::vector<std::uint32_t> fills_, outlines_;                 // by id; 0 is no segment
};

}  // namespace gantry::core::view
