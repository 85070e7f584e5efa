// SPDX-License-Identifier: Apache-2.0
#include <algorithm>
#include <cmath>
#include <core/report/bins.hpp>
#include <cstring>

namespace gantry::core::report {
namespace {

std::size_t bin_count(std::vector<double> &values, ValueRange range) {
  const auto at = [&](std::size_t rank) {
    std::nth_element(values.begin(), values.begin() + static_cast<std::ptrdiff_t>(rank), values.end());
    return values[rank];
  };
  const double quartiles = at(values.size() * 3 / 4) - at(values.size() / 4);
  const double width = 2 * quartiles / std::cbrt(static_cast<double>(values.size()));
  if (!(width > 0)) return 20;
  return static_cast<std::size_t>(std::clamp(std::ceil((range.upper - range.lower) / width), 5.0, 80.0));
}

// Of four lanes, so that memory is what limits it. Not for strangers: only to see that values are others.
std::uint64_t fingerprint(std::span<const double> values) {
  constexpr std::uint64_t prime = 0x9E3779B97F4A7C15U;
  std::uint64_t lanes[4] = {1, 2, 3, 4};
  std::size_t lane = 0;
  for (const double value : values) {
    std::uint64_t bits = 0;
    std::memcpy(&bits, &value, sizeof bits);
    lanes[lane] = (lanes[lane] ^ bits) * prime;
    lanes[lane] ^= lanes[lane] >> 29U;
    lane = (lane + 1) % 4;
  }
  return ((lanes[0] * prime + lanes[1]) * prime + lanes[2]) * prime + lanes[3];
}

}  // namespace

Bins count_in_bins(std::span<const double> values, std::optional<ValueRange> range, std::size_t bins) {
  std::vector<double> inside;
  inside.reserve(values.size());
  for (const double v : values) {
    if (std::isfinite(v) && (!range || (v >= range->lower && v <= range->upper))) inside.push_back(v);
  }
  if (inside.empty()) return {};
  if (!range) {
    const auto [least, greatest] = std::minmax_element(inside.begin(), inside.end());
    range = ValueRange{*least, *greatest};
    if (!(range->upper > range->lower)) {  // all equal: a bin around them
      const double half = range->lower == 0 ? 0.5 : std::abs(range->lower) * 0.05;
      return {{range->lower - half, range->upper + half}, {static_cast<double>(inside.size())}};
    }
  }
  Bins result{*range, {}};
  result.counts.resize(bins > 0 ? bins : bin_count(inside, *range));
  const double step = (range->upper - range->lower) / static_cast<double>(result.counts.size());
  for (const double v : inside)
    result.counts[std::min(result.counts.size() - 1, static_cast<std::size_t>((v - range->lower) / step))] += 1;
  return result;
}

const Bins &BinMemory::of(const gantry_ui_series &series) {
  const std::span<const double> values(series.y, series.y == nullptr ? 0 : series.count);
  Known &known = known_[series.id == nullptr ? "" : series.id];
  const std::uint64_t now = fingerprint(values);
  if (known.fingerprint != now || known.count != values.size()) known = {now, values.size(), count_in_bins(values)};
  return known.bins;
}

}  // namespace gantry::core::report
