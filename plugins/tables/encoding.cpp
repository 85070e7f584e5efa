// SPDX-License-Identifier: Apache-2.0
#include "encoding.hpp"

#include <gantry/cpp/error.hpp>

#include <array>
#include <cstdint>

namespace gantry::tables {
namespace {

// Windows-1252, 0x80 to 0x9F; 0 where it has no character (WHATWG Encoding Standard, index windows-1252).
constexpr std::array<std::uint16_t, 32> windows_1252_block = {
    0x20AC, 0,      0x201A, 0x0192, 0x201E, 0x2026, 0x2020, 0x2021, 0x02C6, 0x2030, 0x0160,
    0x2039, 0x0152, 0,      0x017D, 0,      0,      0x2018, 0x2019, 0x201C, 0x201D, 0x2022,
    0x2013, 0x2014, 0x02DC, 0x2122, 0x0161, 0x203A, 0x0153, 0,      0x017E, 0x0178};

unsigned char byte(char c) { return static_cast<unsigned char>(c); }

bool is_control(unsigned char c) { return (c < 0x20 && !(c >= '\t' && c <= '\r')) || c == 0x7F; }

// Length of the well-formed sequence at `at` (RFC 3629); 0: none; -1: the text ends within it.
int sequence(std::string_view s, std::size_t at) {
  const unsigned char lead = byte(s[at]);
  const int length = lead < 0x80 ? 1 : lead < 0xC2 ? 0 : lead < 0xE0 ? 2 : lead < 0xF0 ? 3 : lead < 0xF5 ? 4 : 0;
  for (int i = 1; i < length; ++i) {
    if (at + static_cast<std::size_t>(i) >= s.size()) return -1;
    const unsigned char c = byte(s[at + static_cast<std::size_t>(i)]);
    unsigned char low = 0x80, high = 0xBF;
    if (i == 1 && lead == 0xE0) low = 0xA0;
    if (i == 1 && lead == 0xED) high = 0x9F;
    if (i == 1 && lead == 0xF0) low = 0x90;
    if (i == 1 && lead == 0xF4) high = 0x8F;
    if (c < low || c > high) return 0;
  }
  return length;
}

bool is_utf8(std::string_view s, bool whole) {
  for (std::size_t at = 0; at < s.size();) {
    if (byte(s[at]) < 0x80) {
      ++at;
      continue;
    }
    const int length = sequence(s, at);
    if (length < 0) return !whole;
    if (length == 0) return false;
    at += static_cast<std::size_t>(length);
  }
  return true;
}

void append_utf8(std::string &out, unsigned code) {
  if (code < 0x80) {
    out.push_back(static_cast<char>(code));
  } else if (code < 0x800) {
    out.push_back(static_cast<char>(0xC0 | (code >> 6)));
    out.push_back(static_cast<char>(0x80 | (code & 0x3F)));
  } else {
    out.push_back(static_cast<char>(0xE0 | (code >> 12)));
    out.push_back(static_cast<char>(0x80 | ((code >> 6) & 0x3F)));
    out.push_back(static_cast<char>(0x80 | (code & 0x3F)));
  }
}

std::string from_windows_1252(std::string_view bytes) {
  std::string out;
  out.reserve(bytes.size() + bytes.size() / 16);
  for (const char c : bytes) {
    const unsigned char b = byte(c);
    append_utf8(out, b >= 0x80 && b < 0xA0 ? windows_1252_block[b - 0x80u] : b);
  }
  return out;
}

}  // namespace

std::string_view without_mark(std::string_view bytes) {
  return bytes.substr(0, 3) == "\xEF\xBB\xBF" ? bytes.substr(3) : bytes;
}

Encoding encoding_of(std::string_view bytes, bool whole) {
  const std::string_view mark = bytes.substr(0, 2);
  if (mark == "\xFF\xFE" || mark == "\xFE\xFF") return Encoding::utf16;
  bool in_1252 = true;
  for (const char c : bytes) {
    const unsigned char b = byte(c);
    if (is_control(b)) return Encoding::binary;
    if (b >= 0x80 && b < 0xA0 && windows_1252_block[b - 0x80u] == 0) in_1252 = false;
  }
  if (is_utf8(bytes, whole)) return Encoding::utf8;
  return in_1252 ? Encoding::windows_1252 : Encoding::binary;
}

Text::Text(std::string_view bytes) {
  switch (encoding_of(bytes, true)) {
    case Encoding::utf8: view_ = without_mark(bytes); return;
    case Encoding::windows_1252:
      converted_ = from_windows_1252(bytes);
      view_ = converted_;
      return;
    case Encoding::utf16:
      throw Error("tables.utf16", "it is text in UTF-16", GANTRY_BAD_DATA).hint("save it again as \"CSV UTF-8\"");
    case Encoding::binary: break;
  }
  throw Error("tables.binary", "it holds bytes that are no text", GANTRY_BAD_DATA)
      .hint("export the table as CSV; a spreadsheet (.xlsx, .ods) is not read");
}

}  // namespace gantry::tables
