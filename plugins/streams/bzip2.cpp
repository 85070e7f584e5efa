// SPDX-License-Identifier: Apache-2.0
#include "bytes.hpp"

#include <bzlib.h>

#include <algorithm>
#include <array>
#include <new>

namespace gantry::streams {
namespace {

class Bzip2Bytes : public Bytes {
 public:
  explicit Bzip2Bytes(std::string_view file) : left_(file) { begin(); }
  ~Bzip2Bytes() override { BZ2_bzDecompressEnd(&stream_); }
  Bzip2Bytes(const Bzip2Bytes &) = delete;
  Bzip2Bytes &operator=(const Bzip2Bytes &) = delete;

  std::uint64_t read(void *into, std::uint64_t size) override {
    std::uint64_t done = 0;
    while (done < size && !ended_) done += unpack_some(static_cast<char *>(into) + done, size - done);
    position_ += done;
    return done;
  }
  // A block of 900 kB of one value, run-length coded beforehand, takes some 40 bytes (bzip2's manual, 5 and 255 to 1).
  std::uint64_t at_most_left() const override {
    constexpr std::uint64_t bound = 6'000'000;
    return ended_ ? 0 : std::min<std::uint64_t>(left_.size() + 64, std::uint64_t{1} << 40) * bound;
  }
  bool finish() override {
    std::array<char, 65536> ignored;
    for (int i = 0; i < 16 && !ended_; ++i) read(ignored.data(), ignored.size());
    return ended_;
  }

 private:
  static constexpr std::uint64_t most = std::uint64_t{1} << 30;  // libbz2 counts in 32 bits

  void begin() {
    stream_ = {};
    if (BZ2_bzDecompressInit(&stream_, 0, 0) != BZ_OK) throw std::bad_alloc();
  }
  std::uint64_t unpack_some(char *into, std::uint64_t size) {
    const auto in = static_cast<unsigned>(std::min<std::uint64_t>(left_.size(), most));
    const auto out = static_cast<unsigned>(std::min(size, most));
    stream_.next_in = const_cast<char *>(left_.data());  // libbz2 does not write there
    stream_.avail_in = in;
    stream_.next_out = into;
    stream_.avail_out = out;
    const int status = BZ2_bzDecompress(&stream_);
    left_.remove_prefix(in - stream_.avail_in);
    if (status == BZ_STREAM_END) next_stream();
    else if (status == BZ_MEM_ERROR) throw std::bad_alloc();
    else if (status != BZ_OK) throw damaged();
    else if (left_.empty() && stream_.avail_out > 0) throw cut_short();
    return out - stream_.avail_out;
  }
  void next_stream() {
    BZ2_bzDecompressEnd(&stream_);
    begin();
    ended_ = left_.substr(0, 3) != "BZh";
  }

  std::string_view left_;
  bz_stream stream_{};
  bool ended_ = false;
};

}  // namespace

std::unique_ptr<Bytes> open_bzip2(std::string_view file) { return std::make_unique<Bzip2Bytes>(file); }

}  // namespace gantry::streams
