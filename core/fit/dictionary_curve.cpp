// SPDX-License-Identifier: Apache-2.0
#include <core/fit/dictionary_curve.hpp>

#include <core/fit/amplitude.hpp>
#include <core/fit/dictionary.hpp>

#include <algorithm>
#include <cmath>

namespace gantry::core::fit {

Result<LookedUp> look_up(const CurveProblem &problem, const Response &response, const gantry_values *values,
                         std::uint32_t level, std::uint32_t threads, const FitHost &host) {
  const Settings &settings = problem.settings;
  const Curve &curve = problem.curves.front();
  const Place place{curve.points.axis, curve.constants, curve.points.selected.size()};
  GANTRY_TRY(amplitude, amplitude_of(problem.model, place, settings, values, level));
  GANTRY_TRY(grid, Grid::of(problem.model, settings, amplitude));
  std::vector<double> y;
  for (std::size_t row = 0; row < problem.rows(); ++row) {
    y.push_back(response.weight[row] == 0 ? 0 : response.y[row] * response.weight[row]);
  }
  DictionarySetup setup{grid, std::nullopt, problem.rows(), response.weight, 1, level};
  if (amplitude) setup.amplitude = {settings.lower[*amplitude], settings.upper[*amplitude]};
  Dictionary<double> dictionary(problem.model, curve.state, setup);
  Best<double> best;
  const double *const curves[] = {y.data()};
  for (std::size_t slab = 0; slab < dictionary.slabs(); ++slab) {
    GANTRY_CHECK(dictionary.make(slab, curve.constants, threads, host));
    dictionary.match(curves, 1, &best);
  }
  if (std::isinf(best.gain))
    return fail("fit.not_finite_model", "no entry of the dictionary gives numbers along the whole curve", "dictionary",
                "narrow the bounds");
  LookedUp found;
  found.entries = grid.entries();
  found.told = {
      {"entries", grid.entries()}, {"grid", grid.told(problem.model)}, {"refined", settings.dictionary.refine}};
  found.unknowns.resize(problem.unknowns.size());
  if (settings.dictionary.refine) grid.set_inside(best.entry, found.unknowns.data());
  else grid.set(best.entry, found.unknowns.data());
  if (!amplitude) return found;
  found.told["amplitude"] = problem.model.parameters[*amplitude]->symbol;
  const auto shape = values_at(problem, found.unknowns);
  double by_data = 0, by_itself = 0;
  for (std::size_t row = 0; row < shape.size(); ++row) {
    if (response.weight[row] == 0) continue;
    by_data += y[row] * shape[row] * response.weight[row];
    by_itself += std::pow(shape[row] * response.weight[row], 2);
  }
  found.unknowns[*amplitude] = by_itself > 0 ? amplitude_between(by_data, by_itself, *setup.amplitude) : 0;
  return found;
}

}  // namespace gantry::core::fit
