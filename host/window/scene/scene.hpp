// SPDX-License-Identifier: Apache-2.0
// The workplace in the window: screens, plots and images on one state, with the theme, size and layout that it remembers.
//
//   open_gui(options, [&](App &app) { return workplace_scene(app, workplace_options, "study", ""); });
#pragma once

#include <host/window/app/app.hpp>
#include <host/window/image/images.hpp>
#include <host/window/plot/plots.hpp>
#include <host/window/workplace/workplace.hpp>
#include <memory>
#include <string>

namespace gantry::host::window {

// Everything of one window; goes before the window does, since it holds textures.
struct Room {
  App &app;
  Workplace workplace;
  Plots plots;
  Images images;

  Room(App &window, Workplace::Options options);  // its wake() is set here
  ~Room();
  Room(const Room &) = delete;
  Room &operator=(const Room &) = delete;

  void draw(const gantry_ui &table);

 private:
  void save(core::Result<PlotFile> file);
  double zoom_ = 1;
};

Scene scene_of(const std::shared_ptr<Room> &room);

// `project`: opened at once; "": what was open when the window was last closed. `theme`: "": the one that is remembered.
Scene workplace_scene(App &app, Workplace::Options options, const std::string &project, const std::string &theme);

}  // namespace gantry::host::window
