// SPDX-License-Identifier: Apache-2.0
// A volume seen from outside: rays through it in parallel, gathering colour and opacity from front to back, and surfaces of
// label maps.
//
//   const RayPicture picture(field, {.points = {{300, {0.8, 0.6, 0.5}, 0}, {700, {1, 1, 0.9}, 0.4}}}, {.quick = turning});
//   picture.draw(plane.coarser(turning ? 3 : 1), crew, pixels);
//
// The plane says what is seen: its pixels are where the rays go through it, along its normal, whichever way that is. Light
// comes from the viewer. Colours of samples at distance d gather as 1 − (1 − opacity)^(d / 1 mm) (N. Max, "Optical models
// for direct volume rendering", IEEE Trans. Vis. Comput. Graph. 1(2):99–108, 1995, eq. 8).
#pragma once

#include <core/report/colour.hpp>
#include <core/view/pixels.hpp>
#include <core/view/rays/ray_field.hpp>

namespace gantry::core::view {

// Colour and opacity of numbers, linear between points; beyond the outermost as there.
struct TransferPoint {
  double value = 0;  // in the volume's unit
  report::Colour colour = {};
  double opacity = 0;  // of 1 mm, 0 to 1
};
struct Transfer {
  std::vector<TransferPoint> points;  // by value
};

struct RayLook {
  bool quick = false;  // steps of a cube in place of half of one, and plainer light: while the hand moves
  bool shaded = true;  // by the gradient
  Rgba background = {0, 0, 0, 255};
  std::uint32_t level = SamplerOptions::platform_level();
};

class RayPicture {
 public:
  // Of a volume. The field must outlive it.
  RayPicture(const RayField &field, const Transfer &transfer, const RayLook &look);
  // Of surfaces: the segments' colours as ray_labels() has counted them.
  RayPicture(const RayField &labels, const std::vector<report::Colour> &colours, const RayLook &look);

  // Pixels are given their size; what they hold is replaced.
  void draw(const PatientPlane &plane, Crew &crew, Pixels &pixels) const;

 private:
  void find_empty(const std::vector<bool> &solid);

  const RayField &field_;
  RayLook look_;
  double step_;  // mm
  bool surfaces_;
  std::vector<float> table_;            // of 256 values, or of ids: red, green, blue times opacity; opacity
  std::vector<std::uint8_t> distance_;  // bricks to the nearest one that is not empty; 0 for that one
};

}  // namespace gantry::core::view
