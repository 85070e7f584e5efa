// SPDX-License-Identifier: Apache-2.0
// How differential equations are solved, as the user may say it.
//
//   GANTRY_TRY(choices, OdeChoices::read(ode, job.options));
//   choices.relative   // 1e-9
#pragma once

#include <core/result.hpp>
#include <gantry/ode.h>
#include <nlohmann/json.hpp>
#include <optional>
#include <string>

namespace gantry::core::fit {

// Options of a fit that speak of equations and doses, all optional:
//   doses           [{time, amount, into, duration, every, count}], see doses.hpp
//   dose_at_sample  "after" | "before": what a sample at the very time of a dose sees (default after)
//   ode_method      "explicit" | "stiff" (default: as the model says)
//   ode_rtol, ode_atol   relative and absolute tolerance; the latter times the state's scale (default 1e-9 both)
//   ode_max_steps   the most steps of one solution (default 100000)
//   ode_start       the time at which the states have their initial values (default: 0, or the first sample or dose when
//                   that is earlier; with input columns the first sample)
struct OdeChoices {
  bool stiff = false, before_dose = false;
  double relative = 1e-9, absolute = 1e-9;
  std::uint64_t max_steps = 100000;
  std::optional<double> start;

  // Whether that option is one of these.
  static bool know(const std::string &key);
  // Errors: "fit.option".
  static Result<OdeChoices> read(const gantry_ode &ode, const nlohmann::json &options);
};

}  // namespace gantry::core::fit
