// SPDX-License-Identifier: Apache-2.0
// Volumes of images: frames sorted by series/, decoded by pixels/, into the host's memory.
//
//   const Images images(scans, files);
//   for (const SeriesVolume &v : images.volumes()) …
//   images.read(job, "9f2c…");
#pragma once

#include "scan.hpp"
#include "series/resampling.hpp"

namespace gantry::dicom {

class Images {
 public:
  // `files` are opened where frames have to be compared, and for reading. Both must outlive this.
  Images(const std::vector<Scan> &scans, const Files &files, const Wishes &wishes);

  const std::vector<SeriesVolume> &volumes() const { return sorted_.volumes; }
  const std::vector<Refusal> &refused() const { return sorted_.refused; }
  const std::vector<FrameHeader> &frames() const { return frames_; }
  const SeriesVolume *find(const std::string &key) const;

  // "64x64x32, 4x4x4 mm, 2 times, int16, 1 overlay". Throws Error where its images are of types that don't go together.
  std::string summary_of(const SeriesVolume &volume) const;
  // Fills the ports "header" and "volume", the latter twice where there are overlays. Throws Error; Cancelled.
  void read(Job &job, const SeriesVolume &volume) const;

 private:
  std::uint32_t dtype_of(const SeriesVolume &volume) const;
  Meaning meaning_of(const FrameHeader &frame) const;
  std::optional<Evened> even(const SeriesVolume &volume) const;
  bool say_shown(const Job &job, const SeriesVolume &volume) const;
  void header(Job &job, const SeriesVolume &volume, const std::optional<Evened> &even, bool shown) const;
  bool same_pixels(const FrameHeader &a, const FrameHeader &b) const;

  const std::vector<Scan> &scans_;
  const Files &files_;
  const Wishes wishes_;
  std::vector<FrameHeader> frames_;
  Sorted sorted_;
};

}  // namespace gantry::dicom
