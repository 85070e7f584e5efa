// SPDX-License-Identifier: Apache-2.0
// Curves over their data, of the screen for curves and of a voxel of a map. "fit/sides/rows/curve"
#include <host/window/screens/fit.hpp>

#include <algorithm>
#include <core/report/curve_plot.hpp>
#include <iterator>

namespace gantry::host::window::screens {
namespace {

using core::report::Mark;
using core::report::XyPlot;

// Of the theme's colours. The start stands beside one curve alone. In this order those that lie over each other are the
// furthest apart in every theme: ochre, green, violet; the reddish one, near to ochre, is the last.
constexpr std::uint32_t of_data = GANTRY_UI_THEME_COLOUR, of_start = GANTRY_UI_THEME_COLOUR + 2;
constexpr std::uint32_t of_curves[] = {GANTRY_UI_THEME_COLOUR + 1, GANTRY_UI_THEME_COLOUR + 2,
                                       GANTRY_UI_THEME_COLOUR + 4, GANTRY_UI_THEME_COLOUR + 5,
                                       GANTRY_UI_THEME_COLOUR + 6, GANTRY_UI_THEME_COLOUR + 3};

std::string suffix(std::size_t n) { return n == 0 ? "" : "-" + std::to_string(n); }

// One colour for all of a kind, or, where several curves were fitted by one model, one for each curve and its fit.
struct Colours {
  std::uint32_t of_all = 0;
  bool each = false;
  std::uint32_t of(std::size_t n) const {
    return each ? GANTRY_UI_THEME_COLOUR + static_cast<std::uint32_t>(n % 7) : of_all;
  }
};

void add_lines(Plot &plot, const XyPlot &from, const std::string &id, const std::string &name, Colours colours) {
  std::size_t n = 0;
  for (const auto &s : from.series)
    if (s.mark == Mark::line) {
      const std::uint32_t colour = colours.of(n);
      plot.series.push_back(
          {id + suffix(n++), n > 1 || colours.each ? "" : name, GANTRY_UI_LINE, s.x, s.y, {}, {}, colour});
    }
}

// The wide and the narrow one of each curve follow each other; they are named once.
void add_bands(Plot &plot, const XyPlot &from, const std::string &id, Colours colours) {
  std::size_t n = 0;
  for (const auto &b : from.bands) {
    const bool prediction = b.name.empty() ? n % 2 == 0 : b.name == "prediction";
    const std::string name = prediction ? tr("where the next point would lie") : tr("where the curve lies");
    const std::uint32_t colour = colours.of(n / 2);
    plot.series.push_back(
        {id + "-band" + suffix(n++), n > 2 ? "" : name, GANTRY_UI_BAND, b.x, b.low, b.high, {}, colour});
  }
}

void add_residuals(Plot &plot, const XyPlot &from, const std::string &id, Colours colours) {
  std::size_t n = 0;
  for (const auto &s : from.residuals) {
    const std::uint32_t colour = colours.of(n);
    plot.series.push_back({id + "-residual" + suffix(n++), "", GANTRY_UI_POINTS, s.x, s.y, {}, {}, colour});
    plot.series.back().residual = true;
  }
}

void add_data(Plot &plot, const XyPlot &from, Colours colours) {
  std::size_t n = 0;
  for (const auto &s : from.series)
    if (s.mark == Mark::points) {
      const std::uint32_t colour = colours.of(n);
      const std::string name = colours.each ? s.name : n > 0 ? "" : tr("Measured");
      plot.series.push_back({"data" + suffix(n++), name, GANTRY_UI_POINTS, s.x, s.y, {}, s.error, colour});
    }
}

bool has_several(const XyPlot &plot) {
  return std::count_if(plot.series.begin(), plot.series.end(), [](const auto &s) { return s.mark == Mark::points; }) >
         1;
}

}  // namespace

void draw_curves(Ui &ui, Workplace &w, const std::string &id, const std::string &title,
                 const std::vector<DrawnCurve> &curves, const Evaluation *start, double height) {
  std::vector<XyPlot> drawn;  // holds the numbers while they are drawn
  for (const DrawnCurve &c : curves) drawn.push_back(core::report::curve_plot(*c.curve, c.band));
  XyPlot begun;
  if (start != nullptr)
    begun = core::report::curve_plot(start->curve, start->band.columns.empty() ? nullptr : &start->band);
  const XyPlot &first = drawn.empty() ? begun : drawn.front();
  if (first.series.empty()) return ui.text("none", tr("There is no curve to draw."), GANTRY_UI_DIM);
  const bool alone = curves.size() <= 1, each = alone && has_several(first);
  Plot plot;
  plot.title = title;
  plot.x = {first.x.quantity, first.x.unit};
  plot.y = {tr("Signal"), first.y.unit};
  plot.residual = {tr("Residual"), first.y.unit};
  const auto colours = [&](std::size_t i) { return Colours{of_curves[i % std::size(of_curves)], each}; };
  for (std::size_t i = 0; i < drawn.size(); ++i)
    if (curves[i].bands) add_bands(plot, drawn[i], curves[i].id, colours(i));
  if (start != nullptr) add_lines(plot, begun, "start", tr("At the start"), {of_start, each && drawn.empty()});
  for (std::size_t i = 0; i < drawn.size(); ++i) add_lines(plot, drawn[i], curves[i].id, curves[i].name, colours(i));
  add_data(plot, first, {of_data, each});
  for (std::size_t i = 0; i < drawn.size(); ++i)
    add_residuals(plot, drawn[i], curves[i].id, alone ? Colours{of_data, each} : colours(i));
  if (drawn.empty()) add_residuals(plot, begun, "start", {of_data, each});
  ui.height(height).plot(id, plot, w.view().plots[id]);
}

}  // namespace gantry::host::window::screens
