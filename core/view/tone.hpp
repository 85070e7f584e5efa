// SPDX-License-Identifier: Apache-2.0
// How numbers become colours: window, colour map, opacity; laid over what is there already.
//
//   const ToneTable tones({.window = {40, 400}});
//   tones.paint(numbers.data(), width, platform::best_level(), row.data());    // over opaque colours
//
// Step of the colour table: floor((n − 1) · (value − lower) / width + 1/2), kept within 0 … n − 1, of 256 greys or of 1024
// steps of another map. What is no number leaves what is below.
#pragma once

#include <core/report/colour.hpp>
#include <core/view/pixels.hpp>

namespace gantry::core::view {

struct Tone {
  Window window = {};
  report::ColourMap colours = report::ColourMap::grey;
  bool inverted = false;  // the map from its end to its beginning
  double opacity = 1;     // 0 to 1
  bool rising = false;    // opacity rises from 0 at the window's lower end to `opacity` at its upper end
  bool zero_is_nothing = false, below_is_nothing = false, above_is_nothing = false;
  bool operator==(const Tone &) const = default;
};

// As bytes in memory order: red, green, blue, alpha.
std::uint32_t packed(const Rgba &colour);

class ToneTable {
 public:
  explicit ToneTable(const Tone &tone);
  // colours: opaque before and after.
  void paint(const float *numbers, std::uint32_t count, std::uint32_t level, std::uint32_t *colours) const;

 private:
  std::vector<std::uint32_t> steps_;  // and one more for what is nothing
  float lower_ = 0, scale_ = 1;
  bool zero_is_nothing_ = false, opaque_grey_ = false, inverted_ = false;
  std::uint32_t below_ = 0, above_ = 0;  // steps
};

// Colours with alpha over opaque ones: (top · a + bottom · (255 − a)) / 255, rounded.
void blend(const std::uint32_t *top, std::uint32_t count, std::uint32_t level, std::uint32_t *bottom);

}  // namespace gantry::core::view
