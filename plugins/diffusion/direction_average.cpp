// SPDX-License-Identifier: Apache-2.0
#include "direction_average.hpp"

#include <algorithm>
#include <cmath>
#include <numeric>
#include <string>

namespace diffusion {

std::vector<Shell> shells_of(const std::vector<double> &b, double b_max, double tolerance) {
  std::vector<std::size_t> order;
  for (std::size_t i = 0; i < b.size(); ++i) {
    if (b[i] <= b_max) order.push_back(i);
  }
  std::stable_sort(order.begin(), order.end(), [&](std::size_t i, std::size_t j) { return b[i] < b[j]; });
  std::vector<Shell> shells;
  double previous = 0;
  for (const std::size_t frame : order) {
    if (shells.empty() || b[frame] - previous > tolerance) shells.emplace_back();
    shells.back().frames.push_back(frame);
    previous = b[frame];
  }
  for (Shell &shell : shells) {
    for (const std::size_t frame : shell.frames) shell.b += b[frame];
    shell.b /= static_cast<double>(shell.frames.size());
    std::sort(shell.frames.begin(), shell.frames.end());
  }
  return shells;
}

void DirectionAverage::run(gantry::Job &job) {
  const gantry::VolumeView in = series.view();
  const gantry_axis_column *b = in.axis_column("b");
  if (b == nullptr || std::string(b->unit) != "s/mm2") {
    throw gantry::Error("diffusion.axis", "the series has no b-values in s/mm2", GANTRY_BAD_DATA)
        .at("series")
        .hint("import it together with its .bval and .bvec files");
  }
  if (in.shape(4) != 1) {
    throw gantry::Error("diffusion.channels", "the series has several channels", GANTRY_BAD_DATA).at("series");
  }
  const auto shells = shells_of({b->values, b->values + in.shape(3)}, b_max, tolerance);
  if (shells.empty()) {
    throw gantry::Error("diffusion.no-image", "no image has a b-value up to the largest b", GANTRY_OUT_OF_RANGE)
        .at("b_max")
        .hint("raise it: the lowest b-value is " +
              std::to_string(*std::min_element(b->values, b->values + in.shape(3))));
  }
  std::vector<double> values, directions;
  for (const Shell &shell : shells) {
    values.push_back(shell.b);
    directions.push_back(static_cast<double>(shell.frames.size()));
  }
  auto spec = gantry::VolumeSpec::like(in);
  spec.axis("diffusion", {{"b", "s/mm2", values}, {"directions", "1", directions}});
  spec.unit(in.c().unit).quantity("direction-averaged signal");
  float *out = average.create<float>(spec);
  const std::uint64_t n = in.voxels();
  std::vector<double> sum(n);
  for (std::size_t s = 0; s < shells.size(); ++s) {
    std::fill(sum.begin(), sum.end(), 0.0);
    for (const std::size_t frame : shells[s].frames) {
      job.progress(static_cast<double>(s) / static_cast<double>(shells.size()), "averaging directions");
      gantry::visit(in, [&](const auto *voxels) {
        const auto *from = voxels + frame * n;
        for (std::uint64_t i = 0; i < n; ++i) sum[i] += static_cast<double>(from[i]);
      });
    }
    const double count = directions[s];
    // A NaN in any direction makes the average NaN: nothing is averaged away in silence.
    for (std::uint64_t i = 0; i < n; ++i) out[s * n + i] = static_cast<float>(sum[i] / count);
  }
}

}  // namespace diffusion
