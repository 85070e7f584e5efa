// SPDX-License-Identifier: Apache-2.0
// The frames of one file, each decoded by itself: several threads may decode different frames of the same file.
//
//   const Frames frames(dataset);                       // throws Error in words
//   std::vector<std::uint16_t> one(frames.format().values());
//   frames.stored(3, one.data());
#pragma once

#include "format.hpp"
#include "fragments.hpp"

#include <algorithm>
#include <array>
#include <cstdint>
#include <cstring>
#include <string_view>
#include <vector>

namespace gantry::dicom {

class Frames {
 public:
  // Looks into the dataset's bytes, which must stay mapped. Errors: "dicom.pixels", "dicom.bits", "dicom.no-pixels",
  // "dicom.fragments", "dicom.truncated" (the pixel data are short), "dicom.transfer-syntax" (none that can be read).
  explicit Frames(const Dataset &dataset);

  const PixelFormat &format() const { return format_; }
  bool compressed() const { return codec_ != nullptr; }
  // The streams are marked as lossy.
  bool lossy() const { return lossy_; }
  // The same frames with every bit that is allocated, as unsigned numbers: for what lies beside the values.
  Frames whole_cells() const;

  // Stored values (before any rescaling) of format().stored_dtype(), samples of a pixel side by side; sign and unused
  // bits done, nothing else: colours are as the transfer syntax gives them. `into` holds format().values().
  void stored(std::uint32_t frame, void *into) const;

  // Calls f(const void *values, std::uint64_t first, std::uint64_t count) for pieces of stored values in order, each as
  // stored() gives them, in pieces that fit into a processor's cache where they have to be made. `room` may be memory for
  // a whole frame that f overwrites piece by piece, so that none has to be found; or nullptr.
  template <class F>
  void pieces(std::uint32_t frame, void *room, F &&f) const;

  // The bytes of an uncompressed frame when they are just the stored values: nothing to swap, mask, unpack or reorder.
  std::optional<std::string_view> plain(std::uint32_t frame) const;

 private:
  using Codec = void (*)(std::string_view, const PixelFormat &, struct DecodedFrame &);
  void place(const Dataset &dataset);
  void stored_uncompressed(std::uint32_t frame, void *into) const;
  std::uint64_t stored_frame_bits() const;
  // Values are where they belong and need but normalise().
  bool in_order() const;

  PixelFormat format_;
  Codec codec_ = nullptr;
  bool lossy_ = false;
  bool swapped_ = false;        // multi-byte values are big endian
  bool swapped_words_ = false;  // bytes in big endian words
  bool subsampled_ = false;     // YBR_FULL_422 as Y Y Cb Cr
  std::string_view bytes_;
  FrameBytes encapsulated_;
};

// Stored values from any container: high bits cut off, sign extended, in place where in == out.
void normalise(const PixelFormat &format, const void *in, void *out, std::uint64_t count, bool swapped);

template <class F>
void Frames::pieces(std::uint32_t frame, void *room, F &&f) const {
  const std::uint64_t total = format_.values();
  if (const auto bytes = plain(frame)) return f(static_cast<const void *>(bytes->data()), std::uint64_t{0}, total);
  alignas(8) std::array<char, 16384> piece;
  const std::size_t unit = format_.container_bytes();
  const std::uint64_t most = piece.size() / unit;
  std::vector<std::uint64_t> own;
  const bool ordered = in_order();
  if (!ordered) {
    if (room == nullptr) own.resize(static_cast<std::size_t>(total * unit + 7) / 8);
    if (room == nullptr) room = own.data();
    stored(frame, room);
  }
  for (std::uint64_t first = 0; first < total; first += most) {
    const std::uint64_t count = std::min(most, total - first);
    const auto at = static_cast<std::size_t>(first * unit);
    if (ordered) normalise(format_, bytes_.data() + frame * total * unit + at, piece.data(), count, swapped_);
    else std::memcpy(piece.data(), static_cast<const char *>(room) + at, static_cast<std::size_t>(count * unit));
    f(static_cast<const void *>(piece.data()), first, count);
  }
}

}  // namespace gantry::dicom
