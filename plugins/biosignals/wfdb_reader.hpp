// SPDX-License-Identifier: Apache-2.0
// Reads WFDB records of PhysioNet: .hea, its signal files, and annotations of any annotator.
#pragma once

#include <gantry/cpp/reader.hpp>

#include <cstdint>
#include <string>
#include <string_view>

namespace gantry::biosignals {

struct WfdbReader : Reader {
  static constexpr const char *id = "wfdb", *label = "WFDB",
                              *help =
                                  "Records of PhysioNet: a .hea with the files that it names, formats 8, 16, 24, 32, "
                                  "61, 80, 160, 212, 310 and 311, of one or several segments, in physical units as "
                                  "double; what was not recorded is NaN. The reference annotations (.atr, or else the "
                                  "first annotator's) are its events, those of other annotators are tables.",
                              *extensions = ".hea .dat .atr";

  // 1 for signal and annotation files, which are read beside their .hea.
  static std::uint32_t sniff(std::string_view name, std::string_view head, std::uint64_t file_size);
  void list(Job &job, const Files &files, const Items &items);
  // key: "5", the index of the header; "5:7", the annotations of file 7 to that record.
  void read(Job &job, const Files &files, const std::string &key);
};

}  // namespace gantry::biosignals
