// SPDX-License-Identifier: Apache-2.0
// A small picture of a signal's course, to tell one from another at a glance. Of volumes: core::view::thumbnail().
//
//   const core::view::Pixels t = thumbnail_of(channel, 64);     // no pixels where there is nothing to be seen
//   ui.picture("thumb", {t.width, t.height, t.rgba.data(), 1, "ECG"});
#pragma once

#include <core/view/pixels.hpp>
#include <vector>

namespace gantry::host::window {

// From the least to the greatest value in each column of pixels; `side` pixels wide and high.
core::view::Pixels thumbnail_of(const std::vector<double> &channel, std::uint32_t side);

}  // namespace gantry::host::window
