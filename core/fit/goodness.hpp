// SPDX-License-Identifier: Apache-2.0
// How well a model describes the data, in numbers by which models are compared, and whether what is left over looks
// like noise.
//
//   const Goodness g = goodness(problem, response, fitted, chi_squared);
//   g.aicc; g.r2_adjusted
//   const Runs runs = runs_test(residuals);   // in the order of the axis
//   runs.p                                    // small: the residuals lie in stretches: the model is wrong
#pragma once

#include <core/fit/curve.hpp>

#include <string>

namespace gantry::core::fit {

// NaN where there is none.
struct Goodness {
  double rss = 0;          // unweighted
  double chi_squared = 0;  // weighted
  double reduced = 0;      // chi-squared per degree of freedom
  double r2 = 0, r2_adjusted = 0;
  // Of normal noise, whose variance, where sigma is not known, counts as a parameter more; or of Rician noise: then rss is
  // about the magnitude's mean, chi-squared Pearson's, and there is no likelihood where a magnitude is 0.
  double log_likelihood = 0, aic = 0, aicc = 0, bic = 0;
  std::size_t rows = 0, parameters = 0;  // parameters: that were sought
};

// AIC: Akaike 1974 (IEEE Trans Autom Control 19:716); AICc: Hurvich and Tsai 1989 (Biometrika 76:297); BIC: Schwarz
// 1978 (Ann Stat 6:461). `likelihood`: false where a robust loss was fitted: then there are no criteria.
Goodness goodness(const CurveProblem &problem, const Response &response, const std::vector<double> &fitted,
                  bool likelihood);

// Runs of one sign among the residuals (Wald and Wolfowitz 1940, Ann Math Stat 11:147), by their exact distribution.
struct Runs {
  std::size_t runs = 0, positive = 0, negative = 0;
  double expected = 0;
  double p = 0;        // two-sided; NaN where all have one sign
  double too_few = 0;  // probability of so few runs or fewer
};
Runs runs_test(const std::vector<double> &residuals);

}  // namespace gantry::core::fit
