// SPDX-License-Identifier: Apache-2.0
// Decodes the frames of a volume into memory of its layout (x, y, slice, point, channel), files on all threads.
//
//   fill_volume(job, volume, frames, files, meanings, Target(job, lease));
#pragma once

#include "scan.hpp"
#include "series/series.hpp"

#include <gantry/cpp/fill.hpp>
#include <gantry/cpp/job.hpp>

#include <optional>

namespace gantry::dicom {

// Where slices go: the lease of an output, or memory of ours.
class Target {
 public:
  Target(const Job &job, const gantry_volume &lease)
      : dtype(lease.dtype), memory_(static_cast<char *>(lease.writable)), lease_(&lease), fill_(Fill(job)) {}
  Target(std::uint32_t type, void *memory) : dtype(type), memory_(static_cast<char *>(memory)) {}

  const std::uint32_t dtype;

  char *at(std::uint64_t byte) const { return memory_ + byte; }
  void put(std::uint64_t begin, const void *bytes, std::uint64_t size) const;
  void ready(const Job &job, std::uint64_t begin, std::uint64_t end) const;

 private:
  char *memory_;
  const gantry_volume *lease_ = nullptr;
  std::optional<Fill> fill_;
};

// What the numbers of a frame are, but for its VOI LUT.
using MeaningOf = std::function<Meaning(const FrameHeader &)>;

// `shown`: by the VOI LUT of each frame. Errors as of Frames::stored; "dicom.series" where frames are not of one size.
// Throws Cancelled.
void fill_volume(const Job &job, const SeriesVolume &volume, const std::vector<FrameHeader> &frames, const Files &files,
                 const MeaningOf &meaning_of, bool shown, const Target &target);

}  // namespace gantry::dicom
