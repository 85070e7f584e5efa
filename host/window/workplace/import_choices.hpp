// SPDX-License-Identifier: Apache-2.0
// What a person may say about an import beforehand; the rest is as `gantry import` has it.
//
//   ImportChoices choices;
//   choices.keep.insert("dates");
//   workplace.import_paths({"scans/"}, choices);
#pragma once

#include <core/import/keep.hpp>
#include <nlohmann/json.hpp>
#include <set>
#include <string>

namespace gantry::host::window {

struct ImportChoices {
  std::string label;  // of the items; empty: by kind
  bool de_identify = true;
  std::set<std::string> keep = core::usual_keep();  // options of PS3.15
  std::string axis;                                 // "TE[ms]=4.3; 8.7": all volumes become one along it; empty: none
  nlohmann::json set = nlohmann::json::object();    // parameters of readers, by key
};

}  // namespace gantry::host::window
