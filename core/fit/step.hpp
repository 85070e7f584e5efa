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
      set(b.at, at[j], free(j));
      set(b.gradient, gradient[j], static_cast<std::size_t>(j));
    }
    for (int e = 0; e < n * (n + 1) / 2; ++e) {
      matrix[e] = where(better, matrix[e], get(b.matrix, static_cast<std::size_t>(e)));
      set(b.matrix, matrix[e], static_cast<std::size_t>(e));
    }
    const L best = where(better, cost, old_cost);
    const L tolerance = L(rules.cost_tolerance) * measure(best);
    const auto flat = (!is_first) & finite & (abs(gain) <= tolerance) & (predicted <= tolerance);
    // Damping that matters hides what a step without it could still gain.
    const auto undamped = old_damping <= L(0.5) * get(b.pivot);
    // How much of the last step's gain the next one promises: nothing is known before there have been two.
    const L shrinking = where(better & (!is_first), predicted, L(0));

    solve(at, gradient, matrix, Look{best, damping, shrinking}, better, is_first, finite, flat, undamped);
  }

  // What a change of the cost is compared with. The logarithm of the Rice density has parts that are large and say
  // nothing: what residuals as large as the noise add up to is the measure.
  GANTRY_INLINE L measure(const L &cost) const {
    if (!b.layout.rician) return cost;
    const L sigma = get(b.sigma);
    return min(cost, L(static_cast<double>(b.layout.rows)) * sigma * sigma);
  }

  // Where the search stands: the lowest cost, the damping now, what the step to here had promised (0: it failed).
  struct Look {
    L best, damping, promised;
  };

  // A power of 2 near 1 / sqrt(x), x positive and normal: x times its square lies in (1/4, 1]. And its inverse.
  static GANTRY_INLINE L root_scale(const L &x) {
    using Word = typename L::Word;
    using Bits = typename L::Bits;
    constexpr int shift = gantry::detail::mantissa_bits<F>;
    constexpr std::uint64_t bias = sizeof(F) == 4 ? 127 : 1023, exponent = sizeof(F) == 4 ? 255 : 2047;
    const Word thrice(static_cast<Bits>((3 * bias) << shift)), field(static_cast<Bits>(exponent << shift));
    return L::from_bits(((thrice - L::to_bits(x)) >> 1) & field);
  }
  static GANTRY_INLINE L inverse_power(const L &power) {
    using Word = typename L::Word;
    using Bits = typename L::Bits;
    constexpr std::uint64_t bias = sizeof(F) == 4 ? 127 : 1023;
    return L::from_bits(Word(static_cast<Bits>((2 * bias) << gantry::detail::mantissa_bits<F>)) - L::to_bits(power));
  }

  // The next trial from the damped normal equations; who is finished.
  template <class M>
  GANTRY_INLINE void solve(const L *at, const L *gradient, const L *matrix, const Look &look, const M &better,
                           const M &is_first, const M &finite, const M &flat, const M &undamped) const {
    const L best = look.best, damping = look.damping;
    L scale[capacity], unscale[capacity], right[capacity], factor[triangle], inverse[capacity], z[capacity];
    M frozen[capacity], bound_any(false), dead_any(false);
    const bool sized = !b.layout.held_first.empty();
    for (int j = 0; j < n; ++j) {
      const L lower(b.lower[static_cast<std::size_t>(j)]), upper(b.upper[static_cast<std::size_t>(j)]);
      const L diagonal = matrix[entry(j, j)];
      const auto at_lower = at[j] <= lower, at_upper = at[j] >= upper;
      const auto dead = !(diagonal > L(std::numeric_limits<F>::min()));
      const M held = is_first & M(sized && b.layout.held_first[static_cast<std::size_t>(j)] != 0);
      frozen[j] = (at_lower & (gradient[j] <= L(0))) | (at_upper & (gradient[j] >= L(0))) | dead | held;
      bound_any = bound_any | at_lower | at_upper;
      dead_any = dead_any | (dead & (!at_lower) & (!at_upper));
      const L root = root_scale(where(dead, L(1), diagonal));
      scale[j] = where(frozen[j], L(0), root);
      unscale[j] = inverse_power(root);
      right[j] = gradient[j] * scale[j];
    }
    // LDL' of the scaled matrix; a frozen parameter's row is that of the identity.
    L pivot_min(1);
    const L raised = L(1) + damping;
    for (int j = 0; j < n; ++j) {
      L d = where(frozen[j], L(1), raised * (matrix[entry(j, j)] * scale[j] * scale[j]));
      for (int k = 0; k < j; ++k) {
        L sum = matrix[entry(j, k)] * scale[j] * scale[k];
        for (int m = 0; m < k; ++m) sum -= factor[entry(j, m)] * factor[entry(k, m)] * factor[entry(m, m)];
        const L l = sum * inverse[k];
        factor[entry(j, k)] = l;
        d -= l * sum;
      }
      d = max(d, L(sizeof(F) == 4 ? 1e-7 : 1e-15));
      factor[entry(j, j)] = d;
      inverse[j] = L(1) / d;
      pivot_min = min(pivot_min, d + d);  // of a diagonal of 1, within a factor of 2
      z[j] = right[j];
      for (int k = 0; k < j; ++k) z[j] -= factor[entry(j, k)] * z[k];
    }
    for (int j = n - 1; j >= 0; --j) {
      z[j] = z[j] * inverse[j];
      for (int k = j + 1; k < n; ++k) z[j] -= factor[entry(k, j)] * z[k];
    }
    // Project, and predict the gain of the step that is left.
    // A bound is not reached in the first steps: far from the optimum they would throw parameters into corners that
    // other parameters then can't leave.
    M still(true), cut(false), clamped(false);
    const L part = where(get(b.iterations) < L(early_steps), L(0.9), L(1));
    for (int j = 0; j < n; ++j) {
      const L lower(b.lower[static_cast<std::size_t>(j)]), upper(b.upper[static_cast<std::size_t>(j)]);
      const L wish = at[j] + z[j] * scale[j], whole = min(max(wish, lower), upper);
      clamped = clamped | (whole != wish);
      const L trial = min(max(whole, nearer(at[j], lower, part)), nearer(at[j], upper, part));
      cut = cut | (trial != whole);
      const L step = trial - at[j];
      z[j] = where(frozen[j], L(0), step * unscale[j]);
      still = still & (abs(step) <= L(rules.step_tolerance) * abs(at[j]));
      set(b.trial, trial, free(j));
    }
    L predicted(0);
    for (int j = 0; j < n; ++j) {
      L sum = L(2) * right[j] - matrix[entry(j, j)] * scale[j] * scale[j] * z[j];
      for (int k = 0; k < j; ++k) sum -= L(2) * matrix[entry(j, k)] * scale[j] * scale[k] * z[k];
      predicted += z[j] * sum;
    }
    const L iterations = get(b.iterations) + L(1);
    // A clamped step says nothing yet: what the others gain without that parameter shows in the next. A step counts as
    // the last where it promises a tenth of the tolerance; or, as gains shrink at least as fast from step to step near
    // the optimum, where the one after it would promise no more than that.
    const L tolerance = L(rules.cost_tolerance) * measure(best), tiny(std::numeric_limits<F>::min());
    const L shrunk = predicted / max(look.promised, tiny);
    const auto last = (look.promised > tiny) & (shrunk <= L(0.3)) & (predicted * shrunk <= L(0.1) * tolerance) & (!cut);
    const auto small = (!clamped) & ((predicted <= L(0.1) * tolerance) | last) & (damping <= L(0.5) * pivot_min);
    const auto stuck = damping > L(1e8);
    const auto sizing = is_first & M(sized);
    const auto good = ((flat & (undamped | (!better))) | small | still | stuck | (best == L(0))) & (!sizing) & (!cut);
    const auto hopeless = is_first & (!finite);
    L state = where(iterations >= L(static_cast<double>(rules.max_iterations)), code(LaneState::max_iterations), L(0));
    state = where(good, where(bound_any, code(LaneState::at_bound), code(LaneState::converged)), state);
    state = where(good & dead_any & (best != L(0)), code(LaneState::singular), state);
    state = where(hopeless, code(LaneState::not_finite), state);
    // The last step is taken unseen where its gain is known to be tiny.
    const auto take = good & small & (predicted > L(0)) & (!hopeless);
    for (int j = 0; j < n; ++j) set(b.at, where(take, get(b.trial, free(j)), at[j]), free(j));
    set(b.cost, where(take, max(best - predicted, L(0)), best));
    set(b.damping, damping);
    set(b.predicted, predicted);
    set(b.pivot, where(cut, L(0), pivot_min));
    set(b.iterations, iterations);
    set(b.finished, state);
  }

  // That part of the way to a bound; exactly the bound for all of it.
  static GANTRY_INLINE L nearer(const L &from, const L &bound, const L &part) {
    return where(part == L(1), bound, from + (bound - from) * part);
  }
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
