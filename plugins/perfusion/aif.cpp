// SPDX-License-Identifier: Apache-2.0
#include "aif.hpp"

#include "population.hpp"
#include "times.hpp"

#include <cmath>

namespace perfusion {

std::vector<double> Aif::seconds() const {
  if (series.present()) return times_of(series.view(), "series");
  if (times.present()) return times_of(times.view(), "times");
  if (duration / step > 1e6)
    throw gantry::Error("perfusion.points", "that is more than a million points", GANTRY_OUT_OF_RANGE)
        .at("step")
        .hint("take a longer step");
  std::vector<double> t;
  for (int i = 0; i * step <= duration + 1e-9 * step; ++i) t.push_back(i * step);
  return t;
}

void Aif::run(gantry::Job &) {
  const auto time = seconds();
  const bool published_in_plasma = function == "weinmann", wanted_in_plasma = in == "plasma";
  double scale = 1;
  if (wanted_in_plasma && !published_in_plasma) scale = 1 / (1 - hct);
  if (!wanted_in_plasma && published_in_plasma) scale = 1 - hct;
  std::vector<double> ca;
  for (const double t : time) {
    const double since = t - delay;
    if (function == "parker") ca.push_back(scale * parker(since));
    else if (function == "georgiou") ca.push_back(scale * georgiou(since));
    else if (function == "weinmann") ca.push_back(scale * weinmann(since, dose));
    else ca.push_back(scale * mcgrath(since));
  }
  aif.write({{"time", "s", time}, {"Ca", "mmol/L", ca}});
}

}  // namespace perfusion
