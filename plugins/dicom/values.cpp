// SPDX-License-Identifier: Apache-2.0
#include "values.hpp"

#include "charset.hpp"

#include <charconv>
#include <cmath>
#include <cstring>

namespace gantry::dicom {
namespace {

std::string_view trimmed(std::string_view text, bool leading) {
  const std::size_t last = text.find_last_not_of(std::string_view(" \0", 2));
  if (last == std::string_view::npos) return {};
  text = text.substr(0, last + 1);
  const std::size_t first = leading ? text.find_first_not_of(std::string_view(" \0", 2)) : 0;
  return text.substr(first);
}

bool printable(std::string_view text) {
  for (const char c : text) {
    const bool white = c == '\t' || c == '\n' || c == '\r' || c == '\f' || c == '\x1b';
    if ((static_cast<unsigned char>(c) < ' ' && !white) || c == '\x7f') return false;
  }
  return true;
}

template <class T>
T loaded(const char *from, bool big_endian) {
  unsigned char raw[sizeof(T)];
  std::memcpy(raw, from, sizeof(T));
  if (big_endian) {
    for (std::size_t i = 0; i < sizeof(T) / 2; ++i) std::swap(raw[i], raw[sizeof(T) - 1 - i]);
  }
  T value;
  std::memcpy(&value, raw, sizeof(T));
  return value;
}

template <class T, class F>
void each(std::string_view bytes, bool big_endian, F &&f) {
  for (std::size_t at = 0; at + sizeof(T) <= bytes.size(); at += sizeof(T)) f(loaded<T>(bytes.data() + at, big_endian));
}

// Calls f(number) in its own type for each value of a binary representation.
template <class F>
void visit_binary(const Element &e, bool big, F &&f) {
  switch (e.vr) {
    case VR::US:
    case VR::OW: return each<std::uint16_t>(e.value, big, f);
    case VR::SS: return each<std::int16_t>(e.value, big, f);
    case VR::UL:
    case VR::OL: return each<std::uint32_t>(e.value, big, f);
    case VR::SL: return each<std::int32_t>(e.value, big, f);
    case VR::UV:
    case VR::OV: return each<std::uint64_t>(e.value, big, f);
    case VR::SV: return each<std::int64_t>(e.value, big, f);
    case VR::FL:
    case VR::OF: return each<float>(e.value, big, f);
    case VR::FD:
    case VR::OD: return each<double>(e.value, big, f);
    case VR::OB: return each<std::uint8_t>(e.value, big, f);
    case VR::AT: {
      for (std::size_t at = 0; at + 4 <= e.value.size(); at += 4) {
        const std::uint32_t group = loaded<std::uint16_t>(e.value.data() + at, big);
        f((group << 16) | loaded<std::uint16_t>(e.value.data() + at + 2, big));
      }
      return;
    }
    default: return;
  }
}

// Calls f(text) for each decimal string; f returns false to end.
template <class F>
void visit_strings(std::string_view text, F &&f) {
  if (trimmed(text, true).empty()) return;
  for (std::size_t at = 0; at <= text.size();) {
    const std::size_t end = std::min(text.find('\\', at), text.size());
    std::string_view one = trimmed(text.substr(at, end - at), true);
    if (!one.empty() && one.front() == '+') one.remove_prefix(1);
    if (!f(one)) return;
    at = end + 1;
  }
}

bool is_number_text(const Element &e) { return is_text(e.vr) || (e.vr == VR::UN && printable(e.value)); }

}  // namespace

std::vector<std::string> split_text(const Element &e, std::string_view charset) {
  std::vector<std::string> out;
  if (e.vr == VR::UN && !printable(trimmed(e.value, false))) return out;
  const bool one = e.vr == VR::LT || e.vr == VR::ST || e.vr == VR::UT || e.vr == VR::UR;
  const bool encoded = has_charset(e.vr) || e.vr == VR::UN;
  const std::string_view stored = trimmed(e.value, false);
  if (stored.empty()) return out;
  // Multi-byte sets may hold the byte of a backslash inside a character: split after the conversion.
  const std::string all = to_utf8(stored, encoded ? charset : std::string_view(), e.vr);
  for (std::size_t at = 0; at <= all.size();) {
    const std::size_t end = one ? all.size() : std::min(all.find('\\', at), all.size());
    std::string_view value = trimmed(std::string_view(all).substr(at, end - at), !one);
    while (e.vr == VR::PN && !value.empty() && value.back() == '=') value.remove_suffix(1);  // empty groups of a name
    out.emplace_back(value);
    at = end + 1;
  }
  return out;
}

std::vector<double> number_values(const Element &e, bool big_endian) {
  std::vector<double> out;
  if (!is_number_text(e)) {
    visit_binary(e, big_endian, [&](auto v) { out.push_back(static_cast<double>(v)); });
    return out;
  }
  visit_strings(e.value, [&](std::string_view text) {
    double v = 0;
    const auto [end, error] = std::from_chars(text.data(), text.data() + text.size(), v);
    if (error != std::errc() || end != text.data() + text.size() || !std::isfinite(v)) return false;
    out.push_back(v);
    return true;
  });
  return out;
}

std::vector<std::int64_t> integer_values(const Element &e, bool big_endian) {
  std::vector<std::int64_t> out;
  const auto whole = [&](double v) {
    if (!(std::abs(v) < 9007199254740992.0) || v != std::floor(v)) return false;
    out.push_back(static_cast<std::int64_t>(v));
    return true;
  };
  if (!is_number_text(e)) {
    bool good = true;
    visit_binary(e, big_endian, [&](auto v) {
      if constexpr (std::is_floating_point_v<decltype(v)>) good = good && whole(static_cast<double>(v));
      else out.push_back(static_cast<std::int64_t>(v));
    });
    return out;
  }
  visit_strings(e.value, [&](std::string_view text) {
    std::int64_t v = 0;
    const auto [end, error] = std::from_chars(text.data(), text.data() + text.size(), v);
    if (error == std::errc() && end == text.data() + text.size()) {
      out.push_back(v);
      return true;
    }
    double d = 0;
    const auto [stop, failed] = std::from_chars(text.data(), text.data() + text.size(), d);
    return failed == std::errc() && stop == text.data() + text.size() && whole(d);
  });
  return out;
}

std::vector<std::string> number_texts(const Element &e, bool big_endian) {
  std::vector<std::string> out;
  visit_binary(e, big_endian, [&](auto v) {
    char text[40];
    const auto end = std::to_chars(text, text + sizeof text, v).ptr;
    out.emplace_back(text, end);
  });
  return out;
}

}  // namespace gantry::dicom
