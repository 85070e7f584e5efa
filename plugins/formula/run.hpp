// SPDX-License-Identifier: Apache-2.0
// Runs a program on a block of voxels, at an instruction-set level.
//
//   Scalars<float> scalars(graph, program, symbols);      // once a fit: what is known at each point
//   run(program, scalars, GANTRY_LEVEL_V3, block);        // any thread
#pragma once

#include <gantry/model.h>

#include <cstdint>
#include <vector>

#include "program.hpp"

namespace gantry::formula {

// The values of the program's scalars: [point][scalar].
template <class F>
struct Scalars {
  // symbols[i]: the values of the i-th symbol at each point; empty where it is sought.
  Scalars(const Graph &graph, const Program &program, const std::vector<std::vector<double>> &symbols,
          std::size_t points);
  std::size_t points = 0;
  std::vector<F> values;
};

// Outputs: the value, and after it, where the block has room for it, a derivative for each parameter.
void run(const Program &program, const Scalars<float> &scalars, std::uint32_t level, const gantry_block_f32 &block);
void run(const Program &program, const Scalars<double> &scalars, std::uint32_t level, const gantry_block_f64 &block);

// The sums over them, of a program with up to so many parameters: of more, too many to stay in the registers.
constexpr unsigned most_summed = 6;
void run(const Program &program, const Scalars<float> &scalars, std::uint32_t level, const gantry_normal_f32 &block);

}  // namespace gantry::formula
