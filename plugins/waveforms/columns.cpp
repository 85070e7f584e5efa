// SPDX-License-Identifier: Apache-2.0
#include "columns.hpp"

#include <gantry/cpp/error.hpp>

#include <algorithm>
#include <cctype>
#include <cmath>
#include <cstdint>
#include <string_view>

namespace gantry::waveforms {
namespace {

enum class Kind { time, pressure, flow, volume, length, area };
struct Known {
  std::string_view code;
  Kind kind;
  double scale;  // in s, Pa, L/s, L, mm, mm2
};
constexpr Known known[] = {
    {"s", Kind::time, 1},
    {"ms", Kind::time, 1e-3},
    {"us", Kind::time, 1e-6},
    {"min", Kind::time, 60},
    {"mm[Hg]", Kind::pressure, 133.322},
    {"mmHg", Kind::pressure, 133.322},
    {"cm[H2O]", Kind::pressure, 98.0665},
    {"cmH2O", Kind::pressure, 98.0665},
    {"Pa", Kind::pressure, 1},
    {"hPa", Kind::pressure, 100},
    {"kPa", Kind::pressure, 1000},
    {"mbar", Kind::pressure, 100},
    {"L/s", Kind::flow, 1},
    {"l/s", Kind::flow, 1},
    {"mL/s", Kind::flow, 1e-3},
    {"ml/s", Kind::flow, 1e-3},
    {"cm3/s", Kind::flow, 1e-3},
    {"L/min", Kind::flow, 1.0 / 60},
    {"l/min", Kind::flow, 1.0 / 60},
    {"mL/min", Kind::flow, 1e-3 / 60},
    {"ml/min", Kind::flow, 1e-3 / 60},
    {"L", Kind::volume, 1},
    {"l", Kind::volume, 1},
    {"mL", Kind::volume, 1e-3},
    {"ml", Kind::volume, 1e-3},
    {"cm3", Kind::volume, 1e-3},
    {"uL", Kind::volume, 1e-6},
    {"mm", Kind::length, 1},
    {"um", Kind::length, 1e-3},
    {"cm", Kind::length, 10},
    {"m", Kind::length, 1000},
    {"mm2", Kind::area, 1},
    {"cm2", Kind::area, 100},
};

const Known *find_unit(std::string_view code) {
  const auto found = std::find_if(std::begin(known), std::end(known), [&](const Known &k) { return k.code == code; });
  return found == std::end(known) ? nullptr : found;
}

bool same_word(std::string_view a, std::string_view b) {
  return std::equal(a.begin(), a.end(), b.begin(), b.end(), [](char x, char y) {
    return std::tolower(static_cast<unsigned char>(x)) == std::tolower(static_cast<unsigned char>(y));
  });
}

}  // namespace

double factor(const std::string &from, const std::string &to) {
  if (from.empty() || to.empty() || from == to) return 1;
  const Known *a = find_unit(from), *b = find_unit(to);
  return a == nullptr || b == nullptr || a->kind != b->kind ? 0 : a->scale / b->scale;
}

const gantry_column *Columns::find(std::initializer_list<const char *> names) const {
  for (const char *name : names)
    for (std::uint32_t c = 0; c < table_.column_count; ++c)
      if (same_word(table_.columns[c]->name, name)) return table_.columns[c];
  return nullptr;
}

bool Columns::has(std::initializer_list<const char *> names) const { return find(names) != nullptr; }

std::vector<double> Columns::numbers(const char *what, std::initializer_list<const char *> names,
                                     const char *unit) const {
  const gantry_column *column = find(names);
  std::string all;
  for (const char *name : names) all += (all.empty() ? "" : ", ") + std::string(name);
  if (column == nullptr || column->type == GANTRY_COLUMN_TEXT)
    throw Error("waveforms.column", std::string("the table has no column of numbers for ") + what, GANTRY_BAD_DATA)
        .at(port_)
        .hint("call it one of " + all);
  const double by = factor(column->unit, unit);
  if (by == 0)
    throw Error("waveforms.unit", "the column " + std::string(column->name) + " is in " + column->unit, GANTRY_BAD_DATA)
        .at(port_)
        .hint(std::string("give ") + what + " in " + unit + ", or in a unit that converts to it");
  std::vector<double> values;
  for (std::size_t row = 0; row < rows(); ++row) {
    values.push_back(by * (column->type == GANTRY_COLUMN_F64
                               ? static_cast<const double *>(column->data)[row]
                               : static_cast<double>(static_cast<const std::int64_t *>(column->data)[row])));
    if (!std::isfinite(values.back()))
      throw Error("waveforms.number",
                  "the column " + std::string(column->name) + " has no number in row " + std::to_string(row + 1),
                  GANTRY_BAD_DATA)
          .at(port_)
          .hint("leave that row out");
  }
  return values;
}

std::vector<double> Columns::time() const {
  const auto times = numbers("time", {"time", "t"}, "s");
  if (times.size() < 8)
    throw Error("waveforms.points", "a waveform needs eight points at least", GANTRY_BAD_DATA).at(port_);
  for (std::size_t i = 1; i < times.size(); ++i)
    if (!(times[i] > times[i - 1]))
      throw Error("waveforms.time", "time does not increase from row " + std::to_string(i), GANTRY_BAD_DATA)
          .at(port_)
          .hint("sort the rows by time, and leave out what stands twice");
  return times;
}

double equal_step(const std::vector<double> &times) {
  const double step = (times.back() - times.front()) / static_cast<double>(times.size() - 1);
  for (std::size_t i = 0; i < times.size(); ++i)
    if (std::abs(times[i] - times.front() - step * static_cast<double>(i)) > 0.01 * step) return 0;
  return step;
}

double between(const std::vector<double> &x, const std::vector<double> &y, double at) {
  const auto above = static_cast<std::size_t>(std::lower_bound(x.begin(), x.end(), at) - x.begin());
  if (above == 0) return y.front();
  if (above == x.size()) return y.back();
  const std::size_t below = above - 1;
  return y[below] + (y[above] - y[below]) * (at - x[below]) / (x[above] - x[below]);
}

double mean(const std::vector<double> &values) {
  double sum = 0;
  for (const double v : values) sum += v;
  return sum / static_cast<double>(values.size());
}

std::vector<double> slope(const std::vector<double> &time, const std::vector<double> &y) {
  std::vector<double> slopes;
  for (std::size_t i = 0; i < y.size(); ++i) {
    const std::size_t before = i == 0 ? 0 : i - 1, behind = std::min(i + 1, y.size() - 1);
    slopes.push_back((y[behind] - y[before]) / (time[behind] - time[before]));
  }
  return slopes;
}

Line line_through(const std::vector<double> &x, const std::vector<double> &y, std::size_t first, std::size_t last) {
  double n = 0, mx = 0, my = 0, xx = 0, xy = 0;
  for (std::size_t i = first; i < last; ++i) {
    n += 1;
    mx += (x[i] - mx) / n;
    my += (y[i] - my) / n;
  }
  for (std::size_t i = first; i < last; ++i) {
    xx += (x[i] - mx) * (x[i] - mx);
    xy += (x[i] - mx) * (y[i] - my);
  }
  const double slope = xy / xx;
  return {my - slope * mx, slope};
}

}  // namespace gantry::waveforms
