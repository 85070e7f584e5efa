// SPDX-License-Identifier: Apache-2.0
#include <core/fit/dictionary.hpp>

#include <core/fit/each.hpp>
#include <core/fit/option.hpp>

#include <algorithm>
#include <array>
#include <atomic>
#include <cmath>
#include <type_traits>

namespace gantry::core::fit {
namespace {

constexpr std::size_t slab_bytes = std::size_t{32} << 20;

// The parameters of 64 entries, the last one again where there are fewer.
template <class F>
void fill_parameters(const Grid &grid, std::size_t first, std::size_t count, F *params) {
  std::vector<double> set(count);
  for (std::size_t lane = 0; lane < block_lanes; ++lane) {
    grid.set(std::min(first + lane, grid.entries() - 1), set.data());
    for (std::size_t p = 0; p < count; ++p) params[p * block_lanes + lane] = static_cast<F>(set[p]);
  }
}

}  // namespace

template <class F>
Dictionary<F>::Dictionary(const gantry_model &model, const ModelState &state, DictionarySetup setup)
    : model_(model),
      state_(state),
      setup_(std::move(setup)),
      blocks_((setup_.grid.entries() + block_lanes - 1) / block_lanes),
      match_(match_for<F>(setup_.level)) {
  const std::size_t block_bytes = setup_.rows * block_lanes * sizeof(F);
  blocks_per_slab_ = std::clamp<std::size_t>(slab_bytes / block_bytes, 1, blocks_);
  values_.resize(blocks_per_slab_ * setup_.rows * block_lanes);
  low_.resize(blocks_per_slab_ * block_lanes);
  high_.resize(blocks_per_slab_ * block_lanes);
}

template <class F>
Result<void> Dictionary<F>::make(std::size_t slab, const std::vector<double> &constants, std::uint32_t threads,
                                 const FitHost &host) {
  const auto asked = std::pair{slab, constants};
  if (made_ == asked) return done();
  made_.reset();
  const std::size_t first = slab * blocks_per_slab_, count = std::min(blocks_per_slab_, blocks_ - first);
  std::atomic<std::size_t> left_out{0};
  GANTRY_CHECK(each(count, threads, host, "making the dictionary",
                    [&](std::size_t place) { left_out += make_block(first + place, place, constants); }));
  left_out_ += left_out;
  entries_ = {setup_.rows, count,        values_.data(),
              low_.data(), high_.data(), static_cast<std::uint32_t>(first * block_lanes)};
  made_ = asked;
  return done();
}

// How many entries gave no number.
template <class F>
std::size_t Dictionary<F>::make_block(std::size_t block, std::size_t place, const std::vector<double> &constants) {
  F *const values = values_.data() + place * setup_.rows * block_lanes;
  evaluate(block, constants, values);
  std::array<double, block_lanes> squares{};
  for (std::size_t row = 0; row < setup_.rows; ++row) {
    const auto weight = static_cast<F>(setup_.weights.empty() ? 1 : setup_.weights[row]);
    for (std::size_t lane = 0; lane < block_lanes; ++lane) {
      F &x = values[row * block_lanes + lane];
      x *= weight;
      squares[lane] += static_cast<double>(x) * static_cast<double>(x);
    }
  }
  std::size_t without_number = 0;
  std::array<F, block_lanes> length;  // by which an entry is multiplied; 0: it is left out, or nothing but 0
  const auto [low, high] = setup_.amplitude.value_or(std::pair{1.0, 1.0});
  for (std::size_t lane = 0; lane < block_lanes; ++lane) {
    const double norm = std::sqrt(squares[lane]);
    const bool there = block * block_lanes + lane < setup_.grid.entries(), number = std::isfinite(norm);
    const bool usable = there && number && (norm > 0 || !setup_.amplitude);
    without_number += there && !number ? 1 : 0;
    const std::size_t at = place * block_lanes + lane;
    low_.data()[at] = static_cast<F>(usable ? low * norm * setup_.scale : -infinity);
    high_.data()[at] = static_cast<F>(usable ? high * norm * setup_.scale : -infinity);
    length[lane] = static_cast<F>(usable && norm > 0 ? 1 / norm : 0);
  }
  for (std::size_t row = 0; row < setup_.rows; ++row)
    for (std::size_t lane = 0; lane < block_lanes; ++lane) {
      F &x = values[row * block_lanes + lane];
      x = length[lane] > 0 ? x * length[lane] : F(0);  // times 0, what is no number would stay none
    }
  return without_number;
}

// The curves of 64 entries, with the amplitude 1.
template <class F>
void Dictionary<F>::evaluate(std::size_t block, const std::vector<double> &constants, F *values) const {
  AlignedArray<F> params, known;
  params.resize(model_.parameter_count * block_lanes);
  known.resize(std::max<std::size_t>(constants.size(), 1) * block_lanes);
  fill_parameters(setup_.grid, block * block_lanes, model_.parameter_count, params.data());
  for (std::size_t c = 0; c < constants.size(); ++c)
    std::fill_n(known.data() + c * block_lanes, block_lanes, static_cast<F>(constants[c]));
  std::conditional_t<sizeof(F) == 4, gantry_block_f32, gantry_block_f64> asked{};
  asked.size = sizeof asked;
  asked.count = static_cast<std::uint32_t>(block_lanes);
  asked.stride = block_lanes;
  asked.params = params.data();
  asked.constants = constants.empty() ? nullptr : known.data();
  asked.values = values;
  if constexpr (sizeof(F) == 4) model_.evaluate_f32(&model_, state_.get(), &asked);
  else model_.evaluate_f64(&model_, state_.get(), &asked);
}

template class Dictionary<float>;
template class Dictionary<double>;

}  // namespace gantry::core::fit
