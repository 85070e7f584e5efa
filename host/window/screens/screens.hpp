// SPDX-License-Identifier: Apache-2.0
// The host's own screens, drawn with the widgets that panels have: start, workplace, plugins, preferences.
//
//   workplace.update();
//   screens::draw(ui, workplace);     // all of it, once a frame
//   workplace.drawn();
//
// What a widget's path is, is said where it is drawn; scripts and tests rely on it: "work/form/run", "bottom/jobs".
#pragma once

#include <gantry/cpp/ui.hpp>
#include <host/window/workplace/workplace.hpp>

namespace gantry::host::window::screens {

void draw(Ui &ui, Workplace &workplace);

}  // namespace gantry::host::window::screens
