// SPDX-License-Identifier: Apache-2.0
// An EDF or BDF file as a recording: its records in time, its annotations, its channels by rate.
//
//   const EdfRecording r = edf_recording(job, files.map(0));   // throws Error "edf.…"
//   for (const auto &group : r.groups) r.header.channels[group.front()].samples_per_record;
#pragma once

#include "edf_header.hpp"

#include <gantry/cpp/job.hpp>
#include <gantry/cpp/signal.hpp>

#include <string>
#include <string_view>
#include <vector>

namespace gantry::biosignals {

struct EdfRecording {
  EdfHeader header;
  std::uint64_t records = 0;                     // complete ones
  std::vector<double> record_starts;             // s from the first; empty when one follows the other
  std::vector<SignalEvent> events;               // s from the first record; channel: index into header.channels, or -1
  std::vector<std::vector<std::size_t>> groups;  // channels of one rate; no annotation channels
  std::vector<std::string> warnings;

  double rate(std::size_t channel) const {
    return static_cast<double>(header.channels[channel].samples_per_record) / header.record_duration;
  }
};

EdfRecording edf_recording(Job &job, std::string_view file);

}  // namespace gantry::biosignals
