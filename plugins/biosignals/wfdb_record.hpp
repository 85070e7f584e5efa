// SPDX-License-Identifier: Apache-2.0
// A WFDB record of one or several segments: its channels, and where their samples are.
//
//   const WfdbRecord r = open_record(files, set, header_index);   // throws Error "wfdb.…"
//   read_record(job, files, r, out);                              // out[channel]: r.frames * per_frame doubles
//
// Moody, header(5), "Multi-segment records"; fixed and variable layouts, null segments.
#pragma once

#include "wfdb_files.hpp"
#include "wfdb_header.hpp"

#include <gantry/cpp/job.hpp>

#include <cstdint>
#include <string>
#include <vector>

namespace gantry::biosignals {

// Signals that lie in one file, frame by frame.
struct WfdbSignalFile {
  std::uint32_t file = 0;
  unsigned format = 0;
  std::uint64_t offset = 0, samples_per_frame = 0, frames = 0;  // frames: that the file holds
  std::vector<std::size_t> signals;                             // indices into the segment's header
};

struct WfdbPiece {
  WfdbHeader header;
  std::uint64_t first_frame = 0, frames = 0;
  std::vector<WfdbSignalFile> files;
  std::vector<std::size_t> channels;  // of the record, for each signal of this header
};

struct WfdbChannel {
  std::string name, unit;  // UCUM
  std::uint64_t per_frame = 1;
};

struct WfdbRecord {
  WfdbHeader header;
  std::vector<WfdbChannel> channels;
  std::vector<WfdbPiece> pieces;
  std::uint64_t frames = 0;
  std::vector<std::uint32_t> files;              // headers and signal files
  std::vector<std::vector<std::size_t>> groups;  // channels of one rate
  bool filled = false;                           // some samples were never recorded: they are NaN
  std::vector<std::string> warnings;
};

WfdbRecord open_record(const Files &files, const WfdbFiles &set, std::uint32_t header);

// Physical values; what was not recorded is NaN. Warns where samples disagree with the header's check sums.
void read_record(Job &job, const Files &files, const WfdbRecord &record, const std::vector<double *> &out);

}  // namespace gantry::biosignals
