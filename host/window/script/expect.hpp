// SPDX-License-Identifier: Apache-2.0
// What a script expects of the screen.
//
//   unmet(screen, {.verb = "assert value", .words = {"form/classes", "3"}});   // "its value is \"2\""
//   unmet(screen, {.verb = "wait until shown", .words = {"report"}});          // "": met
#pragma once

#include <host/window/script/language.hpp>
#include <host/window/widgets/seen.hpp>

namespace gantry::host::window {

// "" when it holds; else what is to be seen in its place.
std::string unmet(const Screen &screen, const Step &step);

}  // namespace gantry::host::window
