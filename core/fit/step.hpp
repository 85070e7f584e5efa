// SPDX-License-Identifier: Apache-2.0
// The optimiser's step for one register's worth of voxels. Compiled once per instruction-set level; see bundle.hpp.
//
//   step_lanes<Lanes<float, 64>, 3>(bundle, rules, first_slot);
#pragma once

#include <core/fit/bundle.hpp>
#include <gantry/cpp/math.hpp>

namespace gantry::core::fit {

// Data are summed in parts of this many rows, and the parts then added: rounding grows with the parts, not with the
// rows.
inline constexpr std::size_t rows_per_part = 32;

inline constexpr double early_steps = 3;

// N free parameters known when compiling, or 0: as many as the bundle says, up to max_free_parameters.
template <class L, int N>
struct LaneStep {
  using F = typename L::Scalar;
  static constexpr int capacity = N > 0 ? N : static_cast<int>(max_free_parameters);
  static constexpr int triangle = capacity * (capacity + 1) / 2;
  static GANTRY_INLINE constexpr int entry(int j, int k) { return j * (j + 1) / 2 + k; }

  Bundle<F> &b;
  const Rules &rules;
  const std::size_t first;
  const int n;

  GANTRY_INLINE L get(const AlignedArray<F> &a, std::size_t index = 0) const {
    return L::load(a.data() + index * b.slots + first);
  }
  GANTRY_INLINE void set(const AlignedArray<F> &a, const L &x, std::size_t index = 0) const {
    x.store(a.data() + index * b.slots + first);
  }
  GANTRY_INLINE std::size_t free(int j) const {
    return static_cast<std::size_t>(b.layout.free[static_cast<std::size_t>(j)]);
  }

  // Sum of squares, J'r and J'J at the trial parameters, as the model has summed them.
  GANTRY_INLINE void take_sums(L &cost, L *gradient, L *matrix) const {
    cost = get(b.sum_cost);
    for (int j = 0; j < n; ++j) {
      gradient[j] = get(b.sum_gradient, free(j));
      for (int k = 0; k <= j; ++k) matrix[entry(j, k)] = get(b.sum_matrix, free(j) * (free(j) + 1) / 2 + free(k));
    }
  }

  // The same from values and Jacobian.
  GANTRY_INLINE void accumulate(L &cost, L *gradient, L *matrix) const {
    const bool rician = b.layout.rician;
    cost = L(0);
    for (int j = 0; j < n; ++j) gradient[j] = L(0);
    for (int e = 0; e < n * (n + 1) / 2; ++e) matrix[e] = L(0);
    const std::size_t rows = b.layout.rows, slots = b.slots, parameters = b.layout.parameters;
    for (std::size_t begin = 0; begin < rows; begin += rows_per_part) {
      const std::size_t end = begin + rows_per_part < rows ? begin + rows_per_part : rows;
      L part_cost(0), part_gradient[capacity], part_matrix[triangle];
      for (int j = 0; j < n; ++j) part_gradient[j] = L(0);
      for (int e = 0; e < n * (n + 1) / 2; ++e) part_matrix[e] = L(0);
      for (std::size_t row = begin; row < end; ++row) {
        const L value = L::load(b.values.data() + row * slots + first);
        const L r = rician ? value : L::load(b.y.data() + row * slots + first) - value;
        const F *jacobian = b.jacobian.data() + row * parameters * slots + first;
        part_cost += r * r;
        L slope[capacity];
        for (int j = 0; j < n; ++j) {
          slope[j] = L::load(jacobian + free(j) * slots);
          part_gradient[j] += slope[j] * r;
          for (int k = 0; k <= j; ++k) part_matrix[entry(j, k)] += slope[j] * slope[k];
        }
      }
      cost += part_cost;
      for (int j = 0; j < n; ++j) gradient[j] += part_gradient[j];
      for (int e = 0; e < n * (n + 1) / 2; ++e) matrix[e] += part_matrix[e];
    }
    if (rician) cost = get(b.sum_cost);
  }

