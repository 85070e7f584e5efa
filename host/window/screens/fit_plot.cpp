// SPDX-License-Identifier: Apache-2.0
// Curves over their data, of the screen for curves and of a voxel of a map. "fit/sides/rows/curve"
#include <host/window/screens/fit.hpp>

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

void add_lines(Plot &plot, const XyPlot &from, const std::string &id, const std::string &name, std::uint32_t colour) {
  std::size_t n = 0;
  for (const auto &s : from.series)
    if (s.mark == Mark::line)
      plot.series.push_back({id + suffix(n++), n > 1 ? "" : name, GANTRY_UI_LINE, s.x, s.y, {}, {}, colour});
}

void add_bands(Plot &plot, const XyPlot &from, const std::string &id, std::uint32_t colour) {
  std::size_t n = 0;
  for (const auto &b : from.bands) {
    const bool prediction = b.name == "prediction";
    plot.series.push_back({id + "-band" + suffix(n++),
                           prediction ? tr("where the next point would lie") : tr("where the curve lies"),
                           GANTRY_UI_BAND,
                           b.x,
                           b.low,
                           b.high,
                           {},
                           colour});
  }
}

void add_residuals(Plot &plot, const XyPlot &from, const std::string &id, std::uint32_t colour) {
  std::size_t n = 0;
  for (const auto &s : from.residuals) {
    plot.series.push_back({id + "-residual" + suffix(n++), "", GANTRY_UI_POINTS, s.x, s.y, {}, {}, colour});
    plot.series.back().residual = true;
  }
}

void add_data(Plot &plot, const XyPlot &from) {
  std::size_t n = 0;
  for (const auto &s : from.series)
    if (s.mark == Mark::points)
      plot.series.push_back(
          {"data" + suffix(n++), n > 1 ? "" : tr("Measured"), GANTRY_UI_POINTS, s.x, s.y, {}, s.error, of_data});
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
  const bool alone = curves.size() == 1;
  Plot plot;
  plot.title = title;
  plot.x = {first.x.quantity, first.x.unit};
  plot.y = {tr("Signal"), first.y.unit};
  plot.residual = {tr("Residual"), first.y.unit};
  const auto colour = [](std::size_t i) { return of_curves[i % std::size(of_curves)]; };
  for (std::size_t i = 0; i < drawn.size(); ++i)
    if (curves[i].bands) add_bands(plot, drawn[i], curves[i].id, colour(i));
  if (start != nullptr) add_lines(plot, begun, "start", tr("At the start"), of_start);
  for (std::size_t i = 0; i < drawn.size(); ++i) add_lines(plot, drawn[i], curves[i].id, curves[i].name, colour(i));
  add_data(plot, first);
  for (std::size_t i = 0; i < drawn.size(); ++i)
    add_residuals(plot, drawn[i], curves[i].id, alone ? of_data : colour(i));
  if (drawn.empty()) add_residuals(plot, begun, "start", of_data);
  ui.height(height).plot(id, plot, w.view().plots[id]);
}

}  // namespace gantry::host::window::screens
