// SPDX-License-Identifier: Apache-2.0
// How a fit by dictionary is asked for: whether, how many values of which parameter, and whether the optimiser goes on.
//
//   DictionaryChoices choices;
//   GANTRY_TRY(known, choices.read("dictionary", {{"T1", 60}, {"T2", 60}}));   // true: sizes as they suit
//   GANTRY_TRY(too, choices.read("refine", true));
#pragma once

#include <core/result.hpp>

#include <cstdint>
#include <map>
#include <nlohmann/json.hpp>
#include <string>

namespace gantry::core::fit {

struct DictionaryChoices {
  bool wanted = false;
  bool refine = false;                         // the ordinary fit, from the entry that was found
  std::map<std::string, std::uint32_t> sizes;  // by symbol; what is not there is chosen (grid.hpp)

  bool alone() const { return wanted && !refine; }
  // False: no option of dictionaries. Errors: "fit.option".
  Result<bool> read(const std::string &key, const nlohmann::json &value);
};

}  // namespace gantry::core::fit
