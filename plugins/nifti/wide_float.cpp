// SPDX-License-Identifier: Apache-2.0
#include "wide_float.hpp"

#include <algorithm>
#include <cmath>
#include <cstring>
#include <limits>

namespace gantry::nifti {
namespace {

constexpr int bias = 16383, special = 0x7FFF;
constexpr std::uint64_t leading = std::uint64_t{1} << 63;

struct Halves {
  std::uint64_t low, high;
};

Halves load(const char *from, bool swapped) {
  char bytes[16];
  std::memcpy(bytes, from, sizeof bytes);
  if (swapped) std::reverse(bytes, bytes + 16);
  Halves h;
  std::memcpy(&h.low, bytes, 8);
  std::memcpy(&h.high, bytes + 8, 8);
  return h;
}

// mantissa * 2^(exponent - bias - 63); the leading bit of the mantissa is worth 2^(exponent - bias).
double assembled(bool negative, int exponent, std::uint64_t mantissa, bool infinite) {
  double value = 0;
  if (exponent == special) {
    value = infinite ? std::numeric_limits<double>::infinity() : std::numeric_limits<double>::quiet_NaN();
  } else {
    value = std::ldexp(static_cast<double>(mantissa), exponent - bias - 63);
  }
  return negative ? -value : value;
}

double from_x87(const Halves &h) {
  const int exponent = static_cast<int>(h.high & 0x7FFF);
  return assembled((h.high & 0x8000) != 0, exponent, h.low, (h.low & ~leading) == 0);
}

double from_binary128(const Halves &h) {
  const int exponent = static_cast<int>((h.high >> 48) & 0x7FFF);
  const std::uint64_t top = h.high & 0xFFFFFFFFFFFFu;
  // 1 implied bit, the fraction's first 63 bits; the last bit holds whether anything follows, so that rounding is right.
  const std::uint64_t rest = (h.low << 15) != 0 ? 1 : 0;
  const std::uint64_t mantissa = (exponent == 0 ? 0 : leading) | (top << 15) | (h.low >> 49) | rest;
  return assembled((h.high >> 63) != 0, exponent, mantissa, top == 0 && h.low == 0);
}

WideFloats::Form form_of(const char *from, std::uint64_t count, bool swapped) {
  bool any = false;
  for (std::uint64_t i = 0; i < count; ++i) {
    const Halves h = load(from + 16 * i, swapped);
    if (h.low == 0 && (h.high & 0x7FFFFFFFFFFFFFFFu) == 0) continue;
    any = true;
    if ((h.low & leading) == 0 && (h.low != 0 || (h.high & 0x7FFF) != 0 || (h.high >> 48) != 0)) {
      return WideFloats::Form::binary128;
    }
  }
  return any ? WideFloats::Form::x87 : WideFloats::Form::unknown;
}

}  // namespace

void WideFloats::narrow(const char *from, char *to, std::uint64_t count, bool swapped, double slope, double intercept) {
  if (form_ == Form::unknown) form_ = form_of(from, count, swapped);
  for (std::uint64_t i = 0; i < count; ++i) {
    const Halves h = load(from + 16 * i, swapped);
    const double value = slope * (form_ == Form::binary128 ? from_binary128(h) : from_x87(h)) + intercept;
    std::memcpy(to + 8 * i, &value, sizeof value);
  }
}

}  // namespace gantry::nifti
