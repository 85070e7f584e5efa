// SPDX-License-Identifier: Apache-2.0
#include "bolus.hpp"

#include "deconvolution.hpp"
#include "leakage.hpp"
#include "times.hpp"

#include <algorithm>
#include <cmath>
#include <limits>
#include <optional>
#include <string>
#include <vector>

namespace perfusion {
namespace {

// The step of equally spaced times: deconvolution knows no other.
double step_of(const std::vector<double> &t) {
  if (t.size() < 4)
    throw gantry::Error("perfusion.points", "the passage of a bolus takes four images at least", GANTRY_BAD_DATA)
        .at("series");
  const double step = (t.back() - t.front()) / static_cast<double>(t.size() - 1);
  for (std::size_t i = 1; i < t.size(); ++i)
    if (std::abs(t[i] - t[i - 1] - step) > 0.01 * step)
      throw gantry::Error("perfusion.step", "the images are not equally spaced in time", GANTRY_UNSUPPORTED)
          .at("series")
          .hint("bring them to equal steps first");
  return step;
}

// The table's input at the times of the images, as straight lines between its rows.
std::vector<double> input_at(const gantry_table &table, const std::vector<double> &times) {
  const auto t = times_of(table, "aif"), ca = numbers_of(table, "Ca");
  if (ca.size() != t.size())
    throw gantry::Error("perfusion.input", "the table has no column of numbers that is called Ca", GANTRY_BAD_DATA)
        .at("aif");
  std::vector<double> input;
  for (const double when : times) {
    const auto after = static_cast<std::size_t>(std::upper_bound(t.begin(), t.end(), when) - t.begin());
    if (after == 0 || after == t.size()) input.push_back(after == 0 ? ca.front() : ca.back());
    else
      input.push_back(ca[after - 1] + (ca[after] - ca[after - 1]) * (when - t[after - 1]) / (t[after] - t[after - 1]));
  }
  return input;
}

std::vector<double> curve_of(const gantry::VolumeView &in, std::size_t voxel) {
  const std::size_t n = in.voxels();
  std::vector<double> curve(in.shape(3));
  gantry::visit(in, [&](const auto *voxels) {
    for (std::size_t t = 0; t < curve.size(); ++t) curve[t] = static_cast<double>(voxels[t * n + voxel]);
  });
  return curve;
}

std::vector<double> mean_inside(const gantry::VolumeView &in, const gantry::VolumeView &mask) {
  for (unsigned d = 0; d < 3; ++d)
    if (mask.shape(d) != in.shape(d))
      throw gantry::Error("perfusion.shape", "the mask has another shape than the series", GANTRY_BAD_DATA)
          .at("reference");
  std::vector<double> mean(in.shape(3));
  double count = 0;
  gantry::visit(mask, [&](const auto *inside) {
    for (std::size_t i = 0; i < in.voxels(); ++i) {
      if (!(inside[i] > 0)) continue;
      const auto curve = curve_of(in, i);
      if (!std::all_of(curve.begin(), curve.end(), [](double x) { return std::isfinite(x); })) continue;
      for (std::size_t t = 0; t < mean.size(); ++t) mean[t] += curve[t];
      count += 1;
    }
  });
  if (count == 0)
    throw gantry::Error("perfusion.reference", "the reference tissue has no voxel", GANTRY_BAD_DATA).at("reference");
  for (double &value : mean) value /= count;
  return mean;
}

double area(const std::vector<double> &curve, double step) {
  double sum = 0;
  for (const double value : curve) sum += value * step;
  return sum;
}

}  // namespace

void RelaxationRate::run(gantry::Job &job) {
  const gantry::VolumeView in = series.view();
  const std::size_t n = in.voxels(), points = in.shape(3), first = static_cast<std::size_t>(skip.value()),
                    last = std::min(points, static_cast<std::size_t>(baseline.value()));
  if (first >= last)
    throw gantry::Error("perfusion.baseline", "no image is left for the baseline", GANTRY_OUT_OF_RANGE).at("skip");
  const double seconds = te / 1000;
  auto spec = gantry::VolumeSpec::like(in);
  if (const gantry_axis_column *time = in.axis_column("time"))
    spec.axis("time", {{"time", time->unit, {time->values, time->values + points}}});
  else spec.frames(points);
  float *out = rate.create<float>(spec.unit("s-1").quantity("change of R2*"));
  for (std::size_t i = 0; i < n; ++i) {
    if (i % 4096 == 0) job.progress(static_cast<double>(i) / static_cast<double>(n), "relaxation rate");
    const auto s = curve_of(in, i);
    double before = 0;
    for (std::size_t t = first; t < last; ++t) before += s[t] / static_cast<double>(last - first);
    for (std::size_t t = 0; t < points; ++t)
      out[t * n + i] = s[t] > 0 && before > 0 ? static_cast<float>(-std::log(s[t] / before) / seconds)
                                              : std::numeric_limits<float>::quiet_NaN();
  }
}

void Bolus::run(gantry::Job &job) {
  const gantry::VolumeView in = series.view();
  const auto times = times_of(in, "series");
  const double step = step_of(times), scale = factor, by_part = cutoff, by_index = oscillation;
  const bool fixed = method == "bsvd";
  const auto input = input_at(aif.view(), times);
  const double under_input = area(input, step);
  if (!(under_input > 0))
    throw gantry::Error("perfusion.input", "the area under the arterial input is not above 0", GANTRY_BAD_DATA)
        .at("aif");
  const Deconvolution deconvolution(input, step);
  std::optional<Leakage> leaking;
  if (reference.present()) leaking.emplace(mean_inside(in, reference.view()), step);
  auto spec = gantry::VolumeSpec::like(in);
  float *const volumes = cbv.create<float>(spec.unit("mL/dL").quantity("CBV"));
  float *const flows = cbf.create<float>(spec.unit("mL/min/dL").quantity("CBF"));
  float *const transits = mtt.create<float>(spec.unit("s").quantity("MTT"));
  float *const delays = tmax.create<float>(spec.unit("s").quantity("Tmax"));
  float *const leaks = leaking ? leakage.create<float>(spec.unit("s-1").quantity("K2")) : nullptr;
  const std::size_t n = in.voxels();
  for (std::size_t i = 0; i < n; ++i) {
    if (i % 256 == 0) job.progress(static_cast<double>(i) / static_cast<double>(n), "deconvolution");
    auto curve = curve_of(in, i);
    if (leaking) leaks[i] = static_cast<float>(leaking->take_off(curve));
    const auto r = fixed ? deconvolution.truncated(curve, by_part) : deconvolution.oscillating(curve, by_index);
    const auto top = std::max_element(r.begin(), r.end());
    auto at = static_cast<double>(top - r.begin());
    if (at >= static_cast<double>(times.size())) at -= static_cast<double>(r.size());  // before the input
    const double volume = 100 * scale * area(curve, step) / under_input, flow = 6000 * scale * *top;
    volumes[i] = static_cast<float>(volume);
    flows[i] = static_cast<float>(flow);
    transits[i] = static_cast<float>(flow > 0 ? 60 * volume / flow : 0);
    delays[i] = static_cast<float>(at * step);
  }
}

}  // namespace perfusion
