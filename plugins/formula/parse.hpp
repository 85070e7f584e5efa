// SPDX-License-Identifier: Apache-2.0
// What a person types as a formula, read into a graph.
//
//   const Formula f = parse("S = S0 * exp(-TE / T2)");
//   f.symbols   // S0, TE, T2, in this order; f.output == "S"
//
// Numbers with a decimal point (1.5e-3), with a unit in braces where they have one: 1.5{ms}. Names of letters, digits and
// _. Operators + - * / ^ (or **), comparisons, && and ||. Functions: exp expm1 log (ln) log10 log2 log1p sqrt sin cos
// tan asin acos atan sinh cosh tanh erf erfc abs min max pow where(condition, then, else). pi is a number.
// Errors: "formula.parse" with the place and what to do; at most 10,000 characters, 200 levels, 20,000 parts,
// 250 names.
#pragma once

#include <string>
#include <string_view>

#include "graph.hpp"

namespace gantry::formula {

struct Symbol {
  std::string name;  // "" for a number with a unit
  double number = 0;
  std::string unit;
};

struct Formula {
  Graph graph;
  Node value = 0;
  std::vector<Symbol> symbols;
  std::string output;  // what stood left of the equals sign: "S", "log(S)"; ""
};

Formula parse(std::string_view text);

// The formula of a node, as a person would write it: for messages.
std::string written(const Formula &formula, Node node);

}  // namespace gantry::formula
