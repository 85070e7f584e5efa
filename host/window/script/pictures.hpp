// SPDX-License-Identifier: Apache-2.0
// What a script expects of the pixels: a picture that was taken before, or the mean colour of a widget.
//
//   unmet_in(pixels, screen, {.verb = "assert colour", .words = {"image", "808080", "24"}});   // "its mean colour is 1b1b1b"
//   unmet_in(pixels, screen, {.verb = "assert picture", .words = {"day.png", "0.02"}});        // "": met
#pragma once

#include <host/window/app/pixels.hpp>
#include <host/window/script/language.hpp>
#include <host/window/widgets/seen.hpp>

namespace gantry::host::window {

// "" when it holds; else what is to be seen in its place. `screen` is that of the same frame.
std::string unmet_in(const Pixels &pixels, const Screen &screen, const Step &step);
// What is seen of a widget; of none for "." all. Empty where nothing of it is seen.
Pixels part_of(const Pixels &pixels, const Screen &screen, const std::string &path);

}  // namespace gantry::host::window
