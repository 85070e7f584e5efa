// SPDX-License-Identifier: Apache-2.0
// The running window: draws a scene when there is something to draw, sleeps otherwise.
//
//   GANTRY_TRY(app, App::open({.theme = ThemeName::dark}));
//   app->scene.draw = [&](const gantry_ui &ui) { screens::draw(ui, workplace); };
//   app->run();                                    // until the window is closed
//
// An idle window draws nothing: a frame comes after an event, a wake(), or when a widget asked for it. Never more often
// than the display shows them.
#pragma once

#include <functional>
#include <host/window/app/pixels.hpp>
#include <host/window/app/window.hpp>
#include <host/window/widgets/ui.hpp>
#include <mutex>
#include <string>

namespace gantry::host::window {

struct Scene {
  std::function<void(const gantry_ui &)> draw;
  std::function<void(const std::vector<std::string> &)> dropped = {};  // files and folders
  std::function<bool()> busy = {};  // something goes on behind the screen: scripts wait for its end
  std::function<bool(const std::string &)> language = {};  // "nl"; false: there is none
  std::function<void(const std::string &)> theme = {};  // "light", for those who remember it; empty: the window's alone
  std::function<bool()> may_close = [] { return true; };
};

class App {
 public:
  struct Options {
    Window::Options window = {};
    ThemeName theme = ThemeName::dark;
    ImGuiUi::Options ui = {};  // its theme and fonts are set here
  };

  static core::Result<std::unique_ptr<App>> open(Options options);
  App(const App &) = delete;
  App &operator=(const App &) = delete;
  ~App();

  Scene scene;
  ImGuiUi &ui() { return *ui_; }
  Window &window() { return *window_; }

  void run();
  void close() { window_->close(); }
  void wake() { window_->wake(); }        // [any thread] draws a frame
  void post(std::function<void()> work);  // [any thread] is called between two frames, in this thread
  void set_theme(ThemeName name);
  void set_zoom(float zoom);  // times the scale of the display, 0.75 to 2
  ThemeName theme() const { return theme_; }
  std::string clipboard();  // its text; "": it holds none
  void set_clipboard(const std::string &text);
  Pixels capture();  // draws a frame
  // Told after every frame: seconds that it took to make.
  std::function<void(double)> drawn = {};
  bool idle() const;  // nothing moves, nothing waits

 private:
  App() = default;
  core::Result<void> fit_scale();
  void frame(Pixels *capture = nullptr);
  void work_off();
  double due() const;  // seconds

  std::unique_ptr<Window> window_;
  std::unique_ptr<ImGuiUi> ui_;
  ThemeName theme_ = ThemeName::dark;
  float zoom_ = 1, built_for_ = 0;
  int settle_ = 3;  // frames still to be drawn: ImGui needs some until all is in its place
  double last_ = -1;
  std::mutex mutex_;
  std::vector<std::function<void()>> posted_;
};

}  // namespace gantry::host::window
