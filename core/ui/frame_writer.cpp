// SPDX-License-Identifier: Apache-2.0
#include <core/ui/frame_format.hpp>

#include <cstring>

namespace gantry::core {

void FrameWriter::clear() {
  bytes_.assign(frame_header_bytes, std::byte{0});
  records_ = 0;
}

void FrameWriter::add(const void *bytes, std::size_t count) {
  const std::size_t at = bytes_.size();
  bytes_.resize(at + count);
  if (count > 0) std::memcpy(bytes_.data() + at, bytes, count);
}

void FrameWriter::put(Op op, std::initializer_list<std::string_view> texts, std::initializer_list<Word> words,
                      std::initializer_list<std::span<const std::byte>> blobs) {
  const std::size_t start = bytes_.size();
  const std::array counts{static_cast<std::uint8_t>(op), static_cast<std::uint8_t>(texts.size()),
                          static_cast<std::uint8_t>(words.size()), static_cast<std::uint8_t>(blobs.size())};
  add(counts.data(), counts.size());
  std::uint32_t whole = 0;
  add(&whole, sizeof whole);
  for (const Word &word : words) add(&word.bits, sizeof word.bits);
  for (const auto &blob : blobs) {
    const std::uint64_t size = blob.size();
    add(&size, sizeof size);
    add(blob.data(), blob.size());
    bytes_.resize(start + padded(bytes_.size() - start));
  }
  for (const std::string_view text : texts) {
    const auto size = static_cast<std::uint32_t>(text.size());
    add(&size, sizeof size);
    add(text.data(), text.size());
    bytes_.push_back(std::byte{0});
  }
  bytes_.resize(start + padded(bytes_.size() - start));
  whole = static_cast<std::uint32_t>(bytes_.size() - start);
  std::memcpy(bytes_.data() + start + counts.size(), &whole, sizeof whole);
  ++records_;
}

const std::vector<std::byte> &FrameWriter::finish(double redraw_after) {
  std::memcpy(bytes_.data(), &frame_magic, 4);
  std::memcpy(bytes_.data() + 4, &records_, 4);
  std::memcpy(bytes_.data() + 8, &redraw_after, 8);
  return bytes_;
}

}  // namespace gantry::core
