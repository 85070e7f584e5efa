// SPDX-License-Identifier: Apache-2.0
// What a text header (NRRD, MetaImage) says of a volume: where its voxels are, in which order, and where they belong.
//
//   StoredVolume stored = nrrd_volume(file);
//   stored.check();                                   // sizes that fit together
//   read_voxels(stored, sources, lease, job);         // read_voxels.hpp
#pragma once

#include <gantry/cpp/volume.hpp>
#include <plugins/headers/header_entries.hpp>

#include <array>
#include <cstdint>
#include <string>
#include <vector>

namespace gantry::pictures {

enum class Encoding { raw, gzip, zlib, bzip2, ascii, hex };

// One axis of the file, fastest first, and which of Gantry's five dimensions it is.
struct StoredAxis {
  std::uint64_t size = 1;
  unsigned dimension = 0;  // 0 x, 1 y, 2 z, 3 frame, 4 channel
};

// A segment that lies in one of several layers (Slicer's .seg.nrrd).
struct LayeredSegment {
  Segment segment;
  std::uint64_t layer = 0;
};

struct StoredVolume {
  const char *format = "";  // "NRRD"
  std::uint32_t dtype = 0;
  bool swapped = false;
  std::vector<StoredAxis> axes;
  Encoding encoding = Encoding::raw;

  // Empty: the voxels follow the header at data_offset. Else names without folders, one after the other.
  std::vector<std::string> data_files;
  std::uint64_t data_offset = 0;
  std::uint64_t line_skip = 0, byte_skip = 0;
  bool at_the_end = false;  // raw: the last bytes of the file, whatever stands before

  gantry_geometry geometry{};
  std::string axis_name, unit, quantity, modality;
  std::vector<AxisColumnValues> columns;
  std::vector<std::string> channels;
  bool labels = false;
  std::vector<LayeredSegment> segments;

  std::vector<std::string> warnings;
  HeaderEntries entries;

  std::array<std::uint64_t, 5> shape() const;
  std::uint64_t elements() const;
  std::uint64_t bytes() const;
  // Layers of label values: each segment becomes a channel of its own.
  bool layered() const { return labels && shape()[4] > 1; }

  // Throws Error "header.shape" where axes do not fit Gantry's dimensions or multiply beyond 2^62 bytes.
  void check() const;
  VolumeSpec spec() const;      // texts point into this object
  std::string summary() const;  // "128x128x62 uint8, 1.72x1.72x3 mm"
};

}  // namespace gantry::pictures
