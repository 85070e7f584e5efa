// SPDX-License-Identifier: Apache-2.0
#include <host/window/workplace/thumbnail.hpp>

#include <algorithm>
#include <cmath>
#include <limits>

namespace gantry::host::window {

using core::view::Pixels;
using core::view::Rgba;

Pixels thumbnail_of(const std::vector<double> &channel, std::uint32_t side) {
  constexpr double none = std::numeric_limits<double>::infinity();
  std::vector<double> least(side, none), most(side, -none);
  for (std::size_t i = 0; i < channel.size(); ++i) {
    const std::size_t column = i * side / channel.size();
    if (!std::isfinite(channel[i])) continue;
    least[column] = std::min(least[column], channel[i]);
    most[column] = std::max(most[column], channel[i]);
  }
  const double low = *std::min_element(least.begin(), least.end()), high = *std::max_element(most.begin(), most.end());
  if (!(high >= low)) return {};
  const auto row = [&](double value) {
    const double place = high > low ? (high - value) / (high - low) : 0.5;
    return static_cast<std::uint32_t>(std::lround(side * 0.1 + place * side * 0.8));
  };
  Pixels made{side, side, std::vector<Rgba>(std::size_t{side} * side)};
  for (std::uint32_t x = 0; x < side; ++x)
    for (std::uint32_t y = row(most[x]); most[x] >= least[x] && y <= std::min(row(least[x]), side - 1); ++y)
      made.rgba[std::size_t{y} * side + x] = {86, 180, 233, 255};
  return made;
}

}  // namespace gantry::host::window
