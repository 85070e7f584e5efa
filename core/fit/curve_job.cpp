// SPDX-License-Identifier: Apache-2.0
#include <core/fit/curve_job.hpp>

#include <core/fit/curve.hpp>
#include <core/fit/map_inputs.hpp>
#include <core/fit/points.hpp>

#include <algorithm>
#include <cmath>

namespace gantry::core::fit {
namespace {

struct CurveData {
  Points points;
  std::vector<double> y, constants;
  std::string unit;  // of the data
};

Result<CurveData> from_table(const gantry_model &model, const Object &object, const Settings &settings) {
  GANTRY_TRY(table, table_of(object));
  const auto offered = columns_of(table);
  CurveData data;
  GANTRY_TRY(points, points_of(model, offered, settings, "the table", true));
  GANTRY_TRY(outputs, outputs_of(model, offered, settings, points, "the table"));
  data.points = points;
  for (std::size_t t = 0; t < points.selected.size(); ++t)
    for (const auto &output : outputs) data.y.push_back(output[t]);
  for (std::uint32_t c = 0; c < model.constant_count; ++c) {
    const auto &q = *model.constants[c];
    if (std::isnan(settings.constants[c]) && (q.flags & GANTRY_QUANTITY_REQUIRED) != 0)
      return fail("fit.constant",
                  "the model wants the constant " + std::string(q.name) + " (" + q.label + ", in " + q.unit + ")",
                  q.name, "give a number (constants)", Failure::usage);
    data.constants.push_back(std::isnan(settings.constants[c]) ? q.default_value : settings.constants[c]);
  }
  return data;
}

Result<CurveData> from_voxel(const gantry_model &model, const FitJob &job, const Settings &settings) {
  if (!settings.voxel)
    return fail("fit.option", "a curve out of an image needs the option \"voxel\"", "voxel", "give its three indices",
                Failure::usage);
  GANTRY_TRY(in, read_map_inputs(model, job, settings));
  const auto &shape = in.image.header.shape;
  const auto &v = *settings.voxel;
  if (v[0] >= shape[0] || v[1] >= shape[1] || v[2] >= shape[2])
    return fail("fit.option",
                "the voxel lies outside the image of " + std::to_string(shape[0]) + " × " + std::to_string(shape[1]) +
                    " × " + std::to_string(shape[2]),
                "voxel", "indices count from 0", Failure::usage);
  const std::size_t index = v[0] + shape[0] * (v[1] + shape[1] * v[2]), volume = in.image.header.voxels();
  CurveData data;
  for (const std::size_t t : in.points.selected) {
    for (std::size_t o = 0; o < shape[4]; ++o) {
      data.y.push_back(element_as_double(in.image.header.dtype, in.image.object->bytes.bytes().data(),
                                         index + volume * (t + shape[3] * o)));
      if (!std::isfinite(data.y.back()))
        return fail("fit.not_finite", "this voxel has no number at point " + std::to_string(t + 1), "voxel",
                    "choose another, or leave that point out with \"where\"");
    }
  }
  for (std::uint32_t c = 0; c < model.constant_count; ++c) data.constants.push_back(in.constant(c, index));
  data.unit = in.image.header.unit;
  data.points = std::move(in.points);
  return data;
}

std::vector<double> start_of(const gantry_model &model, const ModelState &state, const CurveData &data,
                             const Settings &settings) {
  std::vector<double> start;
  for (std::uint32_t j = 0; j < model.parameter_count; ++j) start.push_back(model.parameters[j]->start);
  if (model.guess != nullptr) model.guess(&model, state.get(), data.constants.data(), data.y.data(), start.data());
  for (std::size_t j = 0; j < start.size(); ++j) {
    if (!std::isnan(settings.start[j])) start[j] = settings.start[j];
    else if (!std::isfinite(start[j])) start[j] = model.parameters[j]->start;
    if (!settings.fixed[j]) start[j] = std::clamp(start[j], settings.lower[j], settings.upper[j]);
  }
  return start;
}

nlohmann::json finite(double x) { return std::isfinite(x) ? nlohmann::json(x) : nlohmann::json(nullptr); }

nlohmann::json parameters_of(const CurveProblem &problem, const CurveFit &fit, const CurveStatistics &stats,
                             const std::vector<double> &start, const std::string &data_unit) {
  nlohmann::json list = nlohmann::json::array();
  for (std::size_t j = 0; j < fit.params.size(); ++j) {
    const auto &p = *problem.model.parameters[j];
    const std::string unit = p.unit;
    list.push_back({{"symbol", p.symbol},
                    {"label", p.label},
                    {"value", finite(fit.params[j])},
                    {"standard_error", finite(stats.standard_errors[j])},
                    {"unit", unit == "signal" ? data_unit : unit},
                    {"start", start[j]},
                    {"bounds", {finite(problem.settings.lower[j]), finite(problem.settings.upper[j])}},
                    {"fixed", static_cast<bool>(problem.settings.fixed[j])},
                    {"at_bound", at_bound(problem.settings, j, fit.params[j])}});
  }
  return list;
}

nlohmann::json derived_of(const CurveProblem &problem, const CurveFit &fit) {
  const auto &model = problem.model;
  nlohmann::json list = nlohmann::json::array();
  if (model.derived_count == 0) return list;
  std::vector<double> values(model.derived_count);
  model.derive(&model, problem.state.get(), problem.constants.data(), fit.params.data(), values.data());
  for (std::uint32_t d = 0; d < model.derived_count; ++d)
    list.push_back({{"name", model.derived[d]->name},
                    {"label", model.derived[d]->label},
                    {"value", finite(values[d])},
                    {"unit", model.derived[d]->unit}});
  return list;
}

Table curve_table(const gantry_model &model, const CurveData &data, const CurveFit &fit) {
  Table table;
  for (std::uint32_t c = 0; c < model.axis_count; ++c)
    table.columns.push_back({model.axis[c]->name, model.axis[c]->unit, data.points.axis[c]});
  for (std::uint32_t o = 0; o < model.output_count; ++o) {
    const std::string suffix = model.output_count == 1 ? "" : "_" + std::string(model.outputs[o]->name);
    std::vector<double> y, fitted, residual;
    for (std::size_t row = o; row < data.y.size(); row += model.output_count) {
      y.push_back(data.y[row]);
      fitted.push_back(fit.fitted[row]);
      residual.push_back(data.y[row] - fit.fitted[row]);
    }
    table.columns.push_back({"data" + suffix, data.unit, y});
    table.columns.push_back({"fitted" + suffix, data.unit, fitted});
    table.columns.push_back({"residual" + suffix, data.unit, residual});
  }
  return table;
}

}  // namespace

Result<void> fit_curve(const gantry_model &model, const FitJob &job, FitHost &host) {
  GANTRY_TRY(settings, read_settings(model, job.options));
  const auto table = std::find_if(job.inputs.begin(), job.inputs.end(), [](const auto &i) { return i.port == "data"; });
  GANTRY_TRY(
      data, table != job.inputs.end() ? from_table(model, *table->object, settings) : from_voxel(model, job, settings));
  GANTRY_TRY(state, ModelState::prepare(model, data.points.axis, data.points.selected.size(), job.values, job.level));
  if (host.progress) host.progress(0, "fitting");
  const CurveProblem problem{model, state, data.y, data.constants, settings};
  const auto start = start_of(model, state, data, settings);
  const CurveFit fit = solve_curve(problem, start);
  if (!has_values(fit.status))
    return fail("fit." + std::string(name(fit.status)), fit.message, "start", "give starting values (start) or bounds");
  const CurveStatistics stats = statistics(problem, fit);
  nlohmann::json correlation = nlohmann::json::array();
  for (const auto &row : stats.correlation) {
    auto &line = correlation.emplace_back(nlohmann::json::array());
    for (const double r : row) line.push_back(finite(r));
  }
  const nlohmann::json record{{"model", model.id},
                              {"status", name(fit.status)},
                              {"message", fit.message},
                              {"iterations", fit.iterations},
                              {"n", data.points.selected.size()},
                              {"rss", fit.rss},
                              {"residual_sd", finite(stats.residual_sd)},
                              {"r2", finite(stats.r2)},
                              {"parameters", parameters_of(problem, fit, stats, start, data.unit)},
                              {"derived", derived_of(problem, fit)},
                              {"correlation", correlation},
                              {"errors_message", stats.words},
                              {"units_assumed", data.points.assumed}};
  GANTRY_CHECK(host.output_record("fit", "gantry.fit.curve/1", record));
  return host.output_table("curve", curve_table(model, data, fit));
}

}  // namespace gantry::core::fit
