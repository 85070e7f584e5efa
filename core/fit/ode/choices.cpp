// SPDX-License-Identifier: Apache-2.0
#include <core/fit/ode/choices.hpp>

#include <core/fit/option.hpp>
#include <algorithm>
#include <array>
#include <cmath>

namespace gantry::core::fit {
namespace {

using nlohmann::json;

Result<double> tolerance(const std::string &key, const json &value) {
  // Finer than 1e-13 is beyond what doubles can tell.
  if (!value.is_number() || !(value >= 1e-13 && value <= 0.1)) return wrong_option(key, "lies between 1e-13 and 0.1");
  return value.get<double>();
}

Result<void> take(const std::string &key, const json &value, OdeChoices &choices) {
  if (key == "dose_at_sample") {
    if (value != "after" && value != "before") return wrong_option(key, "is after or before");
    choices.before_dose = value == "before";
  } else if (key == "ode_method") {
    if (value != "explicit" && value != "stiff") return wrong_option(key, "is explicit or stiff");
    choices.stiff = value == "stiff";
  } else if (key == "ode_rtol") {
    GANTRY_TRY(x, tolerance(key, value));
    choices.relative = x;
  } else if (key == "ode_atol") {
    GANTRY_TRY(x, tolerance(key, value));
    choices.absolute = x;
  } else if (key == "ode_max_steps") {
    if (!value.is_number_integer() || value < 10 || value > 1000000000)
      return wrong_option(key, "is a whole number from 10 to 1000000000");
    choices.max_steps = value.get<std::uint64_t>();
  } else if (key == "ode_start") {
    if (!value.is_number() || !std::isfinite(value.get<double>())) return wrong_option(key, "is a time");
    choices.start = value.get<double>();
  }
  return done();
}

}  // namespace

bool OdeChoices::know(const std::string &key) {
  static constexpr std::array keys{"doses",    "dose_at_sample", "ode_method", "ode_rtol",
                                   "ode_atol", "ode_max_steps",  "ode_start"};
  return std::find(keys.begin(), keys.end(), key) != keys.end();
}

Result<OdeChoices> OdeChoices::read(const gantry_ode &ode, const json &options) {
  OdeChoices choices;
  choices.stiff = (ode.flags & GANTRY_ODE_STIFF) != 0;
  for (const auto &[key, value] : options.items())
    if (know(key)) GANTRY_CHECK(take(key, value, choices));
  return choices;
}

}  // namespace gantry::core::fit
