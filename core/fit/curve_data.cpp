// SPDX-License-Identifier: Apache-2.0
#include <core/fit/curve_data.hpp>

#include <core/data/unit.hpp>
#include <core/fit/map_inputs.hpp>

#include <algorithm>
#include <cmath>

namespace gantry::core::fit {
namespace {

struct Part {
  std::string name;
  Table table;
};

Table rows_of(const Table &table, const std::vector<std::size_t> &rows) {
  Table part;
  for (const auto &column : table.columns)
    std::visit(
        [&](const auto &values) {
          std::decay_t<decltype(values)> kept;
          for (const std::size_t row : rows) kept.push_back(values[row]);
          part.columns.push_back({column.name, column.unit, std::move(kept)});
        },
        column.values);
  return part;
}

// One part for each value of the group's column, in the order in which they first come; without that column.
Result<void> divide(const Table &table, const std::string &group, const std::string &prefix, std::vector<Part> &parts) {
  const Column *column = table.column(group);
  if (column == nullptr)
    return fail("fit.group", "the table has no column \"" + group + "\" to tell the curves by", "group",
                "name the column that says which curve a row belongs to", Failure::usage);
  std::vector<std::pair<std::string, std::vector<std::size_t>>> groups;
  for (std::size_t row = 0; row < table.rows(); ++row) {
    const std::string name = prefix + text_in(*column, row);
    auto found = std::find_if(groups.begin(), groups.end(), [&](const auto &g) { return g.first == name; });
    if (found == groups.end()) found = groups.insert(groups.end(), {name, {}});
    found->second.push_back(row);
  }
  for (const auto &[name, rows] : groups) {
    parts.push_back({name, rows_of(table, rows)});
    std::erase_if(parts.back().table.columns, [&](const Column &c) { return c.name == group; });
  }
  return done();
}

// A number, or a column of the constant's name that has one value throughout the curve.
Result<double> constant_of(const gantry_model_quantity &q, double given, const std::vector<OfferedColumn> &offered,
                           const Points &points) {
  if (!std::isnan(given)) return given;
  const OfferedColumn *column = numbers_called(q.name, offered);
  if (column != nullptr && !points.selected.empty()) {
    const double value = column->values[points.selected.front()];
    for (const std::size_t row : points.selected)
      if (!(column->values[row] == value))
        return fail("fit.constant", "the constant " + std::string(q.name) + " changes along the curve", q.name,
                    "give one number, or fit the parts as curves of their own (global, group)");
    if (column->unit.empty()) return value;
    auto factor = unit_factor(column->unit, q.unit);
    if (!factor)
      return fail("fit.unit", "the constant " + std::string(q.name) + ": " + factor.error().message, q.name,
                  "give it in " + std::string(q.unit));
    return value * factor.value();
  }
  if ((q.flags & GANTRY_QUANTITY_REQUIRED) == 0) return q.default_value;
  return fail("fit.constant",
              "the model wants the constant " + std::string(q.name) + " (" + q.label + ", in " + q.unit + ")", q.name,
              "give a number (constants), or a column of that name", Failure::usage);
}

Result<std::vector<double>> sigma_of(const gantry_model &model, const CurveChoices &choices,
                                     const std::vector<OfferedColumn> &offered, const Points &points,
                                     const std::string &unit) {
  const std::size_t rows = points.selected.size() * model.output_count;
  if (choices.sigma) return std::vector<double>(rows, *choices.sigma);
  if (choices.sigma_column.empty()) return std::vector<double>();
  const OfferedColumn *column = numbers_called(choices.sigma_column, offered);
  if (column == nullptr)
    return fail("fit.sigma", "there is no column \"" + choices.sigma_column + "\" for sigma", "sigma",
                "name a column of numbers, or give one number", Failure::usage);
  double factor = 1;
  if (!column->unit.empty() && !unit.empty()) {
    auto found = unit_factor(column->unit, unit);
    if (!found)
      return fail("fit.unit", "sigma: " + found.error().message, "sigma", "give it in the unit of the data",
                  Failure::usage);
    factor = found.value();
  }
  std::vector<double> sigma;
  for (const std::size_t row : points.selected) {
    const double s = column->values[row] * factor;
    if (!(s > 0) || !std::isfinite(s))
      return fail("fit.sigma", "sigma is not above 0 in row " + std::to_string(row + 1), "sigma",
                  "give the standard deviation of each point, or leave that row out with \"where\"");
    sigma.insert(sigma.end(), model.output_count, s);
  }
  return sigma;
}

// Rician noise needs its sigma, and magnitudes.
Result<void> suits_noise(const Settings &settings, const std::vector<double> &y, const std::vector<double> &sigma,
                         const Points &points, std::size_t outputs) {
  if (!settings.map.rician) return done();
  if (sigma.empty())
    return fail("fit.sigma", "Rician noise needs its standard deviation, sigma", "sigma",
                "give a number or a column: where there is only air the mean signal is 1.253 sigma, and its standard "
                "deviation 0.655 sigma",
                Failure::usage);
  for (std::size_t row = 0; row < y.size(); ++row)
    if (y[row] < 0)
      return fail("fit.not_magnitude",
                  "the data are below 0 at point " + std::to_string(points.selected[row / outputs] + 1) +
                      ", which no magnitude is",
                  "noise", "fit with gaussian noise, or leave that point out with \"where\"");
  return done();
}

// A curve that is a whole, along time, can't go back.
Result<void> in_order(const gantry_model &model, const Points &points) {
  if ((model.flags & GANTRY_MODEL_WHOLE_CURVE) == 0 || model.axis_count == 0) return done();
  if (!unit_factor(model.axis[0]->unit, "s")) return done();
  const auto &x = points.axis[0];
  for (std::size_t t = 1; t < x.size(); ++t)
    if (!(x[t] > x[t - 1]))
      return fail("fit.order",
                  "the column " + points.used[0] + " does not increase from row " +
                      std::to_string(points.selected[t - 1] + 1) + " to row " + std::to_string(points.selected[t] + 1),
                  points.used[0], "sort the rows by it, and keep one row for each value");
  return done();
}

Result<Curve> from_table(const gantry_model &model, const Part &part, const FitJob &job, const Settings &settings) {
  const std::string source = part.name.empty() ? "the table" : "the table of " + part.name;
  if (part.table.rows() == 0)
    return fail("fit.empty", source + " has no rows", "data", "give a row for each point that was measured");
  const auto offered = columns_of(part.table);
  GANTRY_TRY(points, points_of(model, offered, settings, source, true));
  GANTRY_TRY(outputs, outputs_of(model, offered, settings, points, source));
  GANTRY_CHECK(in_order(model, points));
  std::vector<double> y, constants;
  for (std::size_t t = 0; t < points.selected.size(); ++t)
    for (const auto &output : outputs) y.push_back(output.values[t]);
  for (std::uint32_t c = 0; c < model.constant_count; ++c) {
    GANTRY_TRY(value, constant_of(*model.constants[c], settings.constants[c], offered, points));
    constants.push_back(value);
  }
  const std::string unit = outputs.front().unit;
  GANTRY_TRY(sigma, sigma_of(model, settings.curve, offered, points, unit));
  GANTRY_CHECK(suits_noise(settings, y, sigma, points, model.output_count));
  GANTRY_TRY(state, ModelState::prepare(model, points.axis, points.selected.size(), job.values, job.level, part.name));
  return Curve{part.name, std::move(points), std::move(state), std::move(y), std::move(sigma), std::move(constants),
               unit};
}

Result<Curve> from_voxel(const gantry_model &model, const FitJob &job, const Settings &settings) {
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
  std::vector<double> y, constants;
  for (const std::size_t t : in.points.selected) {
    for (std::size_t o = 0; o < shape[4]; ++o) {
      y.push_back(element_as_double(in.image.header.dtype, in.image.object->bytes.bytes().data(),
                                    index + volume * (t + shape[3] * o)));
      if (!std::isfinite(y.back()))
        return fail("fit.not_finite", "this voxel has no number at point " + std::to_string(t + 1), "voxel",
                    "choose another, or leave that point out with \"where\"");
    }
  }
  for (std::uint32_t c = 0; c < model.constant_count; ++c) constants.push_back(in.constant(c, index));
  std::vector<double> sigma;
  if (in.sigma.known()) sigma.assign(y.size(), in.sigma.at(index));
  if (!sigma.empty() && !(sigma.front() > 0 && std::isfinite(sigma.front())))
    return fail("fit.sigma", "sigma is not above 0 in this voxel", "sigma",
                "choose another, or give sigma as a number");
  GANTRY_CHECK(suits_noise(settings, y, sigma, in.points, model.output_count));
  GANTRY_TRY(state, ModelState::prepare(model, in.points.axis, in.points.selected.size(), job.values, job.level));
  return Curve{"",
               std::move(in.points),
               std::move(state),
               std::move(y),
               std::move(sigma),
               std::move(constants),
               in.image.header.unit};
}

}  // namespace

std::string text_in(const Column &column, std::size_t row) {
  return std::visit(
      [&](const auto &values) -> std::string {
        using Value = std::decay_t<decltype(values[row])>;
        if constexpr (std::is_same_v<Value, std::string>) return values[row];
        else return nlohmann::json(values[row]).dump();
      },
      column.values);
}

Result<std::vector<Curve>> read_curves(const gantry_model &model, const FitJob &job, const Settings &settings) {
  std::vector<Curve> curves;
  std::vector<const Object *> tables;
  for (const auto &input : job.inputs)
    if (input.port == "data") tables.push_back(input.object.get());
  if (tables.empty()) {
    GANTRY_TRY(curve, from_voxel(model, job, settings));
    curves.push_back(std::move(curve));
    return curves;
  }
  if (tables.size() > 1 && !settings.curve.global)
    return fail("fit.input", "there are " + std::to_string(tables.size()) + " tables, and one curve is fitted", "data",
                "give one, or fit them together (global)", Failure::usage);
  std::vector<Part> parts;
  for (std::size_t i = 0; i < tables.size(); ++i) {
    GANTRY_TRY(table, table_of(*tables[i]));
    const std::string name = tables.size() > 1 ? std::to_string(i + 1) : "";
    if (settings.curve.group.empty() || table.rows() == 0) parts.push_back({name, std::move(table)});
    else GANTRY_CHECK(divide(table, settings.curve.group, name.empty() ? "" : name + "/", parts));
  }
  if (settings.curve.global && parts.size() < 2)
    return fail("fit.group", "a global fit needs two curves, and there is one", "group",
                "give several tables, or name the column that tells the curves apart (group)", Failure::usage);
  for (const auto &part : parts) {
    GANTRY_TRY(curve, from_table(model, part, job, settings));
    curves.push_back(std::move(curve));
  }
  return curves;
}

}  // namespace gantry::core::fit
