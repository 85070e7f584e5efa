// SPDX-License-Identifier: Apache-2.0
#include <algorithm>
#include <core/report/curve_plot.hpp>
#include <numeric>

namespace gantry::core::report {
namespace {

// The rows of one curve, by rising x.
struct Rows {
  std::string name;
  std::vector<std::size_t> rows;
};

// The column that the curve is drawn along: the first that changes.
const Column *along(const Table &table) {
  for (const auto &column : table.columns) {
    const auto *x = std::get_if<std::vector<double>>(&column.values);
    if (x != nullptr && std::adjacent_find(x->begin(), x->end(), std::not_equal_to<>()) != x->end()) return &column;
  }
  return table.columns.empty() ? nullptr : &table.columns.front();
}

std::vector<Rows> curves_of(const Table &table, const std::vector<double> &x) {
  std::vector<Rows> curves;
  const Column *column = table.column("curve");
  const auto *names = column == nullptr ? nullptr : std::get_if<std::vector<std::string>>(&column->values);
  for (std::size_t row = 0; row < table.rows(); ++row) {
    const std::string name = names == nullptr ? "" : (*names)[row];
    auto found = std::find_if(curves.begin(), curves.end(), [&](const Rows &c) { return c.name == name; });
    if (found == curves.end()) found = curves.insert(curves.end(), {name, {}});
    found->rows.push_back(row);
  }
  for (auto &curve : curves)
    std::stable_sort(curve.rows.begin(), curve.rows.end(), [&](std::size_t a, std::size_t b) { return x[a] < x[b]; });
  return curves;
}

std::vector<double> picked(const std::vector<double> &values, const Rows &curve) {
  std::vector<double> result;
  for (const std::size_t row : curve.rows) result.push_back(values[row]);
  return result;
}

}  // namespace

XyPlot curve_plot(const Table &curve, const Table *band) {
  XyPlot plot;
  const Column *x = along(curve);
  std::vector<std::string> suffixes;  // of several outputs
  for (const auto &column : curve.columns)
    if (column.name.rfind("data", 0) == 0 && curve.column("fitted" + column.name.substr(4)) != nullptr)
      suffixes.push_back(column.name.substr(4));
  if (x == nullptr || suffixes.empty()) return plot;
  const auto shown_unit = [](const std::string &unit) { return unit == "1" ? std::string() : unit; };
  plot.x = {x->name, shown_unit(x->unit), false, {}};
  plot.y = {"signal", shown_unit(curve.column("data" + suffixes.front())->unit), false, {}};
  const Table &fine = band != nullptr ? *band : curve;
  const Column *fine_x = fine.column(x->name);
  const auto at = x->numbers(), fine_at = fine_x == nullptr ? at : fine_x->numbers();
  const auto curves = curves_of(curve, at), fine_curves = curves_of(fine, fine_at);
  std::size_t colour = 0;
  for (const auto &suffix : suffixes) {
    for (std::size_t c = 0; c < curves.size(); ++c) {
      const auto of = [&](const Table &table, const std::string &name, const Rows &rows) {
        const Column *column = table.column(name + suffix);
        return column == nullptr ? std::vector<double>() : picked(column->numbers(), rows);
      };
      std::string name = curves[c].name + (suffix.empty() || curves[c].name.empty() ? "" : ", ") +
                         (suffix.empty() ? "" : suffix.substr(1));
      const bool alone = name.empty();
      const std::size_t fit_colour = alone ? 1 : colour;
      const auto xs = picked(at, curves[c]);
      plot.series.push_back({alone ? "measured" : name, xs, of(curve, "data", curves[c]), of(curve, "sigma", curves[c]),
                             Mark::points, colour});
      plot.residuals.push_back({"residual", xs, of(curve, "residual", curves[c]), {}, Mark::points, colour});
      if (c < fine_curves.size()) {
        const Rows &rows = fine_curves[c];
        const auto fine_xs = picked(fine_at, rows);
        plot.series.push_back({alone ? "fitted" : "", fine_xs, of(fine, "fitted", rows), {}, Mark::line, fit_colour});
        for (const auto &[kind, words] :
             {std::pair{"prediction", "prediction"}, std::pair{"confidence", "confidence"}}) {
          auto low = of(fine, std::string(kind) + "_low", rows), high = of(fine, std::string(kind) + "_high", rows);
          if (!low.empty() && !high.empty())
            plot.bands.push_back({alone ? words : "", fine_xs, std::move(low), std::move(high), fit_colour});
        }
      }
      ++colour;
    }
  }
  return plot;
}

}  // namespace gantry::core::report
