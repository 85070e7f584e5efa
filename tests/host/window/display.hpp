// SPDX-License-Identifier: Apache-2.0
// An X server without a screen, of the test's own, and a window on it that shows a scene.
//
//   const Display display;                            // DISPLAY is its own until it goes
//   const auto played = play(gallery, "click run\nassert text said \"1 time\"");
//   REQUIRE(words(played) == "");
#pragma once

#include <core/platform/process.hpp>
#include <functional>
#include <host/window/app/gui.hpp>
#include <string>

namespace gantry::test {

class Display {
 public:
  Display();

 private:
  core::platform::Process server_;
};

// Opens a window with this scene, plays the script in it, and closes it.
core::Result<void> play(const std::function<void(const gantry_ui &)> &draw, const std::string &script,
                        const std::function<void(host::window::App &)> &prepare = {});
std::string words(const core::Result<void> &result);  // of its error; "" when there is none

std::string scratch(const std::string &name);  // a path for a file of this test

}  // namespace gantry::test
