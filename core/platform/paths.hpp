// SPDX-License-Identifier: Apache-2.0
// Where Gantry keeps its own things for this user, after the XDG base directory specification.
//
//   const auto log = state_folder() / "gantry.log.jsonl";   // ~/.local/state/gantry/…
#pragma once

#include <filesystem>

namespace gantry::core::platform {

std::filesystem::path config_folder();  // $XDG_CONFIG_HOME/gantry, else ~/.config/gantry
std::filesystem::path data_folder();    // $XDG_DATA_HOME/gantry, else ~/.local/share/gantry
std::filesystem::path state_folder();   // $XDG_STATE_HOME/gantry, else ~/.local/state/gantry
std::filesystem::path cache_folder();   // $XDG_CACHE_HOME/gantry, else ~/.cache/gantry
std::filesystem::path this_executable();

}  // namespace gantry::core::platform
