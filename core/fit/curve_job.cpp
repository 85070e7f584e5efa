// SPDX-License-Identifier: Apache-2.0
#include <core/fit/curve_job.hpp>

#include <core/fit/option.hpp>
#include <core/fit/curve_data.hpp>
#include <core/fit/curve_result.hpp>
#include <core/fit/derived.hpp>
#include <core/fit/dictionary_curve.hpp>
#include <core/fit/profile.hpp>
#include <core/fit/robust.hpp>

#include <algorithm>
#include <array>
#include <charconv>
#include <cmath>

namespace gantry::core::fit {
namespace {

// What became of the search, in words.
void tell(const CurveProblem &problem, CurveResult &result) {
  const Search &search = result.search;
  std::string bounds;
  for (std::size_t u = 0; u < problem.unknowns.size(); ++u)
    if (problem.at_bound(u, search.best.unknowns[u])) bounds += (bounds.empty() ? "" : ", ") + problem.name(u);
  const std::string iterations = std::to_string(search.iterations) + " iterations";
  if (!search.best.converged) {
    result.status = Status::max_iterations;
    result.message = "not converged after " + iterations + " from " + std::to_string(search.starts) +
                     " starts: " + search.best.stopped + "; start nearer, fix a parameter, or allow more iterations";
    return;
  }
  result.status = bounds.empty() ? Status::converged : Status::at_bound;
  if (!bounds.empty()) {
    result.message = "converged with " + bounds + " at its bound: widen the bound, or take the value as given";
  } else {
    result.message = "converged after " + iterations;
    if (!search.best.stopped.empty()) result.message += ": " + search.best.stopped;
  }
  if (search.starts == 1) return;
  result.notes.push_back(
      std::to_string(search.led_there) + " of " + std::to_string(search.starts) + " starts led to this minimum" +
      (search.minima > 1 ? ", the best of " + std::to_string(search.minima) + " that were found" : ""));
}

// The theory around the minimum, and by it whether data and model suit each other.
void look_around(const CurveProblem &problem, const Response &response, CurveResult &result) {
  result.near = curvature(problem, response, result.unknowns());
  result.noise = noise_of(problem, result.near, result.loss);
  if (problem.rows() <= problem.free().size())
    result.near.words = "no standard errors: there are as many parameters as points";
}

Result<void> find_intervals(const CurveProblem &problem, const Response &response, const FitJob &job,
                            const FitHost &host, CurveResult &result) {
  const auto &choices = problem.settings.curve;
  if (choices.bootstrap > 0 && problem.rows() > problem.free().size()) {
    GANTRY_TRY(draws, bootstrap(problem, response, result.loss, result.search.best, result.near, job.threads, host));
    result.draws = std::move(draws);
    if (result.draws->failed > 0)
      result.notes.push_back(std::to_string(result.draws->failed) + " of " + std::to_string(choices.bootstrap) +
                             " draws of the bootstrap could not be fitted and are left out");
  }
  if (choices.interval == IntervalKind::profile) {
    // A profile may meet a deeper minimum: then the fit begins again from there.
    for (int round = 0;; ++round) {
      GANTRY_TRY(profiles, profile_intervals(problem, response, result.search.best, result.near, result.noise,
                                             job.threads, host));
      result.intervals = std::move(profiles.intervals);
      if (profiles.better.empty() || round == 3) return done();
      result.search.best =
          minimise(problem, response, result.loss, profiles.better, problem.fixed(), effort_of(problem.settings));
      result.search.iterations += result.search.best.iterations;
      look_around(problem, response, result);
      result.notes.push_back("a profile met a better minimum than the fit had found, which is the one given here");
    }
  }
  const double quantile = result.noise.quantile(0.5 + choices.confidence / 2);
  result.intervals.resize(problem.unknowns.size());
  for (const std::size_t u : problem.free()) {
    const auto value = [u](const std::vector<double> &unknowns) { return unknowns[u]; };
    if (choices.interval == IntervalKind::bootstrap && result.draws)
      result.intervals[u] = result.draws->interval(value, result.unknowns(), choices.confidence);
    else result.intervals[u] = around(result.unknowns()[u], result.near.error(u, result.noise), quantile);
  }
  return done();
}

// Where the search begins, and where it ends when a dictionary is all that is wanted.
Result<RobustSearch> search_from(const CurveProblem &problem, const Response &response, const FitJob &job,
                                 const FitHost &host, CurveResult &result) {
  result.start = start_of(problem);
  const DictionaryChoices &dictionary = problem.settings.dictionary;
  if (!dictionary.wanted) return search_robustly(problem, response, result.start, job.threads, host);
  GANTRY_TRY(found, look_up(problem, response, job.values, job.level, job.threads, host));
  result.start = found.unknowns;
  result.dictionary = found.told;
  if (dictionary.refine) return search_robustly(problem, response, result.start, job.threads, host);
  result.notes.push_back(
      "the values are those of a dictionary: errors say how well the data determine them, and not how far apart the "
      "entries are");
  RobustSearch taken;
  taken.search.best = {
      true,           true, cost_at(problem, response, taken.loss, found.unknowns),
      found.unknowns, 0,    "the nearest of " + std::to_string(found.entries) + " entries of a dictionary"};
  return taken;
}

// Derived quantities with their errors by the slope along each unknown (the delta method).
void derive(const CurveProblem &problem, CurveResult &result) {
  const auto &choices = problem.settings.curve;
  for (std::size_t c = 0; c < problem.curves.size(); ++c) {
    const Curve &curve = problem.curves[c];
    const DerivedQuantities quantities(problem.model, curve.state);
    const auto params = [&, c](const std::vector<double> &unknowns) {
      std::vector<double> of_curve;
      for (const std::size_t u : problem.place[c]) of_curve.push_back(unknowns[u]);
      return of_curve;
    };
    // Of this curve's parameters, those whose uncertainty is known, and where each is among all such unknowns.
    std::vector<std::size_t> by;
    std::vector<Eigen::Index> column;
    for (std::size_t j = 0; j < problem.place[c].size(); ++j) {
      if (result.near.column[problem.place[c][j]] < 0) continue;
      by.push_back(j);
      column.push_back(result.near.column[problem.place[c][j]]);
    }
    const auto slopes = quantities.slopes(params(result.unknowns()), curve.constants, by);
    for (std::size_t d = 0; d < quantities.count(); ++d) {
      const Quantity quantity = [&, d](const std::vector<double> &unknowns) {
        return quantities.at(params(unknowns), curve.constants)[d];
      };
      DerivedResult derived{d, c, quantity(result.unknowns()), nan, {}};
      Eigen::VectorXd slope = Eigen::VectorXd::Zero(static_cast<Eigen::Index>(result.near.inside.size()));
      for (std::size_t k = 0; k < by.size(); ++k)
        slope(column[k]) = slopes(static_cast<Eigen::Index>(d), static_cast<Eigen::Index>(k));
      // What follows from given values alone has no error, as these have none.
      if (!slope.isZero(0)) derived.error = result.near.error_along(slope, result.noise);
      if (choices.interval == IntervalKind::bootstrap && result.draws)
        derived.interval = result.draws->interval(quantity, result.unknowns(), choices.confidence);
      else derived.interval = around(derived.value, derived.error, result.noise.quantile(0.5 + choices.confidence / 2));
      result.derived.push_back(std::move(derived));
    }
  }
}

// 0.004, 1e-34
std::string one_figure(double p) {
  std::array<char, 32> text{};
  const auto end = std::to_chars(text.data(), text.data() + text.size(), p, std::chars_format::general, 1);
  return {text.data(), end.ptr};
}

void judge(const CurveProblem &problem, const Response &response, CurveResult &result) {
  result.good = goodness(problem, response, result.bands.fitted, !result.loss.robust());
  result.runs = runs_test(ordered_residuals(problem, result));
  if (problem.rician() && std::isnan(result.good.log_likelihood))
    result.notes.push_back("a magnitude of exactly 0 has no likelihood, and so the fit no AIC: leave it out (where)");
  if (std::isnan(result.good.r2))
    result.notes.push_back("the data are constant: they tell nothing that a change would, and R² has no meaning");
  if (result.runs.too_few < 0.01)
    result.notes.push_back("the residuals lie in stretches of one sign (runs test, p = " +
                           one_figure(result.runs.too_few) + "): the model may not describe the data");
  for (const auto &curve : problem.curves)
    for (const auto &x : curve.points.axis)
      if (&x == &curve.points.axis.front() && !std::is_sorted(x.begin(), x.end()))
        result.notes.push_back("the rows are not in the order of " + curve.points.used.front() +
                               ": that does not change the fit");
}

}  // namespace

Result<void> fit_curve(const gantry_model &model, const FitJob &job, FitHost &host) {
  GANTRY_TRY(settings, read_settings(model, job.options));
  if (const auto &given = settings.map.given; !given.empty())
    return fail("fit.option", "the option \"" + given + "\" is of maps, and a curve is fitted", given, "leave it out",
                Failure::usage);
  GANTRY_TRY(curves, read_curves(model, job, settings));
  // A voxel's own, out of a volume.
  if (!settings.curve.has_sigma() && !curves.front().sigma.empty()) settings.curve.sigma = curves.front().sigma.front();
  const CurveProblem problem(model, settings, std::move(curves));
  GANTRY_CHECK(enough(problem.rows(), problem.free().size()));
  const Response response = response_of(problem);
  if (host.progress) host.progress(0, "fitting");
  CurveResult result;
  GANTRY_TRY(found, search_from(problem, response, job, host, result));
  if (!found.search.best.usable)
    return fail("fit.not_finite_model",
                "the formula gives no number near the starting values: start elsewhere, or narrow the bounds", "start",
                "give starting values (start) or bounds");
  result.search = std::move(found.search);
  result.loss = found.loss;
  look_around(problem, response, result);
  GANTRY_CHECK(find_intervals(problem, response, job, host, result));
  tell(problem, result);
  result.bands = bands(problem, result.unknowns(), result.near, result.noise);
  derive(problem, result);
  judge(problem, response, result);
  GANTRY_CHECK(host.output_record("fit", "gantry.fit.curve/1", record_of(problem, result)));
  GANTRY_CHECK(host.output_table("curve", curve_table(problem, result)));
  if (const auto fine = fine_grid(problem, job))
    GANTRY_CHECK(
        host.output_table("band", band_table(*fine, bands(*fine, result.unknowns(), result.near, result.noise))));
  if (result.draws) GANTRY_CHECK(host.output_table("bootstrap", bootstrap_table(problem, *result.draws)));
  return done();
}

}  // namespace gantry::core::fit
