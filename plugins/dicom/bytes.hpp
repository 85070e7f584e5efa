// SPDX-License-Identifier: Apache-2.0
// Numbers as they stand in bytes, of either order, without alignment. The caller has checked that they are there.
//
//   u16(bytes, at);   u32(bytes, at, true);   // little endian; big endian
#pragma once

#include <cstddef>
#include <cstdint>
#include <string_view>

namespace gantry::dicom {

inline unsigned byte_at(std::string_view bytes, std::size_t at) { return static_cast<unsigned char>(bytes[at]); }

inline std::uint16_t u16(std::string_view bytes, std::size_t at, bool big_endian = false) {
  const unsigned first = byte_at(bytes, at), second = byte_at(bytes, at + 1);
  return static_cast<std::uint16_t>(big_endian ? (first << 8) | second : first | (second << 8));
}

inline std::uint32_t u32(std::string_view bytes, std::size_t at, bool big_endian = false) {
  const std::uint32_t first = u16(bytes, at, big_endian), second = u16(bytes, at + 2, big_endian);
  return big_endian ? (first << 16) | second : first | (second << 16);
}

}  // namespace gantry::dicom
