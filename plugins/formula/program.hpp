// SPDX-License-Identifier: Apache-2.0
// A formula and its derivatives as steps for blocks of voxels: what depends on parameters alone is done once a block,
// what depends on the axis alone once a fit, the rest at each point.
//
//   const Program program = compile(graph, {y, dy_da, dy_db}, {0, -1, 1}, 2);   // the symbols a, x, b
//   program.scalars   // to be worked out for each point before a fit
#pragma once

#include <vector>

#include "graph.hpp"

namespace gantry::formula {

// Which operand is a scalar, the same in all lanes. It is part of a step, so that nobody has to ask while it runs.
enum class Form : unsigned char { vectors, scalar_second, scalar_first };

struct Step {
  Op op = Op::number;  // Op::number: scalar a in all lanes; Op::symbol: a copy
  Form form = Form::vectors;
  unsigned to = 0, a = 0, b = 0, c = 0;  // places, or indices of scalars
};

// Places: first the parameters, then the outputs, then registers.
struct Program {
  unsigned parameters = 0, outputs = 0, registers = 0;
  std::vector<Step> once, at_each_point;
  std::vector<Node> scalars;
};

// `place`: for each symbol its place among the parameters, or -1 where it is known for each point.
Program compile(const Graph &graph, const std::vector<Node> &outputs, const std::vector<int> &place,
                unsigned parameters);

}  // namespace gantry::formula
