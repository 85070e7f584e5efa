// SPDX-License-Identifier: Apache-2.0
// Icons by name: those of Font Awesome 4.7, without its "fa-".
//
//   icon_text("play");       // "\uf04b" in UTF-8
//   icon_text("no-such");    // ""
#pragma once

#include <cstdint>
#include <span>
#include <string>
#include <string_view>

namespace gantry::host::window {

struct Icon {
  const char *name;
  std::uint16_t code;  // point of Unicode's private use area
};

std::span<const Icon> icons();  // by name, ascending
std::string icon_text(std::string_view name);

}  // namespace gantry::host::window
