// SPDX-License-Identifier: Apache-2.0
// Reads EDF, EDF+ (C and D), BDF and BDF+.
#pragma once

#include <gantry/cpp/reader.hpp>

#include <cstdint>
#include <string>
#include <string_view>

namespace gantry::biosignals {

struct EdfReader : Reader {
  static constexpr const char *id = "edf", *label = "EDF and BDF",
                              *help =
                                  "EDF, EDF+, BDF and BDF+: channels of one rate make one signal, in physical units "
                                  "as double; annotations are its events. A recording with gaps (EDF+D) gives every "
                                  "sample its time. Files of annotations alone are read as a table.",
                              *extensions = ".edf .bdf .rec";

  static std::uint32_t sniff(std::string_view name, std::string_view head, std::uint64_t file_size);
  void list(Job &job, const Files &files, const Items &items);
  void read(Job &job, const Files &files, const std::string &key);  // key: the index of the file
};

}  // namespace gantry::biosignals
