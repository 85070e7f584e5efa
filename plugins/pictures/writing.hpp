// SPDX-License-Identifier: Apache-2.0
// What the writers share: names, numbers as text, and slices that a format can't place.
//
//   require_even_slices(view.geometry(), "NRRD");
//   const std::string stem = stem_of(name, {".nrrd"});        // Error "file.name"
#pragma once

#include <gantry/cpp/volume.hpp>

#include <initializer_list>
#include <string>

namespace gantry::pictures {

// The name without the first of `extensions` that it ends in. Error "file.name" for none.
std::string stem_of(const std::string &name, std::initializer_list<const char *> extensions);

std::string text_of(double value);                                // the shortest that reads back as the same number
std::string digits(std::uint64_t number, std::uint64_t largest);  // zeros before it: as wide as `largest`

// Error "file.slices" where slices are not evenly stacked.
void require_even_slices(const gantry_geometry &geometry, const char *format);

// Where nothing was known of the place in the patient, nothing is written of it.
bool is_unplaced(const gantry_geometry &geometry);

}  // namespace gantry::pictures
