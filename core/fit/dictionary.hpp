// SPDX-License-Identifier: Apache-2.0
// A model's curves at every entry of a grid, and the search for the one that is nearest to data.
//
//   Dictionary<float> dictionary(model, state, {grid, amplitude bounds, rows, level});
//   GANTRY_CHECK(dictionary.make(0, constants, threads, host));   // one of dictionary.slabs()
//   dictionary.match(curves, count, best);                        // at most curves_together of them
//
// Of a large dictionary only one slab of 32 MiB is in memory at a time.
#pragma once

#include <core/fit/bundle.hpp>
#include <core/fit/grid.hpp>
#include <core/fit/job.hpp>
#include <core/fit/match_levels.hpp>
#include <core/fit/model_state.hpp>

#include <optional>

namespace gantry::core::fit {

struct DictionarySetup {
  const Grid &grid;
  std::optional<std::pair<double, double>> amplitude;  // its bounds, where there is one
  std::size_t rows = 0;                                // of each curve
  std::vector<double> weights;                         // of each row; empty: 1
  double scale = 1;                                    // of the curves that are matched, against the data
  std::uint32_t level = 1;
};

template <class F>
class Dictionary {
 public:
  Dictionary(const gantry_model &model, const ModelState &state, DictionarySetup setup);

  std::size_t slabs() const { return (blocks_ + blocks_per_slab_ - 1) / blocks_per_slab_; }
  // Evaluates the entries of one slab for these constants. What stands there already is kept. Errors: Failure::cancelled.
  Result<void> make(std::size_t slab, const std::vector<double> &constants, std::uint32_t threads, const FitHost &host);
  // Against the slab that was made last. From any thread.
  void match(const F *const *curves, std::size_t count, Best<F> *best) const { match_(entries_, curves, count, best); }
  // Entries that gave no number, of all slabs made so far.
  std::size_t left_out() const { return left_out_; }

 private:
  std::size_t make_block(std::size_t block, std::size_t place, const std::vector<double> &constants);
  void evaluate(std::size_t block, const std::vector<double> &constants, F *values) const;

  const gantry_model &model_;
  const ModelState &state_;
  DictionarySetup setup_;
  std::size_t blocks_, blocks_per_slab_, left_out_ = 0;
  std::optional<std::pair<std::size_t, std::vector<double>>> made_;  // slab, constants
  AlignedArray<F> values_, low_, high_;
  Entries<F> entries_;
  Match<F> match_;
};

// An amplitude that the curve d times it comes nearest to y with: the sums of y d and of d d.
inline double amplitude_between(double by_data, double by_itself, const std::pair<double, double> &bounds) {
  const double best = by_data / by_itself;
  return best < bounds.first ? bounds.first : best > bounds.second ? bounds.second : best;
}

}  // namespace gantry::core::fit
