// SPDX-License-Identifier: Apache-2.0
// One drawing of a plot, as its parts share it. Private to this folder.
//
//   Plots::Frame f{view, plot, state, memory, …};
//   point_at(f), zoom(f), drag(f), keys(f);
#pragma once

#include <algorithm>
#include <cmath>
#include <host/window/plot/plots.hpp>

namespace gantry::host::window {

inline ImRect rect_of(core::report::Area a) {
  return {static_cast<float>(a.x), static_cast<float>(a.y), static_cast<float>(a.right()),
          static_cast<float>(a.bottom())};
}

struct Plots::Frame {
  const View &view;
  const gantry_ui_plot &plot;
  gantry_ui_plot_state &state;
  Memory &memory;
  core::report::Hidden hidden;
  core::report::PlotLook look;
  core::report::PlotLimits limits;
  core::report::PlotLayout layout;
  ImRect bb;
  ImVec2 mouse;
  bool hovered = false, held = false, focused = false, pressed = false;
  bool touched = false;  // to be drawn anew

  double x() const { return static_cast<double>(mouse.x); }
  double y() const { return static_cast<double>(mouse.y); }
  bool moved_from(ImVec2 clicked) const {
    return std::max(std::abs(mouse.x - clicked.x), std::abs(mouse.y - clicked.y)) >= em(view, 0.375);
  }
  // The pane that the pointer is in or beside; 0: none, 1: the main one, 2: residuals.
  int pane() const {
    if (layout.residual && y() >= layout.residual_area.y && y() < layout.residual_area.bottom()) return 2;
    return y() >= layout.main.y && y() < layout.main.bottom() ? 1 : 0;
  }
  bool beside() const { return x() < layout.main.x; }  // over the numbers of an upright axis
  bool below() const { return y() >= (layout.residual ? layout.residual_area.bottom() : layout.main.bottom()); }
};

}  // namespace gantry::host::window
