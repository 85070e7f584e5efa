// SPDX-License-Identifier: Apache-2.0
// The match of curves and entries (match.hpp) as compiled for each instruction-set level, and what it works on.
//
//   match_for<float>(level)(entries, curves, count, best);   // at most curves_together curves
#pragma once

#include <cstddef>
#include <cstdint>
#include <limits>

namespace gantry::core::fit {

inline constexpr std::size_t block_lanes = 64, curves_together = 96;

// A part of a dictionary: blocks of 64 entries, as a model evaluates them. values[(block * rows + row) * 64 + lane], each
// entry of length 1; the bounds of its amplitude low and high [block * 64 + lane]. Left out: both minus infinity.
template <class F>
struct Entries {
  std::size_t rows = 0, blocks = 0;
  const F *values = nullptr, *low = nullptr, *high = nullptr;
  std::uint32_t first = 0;  // which entry of the dictionary the first lane is
};

// Of all entries so far; of several that are as good the first.
template <class F>
struct Best {
  F gain = -std::numeric_limits<F>::infinity();
  std::uint32_t entry = 0;
};

template <class F>
using Match = void (*)(const Entries<F> &, const F *const *curves, std::size_t count, Best<F> *best);

template <class F>
Match<F> match_for(std::uint32_t level);
template <class F>
Match<F> match_v3();
template <class F>
Match<F> match_v4();

}  // namespace gantry::core::fit
