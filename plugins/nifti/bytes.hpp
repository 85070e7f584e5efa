// SPDX-License-Identifier: Apache-2.0
// The bytes of a file in order, inflated on the way when it is gzip: straight into where they are wanted.
//
//   std::unique_ptr<Bytes> bytes = open_bytes(files.map(0));
//   if (bytes->read(lease, n) < n) …      // cut short
//   bytes->finish();                      // the checksum of what was inflated
#pragma once

#include <cstdint>
#include <memory>
#include <string_view>

namespace gantry::nifti {

class Bytes {
 public:
  virtual ~Bytes() = default;
  // Up to `size` bytes; fewer at the end of the file. Damaged or truncated gzip: Error "nifti.gzip".
  virtual std::uint64_t read(void *into, std::uint64_t size) = 0;
  // An upper bound of what can still follow, known without reading it.
  virtual std::uint64_t at_most_left() const = 0;
  // Checks what stands after the last byte that was wanted: gzip's checksums up to the end of the file. The caller
  // repeats it until it is true, so that it can be cancelled.
  virtual bool finish() = 0;

  bool skip(std::uint64_t size);  // false: the file ends before
  std::uint64_t position() const { return position_; }

 protected:
  std::uint64_t position_ = 0;
};

// `file` must outlive the result. gzip is known by its first two bytes; several members in a row are one stream.
std::unique_ptr<Bytes> open_bytes(std::string_view file);
bool is_gzip(std::string_view file);

}  // namespace gantry::nifti
