// SPDX-License-Identifier: Apache-2.0
// Draws a Frame into another table of gantry.ui/1, and notes what the user did there.
//
//   replay(frame, sequence, *window.table(), edits);   // every frame of the window, for as long as `frame` is the last
#pragma once

#include <core/ui/edits.hpp>
#include <core/ui/frame.hpp>

namespace gantry::core {

// `sequence`: another number for each frame; toasts and the like are done once for each.
void replay(const Frame &frame, std::uint64_t sequence, const gantry_ui &ui, Edits &edits);

}  // namespace gantry::core
