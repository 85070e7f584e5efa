// SPDX-License-Identifier: Apache-2.0
// What one, two or three compartments make of a bolus, a sum of as many exponentials; and which make a sum.
//
//   const Disposition<2> d = disposition(Micro<2>{10, 0.3, {1}, {0.5}});   // V1 = 10, k10, {k12}, {k21}
//   d.part[0] * std::exp(-d.rate[0] * t) + d.part[1] * std::exp(-d.rate[1] * t)   // concentration after an amount of 1
//   micro(d).out                                                           // 0.3 again
//
// Tissues exchange with the blood alone (mammillary), so that between the rates at which two of them give back lies one
// rate of the sum, and between two rates of the sum one at which a tissue gives back: both ways by bisection (Gibaldi
// and Perrier 1982, Pharmacokinetics, 2nd ed., chapter 2 and appendix B).
#pragma once

#include <algorithm>
#include <array>
#include <cstddef>

namespace gantry::pk {

template <std::size_t N>
struct Micro {
  double volume, out;                  // of the blood; k10
  std::array<double, N - 1> to, back;  // k12, k13; k21, k31
  double clearance() const { return volume * out; }
  // Of tissue i, 0 the first: between it and the blood, and its volume.
  double flow(std::size_t i) const { return volume * to[i]; }
  double tissue(std::size_t i) const { return flow(i) / back[i]; }
};

// The fastest first; the concentration at once after an amount of 1 is the sum of the parts.
template <std::size_t N>
struct Disposition {
  std::array<double, N> rate, part;
};

// Where a function that falls from above 0 to below 0 between the two ends is 0.
template <class F>
double where_zero(double low, double high, F f) {
  for (int i = 0; i < 200; ++i) {
    const double middle = low + (high - low) / 2;
    if (middle == low || middle == high) break;
    (f(middle) > 0 ? low : high) = middle;
  }
  return low + (high - low) / 2;
}

// All above 0.
template <std::size_t N>
Disposition<N> disposition(const Micro<N> &m) {
  std::array<double, N + 1> ends{};  // 0, the rates of giving back, above all
  std::copy(m.back.begin(), m.back.end(), ends.begin() + 1);
  ends[N] = m.out;
  for (std::size_t i = 0; i + 1 < N; ++i) ends[N] += m.to[i] + m.back[i];
  std::sort(ends.begin() + 1, ends.end());
  Disposition<N> d;
  for (std::size_t i = 0; i < N; ++i)
    d.rate[N - 1 - i] = where_zero(ends[i], ends[i + 1], [&](double s) {
      double f = m.out - s;
      for (std::size_t j = 0; j + 1 < N; ++j) f -= m.to[j] * s / (m.back[j] - s);
      return f;
    });
  for (std::size_t i = 0; i < N; ++i) {
    d.part[i] = 1 / m.volume;
    for (std::size_t j = 0; j + 1 < N; ++j) d.part[i] *= m.back[j] - d.rate[i];
    for (std::size_t j = 0; j < N; ++j)
      if (j != i) d.part[i] /= d.rate[j] - d.rate[i];
  }
  return d;
}

// Rates apart from each other, all parts above 0. The tissue that gives back fastest first.
template <std::size_t N>
Micro<N> micro(const Disposition<N> &d) {
  Micro<N> m{};
  double area = 0, sum = 0;
  for (std::size_t i = 0; i < N; ++i) {
    sum += d.part[i];
    area += d.part[i] / d.rate[i];
  }
  m.volume = 1 / sum;
  m.out = sum / area;
  for (std::size_t j = 0; j + 1 < N; ++j)
    m.back[j] = where_zero(d.rate[j + 1], d.rate[j], [&](double s) {
      double f = 0;
      for (std::size_t i = 0; i < N; ++i) f -= d.part[i] / (d.rate[i] - s);
      return f;
    });
  for (std::size_t j = 0; j + 1 < N; ++j) {
    m.to[j] = -1 / m.back[j];
    for (std::size_t i = 0; i < N; ++i) m.to[j] *= d.rate[i] - m.back[j];
    for (std::size_t i = 0; i + 1 < N; ++i)
      if (i != j) m.to[j] /= m.back[i] - m.back[j];
  }
  return m;
}

}  // namespace gantry::pk
