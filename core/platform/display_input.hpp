// SPDX-License-Identifier: Apache-2.0
// A hand on the keyboard and the pointer of the display: events that a window can't tell from a person's (X11's XTest).
//
//   GANTRY_TRY(hand, DisplayInput::open("text that will be typed"));
//   hand.move(100, 200);
//   hand.button(1, true), hand.button(1, false);
//
// Each call returns when the display has taken the event. Not for two threads at once.
#pragma once

#include <core/result.hpp>
#include <memory>
#include <string>
#include <string_view>
#include <vector>

namespace gantry::core::platform {

class DisplayInput {
 public:
  // Before the window is opened: characters that the keyboard has no key for are given to spare ones, and windows read the
  // keyboard when they open. Errors "display.input": no display, or one that can't be driven.
  static Result<DisplayInput> open(std::string_view typed);
  DisplayInput(DisplayInput &&) noexcept;
  DisplayInput &operator=(DisplayInput &&) noexcept;
  ~DisplayInput();  // gives the keys back

  void move(int x, int y);                     // pixels of the screen
  void button(int button, bool down);          // 1 left, 2 middle, 3 right
  void wheel(int clicks);                      // above 0: up
  bool key(std::string_view name, bool down);  // X's name: "Return", "Control_L", "a"; false: there is none
  bool type(char32_t character);               // pressed and let go

  // Drops files on a window as a file browser does (XDND 5), at a point of the screen. "display.drop": not taken.
  Result<void> drop(unsigned long window, int x, int y, const std::vector<std::string> &paths);

 private:
  struct Display;
  explicit DisplayInput(std::unique_ptr<Display> display);
  std::unique_ptr<Display> display_;
};

}  // namespace gantry::core::platform
