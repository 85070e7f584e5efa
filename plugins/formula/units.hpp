// SPDX-License-Identifier: Apache-2.0
// The units of a formula's parts: whether they fit each other, and what those of the parameters must be.
//
//   Units u = settle(parse("S0 * exp(-R * TE)"), {{"TE", "ms"}}, "mV");
//   u.of_symbol[1]   // R: "ms-1"
//
// Each unit is a product of its atoms as they are written (mm2/s: mm², s⁻¹): ms and s are two atoms, since adding one to
// the other is a mistake too. What is added, compared or chosen between has one unit; arguments of exp, log, sin … have
// none. That is a system of linear equations in the exponents of the unknown units. What the formula leaves open is taken
// as a bare number. 0 has any unit.
#pragma once

#include <map>
#include <string>
#include <vector>

#include "parse.hpp"

namespace gantry::formula {

using Atoms = std::map<std::string, double>;  // exponent of each, none of them 0

// UCUM's products and quotients, with whole exponents and parentheses; {annotations} count for nothing.
// Errors: "formula.unit".
Atoms atoms_of(const std::string &unit);
std::string unit_of(const Atoms &atoms);  // "mm2.s-1"; "1"

struct Units {
  std::vector<std::string> of_symbol;  // as the formula's symbols
  std::string of_value;
};

// `known`: units of the symbols that have one, "" for none known; `value`: that of the data, "" where it is unknown.
// Errors: "formula.unit" with the part of the formula where two units don't fit.
Units settle(const Formula &formula, const std::map<std::string, std::string> &known, const std::string &value);

}  // namespace gantry::formula
