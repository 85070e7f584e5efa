// SPDX-License-Identifier: Apache-2.0
#include "guess.hpp"

#include <algorithm>
#include <cmath>
#include <limits>

namespace perfusion {
namespace {

constexpr double slowest = 0.003, fastest = 300;  // 1/min
constexpr int rate_count = 36;
constexpr double longest_delay = 10;  // s

// The input of the samples, some seconds ago.
std::vector<double> arriving(const double *time, const double *ca, std::size_t n, double delay) {
  std::vector<double> late(n);
  for (std::size_t t = 0; t < n; ++t) {
    const double when = time[t] - delay;
    const auto after = static_cast<std::size_t>(std::upper_bound(time, time + n, when) - time);
    if (after == 0) late[t] = ca[0];
    else if (after == n) late[t] = ca[n - 1];
    else {
      const double part = (when - time[after - 1]) / (time[after] - time[after - 1]);
      late[t] = ca[after - 1] + part * (ca[after] - ca[after - 1]);
    }
  }
  return late;
}

// In minutes: rates in 1/min. With a rate of 0 the integral.
std::vector<double> convolved_with(const std::vector<double> &input, const double *time, double rate) {
  std::vector<double> held(input.size());
  for (std::size_t t = 1; t < input.size(); ++t) {
    const double h = (time[t] - time[t - 1]) / 60, z = rate * h, decay = std::exp(-z);
    const double g = z < 1e-4 ? 0.5 - z / 6 : (z - 1 + decay) / (z * z);
    held[t] = held[t - 1] * decay + h * ((1 - z * g - g) * input[t - 1] + g * input[t]);
  }
  return held;
}

double summed_product(const std::vector<double> &a, const std::vector<double> &b) {
  double sum = 0;
  for (std::size_t t = 0; t < a.size(); ++t) sum += a[t] * b[t];
  return sum;
}

// Sums of products of two curves and the data.
struct Products {
  double aa, ab, bb, a_data, b_data;
};
// The amounts that explain most, of both and of each alone, as far as none is negative.
template <class Each>
void each_amount(const Products &p, bool two, Each each) {
  const auto offer = [&](double a, double b) {
    if (a >= 0 && b >= 0) each(a, b, a * p.a_data + b * p.b_data);
  };
  offer(p.a_data / p.aa, 0);
  if (!two) return;
  offer(0, p.b_data / p.bb);
  const double determinant = p.aa * p.bb - p.ab * p.ab;
  if (determinant > 1e-12 * p.aa * p.bb)
    offer((p.a_data * p.bb - p.b_data * p.ab) / determinant, (p.b_data * p.aa - p.a_data * p.ab) / determinant);
}

}  // namespace

void InputBasis::take(const gantry::Setup &s, const gantry::AxisColumn &time, const gantry::AxisColumn &ca) {
  time_.assign(s[time], s[time] + s.size());
  ca_.assign(s[ca], s[ca] + s.size());
  for (int i = 0; i < rate_count; ++i)
    rates_.push_back(slowest * std::pow(fastest / slowest, static_cast<double>(i) / (rate_count - 1)));
  for (double delay = -longest_delay; delay <= longest_delay; delay += 0.5) {
    Late &late = late_.emplace_back();
    late.delay = delay;
    late.curves.push_back(arriving(s[time], s[ca], s.size(), delay));
    late.curves.push_back(convolved_with(late.curves[input], s[time], 0));
    for (const double rate : rates_) late.curves.push_back(convolved_with(late.curves[input], s[time], rate));
    for (const auto &a : late.curves) {
      auto &row = late.product.emplace_back();
      for (const auto &b : late.curves) row.push_back(summed_product(a, b));
    }
  }
  input_and_integral_ = {{input, integral}};
  for (std::size_t i = 0; i < rates_.size(); ++i) {
    alone_.emplace_back(convolved + i, nothing);
    with_input_.emplace_back(input, convolved + i);
    with_integral_.emplace_back(convolved + i, integral);
    for (std::size_t j = 0; j < i; ++j) two_.emplace_back(convolved + i, convolved + j);
  }
}

void InputBasis::consider(std::size_t which, const std::vector<double> &data, const Pairs &pairs,
                          const Possible &possible, Best &best) const {
  const Late &late = late_[which];
  std::vector<double> projected;
  for (const auto &curve : late.curves) projected.push_back(summed_product(curve, data));
  for (const auto &[i, j] : pairs) {
    const bool two = j != nothing;
    const Products of{late.product[i][i], two ? late.product[i][j] : 0, two ? late.product[j][j] : 0, projected[i],
                      two ? projected[j] : 0};
    each_amount(of, two, [&, first = i, second = j](double a, double b, double explained) {
      if (!(explained > best.explained)) return;
      const Found found{a, b, rate_of(first), rate_of(second), late.delay};
      if (possible(found)) best = {found, explained, which, first, second};
    });
  }
}

std::vector<double> InputBasis::curve_at(std::size_t kind, double rate, const std::vector<double> &arrived) const {
  if (kind == input) return arrived;
  return convolved_with(arrived, time_.data(), kind == integral ? 0 : rate);
}

Found InputBasis::refined(const std::vector<double> &data, const Possible &possible, Best best) const {
  double step[] = {0.25, 0.5 * std::log(rates_[1] / rates_[0]), 0.5 * std::log(rates_[1] / rates_[0])};
  const bool used[] = {true, best.first >= convolved, best.second != nothing && best.second >= convolved},
             two = best.second != nothing;
  const auto tried = [&](int which, double by) {
    Found at = best.found;
    if (which == 0) at.delay = std::clamp(at.delay + by, -longest_delay, longest_delay);
    if (which == 1) at.first_rate *= std::exp(by);
    if (which == 2) at.second_rate *= std::exp(by);
    const auto arrived = arriving(time_.data(), ca_.data(), time_.size(), at.delay);
    const auto a = curve_at(best.first, at.first_rate, arrived);
    const auto b = two ? curve_at(best.second, at.second_rate, arrived) : std::vector<double>(a.size());
    const Products of{summed_product(a, a), summed_product(a, b), summed_product(b, b), summed_product(a, data),
                      summed_product(b, data)};
    bool better = false;
    each_amount(of, two, [&](double first, double second, double explained) {
      Found found = at;
      found.first = first;
      found.second = second;
      if (!(explained > best.explained) || !possible(found)) return;
      best.found = found;
      best.explained = explained;
      better = true;
    });
    return better;
  };
  for (int round = 0; round < (used[2] ? 24 : 8); ++round)  // two rates go together: that takes longer
    for (int which = 0; which < 3; ++which)
      if (used[which] && !tried(which, step[which]) && !tried(which, -step[which])) step[which] /= 2;
  return best.found;
}

Found InputBasis::best(const gantry::Curve &c, const Pairs &pairs, const Possible &possible) const {
  std::vector<double> data(c.size());
  for (std::size_t t = 0; t < data.size(); ++t) data[t] = c.y(t);
  Best best;
  for (std::size_t late = 0; late < late_.size(); late += 2) consider(late, data, pairs, possible, best);
  const std::size_t middle = best.late;
  if (middle > 0) consider(middle - 1, data, pairs, possible, best);
  if (middle + 1 < late_.size()) consider(middle + 1, data, pairs, possible, best);
  return best.explained > 0 ? refined(data, possible, best) : best.found;
}

double inside(double value, double low, double high) {
  if (!(value == value)) return low + (high - low) / 2;
  return std::clamp(value, low + 1e-3 * (high - low), high);
}

}  // namespace perfusion
