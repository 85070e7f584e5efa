// SPDX-License-Identifier: Apache-2.0
// What the fit of maps can be told: what kind of noise the image has, which curves can be told as well, when a voxel is
// saturated, and whether each quantity gets a map of its standard error. The precision is in settings.hpp.
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
  bool errors = false;               // a map of the standard error of each parameter and derived quantity
  std::optional<double> saturation;  // from this value on, in the unit of the data
  std::string given;                 // the first of these options that was read, but noise; "": none

  // Errors: "fit.option".
  Result<bool> read(const std::string &key, const nlohmann::json &value);
};

}  // namespace gantry::core::fit
