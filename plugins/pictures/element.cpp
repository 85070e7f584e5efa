// SPDX-License-Identifier: Apache-2.0
#include "element.hpp"

#include <gantry/cpp/error.hpp>

#include <algorithm>
#include <iterator>

namespace gantry::pictures {
namespace {

constexpr Element elements[] = {
    {GANTRY_U8, 1, 1, "uint8"},    {GANTRY_I8, 1, 1, "int8"},       {GANTRY_U16, 2, 2, "uint16"},
    {GANTRY_I16, 2, 2, "int16"},   {GANTRY_U32, 4, 4, "uint32"},    {GANTRY_I32, 4, 4, "int32"},
    {GANTRY_U64, 8, 8, "uint64"},  {GANTRY_I64, 8, 8, "int64"},     {GANTRY_F32, 4, 4, "float32"},
    {GANTRY_F64, 8, 8, "float64"}, {GANTRY_C64, 8, 4, "complex64"}, {GANTRY_C128, 16, 8, "complex128"},
    {GANTRY_RGB8, 3, 1, "RGB"},    {GANTRY_RGBA8, 4, 1, "RGBA"},
};

}  // namespace

const Element &element(std::uint32_t dtype) {
  const auto found =
      std::find_if(std::begin(elements), std::end(elements), [&](const Element &e) { return e.dtype == dtype; });
  if (found == std::end(elements)) throw Error("file.type", "there is no such data type", GANTRY_UNSUPPORTED);
  return *found;
}

void turn_round(const Element &type, char *bytes, std::uint64_t count) {
  if (type.part_bytes == 1) return;
  for (char *at = bytes, *end = bytes + count * type.bytes; at < end; at += type.part_bytes) {
    std::reverse(at, at + type.part_bytes);
  }
}

std::uint32_t joined(std::uint32_t dtype, std::uint64_t parts, bool complex) {
  if (complex) return parts != 2 ? 0 : dtype == GANTRY_F32 ? GANTRY_C64 : dtype == GANTRY_F64 ? GANTRY_C128 : 0;
  if (dtype != GANTRY_U8) return 0;
  return parts == 3 ? GANTRY_RGB8 : parts == 4 ? GANTRY_RGBA8 : 0;
}

}  // namespace gantry::pictures
