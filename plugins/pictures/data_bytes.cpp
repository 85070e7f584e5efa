// SPDX-License-Identifier: Apache-2.0
#include "data_bytes.hpp"

#include "element.hpp"
#include "text.hpp"

#include <algorithm>
#include <charconv>
#include <cmath>
#include <cstring>
#include <limits>

namespace gantry::pictures {
namespace {

using streams::Bytes;

Error truncated() {
  return Error("file.truncated", "its header announces more voxels than the file can hold", GANTRY_BAD_DATA)
      .hint("the copy was interrupted or the header is damaged: fetch the file again");
}

class HexBytes : public Bytes {
 public:
  explicit HexBytes(std::string_view text) : left_(text) {}
  std::uint64_t read(void *into, std::uint64_t size) override {
    auto *out = static_cast<unsigned char *>(into);
    std::uint64_t done = 0;
    for (; done < size; ++done) {
      const int high = digit(), low = high < 0 ? -1 : digit();
      if (low < 0) break;
      out[done] = static_cast<unsigned char>(high * 16 + low);
    }
    position_ += done;
    return done;
  }
  std::uint64_t at_most_left() const override { return left_.size() / 2; }
  bool finish() override { return true; }

 private:
  int digit() {
    for (; !left_.empty(); left_.remove_prefix(1)) {
      const char c = left_.front();
      const int value = c >= '0' && c <= '9'   ? c - '0'
                        : c >= 'a' && c <= 'f' ? c - 'a' + 10
                        : c >= 'A' && c <= 'F' ? c - 'A' + 10
                                               : -1;
      if (value < 0 && trimmed(left_.substr(0, 1)).empty()) continue;
      if (value >= 0) left_.remove_prefix(1);
      return value;
    }
    return -1;
  }
  std::string_view left_;
};

// Numbers as text; read() gives whole elements in this machine's byte order.
class AsciiBytes : public Bytes {
 public:
  AsciiBytes(std::string_view text, std::uint32_t dtype)
      : left_(text), type_(element(dtype)), is_float_(type_.dtype == GANTRY_F32 || type_.dtype == GANTRY_C64) {
    is_float_ = is_float_ || type_.dtype == GANTRY_F64 || type_.dtype == GANTRY_C128;
  }
  std::uint64_t read(void *into, std::uint64_t size) override {
    auto *out = static_cast<char *>(into);
    std::uint64_t done = 0;
    for (; done + type_.part_bytes <= size; done += type_.part_bytes) {
      if (!one(out + done)) break;
    }
    position_ += done;
    return done;
  }
  std::uint64_t at_most_left() const override { return (left_.size() / 2 + 1) * type_.part_bytes; }
  bool finish() override { return true; }

 private:
  bool one(char *out) {
    const auto begin = left_.find_first_not_of(" \t\r\n,\v\f");
    if (begin == std::string_view::npos) return false;
    left_.remove_prefix(begin);
    const std::string_view word = left_.substr(0, left_.find_first_of(" \t\r\n,\v\f"));
    left_.remove_prefix(word.size());
    return is_float_ ? put_float(word, out) : put_whole(word, out);
  }
  bool put_float(std::string_view word, char *out) const {
    const auto value = number(word);
    if (!value) throw no_number();
    if (type_.part_bytes == 8) {
      std::memcpy(out, &*value, 8);
    } else {
      const auto narrow = static_cast<float>(*value);
      std::memcpy(out, &narrow, 4);
    }
    return true;
  }
  template <class T>
  static void put(std::string_view word, char *out) {
    T value = 0;
    if (word.front() == '+') word.remove_prefix(1);
    const auto [end, error] = std::from_chars(word.data(), word.data() + word.size(), value);
    if (error != std::errc() || end != word.data() + word.size()) throw no_number();
    std::memcpy(out, &value, sizeof value);
  }
  bool put_whole(std::string_view word, char *out) const {
    switch (type_.dtype) {
      case GANTRY_I8: put<std::int8_t>(word, out); break;
      case GANTRY_U16: put<std::uint16_t>(word, out); break;
      case GANTRY_I16: put<std::int16_t>(word, out); break;
      case GANTRY_U32: put<std::uint32_t>(word, out); break;
      case GANTRY_I32: put<std::int32_t>(word, out); break;
      case GANTRY_U64: put<std::uint64_t>(word, out); break;
      case GANTRY_I64: put<std::int64_t>(word, out); break;
      default: put<std::uint8_t>(word, out); break;
    }
    return true;
  }
  static Error no_number() {
    return Error("file.number", "a voxel's text is no number, or one that its type does not hold", GANTRY_BAD_DATA)
        .hint("the file is damaged, or its header gives a type that is too small");
  }

