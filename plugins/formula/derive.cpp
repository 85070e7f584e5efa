// SPDX-License-Identifier: Apache-2.0
#include "derive.hpp"

namespace gantry::formula {
namespace {

// d/ds of one part, from those of its operands.
Node of_part(Graph &g, Node node, Node da, Node db, Node dc) {
  const Part p = g[node];
  switch (p.op) {
    case Op::add: return g.add(da, db);
    case Op::subtract: return g.subtract(da, db);
    case Op::multiply: return g.add(g.multiply(da, p.b), g.multiply(p.a, db));
    case Op::divide: return g.divide(g.subtract(da, g.multiply(node, db)), p.b);
    case Op::power: {
      const Node inner = g.multiply(g.multiply(p.b, g.power(p.a, g.subtract(p.b, g.number(1)))), da);
      // Only where the exponent itself depends on it: log(0) would spoil what has no part in it.
      return g.is(db, 0) ? inner : g.add(inner, g.multiply(g.multiply(node, g.call(Op::log, p.a)), db));
    }
    case Op::select: return g.select(p.a, db, dc);
    case Op::minimum: return g.select(g.call(Op::less, p.b, p.a), db, da);
    case Op::maximum: return g.select(g.call(Op::less, p.a, p.b), db, da);
    case Op::negate: return g.negate(da);
    case Op::exp: return g.multiply(node, da);
    case Op::expm1: return g.multiply(g.add(node, g.number(1)), da);
    case Op::log: return g.divide(da, p.a);
    case Op::log1p: return g.divide(da, g.add(g.number(1), p.a));
    case Op::sqrt: return g.divide(da, g.multiply(g.number(2), node));
    case Op::sin: return g.multiply(g.call(Op::cos, p.a), da);
    case Op::cos: return g.negate(g.multiply(g.call(Op::sin, p.a), da));
    case Op::tan: return g.multiply(g.add(g.number(1), g.multiply(node, node)), da);
    case Op::atan: return g.divide(da, g.add(g.number(1), g.multiply(p.a, p.a)));
    case Op::tanh: return g.multiply(g.subtract(g.number(1), g.multiply(node, node)), da);
    case Op::erf: {
      const Node bell = g.call(Op::exp, g.negate(g.multiply(p.a, p.a)));
      return g.multiply(g.multiply(g.number(1.1283791670955126 /* 2 / sqrt(pi) */), bell), da);
    }
    case Op::abs: return g.select(g.call(Op::less, p.a, g.number(0)), g.negate(da), da);
    default: return g.number(0);
  }
}

}  // namespace

Node derivative(Graph &graph, Node of, std::size_t symbol) {
  const Node zero = graph.number(0);
  std::vector<Node> slopes(of + std::size_t{1}, zero);
  for (Node node = 0; node <= of; ++node) {
    const Part part = graph[node];
    if (part.op == Op::symbol) {
      if (part.index == symbol) slopes[node] = graph.number(1);
      continue;
    }
    const int count = operands(part.op);
    const Node da = count > 0 ? slopes[part.a] : zero, db = count > 1 ? slopes[part.b] : zero,
               dc = count > 2 ? slopes[part.c] : zero;
    if (da != zero || db != zero || dc != zero) slopes[node] = of_part(graph, node, da, db, dc);
  }
  return slopes[of];
}

}  // namespace gantry::formula
