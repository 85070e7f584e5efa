// SPDX-License-Identifier: Apache-2.0
// What the files of the Recorder share: foreign text and numbers, made fit for a frame.
//
//   put(Op::text, {clean_id(id), shown(text)}, {style});
#pragma once

#include <algorithm>
#include <cmath>
#include <core/data/plain_text.hpp>
#include <core/ui/ids.hpp>
#include <cstring>
#include <span>
#include <string>

namespace gantry::core {

inline constexpr std::size_t max_text_bytes = std::size_t{1} << 20;

inline std::string shown(const char *text) {
  return text == nullptr ? std::string{} : plain_text(text, max_text_bytes);
}
inline std::string name_of(const char *id) { return clean_id(id == nullptr ? "" : id); }
inline double finite(double value, double otherwise = 0) { return std::isfinite(value) ? value : otherwise; }
inline std::span<const std::byte> bytes_of(const double *values, std::uint64_t count) {
  return values == nullptr ? std::span<const std::byte>{} : std::as_bytes(std::span(values, count));
}

}  // namespace gantry::core
