// SPDX-License-Identifier: Apache-2.0
// gantry.ui/1 on the screen, by Dear ImGui.
//
//   ImGuiUi ui({.theme = &theme(ThemeName::dark), .fonts = fonts});
//   ui.begin();                     // between ImGui::NewFrame() and ImGui::Render()
//   screens::draw(ui.table());
//   ui.end();                       // pop-ups, toasts, the Tab key
//   ui.screen().find("image/run");
//
// One thread: the one that has the window.
#pragma once

#include <functional>
#include <gantry/ui.h>
#include <host/window/theme/fonts.hpp>
#include <host/window/theme/theme.hpp>
#include <host/window/widgets/seen.hpp>
#include <map>
#include <memory>
#include <string>
#include <vector>

namespace gantry::host::window {

// Where a plot or an image is to be drawn: a rectangle of ImGui's current window, which is taken and no item yet.
struct View {
  std::string path;
  std::uint32_t id = 0;  // ImGui's
  Rect rect;
  bool enabled = true;
  const Theme *theme = nullptr;
  const Fonts *fonts = nullptr;
  char decimal = '.';
  std::function<const char *(const char *)> tr;
  std::function<void(Seen)> add;          // parts of it that scripts and tests reach: "…/legend/fit"
  std::function<void(double)> redraw_in;  // s
};

class ImGuiUi {
 public:
  struct Options {
    const Theme *theme = nullptr;
    Fonts fonts;
    char decimal = '.';  // of numbers, as the language has it
    std::function<const char *(const char *)> tr = [](const char *t) { return t; };  // English to the user's language
    // A short message as it is to read now, by what it said first: the language may have changed. Empty: as it was.
    std::function<std::string(const std::string &)> toast = {};
    // Boxes at whose foot they stand, the first that is drawn; else at the window's own.
    std::vector<std::string> toast_places = {};
    // Return what the widget returns.
    std::function<std::uint32_t(const View &, const gantry_ui_plot &, gantry_ui_plot_state &)> plot = {};
    std::function<std::uint32_t(const View &, const gantry_ui_image &, gantry_ui_image_state &)> image = {};
  };

  explicit ImGuiUi(Options options);
  ImGuiUi(const ImGuiUi &) = delete;
  ImGuiUi &operator=(const ImGuiUi &) = delete;
  ~ImGuiUi();

  const gantry_ui &table() const;
  Options &options();  // may be changed between frames

  void begin();
  void end();

  const Screen &screen() const;  // of the last whole frame
  // Seconds until the next frame is due though nobody does anything; infinity: none is.
  double redraw_in() const;

  // The host's memory of this screen, by path: fractions of splits, what is folded, chosen tabs, widths of columns. To be
  // kept from one session to the next.
  std::map<std::string, std::string> &remembered();
  void focus(const std::string &path);  // gives it the keyboard in the next frame
  double toasts_height() const;         // em, of the last whole frame: what stands where they do leaves them that

  // What was drawn with a shortcut in the last frame.
  struct Shortcut {
    std::string keys, label, path;
  };
  const std::vector<Shortcut> &shortcuts() const;

 private:
  std::unique_ptr<class Drawing> drawing_;
};

}  // namespace gantry::host::window
