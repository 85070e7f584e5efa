// SPDX-License-Identifier: Apache-2.0
// The values of an element, from its stored bytes. What can't be read as a number ends the list: values are never
// skipped, so that the rest keep their places.
//
//   number_values(element, big_endian)   // DS "1.5\2 " → 1.5, 2
#pragma once

#include "elements.hpp"

#include <string>
#include <string_view>
#include <vector>

namespace gantry::dicom {

// Text split at backslashes where the representation has several values, without padding, in UTF-8. Bytes of VR::UN
// are shown as text when they are printable, else as nothing.
std::vector<std::string> split_text(const Element &element, std::string_view charset);
std::vector<double> number_values(const Element &element, bool big_endian);
// Fractions are nothing; DS and binary floats that are whole numbers are taken.
std::vector<std::int64_t> integer_values(const Element &element, bool big_endian);
// Shortest text that gives the same number back.
std::vector<std::string> number_texts(const Element &element, bool big_endian);

}  // namespace gantry::dicom
