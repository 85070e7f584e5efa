// SPDX-License-Identifier: Apache-2.0
#include "partition.hpp"

#include <cmath>
#include <limits>

namespace gantry::segmentation {
namespace {

// Sums over any run of cells in constant time. Values are taken from the overall mean and divided by the span, so that
// squares neither overflow nor cancel.
class Sums {
 public:
  explicit Sums(const Distribution &cells) : n_(1, 0), s_(1, 0), q_(1, 0) {
    for (std::size_t i = 0; i < cells.size(); ++i) {
      centre_ += cells.values[i] / static_cast<double>(cells.size());
    }
    scale_ = std::max(std::abs(cells.values.front() - centre_), std::abs(cells.values.back() - centre_));
    if (!(scale_ > 0)) scale_ = 1;
    for (std::size_t i = 0; i < cells.size(); ++i) {
      const double x = (cells.values[i] - centre_) / scale_;
      const auto count = static_cast<double>(cells.counts[i]);
      n_.push_back(n_.back() + count);
      s_.push_back(s_.back() + count * x);
      q_.push_back(q_.back() + count * x * x);
    }
  }
  // Squared distances of the cells begin … end-1 to their mean, in units of the span squared.
  double cost(std::size_t begin, std::size_t end) const {
    const double n = n_[end] - n_[begin], s = s_[end] - s_[begin];
    return std::max(0.0, q_[end] - q_[begin] - s * s / n);
  }
  double mean(std::size_t begin, std::size_t end) const {
    return centre_ + scale_ * (s_[end] - s_[begin]) / (n_[end] - n_[begin]);
  }

 private:
  std::vector<double> n_, s_, q_;
  double centre_ = 0, scale_ = 1;
};

// One row of the table: the best cost of the first `end` cells in one more class than `before`, for every `end` in
// [low, high]; where the last class begins grows with `end`.
class Row {
 public:
  Row(const Sums &sums, const std::vector<double> &before, std::vector<double> &best, std::vector<std::size_t> &begin)
      : sums_(sums), before_(before), best_(best), begin_(begin) {}

  void fill(std::size_t low, std::size_t high, std::size_t from, std::size_t to) {
    const std::size_t end = low + (high - low) / 2;
    best_[end] = std::numeric_limits<double>::infinity();
    for (std::size_t b = from; b <= std::min(to, end - 1); ++b) {
      const double cost = before_[b] + sums_.cost(b, end);
      if (cost < best_[end]) {
        best_[end] = cost;
        begin_[end] = b;
      }
    }
    const std::size_t split = begin_[end];
    if (end > low) fill(low, end - 1, from, split);
    if (end < high) fill(end + 1, high, split, to);
  }

 private:
  const Sums &sums_;
  const std::vector<double> &before_;
  std::vector<double> &best_;
  std::vector<std::size_t> &begin_;
};

}  // namespace

std::vector<std::size_t> best_partition(const Distribution &cells, std::size_t classes) {
  const std::size_t n = cells.size();
  if (n < classes) {
    throw Error(
        "segmentation.few-values",
        "there are " + std::to_string(n) + " different values, too few for " + std::to_string(classes) + " classes",
        GANTRY_INVALID_ARGUMENT)
        .at("image")
        .hint("ask for fewer classes, or check the image and the mask");
  }
  const Sums sums(cells);
  std::vector<double> best(n + 1, 0);
  for (std::size_t end = 1; end <= n; ++end) best[end] = sums.cost(0, end);
  std::vector<std::vector<std::size_t>> begins(classes, std::vector<std::size_t>(n + 1, 0));
  for (std::size_t c = 1; c < classes; ++c) {
    std::vector<double> next(n + 1, std::numeric_limits<double>::infinity());
    Row(sums, best, next, begins[c]).fill(c + 1, n, c, n - 1);
    best = std::move(next);
  }
  std::vector<std::size_t> first(classes, 0);
  std::size_t end = n;
  for (std::size_t c = classes - 1; c > 0; --c) end = first[c] = begins[c][end];
  return first;
}

std::vector<double> quantiles(const Distribution &cells, std::size_t classes) {
  std::uint64_t total = 0;
  for (const std::uint64_t count : cells.counts) total += count;
  std::vector<double> out;
  std::uint64_t below = 0;
  for (std::size_t i = 0; i < cells.size(); ++i) {
    below += cells.counts[i];
    while (out.size() < classes && 2 * classes * below > (2 * out.size() + 1) * total) out.push_back(cells.values[i]);
  }
  return out;
}

std::optional<std::vector<std::size_t>> nearest_partition(const Distribution &cells,
                                                          const std::vector<double> &centres) {
  std::vector<std::size_t> first(1, 0);
  for (std::size_t c = 1; c < centres.size(); ++c) {
    const double border = centres[c - 1] / 2 + centres[c] / 2;
    const auto place = std::lower_bound(cells.values.begin(), cells.values.end(), border);
    first.push_back(static_cast<std::size_t>(place - cells.values.begin()));
    if (first[c] <= first[c - 1] || first[c] >= cells.size()) return std::nullopt;
  }
  return first;
}

std::vector<std::size_t> lloyd(const Job &job, const Distribution &cells, std::vector<std::size_t> first) {
  const Sums sums(cells);
  constexpr int most_steps = 100000;  // the cost falls with each step; the bound is for rounding between two equal ones
  for (int step = 0; step < most_steps; ++step) {
    job.check();
    std::vector<double> means;
    for (std::size_t c = 0; c < first.size(); ++c) {
      means.push_back(sums.mean(first[c], c + 1 < first.size() ? first[c + 1] : cells.size()));
    }
    auto next = nearest_partition(cells, means);
    if (!next || *next == first) return first;
    first = std::move(*next);
  }
  return first;
}

std::vector<ClassStatistics> statistics_of(const Distribution &cells, const std::vector<std::size_t> &first) {
  std::vector<ClassStatistics> out;
  const Sums sums(cells);
  for (std::size_t c = 0; c < first.size(); ++c) {
    const std::size_t end = c + 1 < first.size() ? first[c + 1] : cells.size();
    ClassStatistics s;
    s.mean = sums.mean(first[c], end);
    double squares = 0;
    for (std::size_t i = first[c]; i < end; ++i) {
      s.voxels += cells.counts[i];
      squares += static_cast<double>(cells.counts[i]) * (cells.values[i] - s.mean) * (cells.values[i] - s.mean);
    }
    s.sd = s.voxels > 1 ? std::sqrt(squares / static_cast<double>(s.voxels - 1)) : 0;
    out.push_back(s);
  }
  return out;
}

}  // namespace gantry::segmentation
