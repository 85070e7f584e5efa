// SPDX-License-Identifier: Apache-2.0
// The bits of a JPEG-LS scan (ITU-T T.87, A.1 and C.1). Behind the last one it throws, and never makes any up.
//
//   JpegLsBits bits(bytes);
//   bits.take(3);   bits.zeros();   // "000001…": 5
#pragma once

#include "codecs.hpp"

#include <cstdint>
#include <string_view>

namespace gantry::dicom {

[[noreturn]] inline void refuse_jpeg_ls() { refuse_codestream("its JPEG-LS stream is damaged or cut off"); }

// The highest bit of a byte first. Behind a byte FF comes one with a 0 stuffed in at the top; any other is a mark.
class JpegLsBits {
 public:
  explicit JpegLsBits(std::string_view bytes) : bytes_(bytes) {}

  // 1 to 16 of them; 0: none.
  std::uint32_t take(unsigned count) {
    if (count == 0) return 0;
    if (valid_ < count) fill();
    if (valid_ < count) refuse_jpeg_ls();
    const auto value = static_cast<std::uint32_t>(cache_ >> (64 - count));
    drop(count);
    return value;
  }
  // The zeros before the next one, which is taken too; at most 56.
  unsigned zeros() {
    if (valid_ < 57) fill();
    const unsigned count = cache_ == 0 ? 64 : static_cast<unsigned>(__builtin_clzll(cache_));
    if (count >= valid_) refuse_jpeg_ls();
    drop(count + 1);
    return count;
  }
  // Goes on behind the next mark, which must be one of restart.
  void restart() {
    while (at_ + 1 < bytes_.size() && !(byte(at_) == 0xff && byte(at_ + 1) >= 0x80)) ++at_;
    while (at_ + 1 < bytes_.size() && byte(at_ + 1) == 0xff) ++at_;
    if (at_ + 1 >= bytes_.size() || byte(at_ + 1) < 0xd0 || byte(at_ + 1) > 0xd7) refuse_jpeg_ls();
    at_ += 2;
    cache_ = 0;
    valid_ = 0;
    stuffed_ = false;
  }
  std::size_t used() const { return at_; }

 private:
  unsigned byte(std::size_t i) const { return static_cast<unsigned char>(bytes_[i]); }
  void drop(unsigned count) {
    cache_ = count == 64 ? 0 : cache_ << count;
    valid_ -= count;
  }
  void fill() {
    while (valid_ <= 56 && at_ < bytes_.size()) {
      const unsigned next = byte(at_);
      if (next == 0xff && (at_ + 1 == bytes_.size() || byte(at_ + 1) >= 0x80)) return;
      const unsigned width = stuffed_ ? 7 : 8;
      cache_ |= static_cast<std::uint64_t>(next) << (64 - width - valid_);
      valid_ += width;
      stuffed_ = next == 0xff;
      ++at_;
    }
  }

  std::string_view bytes_;
  std::size_t at_ = 0;
  std::uint64_t cache_ = 0;  // the next bit at the top
  unsigned valid_ = 0;
  bool stuffed_ = false;
};

}  // namespace gantry::dicom
