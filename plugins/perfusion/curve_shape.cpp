// SPDX-License-Identifier: Apache-2.0
#include "curve_shape.hpp"

#include "times.hpp"

#include <algorithm>

namespace perfusion {

Shape shape_of(const std::vector<double> &t, const std::vector<double> &values, std::size_t baseline, double over) {
  double base = 0;
  for (std::size_t i = 0; i < baseline; ++i) base += values[i] / static_cast<double>(baseline);
  Shape s;
  const std::size_t first = baseline - 1;
  std::size_t at = first;
  for (std::size_t i = baseline; i < values.size(); ++i) {
    const double before = i == baseline ? 0 : values[i - 1] - base, now = values[i] - base, step = t[i] - t[i - 1];
    s.slope = std::max(s.slope, (now - before) / step);
    if (now > s.peak) {
      s.peak = now;
      at = i;
    }
    const double left = std::min(step, t[first] + over - t[i - 1]);  // the last piece is cut where the time is over
    if (left > 0) s.area += left * (before + (now - before) * left / step / 2);
  }
  s.to_peak = t[at] - t[first];
  if (at + 1 < values.size()) s.washout = (values.back() - base - s.peak) / (t.back() - t[at]);
  return s;
}

void CurveShape::run(gantry::Job &job) {
  const gantry::VolumeView in = series.view();
  const auto t = times_of(in, "series");
  const std::size_t n = in.voxels(), points = t.size(), before = static_cast<std::size_t>(baseline.value());
  if (before >= points)
    throw gantry::Error("perfusion.baseline", "the baseline is as long as the series", GANTRY_OUT_OF_RANGE)
        .at("baseline")
        .hint("the series has " + std::to_string(points) + " images");
  const double seconds = over;
  const std::string unit = in.c().unit, by_time = unit.empty() ? "" : unit + "/s",
                    in_time = unit.empty() ? "" : unit + ".s";
  auto spec = gantry::VolumeSpec::like(in);
  float *const areas = area.create<float>(spec.unit(in_time.c_str()).quantity("area under the curve"));
  float *const slopes = slope.create<float>(spec.unit(by_time.c_str()).quantity("steepest rise"));
  float *const peaks = peak.create<float>(spec.unit(unit.c_str()).quantity("peak"));
  float *const times = to_peak.create<float>(spec.unit("s").quantity("time to peak"));
  float *const falls = washout.create<float>(spec.unit(by_time.c_str()).quantity("washout"));
  std::vector<double> values(points);
  gantry::visit(in, [&](const auto *voxels) {
    for (std::size_t i = 0; i < n; ++i) {
      if (i % 4096 == 0) job.progress(static_cast<double>(i) / static_cast<double>(n), "curves");
      for (std::size_t k = 0; k < points; ++k) values[k] = static_cast<double>(voxels[k * n + i]);
      const Shape s = shape_of(t, values, before, seconds);
      areas[i] = static_cast<float>(s.area);
      slopes[i] = static_cast<float>(s.slope);
      peaks[i] = static_cast<float>(s.peak);
      times[i] = static_cast<float>(s.to_peak);
      falls[i] = static_cast<float>(s.washout);
    }
  });
}

}  // namespace perfusion
