// SPDX-License-Identifier: Apache-2.0
// What only the fit of maps can be told: what kind of noise the image has, when a voxel is saturated, and whether each
// parameter gets a map of its standard error. The precision is in settings.hpp.
//
//   MapChoices choices;
//   GANTRY_TRY(known, choices.read("noise", "rician"));   // false: no option of maps
#pragma once

#include <core/result.hpp>

#include <nlohmann/json.hpp>
#include <optional>
#include <string>

namespace gantry::core::fit {

struct MapChoices {
  bool rician = false;               // the image is the magnitude of a complex one
  bool errors = false;               // a map of the standard error of each parameter
  std::optional<double> saturation;  // from this value on, in the unit of the data
  std::string given;                 // the first of these options that was read; "": none

  // Errors: "fit.option".
  Result<bool> read(const std::string &key, const nlohmann::json &value);
};

}  // namespace gantry::core::fit
