// SPDX-License-Identifier: Apache-2.0
// Where a fit of concentrations begins. Of linear kinetics the exponentials' rates, absorption and lag are tried, and
// their parts follow by least squares, however the drug was given; of saturable elimination, see saturable.hpp.
//
//   const Begin<2> b = guess_linear<2, by_mouth, lags>(course);
//   p[v1] = b.micro.volume; p[ka] = b.ka; p[tlag] = b.lag;    // NaN where the samples don't tell
#pragma once

#include <gantry/cpp/guess.hpp>

#include "course.hpp"
#include "disposition.hpp"

namespace gantry::pk {

template <std::size_t N>
struct Begin {
  Micro<N> micro;
  double ka, lag;
};

namespace detail {

// Sets of N of `count`, as indices, the greatest first.
template <std::size_t N>
std::vector<std::array<std::size_t, N>> choices_of(std::size_t count) {
  std::vector<std::array<std::size_t, N>> sets;
  std::array<std::size_t, N> set{};
  const auto choose = [&](auto &self, std::size_t place, std::size_t below) -> void {
    if (place == N) return sets.push_back(set);
    for (std::size_t i = N - 1 - place; i < below; ++i) {
      set[place] = i;
      self(self, place + 1, i);
    }
  };
  choose(choose, 0, count);
  return sets;
}

template <std::size_t N>
bool makes_sense(const LinearFit<N> &fit) {
  return std::all_of(fit.linear.begin(), fit.linear.end(), [](double part) { return part > 0; });
}

// Downhill by a simplex over the logarithms of what is tried and is not 0 (Nelder and Mead 1965, Comput J 7:308).
template <std::size_t N, std::size_t Tried, class Attempt>
void descend(Least<N, Tried> &best, std::size_t steps, const Attempt &attempt) {
  struct Corner {
    std::array<double, Tried> values;
    double misfit;
  };
  const auto look = [&](const std::array<double, Tried> &values) {
    const auto fit = attempt(values);
    best.take(values, fit);
    return Corner{values, fit.misfit};
  };
  std::array<Corner, Tried + 1> corners;
  corners[0] = {best.tried, best.misfit};
  for (std::size_t j = 0; j < Tried; ++j) {
    auto values = best.tried;
    values[j] *= 1.15;
    corners[j + 1] = look(values);
  }
  const auto lower = [](const Corner &a, const Corner &b) { return a.misfit < b.misfit; };
  for (std::size_t step = 0; step < steps; ++step) {
    std::sort(corners.begin(), corners.end(), lower);
    Corner &worst = corners[Tried];
    // From the worst corner through the middle of the others, by `part` of the way beyond it.
    const auto through = [&](double part) {
      std::array<double, Tried> values;
      for (std::size_t j = 0; j < Tried; ++j) {
        double middle = 0;
        for (std::size_t c = 0; c < Tried; ++c) middle += std::log(corners[c].values[j]) / static_cast<double>(Tried);
        const double last = std::log(worst.values[j]);
        values[j] = worst.values[j] > 0 && worst.values[j] < infinity ? std::exp(middle + part * (middle - last))
                                                                      : worst.values[j];
      }
      return values;
    };
    Corner next = look(through(1));
    if (next.misfit < corners[0].misfit) {
      const Corner further = look(through(2));
      if (lower(further, next)) next = further;
    } else if (!(next.misfit < corners[Tried - 1].misfit)) {
      next = look(through(next.misfit < worst.misfit ? 0.5 : -0.5));
    }
    if (next.misfit < worst.misfit) {
      worst = next;
      continue;
    }
    for (std::size_t c = 1; c <= Tried; ++c) {
      std::array<double, Tried> values;
      for (std::size_t j = 0; j < Tried; ++j)
        values[j] = std::sqrt(corners[c].values[j]) * std::sqrt(corners[0].values[j]);
      corners[c] = look(values);
    }
  }
}

// The sums of exponentials that are tried, with the best parts of each.
template <std::size_t N, bool by_mouth, bool lags>
class Attempts {
 public:
  static constexpr std::size_t count = N + by_mouth + lags;
  using Values = std::array<double, count>;
  static double ka(const Values &v) { return by_mouth ? v[count - 1 - lags] : at_once; }
  static double lag(const Values &v) { return lags ? v[count - 1] : 0; }