  GANTRY_INLINE void operator()() const {
    L cost, gradient[capacity], matrix[triangle];
    if (b.layout.sums) take_sums(cost, gradient, matrix);
    else accumulate(cost, gradient, matrix);

    // Take the trial if it is better, or the first one.
    const L old_cost = get(b.cost), old_damping = get(b.damping), growth = get(b.growth), predicted = get(b.predicted);
    const L infinite(std::numeric_limits<F>::infinity());
    const auto is_first = old_cost == infinite;
    const auto finite = cost < infinite;
    const L gain = old_cost - cost;
    const auto better = finite & (cost < old_cost);
    const L t = L(2) * gain / max(predicted, L(std::numeric_limits<F>::min())) - L(1);
    const L eased = old_damping * max(L(1.0 / 3), L(1) - t * t * t);
    // A step that failed was far too long, and small damping would have to fail several times more until it matters.
    const L raised = max(old_damping * growth, L(0.1));
    L damping = where(better, where(is_first, old_damping, eased), raised);
    damping = max(damping, L(sizeof(F) == 4 ? 1e-7 : 1e-14));
    set(b.growth, where(better, L(2), min(growth * L(2), L(1024))));
    L at[capacity];
    for (int j = 0; j < n; ++j) {
      at[j] = where(better, get(b.trial, free(j)), get(b.at, free(j)));
      gradient[j] = where(better, gradient[j], get(b.gradient, static_cast<std::size_t>(j)));
      set(b.gradient, gradient[j], static_cast<std::size_t>(j));
    }
    for (int e = 0; e < n * (n + 1) / 2; ++e) {
      matrix[e] = where(better, matrix[e], get(b.matrix, static_cast<std::size_t>(e)));
      set(b.matrix, matrix[e], static_cast<std::size_t>(e));
    }
    const L best = where(better, cost, old_cost);
    const L tolerance = L(rules.cost_tolerance) * measure(best);
    // Damping that matters hides what a step without it could still gain.
    const auto undamped = get(b.undamped) > L(0);
    const auto flat = (!is_first) & finite & (abs(gain) <= tolerance) & (predicted <= tolerance) & (undamped | !better);
    // How much of the last step's gain the next one promises: nothing is known before there have been two.
    const L promised = where(better & (!is_first), predicted, L(0));

    solve(at, gradient, matrix, Look{best, damping, promised, tolerance}, is_first, finite, flat);
  }

  // What a change of the cost is compared with. The logarithm of the Rice density has parts that are large and say
  // nothing: what residuals as large as the noise add up to is the measure.
  GANTRY_INLINE L measure(const L &cost) const {
    if (!b.layout.rician) return cost;
    const L sigma = get(b.sigma);
    return min(cost, L(static_cast<double>(b.layout.rows)) * sigma * sigma);
  }

  // Where the search stands: the lowest cost, the damping now, what the step to here had promised (0: it failed), and
  // which change of the cost counts as none.
  struct Look {
    L best, damping, promised, tolerance;
  };

  // The next trial from the damped normal equations; who is finished. Gradient and matrix become those of what moves.
  template <class M>
  GANTRY_INLINE void solve(const L *at, L *gradient, L *matrix, const Look &look, const M &is_first, const M &finite,
                           const M &flat) const {
    const L best = look.best, damping = look.damping;
    M frozen[capacity], bound_any(false), dead_any(false);
    const bool sized = !b.layout.held_first.empty();
    for (int j = 0; j < n; ++j) {
      const L lower(b.lower[static_cast<std::size_t>(j)]), upper(b.upper[static_cast<std::size_t>(j)]);
      L &diagonal = matrix[entry(j, j)];
      const auto at_lower = at[j] <= lower, at_upper = at[j] >= upper;
      const auto dead = !(diagonal > L(std::numeric_limits<F>::min()));
      bound_any = bound_any | at_lower | at_upper;
      dead_any = dead_any | (dead & (!(at_lower | at_upper)));
      frozen[j] = (at_lower & (gradient[j] <= L(0))) | (at_upper & (gradient[j] >= L(0))) | dead;
      if (sized && b.layout.held_first[static_cast<std::size_t>(j)] != 0) frozen[j] = frozen[j] | is_first;
      gradient[j] = where(frozen[j], L(0), gradient[j]);
      diagonal = where(frozen[j], L(1), diagonal);
      for (int k = 0; k < j; ++k) matrix[entry(j, k)] = where(frozen[j] | frozen[k], L(0), matrix[entry(j, k)]);
    }
    L step[capacity];
    const auto determined = factorise(gradient, matrix, damping, step);
    // Project, and predict the gain of the step that is left.
    // A bound is not reached in the first steps: far from the optimum they would throw parameters into corners that
    // other parameters then can't leave.
    M still(true), cut(false), clamped(false);
    const L iterations = get(b.iterations) + L(1);
    const auto early = iterations <= L(early_steps);
    L trial[capacity];
    for (int j = 0; j < n; ++j) {
      const L lower(b.lower[static_cast<std::size_t>(j)]), upper(b.upper[static_cast<std::size_t>(j)]);
      const L wish = at[j] + step[j], whole = min(max(wish, lower), upper);
      const L low = where(early, nearer(at[j], lower), lower), high = where(early, nearer(at[j], upper), upper);
      trial[j] = min(max(whole, low), high);
      clamped = clamped | (whole != wish);
      cut = cut | (trial[j] != whole);
      step[j] = trial[j] - at[j];
      still = still & (abs(step[j]) <= L(rules.step_tolerance) * abs(at[j]));
      set(b.trial, trial[j], free(j));
    }
    const L predicted = gain_of(gradient, matrix, step);
    // A clamped step says nothing yet: what the others gain without that parameter shows in the next. A step counts as
    // the last where it promises a tenth of the tolerance; or, as gains shrink at least as fast from step to step near
    // the optimum, where the one after it would promise no more than that.
    const L little = L(0.1) * look.tolerance;
    const auto last =
        (predicted <= L(0.3) * look.promised) & (predicted * predicted <= little * look.promised) & (!cut);
    const auto small = (!clamped) & determined & ((predicted <= little) | last);
    const auto stuck = damping > L(1e8);
    auto good = (flat | small | still | stuck | (best == L(0))) & (!cut);
    if (sized) good = good & (!is_first);
    L state = where(iterations >= L(static_cast<double>(rules.max_iterations)), code(LaneState::max_iterations), L(0));
    state = where(good, where(bound_any, code(LaneState::at_bound), code(LaneState::converged)), state);
    state = where(good & dead_any & (best != L(0)), code(LaneState::singular), state);
    state = where(is_first & (!finite), code(LaneState::not_finite), state);
    // The last step is taken unseen where its gain is known to be tiny.
    const auto take = good & small & (predicted > L(0)) & (finite | !is_first);
    for (int j = 0; j < n; ++j) set(b.at, where(take, trial[j], at[j]), free(j));
    set(b.cost, where(take, max(best - predicted, L(0)), best));
    set(b.damping, damping);
    set(b.predicted, predicted);
    set(b.undamped, where(determined & (!cut), L(1), L(0)));
    set(b.iterations, iterations);
    set(b.finished, state);
  }

