// SPDX-License-Identifier: Apache-2.0
// Volumes of images: frames sorted by series/, decoded by pixels/, into the host's memory.
//
//   const Images images(scans, files);
//   for (const SeriesVolume &v : images.volumes()) …
//   images.read(job, "9f2c…");
#pragma once

#include "scan.hpp"
#include "series/series.hpp"

namespace gantry::dicom {

class Images {
 public:
  // `files` are opened where frames have to be compared, and for reading. Both must outlive this.
  Images(const std::vector<Scan> &scans, const Files &files);

  const std::vector<SeriesVolume> &volumes() const { return sorted_.volumes; }
  const std::vector<Refusal> &refused() const { return sorted_.refused; }
  const std::vector<FrameHeader> &frames() const { return frames_; }
  const SeriesVolume *find(const std::string &key) const;

  // "128x128 int16, …": type and shape for people.
  std::string type_of(const SeriesVolume &volume) const;
  // ", 2 overlays"; "" when it has none.
  std::string overlays_of(const SeriesVolume &volume) const;
  // Fills the ports "header" and "volume", the latter twice where there are overlays. Throws Error; Cancelled.
  void read(Job &job, const SeriesVolume &volume) const;

 private:
  std::uint32_t dtype_of(const SeriesVolume &volume) const;
  Meaning meaning_of(const FrameHeader &frame) const;
  void header(Job &job, const SeriesVolume &volume) const;
  bool same_pixels(const FrameHeader &a, const FrameHeader &b) const;

  const std::vector<Scan> &scans_;
  const Files &files_;
  std::vector<FrameHeader> frames_;
  Sorted sorted_;
};

}  // namespace gantry::dicom
