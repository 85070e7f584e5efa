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
  const std::size_t n = layout.parameters;
  y.resize(layout.rows * slots);
  if (layout.sums) {
    sum_gradient.resize(n * slots);
    sum_matrix.resize(n * (n + 1) / 2 * slots);
  } else {
    values.resize(layout.rows * slots);
    jacobian.resize(layout.rows * n * slots);
  }
  trial.resize(n * slots);
  at.resize(n * slots);
  constants.resize(layout.constants * slots);
  gradient.resize(free_count * slots);
  matrix.resize(free_count * (free_count + 1) / 2 * slots);
  for (auto *array : {&sum_cost, &cost, &damping, &growth, &predicted, &iterations, &undamped, &sigma, &finished})
    array->resize(slots);
  for (const int j : layout.free) {
    lower.push_back(static_cast<F>(layout.lower[static_cast<std::size_t>(j)]));
    upper.push_back(static_cast<F>(layout.upper[static_cast<std::size_t>(j)]));
  }
}

template <class F>
void Bundle<F>::begin(const std::size_t *at_slots, const VoxelsIn<F> &voxels, const F *start, std::size_t start_stride,
                      double first_damping) {
  const std::size_t n = voxels.count;
  const auto set = [&](AlignedArray<F> &array, F value) {
    for (std::size_t k = 0; k < n; ++k) array.data()[at_slots[k]] = value;
  };
  for (std::size_t c = 0; c < layout.constants; ++c)
    for (std::size_t k = 0; k < n; ++k)
      constants.data()[c * slots + at_slots[k]] = voxels.constants[c * voxels.stride + k];
  for (std::size_t j = 0; j < layout.parameters; ++j) {
    F *first_trial = trial.data() + j * slots, *first_at = at.data() + j * slots;
    for (std::size_t k = 0; k < n; ++k) first_trial[at_slots[k]] = first_at[at_slots[k]] = start[k * start_stride + j];
  }
  if (voxels.sigma != nullptr)
    for (std::size_t k = 0; k < n; ++k) sigma.data()[at_slots[k]] = voxels.sigma[k];
  set(cost, std::numeric_limits<F>::infinity());
  set(damping, static_cast<F>(first_damping));
  set(growth, F(2));
  for (auto *array : {&predicted, &iterations, &undamped, &finished}) set(*array, F(0));
}

template struct AlignedArray<float>;
template struct AlignedArray<double>;
template struct Bundle<float>;
template struct Bundle<double>;

namespace {

#if defined(__x86_64__) && defined(__OPTIMIZE__)
constexpr bool has_levels = true;
#else
constexpr bool has_levels = false;
#endif

}  // namespace

template <class F>
Step<F> step_for(std::uint32_t level, std::size_t free_count) {
  if constexpr (has_levels) {
    if (level >= GANTRY_LEVEL_V4) return step_v4<F>(free_count);
    if (level >= GANTRY_LEVEL_V3) return step_v3<F>(free_count);
  }
  return step_baseline<F>(free_count);
}
template Step<float> step_for<float>(std::uint32_t, std::size_t);
template Step<double> step_for<double>(std::uint32_t, std::size_t);

namespace {

template <class F>
void fill(Bundle<F> &b, const std::size_t *slots, const VoxelsIn<F> &voxels) {
  for (std::size_t row = 0; row < b.layout.rows; ++row) {
    F *to = b.y.data() + row * b.slots;
    const F *from = voxels.data + row * voxels.stride;
    for (std::size_t k = 0; k < voxels.count; ++k) to[slots[k]] = from[k];
  }
}

}  // namespace

template <class F>
Fill<F> fill_for(std::uint32_t level) {
  if constexpr (has_levels) {
    if (level >= GANTRY_LEVEL_V4) return fill_v4<F>();
  }
  return fill<F>;
}
template Fill<float> fill_for<float>(std::uint32_t);
template Fill<double> fill_for<double>(std::uint32_t);

template <class F>
Weigh<F> rician_for(std::uint32_t level) {
  if constexpr (has_levels) {
    if (level >= GANTRY_LEVEL_V4) return rician_v4<F>();
    if (level >= GANTRY_LEVEL_V3) return rician_v3<F>();
  }
  return rician_baseline<F>();
}
template Weigh<float> rician_for<float>(std::uint32_t);
template Weigh<double> rician_for<double>(std::uint32_t);

}  // namespace gantry::core::fit
