// SPDX-License-Identifier: Apache-2.0
// Values as DICOM wants them: decimal strings, texts that fit their representation, new UIDs.
//
//   decimal_string(0.1) == "0.1";   decimal_string(1.0 / 3) == "0.33333333333333"
//   fitted("a very long name …", 16);
//   new_uid() == "2.25.329800735698586629295641978511506172918"
#pragma once

#include <string>
#include <string_view>

namespace gantry::dicom::write {

// DS: as few digits as give the number back, as many as fit into 16 characters. The number must be finite.
std::string decimal_string(double value);
bool is_exact_decimal(double value);  // decimal_string gives it back to the last bit

// At most `characters` of UTF-8, without control characters; '\' separates values in DICOM and becomes '/'.
std::string fitted(std::string_view text, std::size_t characters);

// A random UUID as a UID (PS3.5, B.2; ISO/IEC 9834-8).
std::string new_uid();
// Digits and dots, not empty, at most 64.
bool is_uid(std::string_view text);

}  // namespace gantry::dicom::write
