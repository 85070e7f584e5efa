// SPDX-License-Identifier: Apache-2.0
// Plots of every kind on one screen: to look at, in all themes.
//
//   PlotGallery gallery;
//   app->scene.draw = [&](const gantry_ui &ui) { gallery.draw(ui); };
#pragma once

#include <gantry/cpp/ui.hpp>

namespace gantry::host::window {

class PlotGallery {
 public:
  PlotGallery();
  void draw(const gantry_ui &ui);

 private:
  gantry::Plot decay() const;
  gantry::Plot logarithmic() const;
  gantry::Plot series() const;
  gantry::Plot histogram() const;

  std::vector<double> te_, signal_, error_, residual_;  // measured
  std::vector<double> fine_, fit_, low_, high_;         // fitted
  std::vector<double> time_, marks_, values_;
  std::vector<std::vector<double>> leads_;
  gantry::PlotState states_[4];
};

}  // namespace gantry::host::window
