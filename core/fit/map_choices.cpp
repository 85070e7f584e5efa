// SPDX-License-Identifier: Apache-2.0
#include <core/fit/map_choices.hpp>

#include <core/fit/option.hpp>
#include <cmath>

namespace gantry::core::fit {
Result<bool> MapChoices::read(const std::string &key, const nlohmann::json &value) {
  if (key == "noise") {
    if (value != "gaussian" && value != "rician") return wrong_option(key, "is gaussian or rician");
    rician = value == "rician";
  } else if (key == "errors") {
    if (!value.is_boolean()) return wrong_option(key, "is true or false");
    errors = value.get<bool>();
  } else if (key == "saturation") {
    if (!value.is_number() || !std::isfinite(value.get<double>()))
      return wrong_option(key, "is the value from which on a voxel counts as saturated, in the unit of the data");
    saturation = value.get<double>();
  } else {
    return false;
  }
  if (given.empty() && key != "noise") given = key;
  return true;
}

}  // namespace gantry::core::fit
