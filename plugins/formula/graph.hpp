// SPDX-License-Identifier: Apache-2.0
// A formula as a graph: each part stands once, however often it is written, and what numbers alone decide is a number.
//
//   Graph g;
//   const Node y = g.multiply(g.symbol(0), g.call(Op::exp, g.negate(g.symbol(1))));
//   g.multiply(g.symbol(0), g.number(1)) == g.symbol(0)
//
// A node's operands come before it, so that the order of the nodes is an order of evaluation.
#pragma once

#include <cstddef>
#include <cstdint>
#include <map>
#include <tuple>
#include <vector>

namespace gantry::formula {

enum class Op : std::uint8_t {
  number,
  symbol,  // a parameter or a column of the axis, by its index
  add,
  subtract,
  multiply,
  divide,
  power,
  less,        // 1 or 0
  less_equal,  // 1 or 0
  select,      // a != 0 ? b : c
  minimum,
  maximum,
  negate,
  exp,
  expm1,
  log,
  log1p,
  sqrt,
  sin,
  cos,
  tan,
  atan,
  tanh,
  erf,
  abs,
};

using Node = std::uint32_t;

struct Part {
  Op op = Op::number;
  double number = 0;      // of Op::number
  std::size_t index = 0;  // of Op::symbol
  Node a = 0, b = 0, c = 0;
};

int operands(Op op);

// What an operation gives, in double precision.
double value_of(Op op, double a, double b, double c);

class Graph {
 public:
  Node number(double value);
  Node symbol(std::size_t index);
  Node add(Node a, Node b);
  Node subtract(Node a, Node b);
  Node multiply(Node a, Node b);
  Node divide(Node a, Node b);
  Node power(Node a, Node b);  // whole exponents up to 8 by multiplying, 0.5 by the square root
  Node negate(Node a);
  Node select(Node condition, Node yes, Node no);
  Node call(Op op, Node a, Node b = 0, Node c = 0);  // all others

  const Part &operator[](Node node) const { return parts_[node]; }
  std::size_t size() const { return parts_.size(); }
  bool is(Node node, double value) const;
  bool is_number(Node node) const { return parts_[node].op == Op::number; }

 private:
  Node keep(const Part &part);

  std::vector<Part> parts_;
  std::map<std::tuple<Op, std::uint64_t, std::size_t, Node, Node, Node>, Node> known_;
};

}  // namespace gantry::formula
