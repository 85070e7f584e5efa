// SPDX-License-Identifier: Apache-2.0
// The workplace in the window: screens, plots and images on one state, with the theme, size and layout that it remembers.
//
//   open_gui(options, [&](window::App &app) { return workplace_scene(app, workplace_options(line), "study", ""); });
#pragma once

#include <host/cli/command.hpp>
#include <host/window/app/gui.hpp>
#include <host/window/workplace/workplace.hpp>
#include <string>

namespace gantry::host {

// As every command has them: folders of the user, plugins, limits; the sample study beside the program or in its source.
window::Workplace::Options workplace_options(const CommandLine &line);

// `project`: opened at once; "": what was open when the window was last closed. `theme`: "": the one that is remembered.
window::Scene workplace_scene(window::App &app, window::Workplace::Options options, const std::string &project,
                              const std::string &theme);

}  // namespace gantry::host
