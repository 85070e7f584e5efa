// SPDX-License-Identifier: MIT
// Where a fit begins: parameters that enter linearly follow by least squares, the others by trying a few values.
//
//   gantry::Least<2, 1> best;                                          // 2 linear parameters, 1 that is tried
//   for (const double k : gantry::spaced_log(0.1 / span, 30 / span, 20))
//     best.take({k}, gantry::linear_fit<2>(c, [&](std::size_t t) { return std::array{std::exp(-k * c[x][t]), 1.0}; }));
//   p[a] = best.linear[0]; p[offset] = best.linear[1]; p[rate] = best.tried[0];
//
// What no attempt can tell is NaN: the declared start then serves. A column that adds nothing gets 0. (Golub
// and Pereyra 1973, SIAM J Numer Anal 10:413, separate the two kinds of parameters in this way.)
#pragma once

#include <gantry/cpp/model_given.hpp>

#include <algorithm>
#include <array>
#include <cmath>
#include <cstddef>
#include <limits>
#include <vector>

namespace gantry {

template <std::size_t N>
struct LinearFit {
  std::array<double, N> linear;
  double misfit = std::numeric_limits<double>::infinity();  // sum of squared residuals
};

// The coefficients with which the sum of basis(row)[j] comes nearest to y(row): by Gram and Schmidt, each twice.
template <std::size_t N, class Y, class Basis>
LinearFit<N> linear_fit(std::size_t rows, Y y, Basis basis) {
  LinearFit<N> fit;
  fit.linear.fill(std::numeric_limits<double>::quiet_NaN());
  if (rows < N) return fit;
  std::array<std::vector<double>, N + 1> column;  // the last one is y
  for (auto &one : column) one.resize(rows);
  for (std::size_t row = 0; row < rows; ++row) {
    const std::array<double, N> values = basis(row);
    for (std::size_t j = 0; j < N; ++j) column[j][row] = values[j];
    column[N][row] = y(row);
  }
  const auto dot = [&](std::size_t i, std::size_t j) {
    double sum = 0;
    for (std::size_t row = 0; row < rows; ++row) sum += column[i][row] * column[j][row];
    return sum;
  };
  double r[N][N + 1] = {};
  for (std::size_t j = 0; j <= N; ++j) {
    const double before = dot(j, j);
    for (std::size_t i = 0; i < std::min(2 * j, 2 * N); ++i) {
      const std::size_t from = i % j;
      const double part = dot(from, j);
      r[from][j] += part;
      for (std::size_t row = 0; row < rows; ++row) column[j][row] -= part * column[from][row];
    }
    const double left = dot(j, j);
    if (j == N) {
      fit.misfit = left;
      break;
    }
    r[j][j] = left > 1e-20 * before ? std::sqrt(left) : 0;
    for (double &x : column[j]) x = r[j][j] > 0 ? x / r[j][j] : 0;
  }
  for (std::size_t j = N; j-- > 0;) {
    double rest = r[j][N];
    for (std::size_t i = j + 1; i < N; ++i) rest -= r[j][i] * fit.linear[i];
    fit.linear[j] = r[j][j] > 0 ? rest / r[j][j] : 0;
  }
  if (!std::isfinite(fit.misfit)) fit.misfit = std::numeric_limits<double>::infinity();
  return fit;
}
// To the curve of a model with one output; basis(point).
template <std::size_t N, class Basis>
LinearFit<N> linear_fit(const Curve &c, Basis basis) {
  return linear_fit<N>(
      c.size(), [&](std::size_t t) { return c.y(t); }, basis);
}

// The best of what was tried.
template <std::size_t N, std::size_t Tried>
struct Least : LinearFit<N> {
  std::array<double, Tried> tried;
  Least() {
    this->linear.fill(std::numeric_limits<double>::quiet_NaN());
    tried.fill(std::numeric_limits<double>::quiet_NaN());
  }
  void take(const std::array<double, Tried> &values, const LinearFit<N> &fit) {
    if (!(fit.misfit < this->misfit)) return;
    static_cast<LinearFit<N> &>(*this) = fit;
    tried = values;
  }
};

// Nearer to the best: its tried values times or over a ratio, each alone and together, and ever smaller ratios.
// `attempt` fits with given values; all of them must be of one sign and not 0.
template <std::size_t N, std::size_t Tried, class Attempt>
void refine(Least<N, Tried> &best, double ratio, const Attempt &attempt) {
  constexpr int roots = 8, moves = 4;
  std::size_t ways = 1;
  for (std::size_t j = 0; j < Tried; ++j) ways *= 3;
  for (int root = 0; root < roots; ++root) {
    ratio = std::sqrt(ratio);
    for (int move = 0; move < moves; ++move) {
      const auto from = best.tried;
      for (std::size_t way = 0; way < ways; ++way) {
        auto values = from;
        std::size_t rest = way;
        for (double &value : values) {
          value *= rest % 3 == 0 ? 1 : rest % 3 == 1 ? ratio : 1 / ratio;
          rest /= 3;
        }
        if (way > 0) best.take(values, attempt(values));
      }
      if (best.tried == from) break;
    }
  }
}

// A straight line through log y over x between the two (both included), each point weighted by its y^2: what noise of equal
// size on y makes of it. Points at or below 0 are left out. log_line(c, c[te]).
struct LogLine {
  bool found = false;  // at two values of x
  double slope = 0, x = 0, y = 0;
  // y at x = 0 of the line through the weighted mean with this slope.
  double level(double with_slope) const { return std::exp(y - with_slope * x); }
};
inline LogLine log_line(const Curve &c, const double *column, double lowest = -infinity, double highest = infinity) {
  double w = 0, wx = 0, wy = 0, wxx = 0, wxy = 0;
  for (std::size_t t = 0; t < c.size(); ++t) {
    const double value = c.y(t), x = column[t];
    if (!(value > 0) || x < lowest || x > highest) continue;
    const double y = std::log(value), weight = value * value;
    w += weight;
    wx += weight * x;
    wy += weight * y;
    wxx += weight * x * x;
    wxy += weight * x * y;
  }
  const double spread = w * wxx - wx * wx;
  if (!(spread > 0)) return {};
  return {true, (w * wxy - wx * wy) / spread, wx / w, wy / w};
}

// n values from first to last, both included, equally spaced; or equally in the logarithm, both above 0.
inline std::vector<double> spaced(double first, double last, std::size_t n) {
  std::vector<double> all;
  for (std::size_t i = 0; i < n; ++i)
    all.push_back(first + (last - first) * (n < 2 ? 0 : static_cast<double>(i) / static_cast<double>(n - 1)));
  return all;
}
inline std::vector<double> spaced_log(double first, double last, std::size_t n) {
  std::vector<double> all = spaced(std::log(first), std::log(last), n);
  for (double &x : all) x = std::exp(x);
  return all;
}

// The smallest and the largest of a column.
struct Extent {
  double low, high;
  double span() const { return high - low; }
};
inline Extent extent(const Curve &c, const AxisColumn &column) {
  const auto ends = std::minmax_element(c[column], c[column] + c.size());
  return {*ends.first, *ends.second};
}

}  // namespace gantry
