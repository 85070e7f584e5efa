// SPDX-License-Identifier: Apache-2.0
// Non-compartmental analysis of one course: areas, moments and the terminal slope, and what follows for a dose.
//
//   const Nca n = nca({{0, 1, 2, 4, 8}, {0, 5, 4, 2.5, 1}, 100, 0, Route::extravascular}, Trapezoids::linear_log, 3);
//   n.auc_inf; n.half_life; n.clearance       // NaN where the samples can't tell
//
// Gibaldi and Perrier 1982, Pharmacokinetics, 2nd ed., chapter 11 and appendix D; Gabrielsson and Weiner 2012, Methods
// Mol Biol 929:377. All in the units of time, concentration and dose.
#pragma once

#include <cstddef>
#include <vector>

namespace gantry::pk {

enum class Route { extravascular, bolus, infusion };
enum class Trapezoids { linear, linear_log };  // linear_log: along an exponential wherever concentrations fall

struct Profile {
  std::vector<double> time, concentration;  // since the beginning of the dose, increasing, from 0 on; none below 0
  double dose = 0, duration = 0;            // NaN: not known; of an infusion
  Route route = Route::extravascular;
};

// The straight line through the logarithm of the last samples.
struct Terminal {
  std::size_t points = 0;  // 0: none falls
  double rate = 0, intercept = 0, adjusted_r2 = 0;
  double first = 0;  // the time of the first of them
};

struct Nca {
  double cmax, tmax, clast, tlast, c0;     // c0: at the beginning, extrapolated after a bolus
  double auc_last, auc_inf, extrapolated;  // the last in %
  double aumc_inf, mrt;                    // mean residence time; with absorption where it was not into a vein
  Terminal terminal;
  // Over the part that is absorbed where the route is extravascular; vss then NaN.
  double half_life, clearance, vz, vss;
};

// Of at least `fewest` of the last samples above 0 (behind the peak, with it after a bolus), those whose adjusted R^2
// is best; of those that are as good to 0.0001, the most.
Terminal terminal_of(const std::vector<double> &time, const std::vector<double> &concentration, bool with_peak,
                     std::size_t fewest);

Nca nca(const Profile &profile, Trapezoids rule, std::size_t fewest);

}  // namespace gantry::pk
