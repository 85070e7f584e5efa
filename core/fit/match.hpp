// SPDX-License-Identifier: Apache-2.0
// Curves against the entries of a dictionary: which of them, times an amplitude between its bounds, comes nearest.
//
//   match_entries<Lanes<float, 64>>(entries, curves, count, best);   // best[i].entry of curves[i]
//
// With a curve y and an entry d of length 1, |y - a d|^2 = |y|^2 - a (2 y.d - a): the entry whose a (2 y.d - a), here
// `gain`, is largest. Unbounded, a = y.d, which is the largest inner product (Ma et al. 2013, Nature 495:187); with an
// amplitude between bounds a is clamped to them, and without one both are the entry's own length: plain least squares.
//
// Four or eight lanes of entries by six curves stay in registers while the rows go by.
#pragma once

#include <core/fit/match_levels.hpp>

#include <gantry/cpp/lanes.hpp>

#include <algorithm>
#include <array>

namespace gantry::core::fit {

// Of the entries that one lane has seen.
template <class L>
struct LaneBest {
  L gain, place;
};

template <class L, int Wide, int Tall>
GANTRY_INLINE void match_tile(const Entries<typename L::Scalar> &e, std::size_t block, std::size_t lane,
                              const typename L::Scalar *const *curves, LaneBest<L> *best) {
  using F = typename L::Scalar;
  constexpr auto size = static_cast<std::size_t>(L::size);
  L sum[Tall][Wide];
  for (auto &row : sum)
    for (L &x : row) x = L(0);
  const F *values = e.values + block * e.rows * block_lanes + lane;
  for (std::size_t r = 0; r < e.rows; ++r) {
    L d[Wide];
    for (int w = 0; w < Wide; ++w) d[w] = L::load(values + r * block_lanes + static_cast<std::size_t>(w) * size);
    for (int c = 0; c < Tall; ++c) {
      const L y(curves[c][r]);
      for (int w = 0; w < Wide; ++w) sum[c][w] += d[w] * y;
    }
  }
  for (int w = 0; w < Wide; ++w) {
    const std::size_t first = block * block_lanes + lane + static_cast<std::size_t>(w) * size;
    const L low = L::load(e.low + first), high = L::load(e.high + first), place(static_cast<F>(first / size));
    for (int c = 0; c < Tall; ++c) {
      const L amplitude = min(max(sum[c][w], low), high);
      const L gain = amplitude * (sum[c][w] + sum[c][w] - amplitude);
      const auto better = gain > best[c].gain;
      best[c].gain = where(better, gain, best[c].gain);
      best[c].place = where(better, place, best[c].place);
    }
  }
}

// Of several lanes that are as good, the one whose entry comes first.
template <class L>
GANTRY_INLINE void take_lanes(const LaneBest<L> &lanes, std::uint32_t first, Best<typename L::Scalar> &best) {
  for (int lane = 0; lane < L::size; ++lane) {
    const auto gain = lanes.gain[lane];
    const auto entry = first + static_cast<std::uint32_t>(lanes.place[lane]) * static_cast<std::uint32_t>(L::size) +
                       static_cast<std::uint32_t>(lane);
    if (gain > best.gain || (gain == best.gain && entry < best.entry)) best = {gain, entry};
  }
}

template <class L>
GANTRY_INLINE void match_entries(const Entries<typename L::Scalar> &e, const typename L::Scalar *const *curves,
                                 std::size_t count, Best<typename L::Scalar> *best) {
  using F = typename L::Scalar;
  constexpr int wide = 2, tall = 6;
  constexpr std::size_t groups = (curves_together + tall - 1) / tall;
  static_assert(block_lanes % (wide * static_cast<std::size_t>(L::size)) == 0);
  std::array<const F *, groups * tall> padded;
  std::array<LaneBest<L>, groups * tall> found;
  for (std::size_t c = 0; c < padded.size(); ++c) {
    padded[c] = curves[std::min(c, count - 1)];
    found[c] = {L(-std::numeric_limits<F>::infinity()), L(0)};
  }
  for (std::size_t block = 0; block < e.blocks; ++block)
    for (std::size_t c = 0; c < count; c += tall)
      for (std::size_t lane = 0; lane < block_lanes; lane += wide * static_cast<std::size_t>(L::size))
        match_tile<L, wide, tall>(e, block, lane, padded.data() + c, found.data() + c);
  for (std::size_t c = 0; c < count; ++c) take_lanes<L>(found[c], e.first, best[c]);
}

}  // namespace gantry::core::fit
