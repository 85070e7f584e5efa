// SPDX-License-Identifier: Apache-2.0
// What several subjects have in common, and how they differ: a row for each quantity of a table or of a fit.
//
//   const Spread s = spread_of({4.1, 5.0, 3.6}, 0.95);                    // s.mean, s.sd, s.geometric_mean, …
//   const TwoStage t = two_stage({4.1, 5.0, 3.6}, {0.2, 0.4, 0.1});       // t.mean, t.between
#pragma once

#include <gantry/cpp/tool.hpp>

#include <vector>

namespace gantry::pk {

// NaN where the values can't tell: an sd of one subject, a geometric mean of values at or below 0.
struct Spread {
  std::size_t n = 0;
  double mean, sd, cv;                   // sd over n - 1; cv in % of the mean
  double low, high;                      // interval of the mean (Student)
  double geometric_mean, geometric_cv;   // 100 sqrt(exp(s^2) - 1) %, s: sd of the logarithm
  double geometric_low, geometric_high;  // interval of the geometric mean
  double median, smallest, largest;
};
Spread spread_of(std::vector<double> values, double confidence);

// Values that are themselves known with errors: value i ~ N(mean, between^2 + error_i^2) at its largest likelihood (the
// global two-stage method: Steimer, Mallet, Golmard and Boisvieux 1984, Drug Metab Rev 15:265).
struct TwoStage {
  double mean, mean_error, between;
};
// At least two values; errors of 0 and above.
TwoStage two_stage(const std::vector<double> &values, const std::vector<double> &errors);

struct PopulationTool : gantry::Tool {
  static constexpr const char *
      id = "population",
     *label = "Population summary", *category = "pharmacokinetics",
     *source =
         "Student 1908, Biometrika 6:1 (intervals); Kirkwood 1979, Biometrics 35:908 (geometric CV); Steimer et al. "
         "1984, Drug Metab Rev 15:265 (global two-stage)",
     *help =
         "Mean, standard deviation, CV, geometric mean and CV, median, range and confidence intervals of each quantity "
         "over subjects: of a table with a row for each subject (as nca makes it), or of a fit of several curves "
         "(gantry fit … --global --group subject). Where standard errors are known (of a fit, or columns CL_se beside "
         "CL) also the two-stage estimate, which takes the uncertainty of each subject out of the spread between them.";
  gantry::TableInput subjects{"subjects", "Subjects", "a row for each, a column for each quantity",
                              GANTRY_PORT_OPTIONAL};
  gantry::RecordInput fit{"fit", "Fit", "of several curves: the record of gantry fit --global", GANTRY_PORT_OPTIONAL};
  gantry::Number confidence{"confidence", "Confidence", "of the intervals", "1", 0.95, {0.5, 0.999}};
  gantry::Choice scale{"scale",
                       "Two-stage",
                       "how subjects are spread around the two-stage mean",
                       {{"lognormal", "lognormal: mean is the median, between is a CV in %"}, {"normal", "normal"}}};
  gantry::TableOutput summary{"summary", "Summary", "a row for each quantity", {1e-12, 1e-9, 0}};

  void run(gantry::Job &job);
};

}  // namespace gantry::pk
