// SPDX-License-Identifier: Apache-2.0
#include <core/report/example_plot.hpp>

#include <algorithm>

namespace gantry::core::report {
namespace {

const std::vector<std::string> *words_in(const Table &data, const std::vector<std::string> &axis) {
  for (const auto &name : axis)
    if (const Column *column = data.column(name))
      if (const auto *words = std::get_if<std::vector<std::string>>(&column->values)) return words;
  return nullptr;
}

const Column *changing(const Table &data, const std::vector<std::string> &axis) {
  for (const auto &name : axis) {
    const Column *column = data.column(name);
    const auto *x = column == nullptr ? nullptr : std::get_if<std::vector<double>>(&column->values);
    if (x != nullptr && std::adjacent_find(x->begin(), x->end(), std::not_equal_to<>()) != x->end()) return column;
  }
  return nullptr;
}

PlotAxis axis_of(const Column &column) { return {column.name, column.unit == "1" ? "" : column.unit, false, {}}; }

}  // namespace

XyPlot example_plot(const Table &data, const std::vector<std::string> &axis, const std::vector<std::string> &outputs) {
  XyPlot plot;
  const Column *x = changing(data, axis);
  if (x == nullptr || outputs.empty() || data.column(outputs.front()) == nullptr) return plot;
  const auto at = x->numbers();
  plot.x = axis_of(*x);
  plot.y = axis_of(*data.column(outputs.front()));
  if (outputs.size() > 1) plot.y.quantity = "";
  const auto *words = words_in(data, axis);
  for (const auto &output : outputs) {
    const Column *column = data.column(output);
    if (column == nullptr) continue;
    const auto y = column->numbers();
    const std::size_t first = plot.series.size();
    for (std::size_t row = 0; row < at.size(); ++row) {
      std::string name = words == nullptr ? "" : (*words)[row];
      if (outputs.size() > 1) name += (name.empty() ? "" : ", ") + output;
      auto series = std::find_if(plot.series.begin() + static_cast<std::ptrdiff_t>(first), plot.series.end(),
                                 [&](const Series &s) { return s.name == name; });
      if (series == plot.series.end()) series = plot.series.insert(series, Series{.name = name, .mark = Mark::line});
      if (!series->x.empty() && at[row] < series->x.back()) series->mark = Mark::points;
      series->x.push_back(at[row]);
      series->y.push_back(y[row]);
    }
  }
  return plot;
}

}  // namespace gantry::core::report
