// SPDX-License-Identifier: Apache-2.0
// Plots of gantry.ui/1 in the window: zoomed, panned, asked for values, saved.
//
//   Plots plots(app->ui().remembered(), [](core::Result<PlotFile> file) { … });
//   app->ui().options().plot = [&](const View &v, const auto &plot, auto &state) { return plots.draw(v, plot, state); };
//
// Wheel: closer or farther at the pointer (over an axis: along it alone). Drag: into the box; with Shift or the middle
// button: moves. Double click or 0: all of it. Right button, or the button in the corner: save, copy. With the keyboard:
// arrows, +, −, 0.
#pragma once

#include <core/report/nearest.hpp>
#include <core/report/plot_export.hpp>
#include <functional>
#include <host/window/plot/parts.hpp>
#include <map>
#include <string>
#include <unordered_map>

namespace gantry::host::window {

struct PlotFile {
  std::string name;  // "T2_decay.svg"
  std::string media_type;
  std::string bytes;
};

class Plots {
 public:
  // `remembered`: hidden series, by "plot:" and the path; from one session to the next. `save`: writes it where the user
  // wants it; without one nothing can be saved.
  Plots(std::map<std::string, std::string> &remembered, std::function<void(core::Result<PlotFile>)> save)
      : remembered_(remembered), save_(std::move(save)) {}

  std::uint32_t draw(const View &view, const gantry_ui_plot &plot, gantry_ui_plot_state &state);

 private:
  enum class Drag { none, box, move };
  struct Memory {
    core::report::PlotView seen;
    core::report::BinMemory bins;
    Drag drag = Drag::none;
    ImVec2 from;
    std::int64_t series = -1, point = -1;  // under the pointer
  };
  struct Frame;  // what the parts of one drawing share

  core::report::Hidden hidden(const std::string &path) const;
  void toggle(const std::string &path, const char *id);
  void press_legend(Frame &f);
  std::uint32_t point_at(Frame &f);
  void zoom(Frame &f);
  void drag(Frame &f);
  void keys(Frame &f);
  void menu(Frame &f);

  std::map<std::string, std::string> &remembered_;
  std::function<void(core::Result<PlotFile>)> save_;
  std::unordered_map<std::string, Memory> memories_;
};

}  // namespace gantry::host::window
