// SPDX-License-Identifier: Apache-2.0
#include <charconv>

#include "parse.hpp"

namespace gantry::formula {
namespace {

const char *sign_of(Op op) {
  switch (op) {
    case Op::add: return " + ";
    case Op::subtract: return " - ";
    case Op::multiply: return " * ";
    case Op::divide: return " / ";
    case Op::power: return "^";
    case Op::less: return " < ";
    case Op::less_equal: return " <= ";
    default: return nullptr;
  }
}

const char *name_of(Op op) {
  switch (op) {
    case Op::select: return "where";
    case Op::minimum: return "min";
    case Op::maximum: return "max";
    case Op::exp: return "exp";
    case Op::expm1: return "expm1";
    case Op::log: return "log";
    case Op::log1p: return "log1p";
    case Op::sqrt: return "sqrt";
    case Op::sin: return "sin";
    case Op::cos: return "cos";
    case Op::tan: return "tan";
    case Op::atan: return "atan";
    case Op::tanh: return "tanh";
    case Op::erf: return "erf";
    default: return "abs";
  }
}

std::string shown(double number) {
  char text[32];
  const auto [end, problem] = std::to_chars(std::begin(text), std::end(text), number);
  return problem == std::errc() ? std::string(text, end) : "?";
}

std::string written(const Formula &f, Node node, std::size_t depth) {
  if (depth > 6) return "…";
  const Part &p = f.graph[node];
  if (p.op == Op::number) return shown(p.number);
  if (p.op == Op::symbol) {
    const Symbol &s = f.symbols[p.index];
    return s.name.empty() ? shown(s.number) + "{" + s.unit + "}" : s.name;
  }
  const std::string a = written(f, p.a, depth + 1);
  if (const char *sign = sign_of(p.op)) return "(" + a + sign + written(f, p.b, depth + 1) + ")";
  if (p.op == Op::negate) return "-" + a;
  std::string text = name_of(p.op) + ("(" + a);
  if (operands(p.op) > 1) text += ", " + written(f, p.b, depth + 1);
  if (operands(p.op) > 2) text += ", " + written(f, p.c, depth + 1);
  return text + ")";
}

}  // namespace

std::string written(const Formula &formula, Node node) {
  std::string text = written(formula, node, 0);
  if (text.size() > 2 && text.front() == '(' && sign_of(formula.graph[node].op) != nullptr)
    text = text.substr(1, text.size() - 2);
  return text;
}

}  // namespace gantry::formula
