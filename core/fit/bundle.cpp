// SPDX-License-Identifier: Apache-2.0
#include <core/fit/bundle.hpp>

#include <core/fit/step_levels.hpp>
#include <gantry/base.h>

#include <limits>

namespace gantry::core::fit {

template <class F>
void AlignedArray<F>::resize(std::size_t n) {
  memory.assign(n + 64 / sizeof(F), F(0));
  const auto address = reinterpret_cast<std::uintptr_t>(memory.data());
  first = memory.data() + (64 - address % 64) % 64 / sizeof(F);
}

template <class F>
Bundle<F>::Bundle(const Layout &shared, std::size_t count)
    : layout(shared), slots(count), free_count(shared.free.size()) {
  y.resize(layout.rows * slots);
  values.resize(layout.rows * slots);
  jacobian.resize(layout.rows * layout.parameters * slots);
  trial.resize(layout.parameters * slots);
  at.resize(layout.parameters * slots);
  constants.resize(layout.constants * slots);
  gradient.resize(free_count * slots);
  matrix.resize(free_count * (free_count + 1) / 2 * slots);
  for (auto *array : {&cost, &damping, &growth, &predicted, &iterations, &pivot, &finished}) array->resize(slots);
  for (const int j : layout.free) {
    lower.push_back(static_cast<F>(layout.lower[static_cast<std::size_t>(j)]));
    upper.push_back(static_cast<F>(layout.upper[static_cast<std::size_t>(j)]));
  }
}

template <class F>
void Bundle<F>::put(std::size_t slot, const F *data, const F *constant, const F *start, double first_damping) {
  F *to = y.data() + slot;
  for (std::size_t row = 0; row < layout.rows; ++row) to[row * slots] = data[row];
  for (std::size_t c = 0; c < layout.constants; ++c) constants.data()[c * slots + slot] = constant[c];
  for (std::size_t j = 0; j < layout.parameters; ++j)
    trial.data()[j * slots + slot] = at.data()[j * slots + slot] = start[j];
  cost.data()[slot] = std::numeric_limits<F>::infinity();
  damping.data()[slot] = static_cast<F>(first_damping);
  growth.data()[slot] = F(2);
  predicted.data()[slot] = iterations.data()[slot] = pivot.data()[slot] = finished.data()[slot] = F(0);
}

template struct AlignedArray<float>;
template struct AlignedArray<double>;
template struct Bundle<float>;
template struct Bundle<double>;

template <class F>
Step<F> step_for(std::uint32_t level, std::size_t free_count) {
#if defined(__x86_64__) && defined(__OPTIMIZE__)
  if (level >= GANTRY_LEVEL_V4) return step_v4<F>(free_count);
  if (level >= GANTRY_LEVEL_V3) return step_v3<F>(free_count);
#else
  static_cast<void>(level);
#endif
  return step_baseline<F>(free_count);
}
template Step<float> step_for<float>(std::uint32_t, std::size_t);
template Step<double> step_for<double>(std::uint32_t, std::size_t);

}  // namespace gantry::core::fit
