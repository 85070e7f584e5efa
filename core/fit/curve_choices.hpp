// SPDX-License-Identifier: Apache-2.0
// What only the fit of curves can be told: how sure the data are, what an outlier costs, which intervals, which starts,
// and what several curves share.
//
//   CurveChoices choices;
//   GANTRY_TRY(known, choices.read("interval", "profile"));   // false: no option of curves
#pragma once

#include <core/fit/loss.hpp>
#include <nlohmann/json.hpp>
#include <cstdint>
#include <optional>
#include <string>
#include <vector>

namespace gantry::core::fit {

enum class IntervalKind { asymptotic, profile, bootstrap };
std::string_view name(IntervalKind kind);

struct CurveChoices {
  std::optional<double> sigma;  // one for all points
  std::string sigma_column;     // or a column of the table
  bool sigma_relative = false;  // only the proportions are known: the residuals say how large
  Loss loss;                    // scale: in sd of the noise
  IntervalKind interval = IntervalKind::asymptotic;
  double confidence = 0.95;
  std::uint32_t bootstrap = 0;  // samples
  bool cases = false;           // whole points are drawn again instead of residuals
  bool percentile = false;      // instead of BCa
  std::uint64_t seed = 1;
  std::uint32_t multistart = 1;
  bool global = false;
  std::vector<std::string> share;  // symbols of the model
  std::string group;               // the table's column that names the curve
  std::string given;               // the first of these options that was read, but sigma, which maps have too; "": none

  bool has_sigma() const { return sigma.has_value() || !sigma_column.empty(); }
  bool sigma_known() const { return has_sigma() && !sigma_relative; }

  // Errors: "fit.option". What options are known stands in docs/fitting.md.
  Result<bool> read(const std::string &key, const nlohmann::json &value);
  // What only together is right or wrong.
  Result<void> check() const;

 private:
  Result<bool> take(const std::string &key, const nlohmann::json &value);
};

}  // namespace gantry::core::fit
