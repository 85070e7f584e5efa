// SPDX-License-Identifier: Apache-2.0
#include <core/fit/map_summary.hpp>

#include <algorithm>
#include <array>
#include <bit>
#include <cmath>

namespace gantry::core::fit {
namespace {

// The upper half of a number's bits, which order as the numbers do.
std::uint32_t bucket(float x) {
  const auto bits = std::bit_cast<std::uint32_t>(x);
  return ((bits >> 31) != 0 ? ~bits : bits | 0x80000000u) >> 16;
}

// The figures of one map after another, in the same memory.
class Spread {
 public:
  Spread(const std::uint8_t *status, std::size_t voxels)
      : status_(status), values_(voxels), inside_(voxels), histogram_(2 * buckets), wanted_(buckets) {}

  nlohmann::json of(const float *map, const std::string &unit) {
    collect(map);
    if (count_ == 0) return {{"n", 0}, {"unit", unit}};
    // Sums from the first value on, some at a time: rounding and waiting are both less.
    constexpr std::size_t together = 4;
    const auto first = static_cast<double>(values_.front()), n = static_cast<double>(count_);
    double sums[together]{}, squares[together]{};
    for (std::size_t i = 0; i < count_; ++i) {
      const double x = static_cast<double>(values_[i]) - first;
      sums[i % together] += x;
      squares[i % together] += x * x;
    }
    const double sum = sums[0] + sums[1] + sums[2] + sums[3];
    const double square = squares[0] + squares[1] + squares[2] + squares[3] - sum * sum / n;
    const auto q = quartiles();
    return {{"n", count_},
            {"unit", unit},
            {"mean", first + sum / n},
            {"sd", count_ > 1 ? std::sqrt(std::max(square, 0.0) / (n - 1)) : 0.0},
            {"median", q[1]},
            {"q1", q[0]},
            {"q3", q[2]}};
  }

 private:
  static constexpr std::size_t buckets = std::size_t{1} << 16;

  // What converged.
  void collect(const float *map) {
    count_ = 0;
    for (std::size_t i = 0; i < values_.size(); ++i) {
      values_[count_] = map[i];
      count_ += static_cast<std::size_t>((status_[i] == static_cast<std::uint8_t>(Status::converged)) &
                                         std::isfinite(map[i]));
    }
  }

  // The values at the given ranks (ascending), as sorting would put them there, without sorting all of them: a histogram
  // of their buckets says which few are worth it.
  std::vector<double> at_ranks(const std::vector<std::size_t> &ranks) {
    std::fill(histogram_.begin(), histogram_.end(), 0);
    std::fill(wanted_.begin(), wanted_.end(), 0);
    for (std::size_t i = 0; i < count_; ++i)  // two, since neighbours often fall into one bucket
      ++histogram_[bucket(values_[i]) + (i & 1) * buckets];
    std::vector<std::size_t> where, below;  // of each rank: its bucket, and how many values are in those before
    std::size_t before = 0, b = 0;
    for (const std::size_t rank : ranks) {
      while (before + histogram_[b] + histogram_[b + buckets] <= rank) {
        before += histogram_[b] + histogram_[b + buckets];
        ++b;
      }
      where.push_back(b);
      below.push_back(before);
      wanted_[b] = 1;
    }
    std::size_t inside = 0;
    for (std::size_t i = 0; i < count_; ++i) {
      inside_[inside] = values_[i];
      inside += static_cast<std::size_t>(wanted_[bucket(values_[i])]);
    }
    const auto end = inside_.begin() + static_cast<std::ptrdiff_t>(inside);
    std::sort(inside_.begin(), end);
    std::vector<double> found;
    for (std::size_t r = 0; r < ranks.size(); ++r) {
      const auto first =
          std::lower_bound(inside_.begin(), end, where[r], [](float x, std::size_t k) { return bucket(x) < k; });
      found.push_back(static_cast<double>(first[static_cast<std::ptrdiff_t>(ranks[r] - below[r])]));
    }
    return found;
  }

  std::array<double, 3> quartiles() {
    std::vector<std::size_t> ranks;
    std::array<double, 3> parts{};
    for (std::size_t q = 1; q <= 3; ++q) {
      const double place = 0.25 * static_cast<double>(q) * static_cast<double>(count_ - 1);
      const auto rank = static_cast<std::size_t>(place);
      ranks.push_back(rank);
      ranks.push_back(std::min(rank + 1, count_ - 1));
      parts[q - 1] = place - static_cast<double>(rank);
    }
    std::vector<std::size_t> ascending = ranks;
    std::sort(ascending.begin(), ascending.end());
    const auto found = at_ranks(ascending);
    const auto value = [&](std::size_t rank) {
      return found[static_cast<std::size_t>(std::lower_bound(ascending.begin(), ascending.end(), rank) -
                                            ascending.begin())];
    };
    std::array<double, 3> result{};
    for (std::size_t q = 0; q < 3; ++q)
      result[q] = value(ranks[2 * q]) * (1 - parts[q]) + value(ranks[2 * q + 1]) * parts[q];
    return result;
  }

  const std::uint8_t *status_;
  std::vector<float> values_, inside_;
  std::size_t count_ = 0;  // of values_
  std::vector<std::uint32_t> histogram_;
  std::vector<std::uint8_t> wanted_;
};

}  // namespace

MapSummary summarise(const gantry_model &model, const MapInputs &in, const MapOutputs &out) {
  const std::size_t voxels = in.image.header.voxels();
  std::array<std::size_t, status_count> counts{};
  for (std::size_t i = 0; i < voxels; ++i) ++counts[out.status[i]];
  nlohmann::json by_status = nlohmann::json::object(), told = by_status, maps = by_status;
  for (std::size_t s = 0; s < status_count; ++s) {
    if (counts[s] == 0) continue;
    const std::string status(name(static_cast<Status>(s)));
    by_status[status] = counts[s];
    told[status] = words(static_cast<Status>(s));
  }
  const auto unit = [&](const char *declared) { return in.points.unit_of(declared, in.image.header.unit); };
  Spread spread(out.status, voxels);
  for (std::uint32_t j = 0; j < model.parameter_count; ++j)
    maps[model.parameters[j]->symbol] = spread.of(out.parameters[j], unit(model.parameters[j]->unit));
  for (std::uint32_t d = 0; d < model.derived_count; ++d)
    maps[model.derived[d]->name] = spread.of(out.derived[d], unit(model.derived[d]->unit));
  nlohmann::json summary{{"model", model.id},
                         {"voxels", voxels - counts[0]},
                         {"status", by_status},
                         {"status_words", told},
                         {"maps", maps},
                         {"points", in.points.selected.size()},
                         {"units_assumed", in.points.assumed}};
  if (out.chi_squared != nullptr) summary["chi2"] = spread.of(out.chi_squared, "1");
  return summary;
}

}  // namespace gantry::core::fit
