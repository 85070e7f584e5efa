// SPDX-License-Identifier: Apache-2.0
#include <core/fit/points.hpp>

#include <core/data/unit.hpp>

#include <algorithm>
#include <cctype>
#include <cmath>
#include <utility>

namespace gantry::core::fit {
namespace {

bool same_word(std::string_view a, std::string_view b) {
  return std::equal(a.begin(), a.end(), b.begin(), b.end(), [](char x, char y) {
    return std::tolower(static_cast<unsigned char>(x)) == std::tolower(static_cast<unsigned char>(y));
  });
}

std::string listed(const std::vector<OfferedColumn> &offered) {
  std::string text;
  for (const auto &c : offered)
    text += (text.empty() ? "" : ", ") + c.name + (c.unit.empty() ? "" : " [" + c.unit + "]");
  return text.empty() ? "no columns" : text;
}

std::string wanted(const gantry_model_quantity &q) {
  return "\"" + std::string(q.name) + "\" (" + q.label + ", in " + q.unit + ")";
}

// From the column's unit to the quantity's; none is taken for the same.
Result<double> factor_to(const gantry_model_quantity &q, const OfferedColumn &column) {
  if (column.unit.empty()) return 1.0;
  auto found = unit_factor(column.unit, q.unit);
  if (!found)
    return fail("fit.unit",
                "the column " + column.name + " is in \"" + column.unit + "\", the model wants " + wanted(q) + ": " +
                    found.error().message,
                q.name, "correct the unit, or name another column (columns)", Failure::usage);
  return found.value();
}

// The offered column for a quantity of the model: its index, or an error that says what there is.
Result<std::size_t> find(const gantry_model_quantity &q, const std::vector<OfferedColumn> &offered,
                         const Settings &settings, const std::vector<std::string> &taken, const std::string &source,
                         bool in_order) {
  const auto is_taken = [&](std::size_t i) {
    return std::find(taken.begin(), taken.end(), offered[i].name) != taken.end();
  };
  if (const auto chosen = settings.columns.find(q.name); chosen != settings.columns.end()) {
    for (std::size_t i = 0; i < offered.size(); ++i)
      if (offered[i].name == chosen->second) return i;
    return fail("fit.column", "there is no column \"" + chosen->second + "\" for " + wanted(q), "columns",
                source + " has " + listed(offered), Failure::usage);
  }
  for (const bool exact : {true, false})
    for (std::size_t i = 0; i < offered.size(); ++i)
      if (exact ? offered[i].name == q.name : same_word(offered[i].name, q.name)) return i;
  if (in_order) {
    for (std::size_t i = 0; i < offered.size(); ++i)
      if (!is_taken(i)) return i;
  }
  return fail("fit.column", "the model wants the column " + wanted(q) + ", and " + source + " has " + listed(offered),
              q.name, "name the column that holds it (columns), or give data that have it", Failure::usage);
}

// What "log(y)" means where y is offered: a formula may be of a column's logarithm.
std::optional<OfferedColumn> logarithm_of(const std::string &name, const std::vector<OfferedColumn> &offered) {
  static constexpr std::pair<std::string_view, double (*)(double)> functions[] = {
      {"log(", std::log}, {"ln(", std::log}, {"log10(", std::log10}, {"log2(", std::log2}};
  for (const auto &[begin, function] : functions)
    for (const auto &column : offered) {
      if (name != std::string(begin) + column.name + ")") continue;
      OfferedColumn result{name, "1", column.values};
      for (double &value : result.values) value = function(value);
      return result;
    }
  return std::nullopt;
}

Result<std::vector<std::size_t>> select(const gantry_model &model, const std::vector<OfferedColumn> &offered,
                                        const std::vector<std::vector<double>> &axis, const Settings &settings,
                                        std::size_t count, const std::string &source) {
  std::vector<std::size_t> selected;
  for (std::size_t i = 0; i < count; ++i) selected.push_back(i);
  for (const auto &[name, ends] : settings.where) {
    const std::vector<double> *values = nullptr;
    for (std::uint32_t c = 0; c < model.axis_count; ++c)
      if (name == model.axis[c]->name) values = &axis[c];
    for (const auto &o : offered)
      if (values == nullptr && o.name == name) values = &o.values;
    if (values == nullptr)
      return fail("fit.where", "\"where\" names the column \"" + name + "\", which is not there", "where",
                  source + " has " + listed(offered), Failure::usage);
    std::erase_if(selected, [&, low = ends.first, high = ends.second](std::size_t i) {
      return !((*values)[i] >= low && (*values)[i] <= high);
    });
  }
  return selected;
}

}  // namespace

std::vector<OfferedColumn> columns_of(const std::optional<Axis> &axis) {
  std::vector<OfferedColumn> offered;
  if (axis)
    for (const auto &c : axis->columns) offered.push_back({c.name, c.unit, c.values});
  return offered;
}

std::vector<OfferedColumn> columns_of(const Table &table) {
  std::vector<OfferedColumn> offered;
  for (const auto &c : table.columns)
    if (!std::holds_alternative<std::vector<std::string>>(c.values)) offered.push_back({c.name, c.unit, c.numbers()});
  return offered;
}

Result<Points> points_of(const gantry_model &model, const std::vector<OfferedColumn> &offered, const Settings &settings,
                         const std::string &source, bool in_order) {
  Points points;
  std::vector<std::vector<double>> all;
  for (std::uint32_t c = 0; c < model.axis_count; ++c) {
    const auto &q = *model.axis[c];
    GANTRY_TRY(i, find(q, offered, settings, points.used, source, in_order));
    const OfferedColumn &column = offered[i];
    if (column.unit.empty()) points.assumed.push_back(column.name);
    GANTRY_TRY(factor, factor_to(q, column));
    all.push_back(column.values);
    for (double &x : all.back()) x *= factor;
    points.used.push_back(column.name);
  }
  const std::size_t count = all.empty() ? (offered.empty() ? 0 : offered.front().values.size()) : all.front().size();
  GANTRY_TRY(selected, select(model, offered, all, settings, count, source));
  points.selected = selected;
  for (std::uint32_t c = 0; c < model.axis_count; ++c) {
    auto &column = points.axis.emplace_back();
    for (const std::size_t i : points.selected) {
      if (!std::isfinite(all[c][i]))
        return fail("fit.not_finite",
                    "the axis column " + points.used[c] + " has no number at point " + std::to_string(i + 1),
                    points.used[c], "remove that point, or leave it out with \"where\"");
      column.push_back(all[c][i]);
    }
  }
  return points;
}

Result<void> enough(std::size_t values, std::size_t sought) {
  if (values >= sought) return done();
  return fail("fit.too_few_points",
              std::to_string(values) + (values == 1 ? " value" : " values") + " can't determine " +
                  std::to_string(sought) + (sought == 1 ? " parameter" : " parameters"),
              "", "give more points, widen \"where\", or fix a parameter");
}

Result<std::vector<OfferedColumn>> outputs_of(const gantry_model &model, std::vector<OfferedColumn> offered,
                                              const Settings &settings, const Points &points,
                                              const std::string &source) {
  std::vector<OfferedColumn> result;
  std::vector<std::string> taken = points.used;
  for (std::uint32_t o = 0; o < model.output_count; ++o)
    if (auto logarithm = logarithm_of(model.outputs[o]->name, offered)) offered.push_back(std::move(*logarithm));
  for (std::uint32_t o = 0; o < model.output_count; ++o) {
    const auto &q = *model.outputs[o];
    GANTRY_TRY(i, find(q, offered, settings, taken, source, true));
    taken.push_back(offered[i].name);
    const bool signal = std::string_view(q.unit) == "signal";
    double factor = 1;
    if (!signal) {
      GANTRY_TRY(to_model, factor_to(q, offered[i]));
      factor = to_model;
    }
    auto &column = result.emplace_back(OfferedColumn{offered[i].name, signal ? offered[i].unit : q.unit, {}});
    for (const std::size_t row : points.selected) {
      const double y = offered[i].values[row];
      if (!std::isfinite(y))
        return fail("fit.not_finite",
                    "the column " + offered[i].name + " has no number in row " + std::to_string(row + 1),
                    offered[i].name, "remove that row, or leave it out with \"where\"");
      column.values.push_back(y * factor);
    }
  }
  return result;
}

}  // namespace gantry::core::fit
