// SPDX-License-Identifier: Apache-2.0
// A picture of the window: written as PNG, read again, compared.
//
//   GANTRY_CHECK(write_png(app.capture(), "screen.png"));
//   GANTRY_TRY(before, read_png("before.png"));
//   difference(before, app.capture());          // 0: the same; 1: every pixel is another
#pragma once

#include <core/result.hpp>
#include <cstdint>
#include <string>
#include <vector>

namespace gantry::host::window {

struct Pixels {
  unsigned width = 0, height = 0;
  std::vector<std::uint32_t> rgb;  // 0xffRRGGBB, from the top left
};

core::Result<void> write_png(const Pixels &pixels, const std::string &path);  // "window.picture"
core::Result<Pixels> read_png(const std::string &path);

// The share of pixels of which a channel differs by more than 32 of 255, from 0 to 1; 1 where the sizes differ.
double difference(const Pixels &a, const Pixels &b);

}  // namespace gantry::host::window
