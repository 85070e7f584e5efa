// SPDX-License-Identifier: Apache-2.0
// `gantry gui`: opens the window, plays a script in it, takes pictures of it.
//
//   GuiOptions options{.script = "day.script", .snapshot = "day.png"};
//   open_gui(options, [&](App &app) { return scene_of(app, project); });
#pragma once

#include <host/window/app/app.hpp>

namespace gantry::host::window {

struct GuiOptions {
  App::Options app = {};
  std::string script = {};    // a file; the window is closed at its end
  std::string snapshot = {};  // PNG, at the end of the script, or once the window is idle
};

// What is to be seen, made when the window is open and kept until it is closed.
using MakeScene = std::function<core::Result<Scene>(App &)>;

// Returns when the window has been closed. Errors: "window.…", "script.…".
core::Result<void> open_gui(const GuiOptions &options, const MakeScene &scene);

// Every widget in every theme: FOLDER/widgets-dark.png and its like.
core::Result<void> draw_widgets(const std::string &folder, float scale);

}  // namespace gantry::host::window
