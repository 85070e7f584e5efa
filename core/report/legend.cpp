// SPDX-License-Identifier: Apache-2.0
#include <algorithm>
#include <cmath>
#include <core/report/legend.hpp>
#include <core/report/text.hpp>
#include <core/report/ticks.hpp>

namespace gantry::core::report {
namespace {

constexpr TextStyle words_style{.size = 14, .max_width = 180};
constexpr TextStyle title_style{.size = 14, .bold = true, .max_width = 180};
constexpr double margin = 16, swatch = 14, gap = 8, line = 24, bar = 18;

Ticks bar_ticks(const OverlayLayer &layer) { return nice_ticks(layer.range().lower, layer.range().upper, 5); }

std::string bar_unit(const OverlayLayer &layer, const Ticks &ticks) {
  const std::string unit = unit_text(layer.header().unit);
  return ticks.factor + (ticks.factor.empty() || unit.empty() ? "" : " ") + unit;
}

void draw_classes(Canvas &canvas, const std::vector<LabelClass> &legend, Area area) {
  const auto fitting = static_cast<std::size_t>(std::max(1.0, std::floor((area.height - margin) / line)));
  const std::size_t shown = legend.size() <= fitting ? legend.size() : fitting - 1;
  double y = area.y + margin;
  for (std::size_t i = 0; i < shown; ++i, y += line) {
    canvas.rectangle({area.x + margin, y - swatch / 2, swatch, swatch}, legend[i].colour);
    canvas.text(legend[i].name, area.x + margin + swatch + gap, y, words_style);
  }
  if (shown < legend.size()) canvas.text("+ " + std::to_string(legend.size() - shown), area.x + margin, y, words_style);
}

void draw_bar(Canvas &canvas, const OverlayLayer &layer, Area area) {
  const Ticks ticks = bar_ticks(layer);
  const std::string unit = bar_unit(layer, ticks);
  double y = area.y + margin;
  for (const auto &[text, style] : {std::pair{layer.header().quantity, title_style}, std::pair{unit, words_style}}) {
    if (text.empty()) continue;
    canvas.text(text, area.x + margin, y, style);
    y += line - 3;
  }
  const Area scale{area.x + margin, y, bar, std::max(20.0, std::min(360.0, area.y + area.height - y - margin))};
  std::vector<std::uint32_t> colours(256);
  for (std::size_t i = 0; i < colours.size(); ++i)
    colours[i] = pixel(map_colour(layer.colours(), 1 - static_cast<double>(i) / 255));
  canvas.image(surface_of(colours, 1, colours.size()).get(), scale, true);
  canvas.colour({1, 1, 1});
  cairo_set_line_width(canvas.cairo(), 1);
  for (std::size_t i = 0; i < ticks.at.size(); ++i) {
    const double fraction = (ticks.at[i] - layer.range().lower) / (layer.range().upper - layer.range().lower);
    const double at = std::floor(scale.y + (1 - fraction) * scale.height) + 0.5;
    cairo_move_to(canvas.cairo(), scale.x + bar, at);
    cairo_line_to(canvas.cairo(), scale.x + bar + 5, at);
    cairo_stroke(canvas.cairo());
    canvas.colour({1, 1, 1});
    canvas.text(ticks.text[i], scale.x + bar + 9, at, words_style);
  }
}

}  // namespace

double legend_width(const Canvas &canvas, const OverlayLayer &layer) {
  if (layer.empty()) return 0;
  double width = 0;
  if (layer.labels()) {
    for (const auto &entry : layer.classes()) width = std::max(width, canvas.extent(entry.name, words_style).width);
    return layer.classes().empty() ? 0 : std::ceil(2 * margin + swatch + gap + width);
  }
  const Ticks ticks = bar_ticks(layer);
  for (const auto &text : ticks.text) width = std::max(width, bar + 9 + canvas.extent(text, words_style).width);
  width = std::max(width, canvas.extent(layer.header().quantity, title_style).width);
  width = std::max(width, canvas.extent(bar_unit(layer, ticks), words_style).width);
  return std::ceil(2 * margin + width);
}

void draw_legend(Canvas &canvas, const OverlayLayer &layer, Area area) {
  if (layer.labels()) {
    draw_classes(canvas, layer.classes(), area);
  } else {
    draw_bar(canvas, layer, area);
  }
}

}  // namespace gantry::core::report
