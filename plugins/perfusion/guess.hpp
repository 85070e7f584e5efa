// SPDX-License-Identifier: Apache-2.0
// Where a fit of a tissue curve begins. For given rates and a given delay the models are sums of known curves, so that what
// is left is linear: the rates and delays of a grid are tried, and the best of them taken.
//
//   basis.take(setup, time, ca);                          // once a fit
//   // first * Ca + second * (Ca convolved with exp(-rate t))
//   const Found f = basis.best(curve, basis.with_input(), [](const Found &f) { return f.first < 1; });
#pragma once

#include <gantry/cpp/model.hpp>

#include <cstddef>
#include <functional>
#include <utility>
#include <vector>

namespace perfusion {

struct Found {
  double first = 0, second = 0;            // the amounts of the two curves; not negative
  double first_rate = 0, second_rate = 0;  // 1/min, of those that are convolved
  double delay = 0;                        // s
};

class InputBasis {
 public:
  // Curves by number: the input, its integral (min), and from `convolved` on those convolved with exp(-rate t) (min).
  enum : std::size_t { input = 0, integral = 1, convolved = 2 };
  static constexpr std::size_t nothing = static_cast<std::size_t>(-1);
  using Pairs = std::vector<std::pair<std::size_t, std::size_t>>;

  void take(const gantry::Setup &s, const gantry::AxisColumn &time, const gantry::AxisColumn &ca);

  // Which two are added: one convolved alone, with the input, with the integral; two convolved, the faster first.
  const Pairs &alone() const { return alone_; }
  const Pairs &with_input() const { return with_input_; }
  const Pairs &with_integral() const { return with_integral_; }
  const Pairs &input_and_integral() const { return input_and_integral_; }
  const Pairs &two() const { return two_; }

  // The best of those that `possible` accepts; without any, nothing but zeros.
  using Possible = std::function<bool(const Found &)>;
  Found best(const gantry::Curve &c, const Pairs &pairs, const Possible &possible) const;

 private:
  struct Late {
    double delay;                              // s
    std::vector<std::vector<double>> curves;   // [curve][point]
    std::vector<std::vector<double>> product;  // of two of them, summed over the points
  };
  // Of what the sum is made, and how good it is.
  struct Best {
    Found found;
    double explained = 0;  // of the data's sum of squares
    std::size_t late = 0, first = 0, second = nothing;
  };
  double rate_of(std::size_t curve) const {
    return curve >= convolved && curve != nothing ? rates_[curve - convolved] : 0;
  }
  void consider(std::size_t late, const std::vector<double> &data, const Pairs &pairs, const Possible &possible,
                Best &best) const;
  // Between the points of the grid, by steps that are halved where they don't help.
  Found refined(const std::vector<double> &data, const Possible &possible, Best best) const;
  std::vector<double> curve_at(std::size_t kind, double rate, const std::vector<double> &input) const;

  std::vector<double> time_, ca_;
  std::vector<double> rates_;  // 1/min
  std::vector<Late> late_;     // in steps of half a second
  Pairs alone_, with_input_, with_integral_, input_and_integral_, two_;
};

// Into the bounds of a parameter, and off the lower one by a part of the range so that a fit can leave it.
double inside(double value, double low, double high);

}  // namespace perfusion
