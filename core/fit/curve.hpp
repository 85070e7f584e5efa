// SPDX-License-Identifier: Apache-2.0
// One curve fitted in double precision by Ceres, with the model's own Jacobian.
//
//   CurveProblem problem{model, state, y, constants, settings};
//   CurveFit fit = solve_curve(problem, start);
//   fit.standard_errors[1]   // NaN where the data don't give one; fit.error_words says why
#pragma once

#include <core/fit/model_state.hpp>
#include <core/fit/settings.hpp>
#include <core/fit/status.hpp>

#include <string>
#include <vector>

namespace gantry::core::fit {

struct CurveProblem {
  const gantry_model &model;
  const ModelState &state;
  const std::vector<double> &y;  // [t * outputs + o]
  const std::vector<double> &constants;
  const Settings &settings;
};

// Values and, where asked for, the Jacobian [row][parameter] at these parameters.
class CurveModel {
 public:
  explicit CurveModel(const CurveProblem &problem);
  void evaluate(const double *params, bool with_jacobian);
  double value(std::size_t row) const { return values_[row * lanes]; }
  double slope(std::size_t row, std::size_t parameter) const {
    return jacobian_[(row * parameters_ + parameter) * lanes];
  }

 private:
  static constexpr std::size_t lanes = GANTRY_BLOCK_LANES;
  const CurveProblem &problem_;
  std::size_t parameters_;
  std::vector<double> params_, constants_, values_, jacobian_;
};

struct CurveFit {
  Status status = Status::not_finite_model;
  std::string message;
  int iterations = 0;
  std::vector<double> params, fitted;
  double rss = 0;
};

// From `start` (all parameters, inside the bounds); from places around it when that doesn't converge.
CurveFit solve_curve(const CurveProblem &problem, const std::vector<double> &start);

struct CurveStatistics {
  double residual_sd = 0, r2 = 0;                // NaN where there are no degrees of freedom, or constant data
  std::vector<double> standard_errors;           // of each parameter; NaN: none
  std::vector<std::vector<double>> correlation;  // of all parameters; NaN: none
  std::string words;                             // why there are none; empty when there are
};

// Asymptotic: (J'J)^-1 s^2 with s^2 = rss / (rows - free parameters), by the singular values of the scaled Jacobian
// (Bates and Watts, Nonlinear Regression Analysis, 1988, 2.3). A parameter at its bound counts as given.
CurveStatistics statistics(const CurveProblem &problem, const CurveFit &fit);

bool at_bound(const Settings &settings, std::size_t parameter, double value);

}  // namespace gantry::core::fit
