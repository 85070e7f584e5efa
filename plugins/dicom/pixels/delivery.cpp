// SPDX-License-Identifier: Apache-2.0
#include "delivery.hpp"

#include "numbers.hpp"

#include <gantry/base.h>

#include <algorithm>
#include <cmath>
#include <cstring>
#include <limits>
#include <vector>

namespace gantry::dicom {
namespace {

bool whole(double v) { return v == std::floor(v) && std::abs(v) < 2147483648.0; }

template <class T>
T load(const T *from, std::uint64_t i) {
  T v;  // mapped files keep no alignment
  std::memcpy(&v, from + i, sizeof v);
  return v;
}

template <class In, class Out>
void rescale(const In *in, Out *out, std::uint64_t count, const Meaning &m) {
  if constexpr (std::is_integral_v<Out> && std::is_integral_v<In> && sizeof(In) <= 2) {
    if (std::abs(m.slope) <= 32767) {
      const auto slope = static_cast<std::int32_t>(m.slope), intercept = static_cast<std::int32_t>(m.intercept);
      for (std::uint64_t i = 0; i < count; ++i) {
        const auto scaled = static_cast<std::uint32_t>(static_cast<std::int32_t>(load(in, i)) * slope);
        out[i] = static_cast<Out>(scaled + static_cast<std::uint32_t>(intercept));
      }
      return;
    }
  }
  for (std::uint64_t i = 0; i < count; ++i) {
    double value = static_cast<double>(load(in, i)) * m.slope + m.intercept;
    // Damaged streams hold values beyond BitsStored.
    if constexpr (std::is_integral_v<Out>) {
      using Limits = std::numeric_limits<Out>;
      value = std::clamp(value, static_cast<double>(Limits::min()), static_cast<double>(Limits::max()));
    }
    out[i] = static_cast<Out>(value);
  }
}

bool is_plain(const Meaning &m) { return m.slope == 1 && m.intercept == 0 && !m.modality && !m.voi; }

struct Range {
  double low, high;
};

// What a window makes black and white.
Range range_of(const PixelFormat &f, const Meaning &m) {
  if (f.is_float) return {0, 1};
  if (m.modality) return {0, std::ldexp(1.0, static_cast<int>(m.modality->bits)) - 1};
  const double a = f.least() * m.voi.slope + m.voi.intercept, b = f.greatest() * m.voi.slope + m.voi.intercept;
  return {std::min(a, b), std::max(a, b)};
}

void deliver_shown(const Frames &frames, std::uint32_t frame, const Meaning &m, std::uint32_t dtype, void *into) {
  const PixelFormat &f = frames.format();
  const Range range = range_of(f, m);
  void *room = type_bytes(dtype) == f.container_bytes() ? into : nullptr;
  frames.pieces(frame, room, [&](const void *values, std::uint64_t first, std::uint64_t count) {
    visit_numbers(f.stored_dtype(), values, [&](const auto *in) {
      visit_numbers(dtype, into, [&](auto *out) {
        using Out = std::remove_pointer_t<decltype(out)>;
        for (std::uint64_t i = 0; i < count; ++i) {
          const auto stored = load(in, i);
          const double value = m.modality ? m.modality->at(static_cast<std::int64_t>(stored))
                                          : static_cast<double>(stored) * m.voi.slope + m.voi.intercept;
          out[first + i] = static_cast<Out>(m.voi.shown(value, range.low, range.high));
        }
      });
    });
  });
}

void deliver_numbers(const Frames &frames, std::uint32_t frame, const Meaning &m, std::uint32_t dtype, void *into) {
  const PixelFormat &f = frames.format();
  if (is_plain(m) && dtype == f.stored_dtype()) return frames.stored(frame, into);
  if (m.voi) return deliver_shown(frames, frame, m, dtype, into);
  void *room = type_bytes(dtype) == f.container_bytes() ? into : nullptr;
  frames.pieces(frame, room, [&](const void *values, std::uint64_t first, std::uint64_t count) {
    visit_numbers(f.stored_dtype(), values, [&](const auto *in) {
      visit_numbers(dtype, into, [&](auto *out) {
        using Out = std::remove_pointer_t<decltype(out)>;
        if (!m.modality) return rescale(in, out + first, count, m);
        for (std::uint64_t i = 0; i < count; ++i)
          out[first + i] = static_cast<Out>(m.modality->at(static_cast<std::int64_t>(load(in, i))));
      });
    });
  });
}

std::uint8_t clamped(double v) { return static_cast<std::uint8_t>(std::clamp(std::floor(v + 0.5), 0.0, 255.0)); }

// PS3.3, C.7.6.3.1.2; for YBR_PARTIAL luminance spans 16 to 235 and chrominance 16 to 240 (ITU-R BT.601).
Rgb rgb_of(std::uint8_t luminance, std::uint8_t blue, std::uint8_t red, bool partial) {
  const double y = partial ? (luminance - 16) * 255.0 / 219 : luminance;
  const double k = partial ? 255.0 / 224 : 1, b = k * (blue - 128), r = k * (red - 128);
  return {clamped(y + 1.402 * r), clamped(y - 0.344136 * b - 0.714136 * r), clamped(y + 1.772 * b)};
}

void deliver_colours(const Frames &frames, std::uint32_t frame, const Meaning &m, void *into) {
  const PixelFormat &f = frames.format();
  auto *out = static_cast<std::uint8_t *>(into);
  if (f.samples == 3 && f.photometric == Photometric::rgb) return frames.stored(frame, into);
  std::vector<std::uint64_t> words(static_cast<std::size_t>(f.values() * f.container_bytes() + 7) / 8);
  frames.stored(frame, words.data());
  if (m.palette) {
    visit_numbers(f.stored_dtype(), words.data(), [&](const auto *in) {
      for (std::uint64_t i = 0; i < f.pixels(); ++i) {
        const Rgb c = m.palette->at(static_cast<std::int64_t>(in[i]));
        std::copy(c.begin(), c.end(), out + 3 * i);
      }
    });
    return;
  }
  const auto *in = reinterpret_cast<const std::uint8_t *>(words.data());
  const bool ybr = f.photometric == Photometric::ybr_full || f.photometric == Photometric::ybr_full_422;
  const bool partial = f.photometric == Photometric::ybr_partial;
  for (std::uint64_t i = 0; i < f.pixels(); ++i) {
    const std::uint8_t *v = in + f.samples * i;
    const Rgb c = ybr || partial ? rgb_of(v[0], v[1], v[2], partial) : Rgb{v[0], v[1], v[2]};
    std::copy(c.begin(), c.end(), out + 3 * i);
  }
}

void deliver_channels(const Frames &frames, std::uint32_t frame, void *into) {
  const PixelFormat &f = frames.format();
  std::vector<std::uint16_t> stored(static_cast<std::size_t>(f.values()));
  frames.stored(frame, stored.data());
  auto *out = static_cast<std::uint16_t *>(into);
  for (unsigned s = 0; s < 3; ++s) {
    for (std::uint64_t i = 0; i < f.pixels(); ++i) out[s * f.pixels() + i] = stored[f.samples * i + s];
  }
}

std::uint32_t integer_type(double low, double high) {
  if (low >= -32768 && high <= 32767) return GANTRY_I16;
  if (low >= 0 && high <= 65535) return GANTRY_U16;
  if (low >= -2147483648.0 && high <= 2147483647.0) return GANTRY_I32;
  return GANTRY_F64;
}

}  // namespace

Meaning Meaning::of(const Dataset &dataset, const PixelFormat &format) {
  Meaning m;
  if (format.photometric == Photometric::palette && format.samples == 1) {
    m.palette = read_palette(dataset);
    if (!m.palette) {
      throw Error("dicom.palette", "its colours are in a palette that is missing", GANTRY_BAD_DATA)
          .hint("the file is damaged: fetch it again");
    }
  } else if (format.samples == 1 && !format.is_float) {
    m.modality = read_modality_lut(dataset);
  }
  return m;
}

std::uint32_t delivered_type(const PixelFormat &f, const Meaning &m) {
  if (m.palette) return GANTRY_RGB8;
  if (f.samples > 1) {
    if (f.container_bytes() == 1) return GANTRY_RGB8;
    if (f.container_bytes() == 2 && f.photometric == Photometric::rgb) return GANTRY_U16;
    throw Error("dicom.colour", "colours of this depth and kind can't be read", GANTRY_UNSUPPORTED)
        .hint("have the archive send it as RGB of 8 or 16 bits");
  }
  if (m.voi.kind == Voi::Kind::table) return m.voi.bits <= 8 ? GANTRY_U8 : GANTRY_U16;
  if (m.voi) return f.stored <= 24 ? GANTRY_F32 : GANTRY_F64;
  if (m.modality) return m.modality->bits <= 8 ? GANTRY_U8 : GANTRY_U16;
  if (is_plain(m)) return f.stored_dtype();
  if (f.is_float) return f.stored_dtype();
  if (!whole(m.slope) || !whole(m.intercept)) return f.stored <= 24 ? GANTRY_F32 : GANTRY_F64;
  const double a = f.least() * m.slope + m.intercept, b = f.greatest() * m.slope + m.intercept;
  return integer_type(std::min(a, b), std::max(a, b));
}

unsigned delivered_channels(const PixelFormat &f) { return f.samples > 1 && f.container_bytes() == 2 ? 3 : 1; }

std::size_t type_bytes(std::uint32_t dtype) {
  constexpr std::size_t bytes[] = {0, 1, 1, 2, 2, 4, 4, 8, 8, 4, 8, 8, 16, 3, 4};
  return bytes[dtype];
}

std::uint32_t common_type(std::uint32_t a, std::uint32_t b) {
  if (a == b) return a;
  if (a == GANTRY_RGB8 || b == GANTRY_RGB8) {
    throw Error("dicom.colour", "some of its frames are in colour and some are not", GANTRY_BAD_DATA)
        .hint("give the colour images and the grey ones apart");
  }
  if (a > b) std::swap(a, b);
  if (b == GANTRY_F64) return b;
  if (b == GANTRY_F32) return a == GANTRY_U32 || a == GANTRY_I32 ? GANTRY_F64 : GANTRY_F32;
  if (b == GANTRY_I32) return a == GANTRY_U32 ? GANTRY_F64 : GANTRY_I32;
  if (b == GANTRY_U32) return a == GANTRY_I8 || a == GANTRY_I16 ? GANTRY_F64 : GANTRY_U32;
  if (b == GANTRY_I16) return a == GANTRY_U16 ? GANTRY_I32 : GANTRY_I16;
  if (b == GANTRY_U16) return a == GANTRY_I8 ? GANTRY_I32 : GANTRY_U16;
  return GANTRY_I16;  // U8 and I8
}

void deliver(const Frames &frames, std::uint32_t frame, const Meaning &m, std::uint32_t dtype, void *into) {
  if (dtype == GANTRY_RGB8) return deliver_colours(frames, frame, m, into);
  if (delivered_channels(frames.format()) == 3) return deliver_channels(frames, frame, into);
  deliver_numbers(frames, frame, m, dtype, into);
}

}  // namespace gantry::dicom
