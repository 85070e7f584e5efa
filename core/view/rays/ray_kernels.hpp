// SPDX-License-Identifier: Apache-2.0
// The loops along rays. Private to this folder; ray_picture.hpp is how they are called.
//
//   at_level<CastRow>(level, &rays, plane_row, colours);
#pragma once

#include <algorithm>
#include <core/view/levels.hpp>
#include <core/view/rays/ray_field.hpp>

namespace gantry::core::view {

// All rays of a picture. Places are cubes, steps of rays all the same.
struct Rays {
  const std::uint8_t *values, *ids, *distance;
  std::int32_t size[3], bricks[3];
  const float *table;
  float step[3], inverse[3];  // of a ray, and 1 / step: steps from cube to cube
  float right[3];             // from pixel to pixel
  float background[3];
  float least_light;  // below which what lies behind no longer counts
  bool surfaces, fine, shaded;
};

// The eight cubes around a place, and what lies between them.
struct Around {
  float c[8], f[3];

  GANTRY_INLINE Around(const Rays &r, const float *at) {
    std::int32_t i[3];
    for (int a = 0; a < 3; ++a) {
      i[a] = static_cast<std::int32_t>(at[a]);
      i[a] = i[a] > r.size[a] - 2 ? r.size[a] - 2 : i[a] < 0 ? 0 : i[a];
      f[a] = at[a] - static_cast<float>(i[a]);
    }
    const std::ptrdiff_t row = r.size[0], slice = row * r.size[1];
    const std::uint8_t *const p = r.values + i[0] + row * i[1] + slice * i[2];
    c[0] = p[0];
    c[1] = p[1];
    c[2] = p[row];
    c[3] = p[row + 1];
    c[4] = p[slice];
    c[5] = p[slice + 1];
    c[6] = p[slice + row];
    c[7] = p[slice + row + 1];
  }
  static GANTRY_INLINE float mix(float a, float b, float part) { return a + (b - a) * part; }
  GANTRY_INLINE float value() const {
    return mix(mix(mix(c[0], c[1], f[0]), mix(c[2], c[3], f[0]), f[1]),
               mix(mix(c[4], c[5], f[0]), mix(c[6], c[7], f[0]), f[1]), f[2]);
  }
  // How the value goes on along each axis, from the same eight.
  GANTRY_INLINE void slope(float *g) const {
    g[0] = mix(mix(c[1] - c[0], c[3] - c[2], f[1]), mix(c[5] - c[4], c[7] - c[6], f[1]), f[2]);
    g[1] = mix(mix(c[2] - c[0], c[3] - c[1], f[0]), mix(c[6] - c[4], c[7] - c[5], f[0]), f[2]);
    g[2] = mix(mix(c[4] - c[0], c[5] - c[1], f[0]), mix(c[6] - c[2], c[7] - c[3], f[0]), f[1]);
  }
};

// What of the light that comes along the ray goes back along it: by the angle to the gradient.
GANTRY_INLINE float light(const Rays &r, const float *at, const Around &around) {
  float g[3];
  if (r.fine) {
    for (int a = 0; a < 3; ++a) {
      float before[3] = {at[0], at[1], at[2]}, after[3] = {at[0], at[1], at[2]};
      before[a] -= 1;
      after[a] += 1;
      g[a] = (Around(r, after).value() - Around(r, before).value()) / 2;
    }
  } else {
    around.slope(g);
  }
  const float squares = g[0] * g[0] + g[1] * g[1] + g[2] * g[2];
  if (!(squares > 4)) return 0.9f;  // no surface: nothing to shade
  const float along = g[0] * r.step[0] + g[1] * r.step[1] + g[2] * r.step[2];
  const float way = r.step[0] * r.step[0] + r.step[1] * r.step[1] + r.step[2] * r.step[2];
  const float cosine = along * along / (squares * way);  // squared, which darkens the rims
  return 0.25f + 0.75f * std::sqrt(cosine);
}

// Steps that can be left out: to the border of the empty bricks around.
GANTRY_INLINE std::int32_t empty_steps(const Rays &r, const float *at) {
  std::int32_t brick[3];
  for (int a = 0; a < 3; ++a) brick[a] = static_cast<std::int32_t>(at[a]) / static_cast<std::int32_t>(brick_side);
  const std::ptrdiff_t index =
      brick[0] + r.bricks[0] * (brick[1] + static_cast<std::ptrdiff_t>(r.bricks[1]) * brick[2]);
  const std::int32_t d = r.distance[index];
  if (d == 0) return 0;
  float steps = 1e9f;
  for (int a = 0; a < 3; ++a) {
    const std::int32_t border =
        (r.step[a] >= 0 ? brick[a] + d : brick[a] - d + 1) * static_cast<std::int32_t>(brick_side);
    const float way = (static_cast<float>(border) - at[a]) * r.inverse[a];
    steps = way < steps ? way : steps;
  }
  return static_cast<std::int32_t>(steps) + 1;
}

struct CastRow {
  // `from`: where the ray of the first pixel meets the plane; begin and end of each ray in steps from there.
  static GANTRY_INLINE void run(const Rays *rays, const float *from, const float *begins, const float *ends,
                                std::uint32_t count, std::uint32_t *colours) {
    const Rays &r = *rays;
    for (std::uint32_t x = 0; x < count; ++x) {
      float start[3];
      for (int a = 0; a < 3; ++a) start[a] = from[a] + static_cast<float>(x) * r.right[a] + begins[x] * r.step[a];
      const auto steps = static_cast<std::int32_t>(ends[x] - begins[x]);
      float colour[3] = {0, 0, 0};
      const float left = r.surfaces ? surface(r, start, steps, colour) : gather(r, start, steps, colour);
      std::uint32_t packed = 0xFF000000u;
      for (int c = 0; c < 3; ++c) {
        const float v = colour[c] + left * r.background[c];
        packed |= static_cast<std::uint32_t>(v > 255 ? 255 : v) << (8 * c);
      }
      colours[x] = packed;
    }
  }

