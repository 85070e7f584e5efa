// SPDX-License-Identifier: Apache-2.0
// The derivative of a formula by one of its symbols, as a formula.
//
//   const Node slope = derivative(graph, y, parameter);   // 0 where y does not depend on it
//
// A choice (where, min, max, abs) is derived on the side that is taken; a comparison has the derivative 0.
#pragma once

#include "graph.hpp"

namespace gantry::formula {

Node derivative(Graph &graph, Node of, std::size_t symbol);

}  // namespace gantry::formula
