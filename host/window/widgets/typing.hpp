// SPDX-License-Identifier: Apache-2.0
// One line of text under edit, inside a face that the caller has drawn. Private to this folder.
//
//   const Typed t = type_in(d, item, {.text = inner, .buffer = text, .capacity = capacity});
//   if (t.changed) …                // the buffer is another now
//   if (t.committed) …              // Enter, or the focus has gone after a change
#pragma once

#include <host/window/widgets/drawing.hpp>

namespace gantry::host::window {

struct Typing {
  ImRect text;  // where the text stands
  const char *hint = "";
  char *buffer = nullptr;
  std::size_t capacity = 0;
  ImGuiInputTextFlags flags = 0;
  ImGuiInputTextCallback callback = nullptr;
  void *user = nullptr;
};

struct Typed {
  ImGuiID id = 0;
  bool changed = false, committed = false, active = false, left = false;
  bool entered = false;  // left with Enter
};

Typed type_in(Drawing &d, Item &item, const Typing &typing);

}  // namespace gantry::host::window
