// SPDX-License-Identifier: Apache-2.0
// A fit's options, checked against the model that they are for.
//
//   GANTRY_TRY(settings, read_settings(model, job.options));
//   settings.fixed[2]   // the third parameter is given, not sought
#pragma once

#include <array>
#include <core/fit/curve_choices.hpp>
#include <core/fit/dictionary_choices.hpp>
#include <core/fit/map_choices.hpp>
#include <core/result.hpp>
#include <gantry/model.h>
#include <map>
#include <nlohmann/json.hpp>
#include <optional>
#include <string>
#include <utility>
#include <vector>

namespace gantry::core::fit {

struct Settings {
  // One of each for every parameter of the model. A start is NaN where the model's guess or default serves.
  std::vector<double> start, lower, upper;
  std::vector<bool> fixed;        // at `start`
  std::vector<double> constants;  // NaN where not given
  std::vector<double> axis;       // of each axis column: the number that stands for it at all points; NaN: none does
  std::map<std::string, std::pair<double, double>> where;
  std::map<std::string, std::string> columns;
  std::optional<std::array<std::uint64_t, 3>> voxel;
  bool single_precision = true;
  std::optional<std::uint32_t> max_iterations;
  std::optional<double> tolerance;
  CurveChoices curve;
  MapChoices map;
  DictionaryChoices dictionary;

  std::vector<int> free() const;  // indices of the parameters that are sought
};

// For each free parameter, whether it should wait until those in the unit of the signal have its size; empty: none
// need to, since the model guesses or the user says where to start.
std::vector<char> held_first(const gantry_model &model, const Settings &settings);

// Errors: "fit.option" for one that is unknown or malformed, "fit.parameter" for an unknown symbol, "fit.bounds",
// "fit.start".
Result<Settings> read_settings(const gantry_model &model, const nlohmann::json &options);

}  // namespace gantry::core::fit
