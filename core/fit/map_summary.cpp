// SPDX-License-Identifier: Apache-2.0
#include <core/fit/map_summary.hpp>

#include <algorithm>
#include <array>
#include <cmath>

namespace gantry::core::fit {
namespace {

double quantile(const std::vector<float> &sorted, double q) {
  const double place = q * static_cast<double>(sorted.size() - 1);
  const auto below = static_cast<std::size_t>(place);
  const std::size_t above = std::min(below + 1, sorted.size() - 1);
  const double part = place - static_cast<double>(below);
  return static_cast<double>(sorted[below]) * (1 - part) + static_cast<double>(sorted[above]) * part;
}

nlohmann::json spread(const float *map, const std::uint8_t *status, std::size_t voxels, const std::string &unit) {
  std::vector<float> values;
  for (std::size_t i = 0; i < voxels; ++i)
    if (status[i] == static_cast<std::uint8_t>(Status::converged) && std::isfinite(map[i])) values.push_back(map[i]);
  if (values.empty()) return {{"n", 0}, {"unit", unit}};
  double sum = 0, squares = 0;
  for (const float x : values) sum += static_cast<double>(x);
  const auto n = static_cast<double>(values.size());
  const double mean = sum / n;
  for (const float x : values) squares += (static_cast<double>(x) - mean) * (static_cast<double>(x) - mean);
  std::sort(values.begin(), values.end());
  return {{"n", values.size()}, {"unit", unit}, {"mean", mean}, {"sd", values.size() > 1 ? std::sqrt(squares / (n - 1)) : 0.0},
          {"median", quantile(values, 0.5)}, {"q1", quantile(values, 0.25)}, {"q3", quantile(values, 0.75)}};
}

}  // namespace

MapSummary summarise(const gantry_model &model, const MapInputs &in, const MapOutputs &out) {
  const std::size_t voxels = in.image.header.voxels();
  std::array<std::size_t, status_count> counts{};
  for (std::size_t i = 0; i < voxels; ++i) ++counts[out.status[i]];
  nlohmann::json by_status = nlohmann::json::object(), maps = nlohmann::json::object();
  for (std::size_t s = 0; s < status_count; ++s)
    if (counts[s] > 0) by_status[std::string(name(static_cast<Status>(s)))] = counts[s];
  const auto unit = [&](const char *declared) { return std::string(declared) == "signal" ? in.image.header.unit : std::string(declared); };
  for (std::uint32_t j = 0; j < model.parameter_count; ++j)
    maps[model.parameters[j]->symbol] = spread(out.parameters[j], out.status, voxels, unit(model.parameters[j]->unit));
  for (std::uint32_t d = 0; d < model.derived_count; ++d)
    maps[model.derived[d]->name] = spread(out.derived[d], out.status, voxels, unit(model.derived[d]->unit));
  return {{"model", model.id}, {"voxels", voxels - counts[0]}, {"status", by_status}, {"maps", maps},
          {"points", in.points.selected.size()}, {"units_assumed", in.points.assumed}};
}

}  // namespace gantry::core::fit
