// SPDX-License-Identifier: Apache-2.0
// What stands on the screen: every widget that was drawn in the last frame, by its path.
//
//   if (const Seen *run = screen.find("image/run"))
//     if (run->enabled) press(run->visible.middle());
//   screen.covering(*run);                     // "dialog confirm", when the pointer is over that instead
#pragma once

#include <cstdint>
#include <string>
#include <string_view>
#include <vector>

namespace gantry::host::window {

struct Rect {  // pixels of the window, from its top left
  float x0 = 0, y0 = 0, x1 = 0, y1 = 0;
  bool empty() const { return !(x1 - x0 >= 1 && y1 - y0 >= 1); }
  float width() const { return x1 - x0; }
  float height() const { return y1 - y0; }
};

enum class Kind : std::uint8_t {
  box,
  split,
  section,
  tab,
  tree,
  menu,
  item,
  dialog,
  text,
  icon,
  progress,
  picture,
  toast,
  button,
  toggle,
  choice,
  option,
  number,
  text_field,
  colour,
  grid,
  column,
  row,
  cell,
  plot,
  image
};
std::string_view name(Kind kind);  // "text field"

struct Seen {
  std::string path;
  Kind kind = Kind::text;
  Rect rect, visible;  // the second: the part that is not scrolled or clipped away
  bool enabled = true;
  bool hovered = false;                            // the pointer is on it, and on nothing before it
  bool focused = false;                            // has the keyboard
  bool on = false;                                 // ticked, open, chosen
  bool stops = false;                              // the Tab key stops here
  bool cut = false;                                // its text did not fit, and ends in an ellipsis
  int layer = 0;                                   // of how many pop-ups it is inside
  std::string label = {}, value = {}, error = {};  // what is to be read on it; a secret's value is ""
};

struct Screen {
  std::vector<Seen> seen;  // in the order of drawing

  const Seen *find(std::string_view path) const;
  // What the pointer is on in place of `wanted`: "the button dialog/ok"; "" when it is on nothing.
  std::string covering(const Seen &wanted) const;
  // The first widget at or below `path` ("." is all) whose words are cut off, and what they are; "" when none is. Names of
  // data in lists and tables don't count: they are as long as their owner made them, and their tooltip has all of them.
  std::string cut_off(std::string_view path) const;
  // Paths that a person may have meant, at most five, for an error message.
  std::string like(std::string_view path) const;
};

}  // namespace gantry::host::window
