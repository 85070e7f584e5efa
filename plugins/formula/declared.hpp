// SPDX-License-Identifier: Apache-2.0
// What is known beforehand of a formula's parameters, as the choice "parameters" has it: a JSON list.
//
//   const auto known = declared_in(R"([{"symbol":"T2","unit":"ms","start":30,"bounds":[0,null],"help":"…"}])");
//   known[0].maximum   // infinity
//
// Of each member but "symbol" there may be none. Errors: "formula.parameters".
#pragma once

#include <limits>
#include <string>
#include <vector>

namespace gantry::formula {

struct Declared {
  std::string symbol;
  std::string label{}, help{}, unit{};  // "": the symbol; nothing; what follows from the data
  double minimum = -std::numeric_limits<double>::infinity();
  double maximum = std::numeric_limits<double>::infinity();
  double start = 1;
};

// An empty text is an empty list.
std::vector<Declared> declared_in(const std::string &json);

}  // namespace gantry::formula
