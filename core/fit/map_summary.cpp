// SPDX-License-Identifier: Apache-2.0
#include <core/fit/map_summary.hpp>

#include <algorithm>
#include <array>
#include <bit>
#include <cmath>
#include <iterator>

namespace gantry::core::fit {
namespace {

// The values at the given ranks (ascending), as sorting would put them there, without sorting all of them: a histogram
// over the upper half of the bits, which order as the numbers do, says between which few values to look.
std::vector<double> at_ranks(const std::vector<float> &values, const std::vector<std::size_t> &ranks) {
  const auto bucket = [](float x) {
    const auto bits = std::bit_cast<std::uint32_t>(x);
    return ((bits >> 31) != 0 ? ~bits : bits | 0x80000000u) >> 16;
  };
  std::vector<std::uint32_t> histogram(std::size_t{1} << 16);
  for (const float x : values) ++histogram[bucket(x)];
  std::vector<double> found;
  std::vector<float> inside;
  std::size_t below = 0, b = 0, collected = histogram.size();
  for (const std::size_t rank : ranks) {
    while (below + histogram[b] <= rank) below += histogram[b++];
    if (collected != b) {
      inside.clear();
      std::copy_if(values.begin(), values.end(), std::back_inserter(inside), [&](float x) { return bucket(x) == b; });
      std::sort(inside.begin(), inside.end());
      collected = b;
    }
    found.push_back(static_cast<double>(inside[rank - below]));
  }
  return found;
}

// Quartiles.
std::array<double, 3> quartiles(const std::vector<float> &values) {
  std::vector<std::size_t> ranks;
  std::array<double, 3> parts{};
  for (std::size_t q = 1; q <= 3; ++q) {
    const double place = 0.25 * static_cast<double>(q) * static_cast<double>(values.size() - 1);
    const auto rank = static_cast<std::size_t>(place);
    ranks.push_back(rank);
    ranks.push_back(std::min(rank + 1, values.size() - 1));
    parts[q - 1] = place - static_cast<double>(rank);
  }
  std::vector<std::size_t> ascending = ranks;
  std::sort(ascending.begin(), ascending.end());
  const auto found = at_ranks(values, ascending);
  const auto value = [&](std::size_t rank) {
    return found[static_cast<std::size_t>(std::lower_bound(ascending.begin(), ascending.end(), rank) -
                                          ascending.begin())];
  };
  std::array<double, 3> result{};
  for (std::size_t q = 0; q < 3; ++q)
    result[q] = value(ranks[2 * q]) * (1 - parts[q]) + value(ranks[2 * q + 1]) * parts[q];
  return result;
}

nlohmann::json spread(const float *map, const std::uint8_t *status, std::size_t voxels, const std::string &unit) {
  std::vector<float> values;
  values.reserve(voxels);
  for (std::size_t i = 0; i < voxels; ++i)
    if (status[i] == static_cast<std::uint8_t>(Status::converged) && std::isfinite(map[i])) values.push_back(map[i]);
  if (values.empty()) return {{"n", 0}, {"unit", unit}};
  double sum = 0, squares = 0;
  for (const float x : values) sum += static_cast<double>(x);
  const auto n = static_cast<double>(values.size());
  const double mean = sum / n;
  for (const float x : values) squares += (static_cast<double>(x) - mean) * (static_cast<double>(x) - mean);
  const auto q = quartiles(values);
  return {{"n", values.size()}, {"unit", unit},
          {"mean", mean},       {"sd", values.size() > 1 ? std::sqrt(squares / (n - 1)) : 0.0},
          {"median", q[1]},     {"q1", q[0]},
          {"q3", q[2]}};
}

}  // namespace

MapSummary summarise(const gantry_model &model, const MapInputs &in, const MapOutputs &out) {
  const std::size_t voxels = in.image.header.voxels();
  std::array<std::size_t, status_count> counts{};
  for (std::size_t i = 0; i < voxels; ++i) ++counts[out.status[i]];
  nlohmann::json by_status = nlohmann::json::object(), maps = nlohmann::json::object();
  for (std::size_t s = 0; s < status_count; ++s)
    if (counts[s] > 0) by_status[std::string(name(static_cast<Status>(s)))] = counts[s];
  const auto unit = [&](const char *declared) {
    return std::string(declared) == "signal" ? in.image.header.unit : std::string(declared);
  };
  for (std::uint32_t j = 0; j < model.parameter_count; ++j)
    maps[model.parameters[j]->symbol] = spread(out.parameters[j], out.status, voxels, unit(model.parameters[j]->unit));
  for (std::uint32_t d = 0; d < model.derived_count; ++d)
    maps[model.derived[d]->name] = spread(out.derived[d], out.status, voxels, unit(model.derived[d]->unit));
  return {{"model", model.id}, {"voxels", voxels - counts[0]},        {"status", by_status},
          {"maps", maps},      {"points", in.points.selected.size()}, {"units_assumed", in.points.assumed}};
}

}  // namespace gantry::core::fit
