// SPDX-License-Identifier: Apache-2.0
// The bytes of a file in order, unpacked on the way: straight into where they are wanted.
//
//   std::unique_ptr<Bytes> bytes = open_bytes(files.map(0));
//   if (bytes->read(lease, n) < n) …      // cut short
//   bytes->finish();                      // the checksum of what was inflated
#pragma once

#include <gantry/cpp/error.hpp>

#include <cstdint>
#include <memory>
#include <optional>
#include <string_view>

namespace gantry::streams {

class Bytes {
 public:
  virtual ~Bytes() = default;
  // Up to `size` bytes; fewer at the end of the file. Damaged or cut short: Error "file.compressed".
  virtual std::uint64_t read(void *into, std::uint64_t size) = 0;
  // An upper bound of what can still follow, known without reading it.
  virtual std::uint64_t at_most_left() const = 0;
  // Checks what stands after the last byte that was wanted: gzip's checksums up to the end of the file. The caller
  // repeats it until it is true, so that it can be cancelled.
  virtual bool finish() = 0;
  // All that is left, where it stands in memory as it is: of a file that is not compressed.
  virtual std::optional<std::string_view> in_memory() const { return std::nullopt; }

  bool skip(std::uint64_t size);  // false: the file ends before
  std::uint64_t position() const { return position_; }

 protected:
  std::uint64_t position_ = 0;
};

enum class Packing { none, gzip, zlib, bzip2 };

// `file` must outlive the result. Several gzip or bzip2 members in a row are one stream. Checksums are checked.
std::unique_ptr<Bytes> open_bytes(std::string_view file, Packing packing);
std::unique_ptr<Bytes> open_bytes(std::string_view file);  // gzip by its first two bytes, else as it is
std::unique_ptr<Bytes> open_bzip2(std::string_view file);
bool is_gzip(std::string_view file);

Error damaged();
Error cut_short();

}  // namespace gantry::streams
