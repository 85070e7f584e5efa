// SPDX-License-Identifier: Apache-2.0
#include "charset.hpp"

#include <iconv.h>

#include <algorithm>
#include <map>
#include <memory>
#include <optional>
#include <vector>

namespace gantry::dicom {
namespace {

// A set of characters as ISO 2022 designates it, and how iconv takes its bytes. glibc's iconv knows none of DICOM's
// code extensions by itself; EUC-JP holds all the Japanese ones.
struct CodeSet {
  std::string_view escape;  // after ESC; "" where none is defined
  const char *encoding;     // iconv's name
  unsigned bytes;           // per character
  bool high;                // in G1: bytes above 127
  char prefix;              // put before each character for iconv; 0 for none
};

constexpr CodeSet ascii{"(B", "ASCII", 1, false, 0};
constexpr CodeSet roman{"(J", "ASCII", 1, false, 0};  // JIS X 0201: but for the yen sign and the overline
constexpr CodeSet katakana{")I", "EUC-JP", 1, true, '\x8e'};
constexpr CodeSet kanji{"$B", "EUC-JP", 2, false, 0};                      // JIS X 0208
constexpr CodeSet supplementary_kanji{"$(D", "EUC-JP", 2, false, '\x8f'};  // JIS X 0212
constexpr CodeSet hangul{"$)C", "EUC-KR", 2, true, 0};                     // KS X 1001
constexpr CodeSet hanzi{"$)A", "GB2312", 2, true, 0};                      // GB 2312

struct Term {
  std::string_view number;  // of "ISO_IR n" and "ISO 2022 IR n"
  CodeSet set;
};

// PS3.3, tables C.12-2 to C.12-4.
constexpr Term terms[] = {{"6", ascii},
                          {"100", {"-A", "ISO-8859-1", 1, true, 0}},
                          {"101", {"-B", "ISO-8859-2", 1, true, 0}},
                          {"109", {"-C", "ISO-8859-3", 1, true, 0}},
                          {"110", {"-D", "ISO-8859-4", 1, true, 0}},
                          {"144", {"-L", "ISO-8859-5", 1, true, 0}},
                          {"127", {"-G", "ISO-8859-6", 1, true, 0}},
                          {"126", {"-F", "ISO-8859-7", 1, true, 0}},
                          {"138", {"-H", "ISO-8859-8", 1, true, 0}},
                          {"148", {"-M", "ISO-8859-9", 1, true, 0}},
                          {"203", {"-b", "ISO-8859-15", 1, true, 0}},
                          {"166", {"-T", "TIS-620", 1, true, 0}},
                          {"13", katakana},
                          {"87", kanji},
                          {"159", supplementary_kanji},
                          {"149", hangul},
                          {"58", hanzi}};

bool is_plain(std::string_view text) {
  return std::all_of(text.begin(), text.end(), [](char c) { return c != '\x1b' && static_cast<signed char>(c) >= 0; });
}

bool is_utf8(std::string_view text) {
  for (std::size_t i = 0; i < text.size();) {
    const auto c = static_cast<unsigned char>(text[i]);
    const std::size_t more = c < 0x80                ? 0
                             : c >= 0xc2 && c < 0xe0 ? 1
                             : (c & 0xf0) == 0xe0    ? 2
                             : c >= 0xf0 && c < 0xf5 ? 3
                                                     : 9;
    if (more == 9 || text.size() - i <= more) return false;
    for (std::size_t k = 1; k <= more; ++k) {
      if ((static_cast<unsigned char>(text[i + k]) & 0xc0) != 0x80) return false;
    }
    const unsigned next = more > 0 ? static_cast<unsigned char>(text[i + 1]) : 0u;
    const bool overlong = (c == 0xe0 && next < 0xa0) || (c == 0xf0 && next < 0x90);
    const bool outside = (c == 0xed && next > 0x9f) || (c == 0xf4 && next > 0x8f);
    if (overlong || outside) return false;
    i += more + 1;
  }
  return true;
}

struct Closer {
  void operator()(void *descriptor) const { iconv_close(descriptor); }
};

// Appends `bytes` as UTF-8; false when they are none of `encoding`. A descriptor per encoding and thread: opening one
// costs far more than using it.
bool append_converted(std::string_view bytes, const char *encoding, std::string &out) {
  thread_local std::map<std::string, std::unique_ptr<void, Closer>, std::less<>> open;
  auto found = open.find(encoding);
  if (found == open.end()) {
    const iconv_t made = iconv_open("UTF-8", encoding);
    found = open.emplace(encoding, std::unique_ptr<void, Closer>()).first;
    if (made != reinterpret_cast<iconv_t>(-1)) found->second.reset(made);
  }
  if (!found->second) return false;
  const iconv_t converter = found->second.get();
  iconv(converter, nullptr, nullptr, nullptr, nullptr);
  std::string made(bytes.size() * 4 + 4, '\0');
  char *from = const_cast<char *>(bytes.data()), *to = made.data();
  std::size_t left = bytes.size(), room = made.size();
  if (iconv(converter, &from, &left, &to, &room) == static_cast<std::size_t>(-1)) return false;
  out.append(made, 0, made.size() - room);
  return true;
}

std::string_view trimmed(std::string_view text) {
  const std::size_t first = text.find_first_not_of(' '), last = text.find_last_not_of(std::string_view(" \0", 2));
  const bool none = first == std::string_view::npos || last == std::string_view::npos || last < first;
  return none ? std::string_view() : text.substr(first, last - first + 1);
}

// What (0008,0005) says.
struct Charset {
  const char *whole = nullptr;  // one encoding for everything: no code extensions
  bool known = true;
  CodeSet g0 = ascii;
  std::optional<CodeSet> g1;
};

// The number behind "ISO_IR " or "ISO 2022 IR ", however makers spell it.
std::string_view number_of_term(std::string_view term) {
  const std::size_t digit = term.find_last_not_of("0123456789");
  return digit == std::string_view::npos ? term : term.substr(digit + 1);
}

Charset charset_of(std::string_view value) {
  Charset c;
  const std::string_view first = trimmed(value.substr(0, std::min(value.find('\\'), value.size())));
  if (first == "GB18030") c.whole = "GB18030";
  else if (first == "GBK") c.whole = "GBK";
  const std::string_view number = number_of_term(first);
  if (number == "192" || first == "UTF-8" || first == "UTF8") c.whole = "UTF-8";
  if (c.whole != nullptr || first.empty()) return c;
  c.known = false;
  if (first.substr(0, 3) != "ISO") return c;
  for (const Term &term : terms) {
    if (term.number != number) continue;
    c.known = true;
    if (term.set.high) c.g1 = term.set;
    if (number == "13") c.g0 = roman;
  }
  return c;
}

// Follows the escapes of ISO 2022 through a text.
class Iso2022 {
 public:
  explicit Iso2022(const Charset &charset) : charset_(charset) {}

