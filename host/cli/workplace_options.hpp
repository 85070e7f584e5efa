// SPDX-License-Identifier: Apache-2.0
// What the window's workplace needs, as every command has it: folders of the user, plugins, limits; the sample study beside
// the program or in its source.
//
//   open_gui(options, [&](window::App &app) { return window::workplace_scene(app, workplace_options(line), "study", ""); });
#pragma once

#include <host/cli/command.hpp>
#include <host/window/workplace/workplace.hpp>

namespace gantry::host {

window::Workplace::Options workplace_options(const CommandLine &line);

}  // namespace gantry::host
