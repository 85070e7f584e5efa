// SPDX-License-Identifier: Apache-2.0
// Everything that a fit of curves found, and the record and tables that tell it.
//
//   CurveResult result = …;
//   host.output_record("fit", "gantry.fit.curve/1", record_of(problem, result));
//   host.output_table("curve", curve_table(problem, result));
#pragma once

#include <core/fit/bands.hpp>
#include <core/fit/bootstrap.hpp>
#include <core/fit/goodness.hpp>
#include <core/fit/search.hpp>
#include <core/fit/status.hpp>

namespace gantry::core::fit {

// A quantity that follows from the unknowns of one curve.
struct DerivedResult {
  std::size_t quantity = 0, curve = 0;
  double value = 0, error = 0;
  Interval interval;
};

struct CurveResult {
  Status status = Status::converged;
  std::string message;
  Search search;
  Loss loss;  // its scale in the unit of the weighted residuals
  std::vector<double> start;
  Curvature near;
  Noise noise;
  Goodness good;
  Runs runs;
  Bands bands;
  std::vector<Interval> intervals;  // of each unknown
  std::vector<DerivedResult> derived;
  std::optional<Bootstrap> draws;
  nlohmann::json dictionary;       // what was looked up in; null: nothing
  std::vector<std::string> notes;  // what a person must know

  const std::vector<double> &unknowns() const { return search.best.unknowns; }
};

nlohmann::json record_of(const CurveProblem &problem, const CurveResult &result);

// Axis columns; data, sigma where given, fitted, with Rician noise expected (the magnitude's mean), residual,
// standardised residual, the ends of both bands; for several curves the name of the curve. For several outputs each of
// them with "_" and its name.
Table curve_table(const CurveProblem &problem, const CurveResult &result);
// Axis columns, fitted, the ends of both bands, the curve's name: at the points of `problem`, between the data.
Table band_table(const CurveProblem &problem, const Bands &bands);
Table bootstrap_table(const CurveProblem &problem, const Bootstrap &draws);

// The residuals of all curves, each in the order of its first changing column.
std::vector<double> ordered_residuals(const CurveProblem &problem, const CurveResult &result);

}  // namespace gantry::core::fit
