// SPDX-License-Identifier: Apache-2.0
#include "wfdb_samples.hpp"

#include <algorithm>

namespace gantry::biosignals {
namespace {

using Byte = unsigned char;

std::uint32_t low_first(const Byte *at, unsigned bytes) {
  std::uint32_t value = 0;
  for (unsigned i = 0; i < bytes; ++i) value |= static_cast<std::uint32_t>(at[i]) << (8 * i);
  return value;
}

// The low `bits` of a number as two's complement.
std::int32_t complement(std::uint32_t value, unsigned bits) {
  return static_cast<std::int32_t>(value << (32 - bits)) >> (32 - bits);
}

template <class One>
void each(std::int32_t *out, std::uint64_t count, One &&one) {
  for (std::uint64_t i = 0; i < count; ++i) out[i] = one(i);
}

// Two samples in three bytes: the high bits of both share the middle one.
std::int32_t sample_212(const Byte *packet, std::uint64_t i) {
  const std::uint32_t low = i == 0 ? packet[0] : packet[2];
  const std::uint32_t high = i == 0 ? packet[1] & 0x0FU : packet[1] >> 4U;
  return complement(high << 8U | low, 12);
}

// Three samples in two byte pairs: two in bits 1 to 10 of each, the third in their five highest bits.
std::int32_t sample_310(const Byte *packet, std::uint64_t i) {
  if (i < 2) return complement(low_first(packet + 2 * i, 2) >> 1U, 10);
  return complement((low_first(packet, 2) >> 11U) | (low_first(packet + 2, 2) >> 11U) << 5U, 10);
}

// Three samples in 30 bits of four bytes; a last packet may be shorter, so only the bytes of the sample are touched.
std::int32_t sample_311(const Byte *packet, std::uint64_t i) {
  return complement(low_first(packet + i, 2) >> (2 * i), 10);
}

}  // namespace

bool is_known_format(unsigned format) {
  constexpr unsigned known[] = {8, 16, 24, 32, 61, 80, 160, 212, 310, 311};
  return std::find(std::begin(known), std::end(known), format) != std::end(known);
}

std::uint64_t samples_in(unsigned format, std::uint64_t bytes) {
  switch (format) {
    case 8:
    case 80: return bytes;
    case 16:
    case 61:
    case 160: return bytes / 2;
    case 24: return bytes / 3;
    case 32: return bytes / 4;
    case 212: return bytes / 3 * 2 + (bytes % 3 == 2 ? 1 : 0);
    case 310: return bytes / 4 * 3 + bytes % 4 / 2;
    case 311: return bytes / 4 * 3 + (bytes % 4 == 0 ? 0 : bytes % 4 - 1);
    default: return 0;
  }
}

void decode_samples(unsigned format, std::string_view bytes, std::uint64_t first, std::int32_t *out,
                    std::uint64_t count) {
  const auto *data = reinterpret_cast<const Byte *>(bytes.data());
  const auto at = [&](unsigned width) { return data + first * width; };
  switch (format) {
    case 8: return each(out, count, [p = at(1)](std::uint64_t i) { return complement(p[i], 8); });
    case 80: return each(out, count, [p = at(1)](std::uint64_t i) { return static_cast<std::int32_t>(p[i]) - 128; });
    case 16: return each(out, count, [p = at(2)](std::uint64_t i) { return complement(low_first(p + 2 * i, 2), 16); });
    case 61:
      return each(out, count, [p = at(2)](std::uint64_t i) {
        return complement(static_cast<std::uint32_t>(p[2 * i]) << 8U | p[2 * i + 1], 16);
      });
    case 160:
      return each(out, count,
                  [p = at(2)](std::uint64_t i) { return static_cast<std::int32_t>(low_first(p + 2 * i, 2)) - 32768; });
    case 24: return each(out, count, [p = at(3)](std::uint64_t i) { return complement(low_first(p + 3 * i, 3), 24); });
    case 32: return each(out, count, [p = at(4)](std::uint64_t i) { return complement(low_first(p + 4 * i, 4), 32); });
    case 212:
      return each(out, count, [p = data + first / 2 * 3](std::uint64_t i) { return sample_212(p + i / 2 * 3, i % 2); });
    case 310:
      return each(out, count, [p = data + first / 3 * 4](std::uint64_t i) { return sample_310(p + i / 3 * 4, i % 3); });
    case 311:
      return each(out, count, [p = data + first / 3 * 4](std::uint64_t i) { return sample_311(p + i / 3 * 4, i % 3); });
    default: return;
  }
}

bool is_invalid(unsigned format, std::int32_t stored) {
  switch (format) {
    case 16:
    case 61:
    case 160: return stored == -32768;
    case 24: return stored == -8388608;
    case 32: return stored == INT32_MIN;
    case 80: return stored == -128;
    case 212: return stored == -2048;
    case 310:
    case 311: return stored == -512;
    default: return false;
  }
}

}  // namespace gantry::biosignals
