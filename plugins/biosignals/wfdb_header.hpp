// SPDX-License-Identifier: Apache-2.0
// Headers of WFDB records (.hea).
//
//   const WfdbHeader h = wfdb_header("100 2 360 650000\n100.dat 212 200 11 1024 995 -22131 0 MLII\n…");
//   h.signals[0].physical(995);   // -0.145 mV
//
// Moody, WFDB Applications Guide, header(5) (https://physionet.org/physiotools/wag/header-5.htm). Nothing of the WFDB
// library is used, which Debian has no package of.
#pragma once

#include <cstdint>
#include <optional>
#include <string>
#include <string_view>
#include <vector>

namespace gantry::biosignals {

struct WfdbSignal {
  std::string file, unit, description;  // unit as written
  unsigned format = 0;
  std::uint64_t per_frame = 1, skew = 0, offset = 0;  // samples; frames; bytes before the first sample
  double gain = 200, baseline = 0;                    // stored numbers per unit; the number that stands for 0
  bool calibrated = false;                            // false: no gain is given, and 200 per mV is assumed
  std::int64_t resolution = 12, zero = 0, initial = 0;
  bool initial_given = false;
  std::optional<std::int64_t> checksum;

  double physical(double stored) const { return (stored - baseline) / gain; }
  // Announced in a layout, but not recorded here.
  bool absent() const { return file == "~" || format == 0; }
};

struct WfdbSegment {
  std::string name;  // "~": nothing was recorded
  std::uint64_t frames = 0;
};

struct WfdbHeader {
  std::string record, base_time, base_date;
  bool multi_segment = false;
  double rate = 250;         // frames per second
  std::uint64_t frames = 0;  // 0: not given
  std::vector<WfdbSignal> signals;
  std::vector<WfdbSegment> segments;
  std::vector<std::string> comments;  // without #
  std::uint64_t signal_count = 0;     // of a multi-segment record too

  // The header names no samples of its own: it describes the signals of a record with changing ones.
  bool is_layout() const;
};

// The first lines of a file are those of such a header.
bool looks_like_wfdb(std::string_view head);
WfdbHeader wfdb_header(std::string_view text);  // throws Error "wfdb.header"

}  // namespace gantry::biosignals