  // ka_fast: only where absorption is faster than the slowest rate.
  Attempts(const Course &course, bool ka_fast) : course_(course), ka_fast_(by_mouth && ka_fast) {
    const auto [slow, fast] = course.rates_in_view();
    const std::vector<double> rates = spaced_log(slow, fast, N == 1 ? 30 : N == 2 ? 16 : 12);
    // A rate that is equal to ka can't be told from it.
    const auto kas = by_mouth ? spaced_log(1.13 * slow, 1.13 * fast, 13) : std::vector<double>{at_once};
    const double seen = lags ? course.until_seen() : 0;
    for (const double part : {0.0, 0.3, 0.6, 0.9})
      for (const double ka : kas)
        if (part == 0 || seen > 0) try_rates(rates, ka, part * seen);
    if (!(best.misfit < infinity)) return;
    const auto nearer = [this](const Values &v) { return attempt(v); };
    if (N == 1) refine(best, 2.2, nearer);
    else descend(best, N == 2 ? 200 : 500, nearer);
  }
  Least<N, count> best;

 private:
  template <class Basis>
  LinearFit<N> fit(Basis basis) const {
    const auto &samples = course_.samples();
    auto found = linear_fit<N>(
        samples.size(), [&](std::size_t i) { return samples[i].second; }, basis);
    if (!makes_sense(found)) found.misfit = infinity;
    return found;
  }
  LinearFit<N> attempt(const Values &v) const {
    if (ka_fast_ && !(ka(v) > 1.02 * v[N - 1])) return {};
    return fit([&](std::size_t i) {
      std::array<double, N> basis;
      for (std::size_t j = 0; j < N; ++j) basis[j] = course_.amount(course_.samples()[i].first, v[j], ka(v), lag(v));
      return basis;
    });
  }
  // All sets of N rates with one way of absorption.
  void try_rates(const std::vector<double> &rates, double ka, double lag) {
    std::vector<std::vector<double>> columns;
    for (const double rate : rates)
      for (auto &column = columns.emplace_back(); column.size() < course_.samples().size();)
        column.push_back(course_.amount(course_.samples()[column.size()].first, rate, ka, lag));
    for (const auto &set : choices_of<N>(rates.size())) {
      if (ka_fast_ && !(ka > 1.2 * rates[set[N - 1]])) continue;
      Values values;
      for (std::size_t j = 0; j < N; ++j) values[j] = rates[set[j]];
      if (by_mouth) values[count - 1 - lags] = ka;
      if (lags) values[count - 1] = lag;
      best.take(values, fit([&](std::size_t i) {
                  std::array<double, N> basis;
                  for (std::size_t j = 0; j < N; ++j) basis[j] = columns[set[j]][i];
                  return basis;
                }));
    }
  }

  const Course &course_;
  const bool ka_fast_;
};

}  // namespace detail

// Absorption is taken to be faster than the slowest exponential unless the samples say very clearly that it is not:
// where they change places the curve often stays the same (flip-flop).
template <std::size_t N, bool by_mouth, bool lags>
Begin<N> guess_linear(const Course &course) {
  using Attempts = detail::Attempts<N, by_mouth, lags>;
  constexpr double nothing = std::numeric_limits<double>::quiet_NaN();
  auto best = Attempts(course, true).best;
  if (by_mouth && N > 1) {
    const auto free = Attempts(course, false).best;
    if (free.misfit < 1e-3 * best.misfit) best = free;
  }
  Begin<N> begin{{nothing, nothing, {}, {}}, nothing, nothing};
  begin.micro.to.fill(nothing);
  begin.micro.back.fill(nothing);
  if (best.misfit == infinity) return begin;
  std::array<std::size_t, N> order;
  for (std::size_t i = 0; i < N; ++i) order[i] = i;
  std::sort(order.begin(), order.end(), [&](auto a, auto b) { return best.tried[a] > best.tried[b]; });
  Disposition<N> d;
  for (std::size_t i = 0; i < N; ++i) {
    d.rate[i] = best.tried[order[i]];
    d.part[i] = best.linear[order[i]];
  }
  return {micro(d), Attempts::ka(best.tried), Attempts::lag(best.tried)};
}

}  // namespace gantry::pk
