// SPDX-License-Identifier: Apache-2.0
// Reading voxels of the type that is computed with, at the widest instruction-set level: sums and bits stay in registers
// along the points.
//
//   const std::size_t done = read_strips_v4(rows, count, values, stride, sum, bits);   // the rest by the language's means
#pragma once

#include <cstddef>
#include <cstdint>
#include <type_traits>
#include <vector>

namespace gantry::core::fit {

// Sums of so many finite numbers stay finite.
inline constexpr double size_part = 1.0 / 65536;

// As VoxelTile keeps them: values[row * stride + voxel], and of each voxel the sum of sizes and all bits. Says of how many
// voxels, from the first on.
template <class F>
std::size_t read_strips_v4(const std::vector<const F *> &rows, std::size_t count, F *values, std::size_t stride, F *sum,
                           std::conditional_t<sizeof(F) == 4, std::uint32_t, std::uint64_t> *bits);

}  // namespace gantry::core::fit
