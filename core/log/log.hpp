// SPDX-License-Identifier: Apache-2.0
// The log: JSON lines in a file that rotates; warnings in words on the console. No patient data, no path goes into it.
//
//   log::start({.folder = state_folder() / "log"});
//   log::write(log::Severity::info, "job finished", {{"job", id}, {"seconds", 0.4}});
#pragma once

#include <filesystem>
#include <functional>
#include <nlohmann/json.hpp>
#include <string>

namespace gantry::core::log {

enum class Severity { debug, info, warning, error };

struct Options {
  std::filesystem::path folder;         // gantry.jsonl and its older parts; nothing is written when it can't be made
  std::size_t rotate_bytes = 4U << 20;  // a part
  std::size_t keep_bytes = 64U << 20;   // all parts together
  Severity least = Severity::info;
};

// Once, before anything is written. False when the folder can't be written (the program goes on without a file).
bool start(const Options &options);
void write(Severity severity, const std::string &what, const nlohmann::json &fields = nlohmann::json::object());

}  // namespace gantry::core::log
