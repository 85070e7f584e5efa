// SPDX-License-Identifier: Apache-2.0
// The overlays of a volume's images, as a label map on its grid beside it: a segment for each overlay group.
//
//   overlay_names(volume, frames, scans)   // {{0x6000, "Overlay 1 (graphics)"}}
//   read_overlays(job, volume, frames, scans, files);
#pragma once

#include "../scan.hpp"
#include "../series/series.hpp"

#include <gantry/cpp/job.hpp>

namespace gantry::dicom {

// By group, each with the name that the first image gives it.
std::vector<OverlayName> overlay_names(const SeriesVolume &volume, const std::vector<FrameHeader> &frames,
                                       const std::vector<Scan> &scans);

// Adds a label map of the quantity "overlay" to the port "volume"; nothing where there are no overlays.
void read_overlays(Job &job, const SeriesVolume &volume, const std::vector<FrameHeader> &frames,
                   const std::vector<Scan> &scans, const Files &files);

}  // namespace gantry::dicom
