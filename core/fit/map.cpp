// SPDX-License-Identifier: Apache-2.0
#include <core/fit/map.hpp>

#include <core/fit/dictionary_map.hpp>
#include <core/fit/map_inputs.hpp>
#include <core/fit/map_quality.hpp>
#include <core/fit/map_summary.hpp>
#include <core/fit/map_workers.hpp>

#include <limits>

namespace gantry::core::fit {
namespace {

// Where the results go: memory of the host, one number per voxel.
Result<MapOutputs> open_outputs(const gantry_model &model, const MapInputs &in, const Settings &settings,
                                FitHost &host) {
  VolumeHeader header = in.image.header;
  header.dtype = DType::f32;
  header.shape[3] = header.shape[4] = 1;
  header.dims = 3;
  header.axis.reset();
  header.channels.clear();
  header.segments.clear();
  header.labels = false;
  const auto open = [&](const std::string &port, const std::string &quantity,
                        const std::string &unit) -> Result<float *> {
    header.quantity = quantity;
    header.unit = in.points.unit_of(unit, in.image.header.unit);
    GANTRY_TRY(bytes, host.output_volume(port, header));
    return reinterpret_cast<float *>(bytes);
  };
  MapOutputs out;
  for (std::uint32_t j = 0; j < model.parameter_count; ++j) {
    const auto &p = *model.parameters[j];
    GANTRY_TRY(map, open(p.symbol, p.label, p.unit));
    out.parameters.push_back(map);
  }
  for (std::uint32_t d = 0; d < model.derived_count; ++d) {
    GANTRY_TRY(map, open(model.derived[d]->name, model.derived[d]->label, model.derived[d]->unit));
    out.derived.push_back(map);
  }
  out.errors.resize(settings.map.errors ? model.parameter_count : 0);
  for (std::size_t j = 0; j < out.errors.size(); ++j) {
    const auto &p = *model.parameters[j];
    if (settings.fixed[j]) continue;
    GANTRY_TRY(map, open(p.symbol + std::string("_se"), std::string("standard error of ") + p.label, p.unit));
    out.errors[j] = map;
  }
  for (std::uint32_t d = 0; settings.map.errors && d < model.derived_count; ++d) {
    const auto &q = *model.derived[d];
    GANTRY_TRY(map, open(q.name + std::string("_se"), std::string("standard error of ") + q.label, q.unit));
    out.derived_errors.push_back(map);
  }
  GANTRY_TRY(rss, open("rss", "sum of squared residuals", ""));
  out.rss = rss;
  if (in.sigma.known()) {
    GANTRY_TRY(chi_squared, open("chi2", "reduced chi-squared", "1"));
    out.chi_squared = chi_squared;
  }
  header.dtype = DType::u8;
  header.labels = true;
  header.segments = status_segments();
  header.quantity = "fit status";
  header.unit = "";
  GANTRY_TRY(status, host.output_volume("status", header));
  out.status = reinterpret_cast<std::uint8_t *>(status);
  return out;
}

Rules rules_of(const Settings &settings) {
  Rules rules;
  if (!settings.single_precision) rules.cost_tolerance = 1e-9;
  if (settings.tolerance) rules.cost_tolerance = *settings.tolerance;
  if (settings.max_iterations) rules.max_iterations = *settings.max_iterations;
  return rules;
}

}  // namespace

Result<void> fit_map(const gantry_model &model, const FitJob &job, FitHost &host) {
  GANTRY_TRY(settings, read_settings(model, job.options));
  if (const auto &given = settings.curve.given; !given.empty())
    return fail("fit.option", "the option \"" + given + "\" is of curves, and a map is fitted", given,
                "leave it out, or fit one voxel as a curve (voxel)", Failure::usage);
  GANTRY_TRY(in, read_map_inputs(model, job, settings));
  GANTRY_TRY(state, ModelState::prepare(model, in.points.axis, in.points.selected.size(), job.values, job.level));
  if (settings.free().size() > max_free_parameters)
    return fail("fit.parameters",
                "maps are fitted with at most " + std::to_string(max_free_parameters) + " free parameters", "fix",
                "fix some, or fit single voxels");
  GANTRY_TRY(out, open_outputs(model, in, settings, host));

  MapProblem problem{model,          state,    {}, {settings.map.saturation, settings.map.rician}, rules_of(settings),
                     settings.start, job.level};
  problem.layout.rows = in.points.selected.size() * model.output_count;
  problem.layout.free = settings.free();
  problem.layout.parameters = model.parameter_count;
  problem.layout.constants = model.constant_count;
  problem.layout.lower = settings.lower;
  problem.layout.upper = settings.upper;
  // What begins at an entry of a dictionary has its size.
  if (!settings.dictionary.wanted) problem.layout.held_first = held_first(model, settings);
  problem.layout.rician = settings.map.rician;

  const DictionaryChoices &dictionary = settings.dictionary;
  nlohmann::json looked_up;
  if (dictionary.wanted) {
    GANTRY_TRY(told,
               look_up_map(problem, in, out, settings, {job.values, settings.single_precision, job.threads}, host));
    looked_up = told;
  }
  std::uint64_t iterations = 0;
  if (!dictionary.alone()) {
    GANTRY_TRY(evaluated, run_map(problem, in, out, settings.single_precision, job.threads, host, dictionary.wanted));
    iterations = evaluated;
  }
  GANTRY_CHECK(judge_map(problem, in, out, job.threads, host));
  MapSummary summary = summarise(model, in, out);
  summary["noise"] = settings.map.rician ? "rician" : "gaussian";
  if (settings.curve.sigma) summary["sigma"] = *settings.curve.sigma;
  summary["precision"] = settings.single_precision ? "f32" : "f64";
  summary["iterations"] = iterations;
  if (dictionary.wanted) summary["dictionary"] = looked_up;
  summary["level"] = job.level;
  return host.output_record("summary", "gantry.fit.map/1", summary);
}

}  // namespace gantry::core::fit
