// SPDX-License-Identifier: Apache-2.0
#include "bytes.hpp"

#include <gantry/cpp/error.hpp>

#include <zlib.h>

#include <algorithm>
#include <array>
#include <cstring>
#include <limits>

namespace gantry::nifti {
namespace {

constexpr std::uint64_t deflate_bound = 1032;  // deflate can't expand a byte to more (zlib's technical notes)

class PlainBytes : public Bytes {
 public:
  explicit PlainBytes(std::string_view file) : file_(file) {}

  std::uint64_t read(void *into, std::uint64_t size) override {
    const std::uint64_t n = std::min(size, at_most_left());
    if (n > 0) std::memcpy(into, file_.data() + position_, n);
    position_ += n;
    return n;
  }
  std::uint64_t at_most_left() const override { return file_.size() - position_; }
  bool finish() override { return true; }

 private:
  std::string_view file_;
};

class GzipBytes : public Bytes {
 public:
  explicit GzipBytes(std::string_view file) : left_(file) {
    if (inflateInit2(&stream_, MAX_WBITS + 16) != Z_OK) throw std::bad_alloc();
  }
  ~GzipBytes() override { inflateEnd(&stream_); }
  GzipBytes(const GzipBytes &) = delete;
  GzipBytes &operator=(const GzipBytes &) = delete;

  std::uint64_t read(void *into, std::uint64_t size) override {
    std::uint64_t done = 0;
    while (done < size && !ended_) {
      const std::uint64_t n = inflate_some(static_cast<char *>(into) + done, size - done);
      done += n;
      position_ += n;
    }
    return done;
  }
  std::uint64_t at_most_left() const override { return ended_ ? 0 : (left_.size() + 64) * deflate_bound + 65536; }
  bool finish() override {
    std::array<char, 65536> ignored;
    for (int i = 0; i < 64 && !ended_; ++i) read(ignored.data(), ignored.size());
    return ended_;
  }

 private:
  static constexpr std::uint64_t most = std::uint64_t{1} << 30;  // zlib counts in 32 bits

  std::uint64_t inflate_some(char *into, std::uint64_t size) {
    const auto in = static_cast<uInt>(std::min<std::uint64_t>(left_.size(), most));
    const auto out = static_cast<uInt>(std::min(size, most));
    stream_.next_in = reinterpret_cast<Bytef *>(const_cast<char *>(left_.data()));  // zlib does not write there
    stream_.avail_in = in;
    stream_.next_out = reinterpret_cast<Bytef *>(into);
    stream_.avail_out = out;
    const int status = inflate(&stream_, Z_NO_FLUSH);
    left_.remove_prefix(in - stream_.avail_in);
    if (status == Z_STREAM_END) {
      next_member();
    } else if (status == Z_BUF_ERROR || (status == Z_OK && left_.empty() && stream_.avail_out > 0)) {
      throw broken("its compressed data are cut short");
    } else if (status == Z_MEM_ERROR) {
      throw std::bad_alloc();
    } else if (status != Z_OK) {
      throw broken("its compressed data are damaged");
    }
    return out - stream_.avail_out;
  }

  // Whatever follows and is not another member is padding, as gzip itself takes it.
  void next_member() {
    ended_ = !is_gzip(left_);
    if (!ended_) inflateReset(&stream_);
  }

  static Error broken(const char *what) {
    return Error("nifti.gzip", what, GANTRY_BAD_DATA).hint("the copy was interrupted or damaged: fetch the file again");
  }

  std::string_view left_;
  z_stream stream_{};
  bool ended_ = false;
};

}  // namespace

bool Bytes::skip(std::uint64_t size) {
  if (size > at_most_left()) return false;
  std::array<char, 65536> ignored;
  while (size > 0) {
    const std::uint64_t n = read(ignored.data(), std::min<std::uint64_t>(size, ignored.size()));
    if (n == 0) return false;
    size -= n;
  }
  return true;
}

bool is_gzip(std::string_view file) { return file.size() >= 2 && file[0] == '\x1f' && file[1] == '\x8b'; }

std::unique_ptr<Bytes> open_bytes(std::string_view file) {
  if (is_gzip(file)) return std::make_unique<GzipBytes>(file);
  return std::make_unique<PlainBytes>(file);
}

}  // namespace gantry::nifti
