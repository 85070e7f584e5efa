// SPDX-License-Identifier: Apache-2.0
// Keys by name, as shortcuts and scripts write them.
//
//   const auto keys = parse_chord("ctrl+shift+p");
//   keys->key;                      // GLFW_KEY_P
//   chord_text("ctrl+enter");       // "Ctrl+Enter"
#pragma once

#include <optional>
#include <string>
#include <string_view>

namespace gantry::host::window {

struct Chord {
  int key = 0;  // GLFW's code
  bool ctrl = false, shift = false, alt = false;
};

std::optional<Chord> parse_chord(std::string_view text);
std::string chord_text(std::string_view text);

}  // namespace gantry::host::window
