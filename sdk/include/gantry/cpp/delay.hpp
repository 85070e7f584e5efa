// SPDX-License-Identifier: MIT
// A column of the axis as it was some time ago: an arterial input that reaches the tissue later.
//
//   const T now = gantry::delayed(x, time, ca, t, p[delay]);    // Ca(time[t] - delay), and how it moves with the delay
//
// The column is taken as straight lines between its points, and as constant before the first and after the last. `along`
// must increase. In the formula of a whole curve (model.hpp); the delay is in the unit of `along`, of either sign.
#pragma once

#include <gantry/cpp/model_blocks.hpp>

#include <cstddef>

namespace gantry {

namespace detail {

// The column at the moment `when`, and its slope; at a point of the column the mean of the slopes before and behind it.
// `near`: a point close by, where the search begins.
template <class F>
struct AtMoment {
  F value, slope;
};
template <class F>
GANTRY_INLINE AtMoment<F> at_moment(const F *at, const F *y, std::size_t points, F when, std::size_t near) {
  const std::size_t last = points - 1;
  if (last == 0) return {y[0], F(0)};
  std::size_t k = near < last ? near : last - 1;  // the piece from k to k + 1
  while (k > 0 && at[k] > when) --k;
  while (k + 1 < last && at[k + 1] <= when) ++k;
  const F rise = (y[k + 1] - y[k]) / (at[k + 1] - at[k]);
  if (when < at[0]) return {y[0], F(0)};
  if (when > at[last]) return {y[last], F(0)};
  F slope = rise;
  if (when == at[k]) slope = (k > 0 ? rise + (y[k] - y[k - 1]) / (at[k] - at[k - 1]) : rise) / 2;
  if (when == at[k + 1]) slope = rise / 2;
  return {y[k] + rise * (when - at[k]), slope};
}

}  // namespace detail

template <class T, class F>
GANTRY_INLINE T delayed(const Axis<F> &x, const AxisColumn &along, const AxisColumn &column, std::size_t t,
                        const T &delay) {
  using L = typename detail::Behind<T>::L;
  const F *at = x[along], *y = x[column];
  const L &late = detail::value_of(delay);
  const auto first = detail::at_moment(at, y, x.size(), at[t] - late.v[0], t);
  L value(first.value), slope(-first.slope);
  if ((late != L(late.v[0])).any()) {  // a delay that is fixed is the same in all lanes
    for (int i = 1; i < L::size; ++i) {
      const auto one = detail::at_moment(at, y, x.size(), at[t] - late.v[i], t);
      value.v[i] = one.value;
      slope.v[i] = -one.slope;
    }
  }
  return detail::with_slope(delay, value, slope);
}

}  // namespace gantry
