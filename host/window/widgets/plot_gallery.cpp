// SPDX-License-Identifier: Apache-2.0
#include <host/window/widgets/plot_gallery.hpp>

#include <cmath>
#include <random>

namespace gantry::host::window {
namespace {

constexpr double s0 = 880, t2_star = 17.5;  // ms

double signal_at(double te) { return s0 * std::exp(-te / t2_star); }

}  // namespace

// The same numbers on every machine: the engine's are the standard's, the distribution is our own.
PlotGallery::PlotGallery() {
  std::mt19937 engine(42);
  const auto noise = [&engine] {  // about normal: the mean of twelve
    double sum = -6;
    for (int i = 0; i < 12; ++i) sum += static_cast<double>(engine()) / 4294967296.0;
    return sum;
  };
  for (double te = 3; te <= 36; te += 3) {
    te_.push_back(te);
    signal_.push_back(signal_at(te) + 14 * noise());
    error_.push_back(18);
    residual_.push_back(signal_.back() - signal_at(te));
  }
  for (double te = 0; te <= 38; te += 0.5) {
    fine_.push_back(te);
    fit_.push_back(signal_at(te));
    low_.push_back(signal_at(te) - 22);
    high_.push_back(signal_at(te) + 22);
  }
  for (double t = 0; t < 60; t += 0.5) time_.push_back(t);
  for (int lead = 0; lead < 6; ++lead) {
    auto &values = leads_.emplace_back();
    for (const double t : time_) values.push_back(std::sin(t / (3.0 + lead)) + 2.2 * lead + 0.08 * noise());
  }
  marks_ = {12, 31, 47};
  for (int i = 0; i < 4000; ++i) values_.push_back(30 * std::exp(0.28 * noise()));
}

gantry::Plot PlotGallery::decay() const {
  gantry::Plot plot;
  plot.title = "Error bars, band and residuals";
  plot.x = {"TE", "ms"};
  plot.y = {"Signal"};
  plot.residual = {"Residual"};
  plot.series = {{"band", "95 % band", GANTRY_UI_BAND, fine_, low_, high_},
                 {"fit", "Fit", GANTRY_UI_LINE, fine_, fit_},
                 {"measured", "Measured", GANTRY_UI_POINTS, te_, signal_, {}, error_},
                 {"residual", "", GANTRY_UI_POINTS, te_, residual_}};
  plot.series.back().residual = true;
  return plot;
}

gantry::Plot PlotGallery::logarithmic() const {
  gantry::Plot plot;
  plot.title = "Logarithmic";
  plot.x = {"TE", "ms"};
  plot.y = {"Signal"};
  plot.y.log = true;
  plot.series = {{"fit", "Fit", GANTRY_UI_LINE, fine_, fit_},
                 {"measured", "Measured", GANTRY_UI_POINTS, te_, signal_, {}, error_},
                 {"steps", "Steps", GANTRY_UI_STEPS, te_, signal_}};
  return plot;
}

gantry::Plot PlotGallery::series() const {
  gantry::Plot plot;
  plot.title = "Many series";
  plot.x = {"Time", "s"};
  plot.y = {"Potential", "mV"};
  for (std::size_t i = 0; i < leads_.size(); ++i) {
    const std::string name = "Lead " + std::to_string(i + 1);
    plot.series.push_back({"lead-" + std::to_string(i), name, GANTRY_UI_LINE, time_, leads_[i]});
  }
  plot.series.push_back({"events", "Events", GANTRY_UI_MARKERS, marks_, {}});
  return plot;
}

gantry::Plot PlotGallery::histogram() const {
  gantry::Plot plot;
  plot.title = "Histogram";
  plot.x = {"T2*", "ms"};
  plot.y = {"Voxels"};
  plot.series = {{"voxels", "Cortex", GANTRY_UI_HISTOGRAM, {}, values_}};
  return plot;
}

void PlotGallery::draw(const gantry_ui &table) {
  gantry::Ui ui(table);
  const gantry::Plot plots[] = {decay(), logarithmic(), series(), histogram()};
  const auto page = ui.box("plots", GANTRY_UI_SCROLL | GANTRY_UI_QUIET);
  const auto columns = ui.columns("columns", {1, 1});
  for (std::size_t i = 0; i < 4; ++i) {
    if (i > 0) columns.next();
    const auto card = ui.box("card-" + std::to_string(i));
    ui.height(23).plot("plot", plots[i], states_[i]);
  }
}

}  // namespace gantry::host::window
