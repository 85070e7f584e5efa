// SPDX-License-Identifier: Apache-2.0
#include <core/ui/frame_record.hpp>

#include <core/data/plain_text.hpp>

namespace gantry::core {
namespace {

Result<void> blob(std::span<const std::byte> &rest, std::span<const std::byte> &out) {
  std::uint64_t size = 0;
  if (rest.size() < sizeof size) return malformed("an array that is cut off");
  std::memcpy(&size, rest.data(), sizeof size);
  rest = rest.subspan(sizeof size);
  if (size > rest.size() || padded(size) > rest.size()) return malformed("an array that is cut off");
  out = rest.first(size);
  rest = rest.subspan(padded(size));
  return done();
}

Result<void> text(std::span<const std::byte> &rest, const char *&out) {
  std::uint32_t size = 0;
  if (rest.size() < sizeof size) return malformed("a text that is cut off");
  std::memcpy(&size, rest.data(), sizeof size);
  rest = rest.subspan(sizeof size);
  if (size >= rest.size()) return malformed("a text that is cut off");
  out = reinterpret_cast<const char *>(rest.data());
  if (out[size] != '\0' || !is_plain({out, size})) return malformed("a text that is not UTF-8");
  rest = rest.subspan(size + 1);
  return done();
}

}  // namespace

Result<CutRecord> cut_record(std::span<const std::byte> bytes) {
  if (bytes.size() < record_header_bytes) return malformed("a record that is cut off");
  std::uint32_t whole = 0;
  std::memcpy(&whole, bytes.data() + 4, 4);
  const auto code = static_cast<std::size_t>(bytes[0]);
  if (code >= op_count) return malformed("an unknown record");
  CutRecord cut;
  cut.bytes = whole;
  FrameItem &item = cut.item;
  item.op = static_cast<Op>(code);
  const Shape &is = shape(item.op);
  if (bytes[1] != std::byte{is.texts} || bytes[2] != std::byte{is.words} || bytes[3] != std::byte{is.blobs} ||
      whole % 8 != 0 || whole > bytes.size() || whole < record_header_bytes + std::size_t{8} * is.words)
    return malformed(std::string("the shape of a ") + is.name);
  item.words = bytes.data() + record_header_bytes;
  auto rest = bytes.subspan(record_header_bytes + std::size_t{8} * is.words,
                            whole - record_header_bytes - std::size_t{8} * is.words);
  for (std::size_t b = 0; b < is.blobs; ++b) GANTRY_CHECK(blob(rest, item.blobs[b]));
  for (std::size_t t = 0; t < is.texts; ++t) GANTRY_CHECK(text(rest, item.texts[t]));
  if (rest.size() >= 8) return malformed(std::string("the size of a ") + is.name);
  return cut;
}

}  // namespace gantry::core
