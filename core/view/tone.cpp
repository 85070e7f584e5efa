// SPDX-License-Identifier: Apache-2.0
#include <core/view/tone.hpp>

#include <algorithm>
#include <bit>
#include <core/view/levels.hpp>

namespace gantry::core::view {
namespace {

constexpr std::uint32_t chunk = 128;

// Two of the four bytes at once, each with 8 bits of room above it.
GANTRY_INLINE std::uint32_t mixed_pair(std::uint32_t top, std::uint32_t bottom, std::uint32_t alpha) {
  constexpr std::uint32_t pair = 0x00FF00FFu, half = 0x00800080u;
  const std::uint32_t sum = (top & pair) * alpha + (bottom & pair) * (255 - alpha) + half;
  return ((sum + ((sum >> 8) & pair)) >> 8) & pair;
}

GANTRY_INLINE std::uint32_t over(std::uint32_t top, std::uint32_t bottom) {
  const std::uint32_t alpha = top >> 24;
  const std::uint32_t even = mixed_pair(top, bottom, alpha), odd = mixed_pair(top >> 8, bottom >> 8, alpha);
  return even | odd << 8 | 0xFF000000u;
}

struct Blend {
  static GANTRY_INLINE void run(const std::uint32_t *top, std::uint32_t count, std::uint32_t *bottom) {
    for (std::uint32_t i = 0; i < count; ++i) bottom[i] = over(top[i], bottom[i]);
  }
};

// What a table is looked up by.
struct Steps {
  float lower, scale;
  std::int32_t last, below, above, nothing;
  bool zero_is_nothing;
};

struct Paint {
  static GANTRY_INLINE void run(const float *numbers, std::uint32_t count, const Steps *steps,
                                const std::uint32_t *table, std::uint32_t *colours) {
    alignas(64) std::int32_t index[chunk];
    const Steps s = *steps;
    const auto last = static_cast<float>(s.last);
    for (std::uint32_t begin = 0; begin < count; begin += chunk) {
      const int n = static_cast<int>(std::min(count - begin, chunk));
      const float *const from = numbers + begin;
      for (int i = 0; i < n; ++i) {
        const float value = from[i];
        const float step = (value - s.lower) * s.scale + 0.5f;
        const float kept = step < 0 ? 0 : step > last ? last : step;
        std::int32_t at = static_cast<std::int32_t>(kept);
        at = step < 0.5f ? s.below : at;
        at = step > last + 0.5f ? s.above : at;
        const bool none = value != value || (s.zero_is_nothing && value == 0);
        index[i] = none ? s.nothing : at;
      }
      std::uint32_t *const to = colours + begin;
      for (int i = 0; i < n; ++i) to[i] = over(table[index[i]], to[i]);
    }
  }
};

// Opaque greys need no table: the step is the colour.
struct PaintGrey {
  static GANTRY_INLINE void run(const float *numbers, std::uint32_t count, const Steps *steps, std::int32_t flip,
                                std::uint32_t *colours) {
    const Steps s = *steps;
    for (std::uint32_t i = 0; i < count; ++i) {
      const float value = numbers[i];
      const float step = (value - s.lower) * s.scale + 0.5f;
      const float kept = step < 0 ? 0 : step > 255 ? 255 : step;
      const auto grey = static_cast<std::uint32_t>(static_cast<std::int32_t>(kept) ^ flip);
      colours[i] = value != value ? colours[i] : grey * 0x010101u | 0xFF000000u;
    }
  }
};

}  // namespace

std::uint32_t packed(const Rgba &c) { return std::bit_cast<std::uint32_t>(c); }

ToneTable::ToneTable(const Tone &tone) {
  const bool grey = tone.colours == report::ColourMap::grey;
  const std::size_t count = grey ? 256 : 1024;
  const auto byte = [](double v) { return static_cast<std::uint8_t>(std::lround(std::clamp(v, 0.0, 1.0) * 255)); };
  for (std::size_t i = 0; i < count; ++i) {
    const double along = static_cast<double>(i) / static_cast<double>(count - 1);
    const report::Colour c = report::map_colour(tone.colours, tone.inverted ? 1 - along : along);
    const double opacity = tone.opacity * (tone.rising ? along : 1);
    steps_.push_back(packed({byte(c.red), byte(c.green), byte(c.blue), byte(opacity)}));
  }
  steps_.push_back(0);
  lower_ = static_cast<float>(tone.window.lower());
  scale_ = static_cast<float>(static_cast<double>(count - 1) / std::max(tone.window.width, 1e-30));
  zero_is_nothing_ = tone.zero_is_nothing;
  inverted_ = tone.inverted;
  opaque_grey_ = grey && tone.opacity >= 1 && !tone.rising && !tone.zero_is_nothing && !tone.below_is_nothing &&
                 !tone.above_is_nothing;
  below_ = static_cast<std::uint32_t>(tone.below_is_nothing ? count : 0);
  above_ = static_cast<std::uint32_t>(tone.above_is_nothing ? count : count - 1);
}

void ToneTable::paint(const float *numbers, std::uint32_t count, std::uint32_t level, std::uint32_t *colours) const {
  const auto nothing = static_cast<std::int32_t>(steps_.size() - 1);
  const Steps steps{.lower = lower_,
                    .scale = scale_,
                    .last = nothing - 1,
                    .below = static_cast<std::int32_t>(below_),
                    .above = static_cast<std::int32_t>(above_),
                    .nothing = nothing,
                    .zero_is_nothing = zero_is_nothing_};
  if (opaque_grey_) at_level<PaintGrey>(level, numbers, count, &steps, inverted_ ? 255 : 0, colours);
  else at_level<Paint>(level, numbers, count, &steps, steps_.data(), colours);
}

void blend(const std::uint32_t *top, std::uint32_t count, std::uint32_t level, std::uint32_t *bottom) {
  at_level<Blend>(level, top, count, bottom);
}

}  // namespace gantry::core::view
