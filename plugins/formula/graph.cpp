// SPDX-License-Identifier: Apache-2.0
#include "graph.hpp"

#include <algorithm>
#include <cmath>
#include <cstring>
#include <utility>

namespace gantry::formula {

int operands(Op op) {
  if (op <= Op::symbol) return 0;
  if (op == Op::select) return 3;
  return op >= Op::negate ? 1 : 2;
}

double value_of(Op op, double a, double b, double c) {
  switch (op) {
    case Op::number:
    case Op::symbol: return a;
    case Op::add: return a + b;
    case Op::subtract: return a - b;
    case Op::multiply: return a * b;
    case Op::divide: return a / b;
    case Op::power: return std::pow(a, b);
    case Op::less: return a < b ? 1 : 0;
    case Op::less_equal: return a <= b ? 1 : 0;
    case Op::select: return a != 0 ? b : c;
    case Op::minimum: return std::min(a, b);
    case Op::maximum: return std::max(a, b);
    case Op::negate: return -a;
    case Op::exp: return std::exp(a);
    case Op::expm1: return std::expm1(a);
    case Op::log: return std::log(a);
    case Op::log1p: return std::log1p(a);
    case Op::sqrt: return std::sqrt(a);
    case Op::sin: return std::sin(a);
    case Op::cos: return std::cos(a);
    case Op::tan: return std::tan(a);
    case Op::atan: return std::atan(a);
    case Op::tanh: return std::tanh(a);
    case Op::erf: return std::erf(a);
    case Op::abs: return std::abs(a);
  }
  return a;
}

Node Graph::keep(const Part &part) {
  const int count = operands(part.op);
  const bool numbers =
      count > 0 && is_number(part.a) && (count < 2 || is_number(part.b)) && (count < 3 || is_number(part.c));
  if (numbers) return number(value_of(part.op, parts_[part.a].number, parts_[part.b].number, parts_[part.c].number));
  std::uint64_t bits = 0;
  std::memcpy(&bits, &part.number, sizeof bits);
  const auto [at, fresh] =
      known_.try_emplace({part.op, bits, part.index, part.a, part.b, part.c}, static_cast<Node>(parts_.size()));
  if (fresh) parts_.push_back(part);
  return at->second;
}

bool Graph::is(Node node, double value) const { return is_number(node) && parts_[node].number == value; }

Node Graph::number(double value) { return keep({Op::number, value == 0 ? 0.0 : value, 0, 0, 0, 0}); }

Node Graph::symbol(std::size_t index) { return keep({Op::symbol, 0, index, 0, 0, 0}); }

Node Graph::add(Node a, Node b) {
  if (is(a, 0)) return b;
  if (is(b, 0)) return a;
  if (parts_[b].op == Op::negate) return subtract(a, parts_[b].a);
  if (parts_[a].op == Op::negate) return subtract(b, parts_[a].a);
  return keep({Op::add, 0, 0, std::min(a, b), std::max(a, b), 0});
}

Node Graph::subtract(Node a, Node b) {
  if (is(b, 0)) return a;
  if (is(a, 0)) return negate(b);
  if (a == b) return number(0);
  if (parts_[b].op == Op::negate) return add(a, parts_[b].a);
  return keep({Op::subtract, 0, 0, a, b, 0});
}

Node Graph::multiply(Node a, Node b) {
  if (is(a, 0) || is(b, 0)) return number(0);
  if (is(a, 1)) return b;
  if (is(b, 1)) return a;
  if (is(a, -1)) return negate(b);
  if (is(b, -1)) return negate(a);
  if (parts_[a].op == Op::negate) return negate(multiply(parts_[a].a, b));
  if (parts_[b].op == Op::negate) return negate(multiply(a, parts_[b].a));
  return keep({Op::multiply, 0, 0, std::min(a, b), std::max(a, b), 0});
}

Node Graph::divide(Node a, Node b) {
  if (is(a, 0) && !is(b, 0)) return a;
  if (is(b, 1)) return a;
  if (is(b, -1)) return negate(a);
  if (parts_[a].op == Op::negate) return negate(divide(parts_[a].a, b));
  if (parts_[b].op == Op::negate) return negate(divide(a, parts_[b].a));
  return keep({Op::divide, 0, 0, a, b, 0});
}

Node Graph::power(Node a, Node b) {
  if (!is_number(b)) return keep({Op::power, 0, 0, a, b, 0});
  const double n = parts_[b].number;
  if (n == 0) return number(1);
  if (n == 0.5) return call(Op::sqrt, a);
  if (n < 0 && n >= -8 && n == std::floor(n)) return divide(number(1), power(a, number(-n)));
  if (std::abs(n) > 8 || n != std::floor(n)) return keep({Op::power, 0, 0, a, b, 0});
  Node result = number(1), square = a;
  for (auto left = static_cast<unsigned>(n); left != 0; left >>= 1U) {
    if ((left & 1U) != 0) result = multiply(result, square);
    if (left > 1) square = multiply(square, square);
  }
  return result;
}

Node Graph::negate(Node a) {
  if (parts_[a].op == Op::negate) return parts_[a].a;
  if (parts_[a].op == Op::subtract) return subtract(parts_[a].b, parts_[a].a);
  return keep({Op::negate, 0, 0, a, 0, 0});
}

Node Graph::select(Node condition, Node yes, Node no) {
  if (is_number(condition)) return parts_[condition].number != 0 ? yes : no;
  return yes == no ? yes : keep({Op::select, 0, 0, condition, yes, no});
}

Node Graph::call(Op op, Node a, Node b, Node c) {
  const int count = operands(op);
  return keep({op, 0, 0, a, count > 1 ? b : 0, count > 2 ? c : 0});
}

}  // namespace gantry::formula
