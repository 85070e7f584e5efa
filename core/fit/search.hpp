// SPDX-License-Identifier: Apache-2.0
// Where a fit begins, and which of several ends is taken: the model's guess, places around it when that leads nowhere,
// or as many starts over the bounds as are asked for.
//
//   const auto start = start_of(problem);
//   GANTRY_TRY(found, search(problem, response, loss, start, threads, host));
//   found.best.unknowns; found.words   // "12 of 20 starts led there"
#pragma once

#include <core/fit/job.hpp>
#include <core/fit/minimise.hpp>

namespace gantry::core::fit {

// The user's start, else the model's guess from the data, else what it declares. Shared ones: the curves' median.
std::vector<double> start_of(const CurveProblem &problem);

// That start with the size of the signal, where the model does not guess and what it declares can't know it.
std::vector<double> sized_start(const CurveProblem &problem, const Response &response, const Loss &loss,
                                const std::vector<double> &start);

struct Search {
  Minimum best;
  std::size_t starts = 1, led_there = 1;    // within 1e-6 of the lowest cost
  std::size_t best_start = 0;               // from 0, the first of them
  std::size_t minima = 1;                   // different ends that were reached, by their cost
  int iterations = 0;                       // of all
  std::vector<std::string> without_bounds;  // what was sought around its start, since it has no finite bounds
};

// settings.curve.multistart starts: the given one, and points of a Sobol sequence (Joe and Kuo 2008, as in Boost) over
// the bounds, on a logarithmic scale where they are above 0 and span more than a factor 100. What has no finite
// bounds is sought between a tenth and ten times its start. Errors: Failure::cancelled.
Result<Search> search(const CurveProblem &problem, const Response &response, const Loss &loss,
                      const std::vector<double> &start, std::uint32_t threads, const FitHost &host);

}  // namespace gantry::core::fit
