// SPDX-License-Identifier: Apache-2.0
#include <algorithm>
#include <cmath>
#include <core/report/nearest.hpp>
#include <core/report/text.hpp>

namespace gantry::core::report {
namespace {

struct Search {
  const PlotLayout &layout;
  double px, py, reach;
  std::optional<Nearest> best = {};

  void offer(std::uint32_t series, std::uint64_t point, Point place, double distance) {
    if (distance <= reach && (!best || distance < best->distance)) best = Nearest{series, point, place, distance};
  }
};

void search_points(Search &search, const gantry_ui_series &s, std::uint32_t index) {
  if (s.x == nullptr || s.y == nullptr) return;
  const Scale &x = search.layout.x;
  const Scale &y = search.layout.y_of(s);
  // A comparison in the series' own numbers comes first: it is all that most of a million points need.
  const ValueRange near_x{x.value(search.px - search.reach), x.value(search.px + search.reach)};
  const ValueRange near_y{y.value(search.py + search.reach), y.value(search.py - search.reach)};
  for (std::uint64_t i = 0; i < s.count; ++i) {
    if (!(s.x[i] >= near_x.lower && s.x[i] <= near_x.upper && s.y[i] >= near_y.lower && s.y[i] <= near_y.upper))
      continue;
    const Point place{x.exact(s.x[i]), y.exact(s.y[i])};
    search.offer(index, i, place, std::hypot(place.x - search.px, place.y - search.py));
  }
}

// A bar is hit anywhere within it.
void offer_bar(Search &search, std::uint32_t series, std::uint64_t point, double from, double to, double value,
               const Scale &y, Area area) {
  const double left = search.layout.x(from);
  const double right = search.layout.x(to);
  if (search.px < left || search.px >= right || !y.shows(value)) return;
  const double top = y(value);
  const double base = y.shows(0) ? y(0) : area.bottom();
  const double above = std::min(top, base) - search.py;
  const double below = search.py - std::max(top, base);
  search.offer(series, point, {(left + right) / 2, top}, std::max({0.0, above, below}));
}

std::string value_words(double value, const std::string &unit, char decimal) {
  std::string text = short_number(value, 5);
  std::replace(text.begin(), text.end(), '.', decimal);
  return unit.empty() ? text : text + " " + unit;
}

std::string unit_of(const gantry_ui_axis *axis) {
  return axis == nullptr || axis->unit == nullptr ? "" : unit_text(axis->unit);
}
std::string label_of(const gantry_ui_axis *axis, const char *otherwise) {
  return axis == nullptr || axis->label == nullptr || *axis->label == '\0' ? otherwise : axis->label;
}

}  // namespace

std::optional<Nearest> nearest_point(const gantry_ui_plot &plot, const PlotLayout &layout, const Hidden &hidden,
                                     double px, double py, double reach, BinMemory &bins) {
  Search search{layout, px, py, reach};
  const bool below = layout.residual && layout.residual_area.contains(px, py);
  if (!below && !layout.main.contains(px, py)) return std::nullopt;
  for (std::uint32_t index = 0; index < plot.series_count; ++index) {
    const gantry_ui_series &s = *plot.series[index];
    if ((s.residual != 0) != below || is_hidden(s, hidden)) continue;
    const Scale &y = layout.y_of(s);
    const Area area = layout.area_of(s);
    if (s.style == GANTRY_UI_HISTOGRAM) {
      const Bins &b = bins.of(s);
      for (std::size_t i = 0; i < b.counts.size(); ++i)
        offer_bar(search, index, i, b.edge(i), b.edge(i + 1), b.counts[i], y, area);
    } else if (s.style == GANTRY_UI_BARS && s.x != nullptr && s.y != nullptr) {
      const double half = bar_width(s) / 2;
      for (std::uint64_t i = 0; i < s.count; ++i)
        offer_bar(search, index, i, s.x[i] - half, s.x[i] + half, s.y[i], y, area);
    } else if (s.style == GANTRY_UI_MARKERS) {
      for (std::uint64_t i = 0; s.x != nullptr && i < s.count; ++i) {
        if (layout.x.shows(s.x[i]))
          search.offer(index, i, {layout.x(s.x[i]), py}, std::abs(layout.x(s.x[i]) - px) + reach / 4);
      }
    } else {
      search_points(search, s, index);
    }
  }
  return search.best;
}

std::vector<std::pair<std::string, std::string>> point_words(const gantry_ui_plot &plot, const Nearest &nearest,
                                                             const PlotLayout &layout, const PlotLook &look,
                                                             BinMemory &bins) {
  const gantry_ui_series &s = *plot.series[nearest.series];
  const std::string x_unit = unit_of(plot.x);
  const std::string x_label = label_of(plot.x, "x");
  if (s.style == GANTRY_UI_HISTOGRAM) {
    const Bins &b = bins.of(s);
    return {{x_label, value_words(b.edge(nearest.point), "", look.decimal) + " – " +
                          value_words(b.edge(nearest.point + 1), x_unit, look.decimal)},
            {look.count, value_words(b.counts[nearest.point], "", look.decimal)}};
  }
  std::vector<std::pair<std::string, std::string>> words = {
      {x_label, value_words(s.x[nearest.point], x_unit, look.decimal)}};
  if (s.style == GANTRY_UI_MARKERS) return words;
  const bool residual = s.residual != 0 && layout.residual;
  const gantry_ui_axis *axis = residual && plot.residual != nullptr ? plot.residual : plot.y;
  const std::string label = residual ? label_of(plot.residual, look.residual.c_str()) : label_of(plot.y, "y");
  const std::string unit = unit_of(axis);
  std::string value = value_words(s.y[nearest.point], "", look.decimal);
  if (s.style == GANTRY_UI_BAND && s.y2 != nullptr) value += " – " + value_words(s.y2[nearest.point], "", look.decimal);
  if (s.error != nullptr && std::isfinite(s.error[nearest.point]))
    value += " ± " + value_words(s.error[nearest.point], "", look.decimal);
  words.emplace_back(label, unit.empty() ? value : value + " " + unit);
  return words;
}

}  // namespace gantry::core::report