  // What a step should gain.
  GANTRY_INLINE L gain_of(const L *gradient, const L *matrix, const L *step) const {
    const auto part = [&](int j) __attribute__((always_inline)) {
      L slope = gradient[j] - L(0.5) * matrix[entry(j, j)] * step[j];
      for (int k = 0; k < j; ++k) slope -= matrix[entry(j, k)] * step[k];
      return step[j] * slope;
    };
    if (n == 0) return L(0);
    L gain = part(0);
    for (int j = 1; j < n; ++j) gain += part(j);
    return gain + gain;
  }

  // The step that solves the damped equations, by LDL'. Says whether the damping is small beside every pivot.
  GANTRY_INLINE auto factorise(const L *gradient, const L *matrix, const L &damping, L *step) const {
    L below[triangle], factor[triangle], inverse[capacity];  // below: the factor times its pivot
    const L raised = L(1) + damping, doubled = damping + damping;
    auto determined = damping == damping;
    for (int j = 0; j < n; ++j) {
      const L size = matrix[entry(j, j)];
      L pivot = raised * size;
      step[j] = gradient[j];
      for (int k = 0; k < j; ++k) {
        L sum = matrix[entry(j, k)];
        for (int m = 0; m < k; ++m) sum -= factor[entry(j, m)] * below[entry(k, m)];
        const L l = sum * inverse[k];
        below[entry(j, k)] = sum;
        factor[entry(j, k)] = l;
        pivot -= l * sum;
        step[j] -= l * step[k];
      }
      pivot = max(pivot, L(sizeof(F) == 4 ? 1e-7 : 1e-15) * size);
      determined = determined & (doubled * size <= pivot);
      inverse[j] = L(1) / pivot;
    }
    for (int j = n - 1; j >= 0; --j) {
      step[j] = step[j] * inverse[j];
      for (int k = j + 1; k < n; ++k) step[j] -= factor[entry(k, j)] * step[k];
    }
    return determined;
  }

  // Most of the way to a bound.
  static GANTRY_INLINE L nearer(const L &from, const L &bound) { return from + (bound - from) * L(0.9); }
  static GANTRY_INLINE L code(LaneState state) { return L(static_cast<F>(state)); }
};

template <class L, int N>
GANTRY_INLINE void step_bundle(Bundle<typename L::Scalar> &b, const Rules &rules) {
  const int n = N > 0 ? N : static_cast<int>(b.free_count);
  for (std::size_t first = 0; first < b.slots; first += static_cast<std::size_t>(L::size)) {
    const LaneStep<L, N> step{b, rules, first, n};
    step();
  }
}

}  // namespace gantry::core::fit
