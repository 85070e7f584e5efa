// SPDX-License-Identifier: Apache-2.0
// Tissues with names, out of a table, and how many isochromats a sequence asks for in one.
//
//   for (const NamedTissue &t : tissues_of(table)) …   // columns T1, T2 [ms]; name, label, PD, df [Hz], B1, T2prime [ms]
#pragma once

#include "spins.hpp"

#include <gantry/table.h>

#include <cstdint>
#include <string>
#include <vector>

namespace mri_physics {

struct NamedTissue {
  std::string name;
  std::int64_t label = 0;  // in a label map
  Tissue tissue;
};

// Without a column label the rows are 1, 2, 3 … Errors: gantry::Error where T1 or T2 is missing or not above 0.
std::vector<NamedTissue> tissues_of(const gantry_table &table);
// Throws where a value can't be.
void check(const Tissue &tissue, const char *port);

// As many as make the mean exact for the gradients, and follow T2'.
std::size_t isochromats_for(const Sequence &sequence, const Tissue &tissue);

}  // namespace mri_physics