  std::optional<std::string> convert(std::string_view text, std::string_view resets) {
    restart();
    for (std::size_t at = 0; at < text.size();) {
      const char c = text[at];
      if (c == '\x1b') {
        if (!designate(text, at)) return std::nullopt;
        continue;
      }
      const bool control = static_cast<unsigned char>(c) < ' ';
      if (control || (g0_.bytes == 1 && resets.find(c) != std::string_view::npos)) {
        out_ += c;
        ++at;
        restart();  // PS3.5, 6.1.2.5.3
        continue;
      }
      if (!run(text, at)) return std::nullopt;
    }
    return std::move(out_);
  }

 private:
  void restart() {
    g0_ = charset_.g0;
    g1_ = charset_.g1;
  }
  bool designate(std::string_view text, std::size_t &at) {
    const std::string_view after = text.substr(at + 1);
    const auto begins = [&](std::string_view escape) { return after.substr(0, escape.size()) == escape; };
    if (begins(ascii.escape) || begins(roman.escape)) {
      g0_ = ascii;
      at += 3;
      return true;
    }
    for (const Term &term : terms) {
      if (!begins(term.set.escape)) continue;
      (term.set.high ? g1_.emplace() : g0_) = term.set;
      at += 1 + term.set.escape.size();
      return true;
    }
    return false;
  }
  // All characters ahead in one half of the table.
  bool run(std::string_view text, std::size_t &at) {
    const bool high = static_cast<signed char>(text[at]) < 0;
    if (high && !g1_) return false;
    const CodeSet &set = high ? *g1_ : g0_;
    std::string bytes;
    const auto inside = [&](std::size_t i) {
      return i < text.size() && (static_cast<signed char>(text[i]) < 0) == high &&
             static_cast<unsigned char>(text[i]) >= ' ' && text[i] != '\x1b';
    };
    while (inside(at)) {
      if (set.bytes == 2 && !inside(at + 1)) return text[at] == ' ' ? (out_ += ' ', ++at, true) : false;
      if (set.prefix != 0) bytes += set.prefix;
      for (unsigned i = 0; i < set.bytes; ++i, ++at)
        bytes += !set.high && set.bytes == 1 ? text[at] : static_cast<char>(text[at] | '\x80');
      if (!high && set.bytes == 1) break;  // the next may be a delimiter
    }
    return append_converted(bytes, set.encoding, out_);
  }

  const Charset &charset_;
  CodeSet g0_ = ascii;
  std::optional<CodeSet> g1_;
  std::string out_;
};

std::optional<std::string> converted(std::string_view text, std::string_view value, VR vr) {
  const bool escapes = text.find('\x1b') != std::string_view::npos;
  const Charset charset = charset_of(value);
  if (charset.whole != nullptr) {
    std::string out;
    return append_converted(text, charset.whole, out) ? std::optional(std::move(out)) : std::nullopt;
  }
  // Several makers forget to say that text is UTF-8, and what is valid UTF-8 is hardly ever anything else.
  if (value.empty() && !escapes && is_utf8(text)) return std::string(text);
  if (!charset.known && !escapes) return std::nullopt;
  Charset used = charset;
  if (value.empty()) used.g1 = terms[1].set;  // nothing said, and not ASCII: most often Latin 1
  return Iso2022(used).convert(text, vr == VR::PN ? "\\^=" : "\\");
}

}  // namespace

std::string to_utf8(std::string_view text, std::string_view charset, VR vr) {
  if (is_plain(text)) return std::string(text);
  if (auto done = converted(text, charset, vr)) return *std::move(done);
  if (is_utf8(text) && text.find('\x1b') == std::string_view::npos) return std::string(text);
  std::string kept;
  for (const char c : text) {
    if (c == '\x1b' || static_cast<signed char>(c) < 0) kept += "\xEF\xBF\xBD";
    else kept += c;
  }
  return kept;
}

bool is_convertible(std::string_view text, std::string_view charset, VR vr) {
  return is_plain(text) || converted(text, charset, vr).has_value();
}

}  // namespace gantry::dicom
