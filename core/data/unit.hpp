// SPDX-License-Identifier: Apache-2.0
// Units in UCUM's notation: whether two measure the same thing, and the factor between them.
//
//   GANTRY_TRY(factor, unit_factor("s", "ms"));          // 1000: multiply a value in s by it to get ms
//   unit_factor("mm2/s", "um2/ms")                        // 1000
//   unit_factor("s", "mm")                                // "unit.dimension": cannot convert …
//
// UCUM (Schadow and McDonald, The Unified Code for Units of Measure, version 2.1): prefixes, products with `.`,
// quotients with `/`, exponents, parentheses, {annotations}, 10*3. Atoms that aren't known but stand in [brackets],
// "signal" and "axis", are dimensions of their own. Celsius converts to nothing but itself, since no factor does it.
#pragma once

#include <core/result.hpp>
#include <map>
#include <string>
#include <string_view>

namespace gantry::core {

struct Unit {
  double scale = 1;                   // in m, g, s, rad, K, C, cd
  std::map<std::string, int> powers;  // base → exponent, none of them 0
};

// Errors: "unit.unknown", saying which part isn't understood.
Result<Unit> parse_unit(std::string_view text);

// Errors: "unit.unknown"; "unit.dimension" when they measure different things.
Result<double> unit_factor(std::string_view from, std::string_view to);

}  // namespace gantry::core
