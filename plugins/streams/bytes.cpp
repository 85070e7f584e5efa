// SPDX-License-Identifier: Apache-2.0
#include "bytes.hpp"

#include <isa-l/igzip_lib.h>

#include <algorithm>
#include <array>
#include <cstring>
#include <limits>

namespace gantry::streams {
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
  std::optional<std::string_view> in_memory() const override { return file_.substr(position_); }

 private:
  std::string_view file_;
};

class InflatedBytes : public Bytes {
 public:
  InflatedBytes(std::string_view file, bool gzip) : left_(file), gzip_(gzip), state_(new inflate_state) {
    isal_inflate_init(state_.get());
    state_->crc_flag = gzip ? ISAL_GZIP : ISAL_ZLIB;
  }

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
  static constexpr std::uint64_t most = std::uint64_t{1} << 30;  // ISA-L counts in 32 bits

  std::uint64_t inflate_some(char *into, std::uint64_t size) {
    const auto out = static_cast<std::uint32_t>(std::min(size, most));
    const char *const end = left_.data() + left_.size(), *const begin = left_.data();
    state_->next_in = reinterpret_cast<std::uint8_t *>(const_cast<char *>(begin));  // ISA-L does not write there
    state_->avail_in = static_cast<std::uint32_t>(std::min<std::uint64_t>(left_.size(), most));
    state_->next_out = reinterpret_cast<std::uint8_t *>(into);
    state_->avail_out = out;
    if (isal_inflate(state_.get()) < 0) throw damaged();
    // At a member's end ISA-L gives back what it had read ahead, from an earlier call too: next_in may stand before begin.
    const auto *const next = reinterpret_cast<const char *>(state_->next_in);
    left_ = {next, static_cast<std::size_t>(end - next)};
    const std::uint32_t made = out - state_->avail_out;
    if (state_->block_state == ISAL_BLOCK_FINISH) {
      next_member();
    } else if (made == 0 && next == begin) {
      throw cut_short();
    }
    return made;
  }

  // Whatever follows and is not another member is padding, as gzip itself takes it.
  void next_member() {
    ended_ = !gzip_ || !is_gzip(left_);
    if (ended_) return;
    isal_inflate_reset(state_.get());
    state_->crc_flag = ISAL_GZIP;
  }

  std::string_view left_;
  bool gzip_;
  std::unique_ptr<inflate_state> state_;
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

Error damaged() {
  return Error("file.compressed", "its compressed data are damaged", GANTRY_BAD_DATA)
      .hint("the copy was interrupted or damaged: fetch the file again");
}

Error cut_short() {
  return Error("file.compressed", "its compressed data are cut short", GANTRY_BAD_DATA)
      .hint("the copy was interrupted: fetch the file again");
}

std::unique_ptr<Bytes> open_bytes(std::string_view file) {
  return open_bytes(file, is_gzip(file) ? Packing::gzip : Packing::none);
}

std::unique_ptr<Bytes> open_bytes(std::string_view file, Packing packing) {
  switch (packing) {
    case Packing::gzip: return std::make_unique<InflatedBytes>(file, true);
    case Packing::zlib: return std::make_unique<InflatedBytes>(file, false);
    case Packing::bzip2: return open_bzip2(file);
    default: return std::make_unique<PlainBytes>(file);
  }
}

}  // namespace gantry::streams
