// SPDX-License-Identifier: Apache-2.0
#include <algorithm>
#include <cmath>
#include <core/report/figure.hpp>

namespace gantry::core::report {
namespace {

std::string text_or(const char *text, const std::string &otherwise) {
  return text == nullptr || *text == '\0' ? otherwise : text;
}

PlotAxis axis_of(const gantry_ui_axis *axis, const std::string &otherwise) {
  if (axis == nullptr) return {.quantity = otherwise};
  return {.quantity = text_or(axis->label, otherwise),
          .unit = text_or(axis->unit, ""),
          .logarithmic = is_logarithmic(axis),
          .range = {}};
}

bool counts(const gantry_ui_plot &plot) {
  return plot.series_count > 0 && std::all_of(plot.series, plot.series + plot.series_count, [](const auto *s) {
           return s->style == GANTRY_UI_HISTOGRAM || s->style == GANTRY_UI_MARKERS || s->residual != 0;
         });
}

bool has_name(const gantry_ui_series &s) { return s.name != nullptr && *s.name != '\0'; }

// The text, or its beginning and an ellipsis, so that it is no wider.
std::string fitted(const Pen &pen, std::string_view text, double size, bool bold, double room) {
  if (pen.width(text, size, bold) <= room) return std::string(text);
  while (!text.empty()) {
    while (text.size() > 1 && (static_cast<unsigned char>(text.back()) & 0xC0U) == 0x80U) text.remove_suffix(1);
    text.remove_suffix(1);
    while (!text.empty() && text.back() == ' ') text.remove_suffix(1);
    const std::string shorter = std::string(text) + "…";
    if (pen.width(shorter, size, bold) <= room) return shorter;
  }
  return {};
}

double sample_width(double unit) { return 22 * unit; }

// Rows of names from `top` on; returns where they end.
double place_legend(const Pen &pen, const gantry_ui_plot &plot, const PlotLook &look, double left, double right,
                    double top, std::vector<LegendPlace> &places) {
  const double unit = look.text.small / 13;
  const double height = 22 * unit;
  double x = left;
  for (std::uint32_t i = 0; i < plot.series_count; ++i) {
    if (!has_name(*plot.series[i])) continue;
    const double width = sample_width(unit) + 8 * unit + pen.width(plot.series[i]->name, look.text.body);
    if (x > left && x + width > right) {
      x = left;
      top += height;
    }
    places.push_back({{x, top, std::min(width, right - left), height}, i});
    x += width + 18 * unit;
  }
  return places.empty() ? top : top + height;
}

void draw_legend(Pen &pen, const gantry_ui_plot &plot, const LegendPlace &place, bool hidden, const PlotLook &look) {
  const gantry_ui_series &s = *plot.series[place.series];
  const double unit = look.text.small / 13;
  const double middle = place.area.y + place.area.height / 2;
  const double opacity = hidden ? 0.35 : 1;
  const Colour colour = series_colour(plot, place.series, look);
  const double x0 = place.area.x;
  const double x1 = x0 + sample_width(unit);
  if (s.style == GANTRY_UI_LINE || s.style == GANTRY_UI_LINE_POINTS || s.style == GANTRY_UI_STEPS) {
    pen.line(x0, middle, x1, middle, {.colour = colour, .width = line_width * unit, .opacity = opacity});
  } else if (s.style == GANTRY_UI_MARKERS) {
    pen.line(x0 + 11 * unit, middle - 7 * unit, x0 + 11 * unit, middle + 7 * unit,
             {.colour = colour, .width = 2 * unit, .opacity = opacity, .dashes = {4 * unit, 3 * unit}});
  } else if (s.style != GANTRY_UI_POINTS) {
    const bool band = s.style == GANTRY_UI_BAND;
    pen.box({x0 + 4 * unit, middle - 6 * unit, 14 * unit, 12 * unit}, colour, opacity * (band ? 0.3 : 0.85),
            {.colour = band ? Ink(colour) : Ink(), .width = 0.75 * unit, .opacity = opacity * 0.6});
  }
  if (s.style == GANTRY_UI_POINTS || s.style == GANTRY_UI_LINE_POINTS)
    pen.dot(x0 + 11 * unit, middle, dot_radius * unit, colour, opacity);
  const double words = x1 + 8 * unit, room = place.area.right() - words + unit;  // a hair is lost in rounding
  pen.text(fitted(pen, s.name, look.text.body, false, room), words, middle + 5 * unit,
           {.size = look.text.body, .opacity = hidden ? 0.5 : 1});
}

}  // namespace

Colour series_colour(const gantry_ui_plot &plot, std::uint32_t series, const PlotLook &look) {
  const std::uint32_t own = plot.series[series]->colour;
  if (own >= GANTRY_UI_THEME_COLOUR && !look.colours.empty())
    return look.colours[(own - GANTRY_UI_THEME_COLOUR) % look.colours.size()];
  if (own != 0 || look.colours.empty()) return colour_from_rgb(own);
  const auto before = std::count_if(plot.series, plot.series + series, [](const auto *s) { return s->colour == 0; });
  return look.colours[static_cast<std::size_t>(before) % look.colours.size()];
}

PlotLayout lay_out(const Pen &pen, const gantry_ui_plot &plot, const PlotLimits &limits, Area whole,
                   const PlotLook &look) {
  const double unit = look.text.small / 13;
  const double right = whole.right() - 20 * unit;
  double top = whole.y;
  double title_base = 0;
  if (look.title && plot.title != nullptr && *plot.title != '\0') {
    title_base = top + 16 * unit;
    top += 24 * unit;
  }
  std::vector<LegendPlace> legend;
  // The legend's rows depend on the left edge, which depends on the numbers beside it: their width is nearly the same for
  // every height, so that one guess is enough.
  const double bottom = whole.bottom() - 54 * unit;
  const PlotAxis y_axis = axis_of(plot.y, counts(plot) ? look.count : "");
  PlotAxis residual_axis = axis_of(plot.residual, look.residual);
  if (plot.residual == nullptr) residual_axis.unit = y_axis.unit;
  const auto ticks = [&](double height) { return std::max(2, static_cast<int>(std::lround(height / (56 * unit)))); };
  const double pane = limits.residual ? std::max(48 * unit, (bottom - top) * 0.24) : 0;
  const double gap = limits.residual ? 16 * unit : 0;
  const double residual_top = bottom - pane;
  const auto residual_ticks = std::max(2, static_cast<int>(std::lround(pane / (37 * unit))));
  std::optional<Scale> residual;
  if (limits.residual)
    residual.emplace(residual_axis, *limits.residual, bottom, residual_top, residual_ticks, look.decimal);
  const auto main_of = [&](double from) {
    const double to = std::max(from + 40 * unit, residual_top - gap);
    return Scale(y_axis, limits.y, to, from, ticks(to - from), look.decimal);
  };
  const Scale guess = main_of(top + 30 * unit);
  double numbers = widest(pen, guess.ticks().text, look.text.small);
  if (residual) numbers = std::max(numbers, widest(pen, residual->ticks().text, look.text.small));
  const bool titled = !guess.title().empty() || (residual && !residual->title().empty());
  const double left = whole.x + (titled ? 34 : 14) * unit + numbers;
  top = place_legend(pen, plot, look, left, right, top, legend) + 8 * unit;

  // Above the plot's left edge, and further left where there is no room else.
  const double title_end = whole.right() - look.beside_title;
  double title_at = left;
  std::string title;
  if (title_base > 0) {
    title_at = std::clamp(title_end - pen.width(plot.title, look.text.body, true), whole.x, std::max(whole.x, left));
    title = fitted(pen, plot.title, look.text.body, true, title_end - title_at);
  }

  const Scale y = main_of(top);
  const double width = std::max(40 * unit, right - left);
  const Scale x(axis_of(plot.x, ""), limits.x, left, left + width,
                std::max(2, static_cast<int>(std::lround(width / (93 * unit)))), look.decimal);
  return {whole,
          {left, y.to(), width, y.from() - y.to()},
          {left, residual_top, width, pane},
          x,
          y,
          residual,
          std::move(legend),
          title_base,
          title_at,
          std::move(title),
          limits.empty};
}

void draw_figure(Pen &pen, const gantry_ui_plot &plot, const PlotLayout &layout, const Hidden &hidden,
                 const PlotLook &look, BinMemory &bins) {
  const double unit = look.text.small / 13;
  if (layout.title_base > 0) {
    pen.text(layout.title, layout.title_at, layout.title_base, {.size = look.text.body, .bold = true});
  }
  for (const LegendPlace &place : layout.legend)
    draw_legend(pen, plot, place, is_hidden(*plot.series[place.series], hidden), look);
  const double title_x = layout.whole.x + 16 * unit;
  draw_axes(pen, layout.main, layout.x, layout.y, !layout.residual, title_x, layout.y.title(), look.text);
  if (layout.residual) {
    const Area area = layout.residual_area;
    draw_axes(pen, area, layout.x, *layout.residual, true, title_x, layout.residual->title(), look.text);
    if (layout.residual->shows(0)) {
      const double zero = (*layout.residual)(0);
      if (zero > area.y && zero < area.bottom())
        pen.line(area.x, zero, area.right(), zero,
                 {.width = 1.25 * unit, .opacity = 0.7, .dashes = {5 * unit, 4 * unit}});
    }
  }
  const auto draw_all = [&](bool residual, Area area, const Scale &y) {
    pen.begin_clip(area);
    for (const bool surfaces : {true, false}) {  // bands and bars lie behind lines and points
      for (std::uint32_t i = 0; i < plot.series_count; ++i) {
        const gantry_ui_series &s = *plot.series[i];
        const bool surface = s.style >= GANTRY_UI_BAND && s.style <= GANTRY_UI_HISTOGRAM;
        if ((s.residual != 0) != residual || surface != surfaces || is_hidden(s, hidden)) continue;
        draw_series(pen, s, series_colour(plot, i, look), layout.x, y, area, unit, bins);
      }
    }
    pen.end_clip();
  };
  draw_all(false, layout.main, layout.y);
  if (layout.residual) draw_all(true, layout.residual_area, *layout.residual);
  if (layout.empty) {
    pen.text(look.nothing, layout.main.x + layout.main.width / 2, layout.main.y + layout.main.height / 2,
             {.align = Align::centre, .size = look.text.body, .opacity = 0.7});
  }
}

}  // namespace gantry::core::report