  std::string_view left_;
  const Element &type_;
  bool is_float_;
};

std::unique_ptr<Bytes> open_part(const StoredVolume &stored, std::string_view part, std::uint64_t wanted) {
  for (std::uint64_t i = 0; i < stored.line_skip; ++i) {
    if (!next_line(part)) throw truncated();
  }
  if (stored.at_the_end) {
    if (part.size() < wanted) throw truncated();
    part.remove_prefix(part.size() - static_cast<std::size_t>(wanted));
  }
  const auto after = [&](std::unique_ptr<Bytes> bytes) {
    if (!bytes->skip(stored.byte_skip)) throw truncated();
    return bytes;
  };
  switch (stored.encoding) {  // NRRD skips bytes of what has been unpacked
    case Encoding::gzip: return after(streams::open_bytes(part, streams::Packing::gzip));
    case Encoding::zlib: return after(streams::open_bytes(part, streams::Packing::zlib));
    case Encoding::bzip2: return after(streams::open_bytes(part, streams::Packing::bzip2));
    case Encoding::ascii: return std::make_unique<AsciiBytes>(part, stored.dtype);
    case Encoding::hex: return std::make_unique<HexBytes>(part);
    default: return after(streams::open_bytes(part, streams::Packing::none));
  }
}

// Several files one after the other, one open at a time: each may have 90 kB of a decoder's state.
class Chain : public Bytes {
 public:
  Chain(const StoredVolume &stored, std::vector<std::string_view> parts)
      : stored_(stored), parts_(std::move(parts)), each_(stored.bytes() / parts_.size()) {
    constexpr std::uint64_t all = std::numeric_limits<std::uint64_t>::max();
    for (const std::string_view part : parts_) {
      const std::uint64_t n = open_part(stored_, part, each_)->at_most_left();
      at_most_left_ = at_most_left_ > all - n ? all : at_most_left_ + n;
    }
    now_ = open_part(stored_, parts_[0], each_);
  }
  std::uint64_t read(void *into, std::uint64_t size) override {
    std::uint64_t done = now_->read(into, size);
    while (done < size && ++at_ < parts_.size()) {
      now_ = open_part(stored_, parts_[at_], each_);
      done += now_->read(static_cast<char *>(into) + done, size - done);
    }
    position_ += done;
    return done;
  }
  std::uint64_t at_most_left() const override { return at_most_left_ - std::min(at_most_left_, position_); }
  bool finish() override { return now_->finish(); }

 private:
  const StoredVolume &stored_;
  std::vector<std::string_view> parts_;
  std::uint64_t each_, at_most_left_ = 0;
  std::unique_ptr<Bytes> now_;
  std::size_t at_ = 0;
};

}  // namespace

std::unique_ptr<Bytes> open_data(const StoredVolume &stored, const std::vector<std::string_view> &parts) {
  auto bytes = parts.size() == 1 ? open_part(stored, parts[0], stored.bytes()) : std::make_unique<Chain>(stored, parts);
  if (bytes->at_most_left() < stored.bytes()) throw truncated();
  return bytes;
}

}  // namespace gantry::pictures
