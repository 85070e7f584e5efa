// SPDX-License-Identifier: Apache-2.0
// Fields of headers: text, numbers and words, whatever the machine's locale.
//
//   number(" -3,5 ")     // -3.5
//   whole("128")         // 128
//   printable("\xB5V")   // "µV" as UTF-8
#pragma once

#include <cstdint>
#include <optional>
#include <string>
#include <string_view>
#include <vector>

namespace gantry::biosignals {

std::string_view trimmed(std::string_view text);  // without spaces, tabs, line ends and NULs around it
// The whole field; a decimal comma and a leading + are taken, infinity and NaN are not.
std::optional<double> number(std::string_view field);
std::optional<std::int64_t> whole(std::string_view field);
std::vector<std::string_view> words(std::string_view text);  // divided by spaces and tabs
std::vector<std::string_view> lines(std::string_view text);  // divided by LF, CR LF or CR
// UTF-8 without control characters; what is not UTF-8 is taken for Latin-1.
std::string printable(std::string_view bytes);
std::string lower_case(std::string_view text);
std::string shown(double value);  // the shortest digits that read back as the same number

}  // namespace gantry::biosignals
