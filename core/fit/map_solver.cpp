// SPDX-License-Identifier: Apache-2.0
#include <core/fit/map_solver.hpp>

#include <algorithm>

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
      start_(problem.start.size()) {
  for (std::size_t j = 0; j < guessed_.size(); ++j) {
    if (!std::isnan(guessed_[j])) continue;
    wants_guess_ = wants_guess_ || problem.model.guess != nullptr;
    guessed_[j] = problem.model.parameters[j]->start;
  }
  keep_inside(nullptr);
  declared_ = start_;
}

template <class F>
void Starts<F>::guess(const VoxelIn<F> &voxel) {
  for (std::size_t row = 0; row < data_.size(); ++row) data_[row] = static_cast<double>(voxel.data[row * voxel.stride]);
  std::copy_n(voxel.constants, constants_.size(), constants_.begin());
  problem_.model.guess(&problem_.model, problem_.state.get(), constants_.data(), data_.data(), guessed_.data());
  for (std::size_t j = 0; j < guessed_.size(); ++j) {
    if (!std::isnan(problem_.start[j])) guessed_[j] = problem_.start[j];
    else if (!std::isfinite(guessed_[j])) guessed_[j] = problem_.model.parameters[j]->start;
  }
}

template <class F>
void Starts<F>::keep_inside(const float *from) {
  for (std::size_t j = 0; j < guessed_.size(); ++j) start_[j] = static_cast<F>(guessed_[j]);
  for (const int free : problem_.layout.free) {
    const auto j = static_cast<std::size_t>(free);
    const auto lower = static_cast<F>(problem_.layout.lower[j]), upper = static_cast<F>(problem_.layout.upper[j]);
    start_[j] = std::clamp(start_[j], lower, upper);
    if (from == nullptr) continue;
    const auto given = static_cast<F>(from[j]);
    if (given > lower && given < upper) start_[j] = given;
  }
}

template <class F>
const F *Starts<F>::of(const VoxelIn<F> &voxel) {
  if (!wants_guess_ && voxel.from == nullptr) return declared_.data();
  if (wants_guess_) guess(voxel);
  keep_inside(voxel.from);
  return start_.data();
}

template class Starts<float>;
template class Starts<double>;

}  // namespace gantry::core::fit
