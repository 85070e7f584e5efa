// SPDX-License-Identifier: Apache-2.0
#include "conversion.hpp"

#include "wide_float.hpp"

#include <gantry/cpp/error.hpp>

#include <cstring>
#include <type_traits>

namespace gantry::nifti {
namespace {

template <std::size_t bytes>
using Raw = std::conditional_t<
    bytes == 1, std::uint8_t,
    std::conditional_t<bytes == 2, std::uint16_t, std::conditional_t<bytes == 4, std::uint32_t, std::uint64_t>>>;

// Byte by byte: the compiler makes one instruction of it.
template <class R>
R turned(R raw) {
  R out = 0;
  for (std::size_t b = 0; b < sizeof(R); ++b) {
    out = static_cast<R>(out | static_cast<R>(static_cast<R>((raw >> (8 * b)) & 0xFFu) << (8 * (sizeof(R) - 1 - b))));
  }
  return out;
}

template <class T, bool swapped>
T load(const char *from) {
  Raw<sizeof(T)> raw;
  std::memcpy(&raw, from, sizeof raw);
  if constexpr (swapped) raw = turned(raw);
  T value;
  std::memcpy(&value, &raw, sizeof value);
  return value;
}

template <class R, unsigned parts>
void turn(const Conversion &, const char *from, char *to, std::uint64_t count) {
  for (std::uint64_t i = 0; i < count * parts; ++i) {
    const R raw = load<R, true>(from + i * sizeof(R));
    std::memcpy(to + i * sizeof(R), &raw, sizeof raw);
  }
}

template <class From, class To, unsigned parts, bool swapped>
void scale_loop(const Conversion &c, const char *from, char *to, std::uint64_t count) {
  const double slope = c.slope(), intercept = c.intercept();
  for (std::uint64_t i = 0; i < count * parts; ++i) {
    const auto value =
        static_cast<To>(slope * static_cast<double>(load<From, swapped>(from + i * sizeof(From))) + intercept);
    std::memcpy(to + i * sizeof(To), &value, sizeof value);
  }
}

// The standard scales both parts of a complex number alike.
template <class From, class To, unsigned parts = 1>
void scale(const Conversion &c, const char *from, char *to, std::uint64_t count) {
  if (c.swapped()) return scale_loop<From, To, parts, true>(c, from, to, count);
  return scale_loop<From, To, parts, false>(c, from, to, count);
}

template <unsigned parts>
void narrow(const Conversion &c, const char *from, char *to, std::uint64_t count) {
  c.wide().narrow(from, to, count * parts, c.swapped(), c.slope(), c.intercept());
}

auto turning_step(const Header &header) -> void (*)(const Conversion &, const char *, char *, std::uint64_t) {
  const bool pairs = header.type->element_bytes == 2 * header.type->swap_bytes;
  switch (header.type->swap_bytes) {
    case 2: return turn<std::uint16_t, 1>;
    case 4: return pairs ? turn<std::uint32_t, 2> : turn<std::uint32_t, 1>;
    case 8: return pairs ? turn<std::uint64_t, 2> : turn<std::uint64_t, 1>;
    default: return nullptr;
  }
}

auto scaling_step(const Header &header) -> void (*)(const Conversion &, const char *, char *, std::uint64_t) {
  switch (header.type->dtype) {
    case GANTRY_U8: return scale<std::uint8_t, float>;
    case GANTRY_I8: return scale<std::int8_t, float>;
    case GANTRY_U16: return scale<std::uint16_t, float>;
    case GANTRY_I16: return scale<std::int16_t, float>;
    case GANTRY_U32: return scale<std::uint32_t, float>;
    case GANTRY_I32: return scale<std::int32_t, float>;
    case GANTRY_U64: return scale<std::uint64_t, float>;
    case GANTRY_I64: return scale<std::int64_t, float>;
    case GANTRY_F32: return scale<float, float>;
    case GANTRY_F64: return scale<double, double>;
    case GANTRY_C64: return scale<float, float, 2>;
    case GANTRY_C128: return scale<double, double, 2>;
    default: throw Error("nifti.type", "colours can't be scaled", GANTRY_BAD_DATA);
  }
}

}  // namespace

std::uint32_t delivered_type(const Header &header) {
  const std::uint32_t dtype = header.type->dtype;
  return header.scaled && dtype <= GANTRY_I64 ? GANTRY_F32 : dtype;
}

std::uint64_t delivered_bytes(const Header &header) { return stored_type_of(delivered_type(header)).element_bytes; }

Conversion::Conversion(const Header &header) : header_(header) {
  if (header.type->swap_bytes == 16) step_ = header.type->element_bytes == 32 ? narrow<2> : narrow<1>;
  else if (header.scaled) step_ = scaling_step(header);
  else if (header.swapped) step_ = turning_step(header);
}

}  // namespace gantry::nifti
