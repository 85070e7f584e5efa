// SPDX-License-Identifier: Apache-2.0
#include <core/fit/map_solver.hpp>

#include <algorithm>
#include <cmath>

namespace gantry::core::fit {

std::size_t slots_for(const Layout &layout, std::size_t element_bytes) {
  const std::size_t numbers = layout.sums ? layout.rows : layout.rows * (layout.parameters + 2);
  const std::size_t most = 64, wanted = std::size_t{96} * 1024 / std::max<std::size_t>(numbers * element_bytes, 1);
  return std::clamp<std::size_t>(wanted / GANTRY_BLOCK_LANES * GANTRY_BLOCK_LANES, GANTRY_BLOCK_LANES, most);
}

Layout layout_for(const MapProblem &problem, std::size_t element_bytes) {
  Layout layout = problem.layout;
  layout.sums = element_bytes == sizeof(float) && !layout.rician && GANTRY_HAS(&problem.model, normal_f32) &&
                problem.model.normal_f32 != nullptr;
  return layout;
}

template <class F>
Starts<F>::Starts(const MapProblem &problem)
    : problem_(problem),
      data_(problem.layout.rows),
      constants_(problem.layout.constants),
      guessed_(problem.start),
      declared_(problem.start.size()) {
  for (std::size_t j = 0; j < guessed_.size(); ++j) {
    if (!std::isnan(guessed_[j])) continue;
    wants_guess_ = wants_guess_ || problem.model.guess != nullptr;
    guessed_[j] = problem.model.parameters[j]->start;
  }
  keep_inside(nullptr, declared_.data());
}

template <class F>
void Starts<F>::guess(const VoxelsIn<F> &voxels, std::size_t k) {
  for (std::size_t row = 0; row < data_.size(); ++row)
    data_[row] = static_cast<double>(voxels.data[row * voxels.stride + k]);
  for (std::size_t c = 0; c < constants_.size(); ++c)
    constants_[c] = static_cast<double>(voxels.constants[c * voxels.stride + k]);
  problem_.model.guess(&problem_.model, problem_.state.get(), constants_.data(), data_.data(), guessed_.data());
  for (std::size_t j = 0; j < guessed_.size(); ++j) {
    if (!std::isnan(problem_.start[j])) guessed_[j] = problem_.start[j];
    else if (!std::isfinite(guessed_[j])) guessed_[j] = problem_.model.parameters[j]->start;
  }
}

template <class F>
void Starts<F>::keep_inside(const float *from, F *start) const {
  for (std::size_t j = 0; j < guessed_.size(); ++j) start[j] = static_cast<F>(guessed_[j]);
  for (const int free : problem_.layout.free) {
    const auto j = static_cast<std::size_t>(free);
    const auto lower = static_cast<F>(problem_.layout.lower[j]), upper = static_cast<F>(problem_.layout.upper[j]);
    start[j] = std::clamp(start[j], lower, upper);
    if (from == nullptr) continue;
    const auto given = static_cast<F>(from[j]);
    if (given > lower && given < upper) start[j] = given;
  }
}

template <class F>
const F *Starts<F>::of(const VoxelsIn<F> &voxels) {
  stride_ = 0;
  if (!wants_guess_ && voxels.from == nullptr) return declared_.data();
  stride_ = guessed_.size();
  starts_.resize(std::max(starts_.size(), voxels.count * stride_));
  for (std::size_t k = 0; k < voxels.count; ++k) {
    if (wants_guess_) guess(voxels, k);
    keep_inside(voxels.from, starts_.data() + k * stride_);
  }
  return starts_.data();
}

template class Starts<float>;
template class Starts<double>;

}  // namespace gantry::core::fit