  static GANTRY_INLINE void place(const Rays &r, const float *start, float n, float *at) {
    for (int a = 0; a < 3; ++a) at[a] = start[a] + n * r.step[a];
  }

  // Returns what is left of the light from behind.
  static GANTRY_INLINE float gather(const Rays &r, const float *start, std::int32_t steps, float *colour) {
    float left = 1, at[3];
    for (std::int32_t n = 0; n <= steps;) {
      place(r, start, static_cast<float>(n), at);
      if (const std::int32_t empty = empty_steps(r, at); empty > 0) {
        n += empty;
        continue;
      }
      ++n;
      const Around around(r, at);
      const float *const entry = r.table + 4 * static_cast<std::int32_t>(around.value() + 0.5f);
      if (!(entry[3] > 0)) continue;
      const float bright = left * (r.shaded ? light(r, at, around) : 1);
      for (int c = 0; c < 3; ++c) colour[c] += bright * entry[c];
      left *= 1 - entry[3];
      if (left < r.least_light) return 0;
    }
    return left;
  }

  static GANTRY_INLINE float surface(const Rays &r, const float *start, std::int32_t steps, float *colour) {
    float at[3];
    for (std::int32_t n = 0; n <= steps;) {
      place(r, start, static_cast<float>(n), at);
      if (const std::int32_t empty = empty_steps(r, at); empty > 0) {
        n += empty;
        continue;
      }
      if (Around(r, at).value() < 127.5f) {
        ++n;
        continue;
      }
      // Between this step and the one before it, halved four times.
      float inside = static_cast<float>(n), outside = inside - 1;
      for (int half = 0; half < 4; ++half) {
        const float middle = (inside + outside) / 2;
        place(r, start, middle, at);
        (Around(r, at).value() < 127.5f ? outside : inside) = middle;
      }
      place(r, start, inside, at);
      const float bright = light(r, at, Around(r, at));
      const float *const entry = r.table + 4 * id_at(r, start, inside);
      for (int c = 0; c < 3; ++c) colour[c] = bright * entry[c];
      return 0;
    }
    return 1;
  }

  // The segment of the nearest cube around a surface that has one, or a little behind it.
  static GANTRY_INLINE std::int32_t id_at(const Rays &r, const float *start, float n) {
    for (int behind = 0; behind < 4; ++behind) {
      float at[3], nearest = -1;
      place(r, start, n + static_cast<float>(behind) * 0.5f, at);
      std::int32_t id = 0;
      for (int corner = 0; corner < 8; ++corner) {
        std::ptrdiff_t index = 0, stride = 1;
        float weight = 1;
        for (int a = 0; a < 3; ++a) {
          const std::int32_t lower = static_cast<std::int32_t>(at[a] < 0 ? 0 : at[a]);
          const float part = at[a] - static_cast<float>(lower);
          const bool upper = (corner >> a & 1) != 0;
          weight *= upper ? part : 1 - part;
          index += std::min(lower + (upper ? 1 : 0), r.size[a] - 1) * stride;
          stride *= r.size[a];
        }
        if (r.ids[index] != 0 && weight > nearest) {
          nearest = weight;
          id = r.ids[index];
        }
      }
      if (id != 0) return id;
    }
    return 0;
  }
};

}  // namespace gantry::core::view
