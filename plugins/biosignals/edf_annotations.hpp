// SPDX-License-Identifier: Apache-2.0
// Time-stamped annotation lists (TALs) of EDF+ and BDF+.
//
//   for (const Tal &tal : tals(bytes, bad)) …   // "+180\x15" "2.5\x14" "Apnea\x14\0" → {180, 2.5, {"Apnea"}}
//
// Kemp and Olivan 2003, sections 2.2.2 to 2.2.4.
#pragma once

#include <cstdint>
#include <string>
#include <string_view>
#include <vector>

namespace gantry::biosignals {

struct Tal {
  double onset = 0, duration = 0;  // s; onset from the file's start time
  std::vector<std::string> texts;  // UTF-8; none in a list that only keeps time
  bool keeps_time = false;         // its first text is empty: it gives the record's start
};

// Lists that break the rules are passed over and counted in `bad`.
std::vector<Tal> tals(std::string_view bytes, std::uint64_t &bad);

}  // namespace gantry::biosignals
