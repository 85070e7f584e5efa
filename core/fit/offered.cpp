// SPDX-License-Identifier: Apache-2.0
#include <core/fit/offered.hpp>

#include <core/data/unit.hpp>
#include <nlohmann/json.hpp>

#include <algorithm>
#include <cctype>
#include <cmath>
#include <numeric>

namespace gantry::core::fit {
namespace {

std::string shown_number(double x) { return nlohmann::json(x).dump(); }

// Column `y` of the table at `when`, a straight line between the rows; `order`: its rows by increasing `x`.
double between(const std::vector<double> &x, const std::vector<double> &y, const std::vector<std::size_t> &order,
               double when) {
  const auto above =
      std::lower_bound(order.begin(), order.end(), when, [&](std::size_t row, double t) { return x[row] < t; });
  if (above == order.end()) return y[order.back()];
  if (above == order.begin() || x[*above] == when) return y[*above];
  const std::size_t a = *(above - 1), b = *above;
  return y[a] + (y[b] - y[a]) * (when - x[a]) / (x[b] - x[a]);
}

Result<std::vector<OfferedColumn>> along(std::vector<OfferedColumn> offered, const OfferedColumn &axis,
                                         const std::vector<OfferedColumn> &table, const OfferedColumn &key) {
  double factor = 1;
  if (!axis.unit.empty() && !key.unit.empty()) {
    auto found = unit_factor(key.unit, axis.unit);
    if (!found) return fail("fit.unit", "the table's column " + key.name + ": " + found.error().message, "axis");
    factor = found.value();
  }
  std::vector<double> x = key.values;
  for (double &value : x) value *= factor;
  std::vector<std::size_t> order(x.size());
  std::iota(order.begin(), order.end(), 0);
  std::erase_if(order, [&](std::size_t row) { return !std::isfinite(x[row]); });
  if (order.empty()) return fail("fit.axis", "the table's column " + key.name + " has no numbers", "axis");
  std::stable_sort(order.begin(), order.end(), [&](std::size_t a, std::size_t b) { return x[a] < x[b]; });
  const double first = x[order.front()], last = x[order.back()], slack = 1e-6 * (last - first);
  for (const double when : axis.values)
    if (when < first - slack || when > last + slack)
      return fail("fit.axis",
                  "the table's " + key.name + " goes from " + shown_number(first) + " to " + shown_number(last) + " " +
                      axis.unit + ", and the image has a point at " + shown_number(when),
                  "axis", "give a table that covers all points, or leave the others out with \"where\"");
  for (const auto &column : table) {
    if (column.name == key.name || column.of_words()) continue;
    auto &joined = offered.emplace_back(OfferedColumn{column.name, column.unit, {}});
    for (const double when : axis.values) joined.values.push_back(between(x, column.values, order, when));
  }
  return offered;
}

}  // namespace

std::uint32_t word_count_of(const gantry_model_quantity *q) { return GANTRY_HAS(q, word_count) ? q->word_count : 0; }

bool same_word(std::string_view a, std::string_view b) {
  const auto equal = [](std::string_view one, std::string_view other) {
    return std::equal(one.begin(), one.end(), other.begin(), other.end(), [](char x, char y) {
      return std::tolower(static_cast<unsigned char>(x)) == std::tolower(static_cast<unsigned char>(y));
    });
  };
  const auto symbol = [&](std::string_view word) { return equal(word, "time") ? "t" : word; };
  return equal(symbol(a), symbol(b));
}

const OfferedColumn *numbers_called(const std::string &name, const std::vector<OfferedColumn> &offered) {
  const auto found =
      std::find_if(offered.begin(), offered.end(), [&](const auto &c) { return c.name == name && !c.of_words(); });
  return found == offered.end() ? nullptr : &*found;
}

std::vector<OfferedColumn> columns_of(const std::optional<Axis> &axis) {
  std::vector<OfferedColumn> offered;
  if (axis)
    for (const auto &c : axis->columns) offered.push_back({c.name, c.unit, c.values});
  return offered;
}

std::vector<OfferedColumn> columns_of(const Table &table) {
  std::vector<OfferedColumn> offered;
  for (const auto &c : table.columns) {
    if (const auto *words = std::get_if<std::vector<std::string>>(&c.values))
      offered.push_back({c.name, "", {}, *words});
    else offered.push_back({c.name, c.unit, c.numbers()});
  }
  return offered;
}

Result<std::vector<OfferedColumn>> with_table(std::vector<OfferedColumn> offered, std::size_t points,
                                              const Table &table) {
  const auto columns = columns_of(table);
  for (const auto &axis : offered)
    for (const auto &column : columns)
      if (!column.of_words() && same_word(axis.name, column.name)) {
        const OfferedColumn by = axis;
        return along(std::move(offered), by, columns, column);
      }
  if (table.rows() != points)
    return fail("fit.axis",
                "the table \"axis\" has " + std::to_string(table.rows()) +
                    " rows and no column of the image's axis, which has " + std::to_string(points) + " points",
                "axis", "give a row for each point, or a column by which they can be joined, such as time");
  offered.insert(offered.end(), columns.begin(), columns.end());
  return offered;
}

}  // namespace gantry::core::fit
