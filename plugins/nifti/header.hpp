// SPDX-License-Identifier: Apache-2.0
// A NIfTI header that has been checked: every size is plausible, every number finite, before anything is allocated.
//
//   std::unique_ptr<Bytes> bytes = open_bytes(files.map(0));
//   Header header = read_header(*bytes);          // throws gantry::Error in words
//   header.data_bytes();                          // bytes of voxels as stored
#pragma once

#include <plugins/streams/bytes.hpp>

#include <gantry/base.h>

#include <nifti/nifti2_io.h>

#include <array>
#include <cstdint>
#include <memory>
#include <string>

namespace gantry::nifti {

using streams::Bytes;
using streams::open_bytes;

struct FreeImage {
  void operator()(nifti_image *image) const { nifti_image_free(image); }
};

// How one of NIfTI's data types is stored, and as what Gantry sees it.
struct StoredType {
  int code;                     // NIFTI_TYPE_*
  std::uint32_t dtype;          // GANTRY_*
  std::uint32_t element_bytes;  // of one voxel
  std::uint32_t swap_bytes;     // of what is turned round in the other byte order; 1: nothing
  const char *name;             // "uint8"
};
const StoredType *stored_type(int code);                // nullptr: not one that can be read
const StoredType &stored_type_of(std::uint32_t dtype);  // what is written for it

struct Header {
  int version = 1;       // 1 or 2
  bool swapped = false;  // the file is in the other byte order
  bool pair = false;     // voxels are in an .img of their own
  bool analyze = false;  // ANALYZE 7.5: always a pair, says nothing of orientation
  const StoredType *type = nullptr;
  std::array<std::uint64_t, 5> shape{1, 1, 1, 1, 1};
  std::uint64_t data_offset = 0;  // into the file that holds the voxels
  double slope = 1, intercept = 0;
  bool scaled = false;                            // slope and intercept change the values
  std::unique_ptr<nifti_image, FreeImage> image;  // niftiio's view of the same header; holds no voxels
  std::string db_name;                            // NIfTI-1 only
  std::string history;                            // ANALYZE's data_history from "orient" on
  std::string extensions;                         // the bytes after the header, at most 1 MiB of them

  std::uint64_t elements() const { return shape[0] * shape[1] * shape[2] * shape[3] * shape[4]; }
  std::uint64_t data_bytes() const { return elements() * type->element_bytes; }
};

// Reads the header and what follows it up to the voxels; afterwards `bytes` stands at the first voxel (not for a pair).
// Throws Error: "nifti.header", "nifti.type", "nifti.truncated".
Header read_header(Bytes &bytes);

// Whether the first bytes of a file, inflated, are those of a NIfTI header.
bool looks_like_nifti(const std::string &head);

// The same for ANALYZE 7.5, which has no magic number: its size, dimensions, data type and bits per voxel must agree.
bool looks_like_analyze(const std::string &head);

}  // namespace gantry::nifti
