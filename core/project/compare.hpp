// SPDX-License-Identifier: Apache-2.0
// How far one output lies from another, element by element.
//
//   const Comparison c = compare(*recorded, *repeated, {.absolute = 1e-6});
//   c.verdict == Agreement::agrees   // c.max_difference, c.share_beyond
#pragma once

#include <core/project/records.hpp>
#include <string>

namespace gantry::core {

enum class Agreement { identical, agrees, differs };

struct Comparison {
  Agreement verdict = Agreement::identical;
  std::uint64_t elements = 0;  // numbers that were compared
  double max_difference = 0;   // largest |a−b| of two finite numbers, in the data's unit
  double share_beyond = 0;     // of the elements, those beyond the tolerance (also a number against NaN or infinity)
  std::string where;  // what is not comparable, or differs beyond numbers: "the header", "column T2*"; may be empty
};

// recorded: a, against which `relative` is taken. Headers must be equal. Volumes and signals number by number (complex: each
// part; colours: each byte), tables column by column (text must be equal), records by content (whole numbers and
// text equal, other numbers within tolerance), anything else byte by byte. NaN equals NaN.
Comparison compare(const Object &recorded, const Object &repeated, const Tolerance &tolerance);

}  // namespace gantry::core
