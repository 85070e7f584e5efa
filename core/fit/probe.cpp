// SPDX-License-Identifier: Apache-2.0
#include <core/fit/probe.hpp>

#include <core/fit/bundle.hpp>

#include <algorithm>
#include <type_traits>

namespace gantry::core::fit {
namespace {

template <class F>
AlignedArray<F> zeros(std::size_t count) {
  AlignedArray<F> array;
  array.resize(count);
  return array;
}

}  // namespace

Result<Probe> Probe::of(const gantry_model &model, const Place &place, const gantry_values *values,
                        std::uint32_t level) {
  GANTRY_TRY(state, ModelState::prepare(model, place.axis, place.points, values, level));
  return Probe(model, place, std::move(state));
}

template <class F>
std::vector<Evaluated<F>> Probe::block(const std::vector<std::vector<double>> &sets, std::size_t lanes) const {
  const std::size_t n = model_.parameter_count;
  auto params = zeros<F>(n * lanes), constants = zeros<F>(constants_.size() * lanes), values = zeros<F>(rows_ * lanes),
       jacobian = zeros<F>(rows_ * n * lanes);
  for (std::size_t i = 0; i < lanes; ++i) {
    const auto &set = sets[std::min(i, sets.size() - 1)];
    for (std::size_t p = 0; p < n; ++p) params.data()[p * lanes + i] = static_cast<F>(set[p]);
    for (std::size_t c = 0; c < constants_.size(); ++c) constants.data()[c * lanes + i] = static_cast<F>(constants_[c]);
  }
  std::conditional_t<sizeof(F) == 4, gantry_block_f32, gantry_block_f64> block{};
  block.size = sizeof block;
  block.count = static_cast<std::uint32_t>(lanes);
  block.stride = lanes;
  block.params = params.data();
  block.constants = constants_.empty() ? nullptr : constants.data();
  block.values = values.data();
  block.jacobian = jacobian.data();
  if constexpr (sizeof(F) == 4) model_.evaluate_f32(&model_, state_.get(), &block);
  else model_.evaluate_f64(&model_, state_.get(), &block);
  std::vector<Evaluated<F>> result(sets.size());
  for (std::size_t i = 0; i < sets.size(); ++i) {
    for (std::size_t row = 0; row < rows_; ++row) result[i].values.push_back(values.data()[row * lanes + i]);
    for (std::size_t e = 0; e < rows_ * n; ++e) result[i].jacobian.push_back(jacobian.data()[e * lanes + i]);
  }
  return result;
}
template std::vector<Evaluated<float>> Probe::block(const std::vector<std::vector<double>> &, std::size_t) const;
template std::vector<Evaluated<double>> Probe::block(const std::vector<std::vector<double>> &, std::size_t) const;

Evaluated<double> Probe::at(const std::vector<double> &parameters) const {
  return block<double>({parameters}, GANTRY_BLOCK_LANES).front();
}

}  // namespace gantry::core::fit
