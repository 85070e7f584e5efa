// SPDX-License-Identifier: Apache-2.0
#include <core/fit/map_solver.hpp>

#include <algorithm>

namespace gantry::core::fit {

std::size_t slots_for(const Layout &layout, std::size_t element_bytes) {
  const std::size_t per_slot = layout.rows * (layout.parameters + 2) * element_bytes;
  const std::size_t most = 64, wanted = std::size_t{96} * 1024 / std::max<std::size_t>(per_slot, 1);
  return std::clamp<std::size_t>(wanted / GANTRY_BLOCK_LANES * GANTRY_BLOCK_LANES, GANTRY_BLOCK_LANES, most);
}

Starts::Starts(const MapProblem &problem)
    : problem_(problem), data_(problem.layout.rows), constants_(problem.layout.constants), guessed_(problem.start) {
  for (std::size_t j = 0; j < guessed_.size(); ++j) {
    if (!std::isnan(guessed_[j])) continue;
    wants_guess_ = wants_guess_ || problem.model.guess != nullptr;
    guessed_[j] = problem.model.parameters[j]->start;
  }
}

void Starts::guess() {
  problem_.model.guess(&problem_.model, problem_.state.get(), constants_.data(), data_.data(), guessed_.data());
  for (std::size_t j = 0; j < guessed_.size(); ++j) {
    if (!std::isnan(problem_.start[j])) guessed_[j] = problem_.start[j];
    else if (!std::isfinite(guessed_[j])) guessed_[j] = problem_.model.parameters[j]->start;
  }
}

template <class F>
void Starts::of(const VoxelIn<F> &voxel, F *start) {
  if (wants_guess_) {
    std::copy_n(voxel.data, data_.size(), data_.begin());
    std::copy_n(voxel.constants, constants_.size(), constants_.begin());
    guess();
  }
  for (std::size_t j = 0; j < guessed_.size(); ++j) start[j] = static_cast<F>(guessed_[j]);
  for (const int free : problem_.layout.free) {
    const auto j = static_cast<std::size_t>(free);
    const auto lower = static_cast<F>(problem_.layout.lower[j]), upper = static_cast<F>(problem_.layout.upper[j]);
    start[j] = std::clamp(start[j], lower, upper);
    if (voxel.from == nullptr) continue;
    const auto from = static_cast<F>(voxel.from[j]);
    if (from > lower && from < upper) start[j] = from;
  }
}
template void Starts::of<float>(const VoxelIn<float> &, float *);
template void Starts::of<double>(const VoxelIn<double> &, double *);

}  // namespace gantry::core::fit
