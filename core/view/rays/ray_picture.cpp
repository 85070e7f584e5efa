// SPDX-License-Identifier: Apache-2.0
#include <core/view/rays/ray_kernels.hpp>
#include <core/view/rays/ray_picture.hpp>

#include <algorithm>
#include <cstring>
#include <limits>

namespace gantry::core::view {
namespace {

constexpr std::uint32_t rows_at_once = 4;

TransferPoint at_value(const std::vector<TransferPoint> &points, double value) {
  const auto after = std::upper_bound(points.begin(), points.end(), value,
                                      [](double v, const TransferPoint &p) { return v < p.value; });
  if (after == points.begin()) return points.front();
  if (after == points.end()) return points.back();
  const TransferPoint &a = *std::prev(after), &b = *after;
  const double part = (value - a.value) / (b.value - a.value);
  return {value,
          {std::lerp(a.colour.red, b.colour.red, part), std::lerp(a.colour.green, b.colour.green, part),
           std::lerp(a.colour.blue, b.colour.blue, part)},
          std::lerp(a.opacity, b.opacity, part)};
}

void put(std::vector<float> &table, const report::Colour &c, double opacity) {
  for (const double part : {c.red, c.green, c.blue}) table.push_back(static_cast<float>(part * 255 * opacity));
  table.push_back(static_cast<float>(opacity));
}

// Where a ray is within the cubes, in steps from its place on the plane: the first and last whole ones.
bool within_cubes(const Vector &from, const Vector &step, const std::array<std::uint32_t, 3> &size, double &begin,
                  double &end) {
  begin = -std::numeric_limits<double>::infinity();
  end = -begin;
  for (std::size_t a = 0; a < 3; ++a) {
    const double last = size[a] - 1.0;
    if (std::abs(step[a]) < 1e-12) {
      if (from[a] < 0 || from[a] > last) return false;
      continue;
    }
    const double x = -from[a] / step[a], y = (last - from[a]) / step[a];
    begin = std::max(begin, std::min(x, y));
    end = std::min(end, std::max(x, y));
  }
  begin = std::ceil(begin + 1e-6);
  end = std::floor(end - 1e-6);
  return begin <= end;
}

}  // namespace

RayPicture::RayPicture(const RayField &field, const Transfer &transfer, const RayLook &look)
    : field_(field), look_(look), step_(field.spacing * (look.quick ? 1 : 0.5)), surfaces_(false) {
  std::vector<bool> opaque;
  for (int v = 0; v < 256; ++v) {
    const double value = field.lower + (field.upper - field.lower) * v / 255;
    const TransferPoint p = transfer.points.empty() ? TransferPoint{} : at_value(transfer.points, value);
    const double opacity = 1 - std::pow(1 - std::clamp(p.opacity, 0.0, 1.0), step_);
    put(table_, p.colour, opacity);
    opaque.push_back(opacity > 0);
  }
  // How many of the values up to each are not transparent.
  std::vector<int> sum(257, 0);
  for (std::size_t v = 0; v < 256; ++v) sum[v + 1] = sum[v] + (opaque[v] ? 1 : 0);
  std::vector<bool> solid;
  for (std::size_t b = 0; b < field.least.size(); ++b)
    solid.push_back(sum[field.greatest[b] + std::size_t{1}] > sum[field.least[b]]);
  find_empty(solid);
}

RayPicture::RayPicture(const RayField &labels, const std::vector<report::Colour> &colours, const RayLook &look)
    : field_(labels), look_(look), step_(labels.spacing * (look.quick ? 1 : 0.5)), surfaces_(true) {
  put(table_, {0.7, 0.7, 0.7}, 1);
  for (std::size_t id = 1; id < 256; ++id) put(table_, id <= colours.size() ? colours[id - 1] : report::Colour{}, 1);
  std::vector<bool> solid;
  for (const std::uint8_t greatest : labels.greatest) solid.push_back(greatest >= 127);
  find_empty(solid);
}

// How many bricks the nearest solid one is away along the axis in which it is furthest: each is one more than the nearest
// of its 26 neighbours, asked in turn until nothing changes.
void RayPicture::find_empty(const std::vector<bool> &solid) {
  const auto &n = field_.bricks;
  distance_.assign(solid.size(), 200);
  for (std::size_t b = 0; b < solid.size(); ++b)
    if (solid[b]) distance_[b] = 0;
  for (bool changed = true; changed;) {
    changed = false;
    for (std::size_t pass = 0; pass < 2; ++pass) {
      for (std::size_t i = 0; i < solid.size(); ++i) {
        const std::size_t b = pass == 0 ? i : solid.size() - 1 - i;
        if (distance_[b] == 0) continue;
        const std::size_t x = b % n[0], y = b / n[0] % n[1], z = b / (std::size_t{n[0]} * n[1]);
        std::uint8_t least = distance_[b];
        for (std::size_t k = z > 0 ? z - 1 : 0; k <= std::min<std::size_t>(z + 1, n[2] - 1); ++k)
          for (std::size_t j = y > 0 ? y - 1 : 0; j <= std::min<std::size_t>(y + 1, n[1] - 1); ++j)
            for (std::size_t h = x > 0 ? x - 1 : 0; h <= std::min<std::size_t>(x + 1, n[0] - 1); ++h)
              least =
                  std::min<std::uint8_t>(least, static_cast<std::uint8_t>(distance_[h + n[0] * (j + n[1] * k)] + 1));
        changed = changed || least < distance_[b];
        distance_[b] = least;
      }
    }
  }
}

void RayPicture::draw(const PatientPlane &plane, Crew &crew, Pixels &pixels) const {
  pixels.width = plane.width;
  pixels.height = plane.height;
  pixels.rgba.resize(std::size_t{plane.width} * plane.height);
  const Vector origin = field_.cube({0, 0, 0});
  const Vector step = field_.cube(step_ * plane.normal()) - origin;
  const Vector right = field_.cube(plane.spacing * plane.orientation.right) - origin;
  Rays rays{.values = field_.values.data(),
            .ids = field_.ids.data(),
            .distance = distance_.data(),
            .size = {},
            .bricks = {},
            .table = table_.data(),
            .step = {},
            .inverse = {},
            .right = {},
            .background = {static_cast<float>(look_.background.red), static_cast<float>(look_.background.green),
                           static_cast<float>(look_.background.blue)},
            .least_light = look_.quick ? 0.05f : 0.01f,
            .surfaces = surfaces_,
            .fine = !look_.quick,
            .shaded = look_.shaded};
  for (std::size_t a = 0; a < 3; ++a) {
    rays.size[a] = static_cast<std::int32_t>(field_.size[a]);
    rays.bricks[a] = static_cast<std::int32_t>(field_.bricks[a]);
    // Across an axis a ray never leaves its cubes: their border is as good as infinitely far.
    const bool across = std::abs(step[a]) < 1e-12;
    rays.step[a] = across ? 0 : static_cast<float>(step[a]);
    rays.inverse[a] = across ? 1e9f : static_cast<float>(1 / step[a]);
    rays.right[a] = static_cast<float>(right[a]);
  }
  crew.each((plane.height + rows_at_once - 1) / rows_at_once, [&](std::uint32_t band) {
    thread_local std::vector<float> begins, ends;
    thread_local std::vector<std::uint32_t> row;
    begins.resize(plane.width);
    ends.resize(plane.width);
    row.resize(plane.width);
    for (std::uint32_t y = band * rows_at_once; y < std::min((band + 1) * rows_at_once, plane.height); ++y) {
      const Vector start = field_.cube(plane.position(0, y));
      for (std::uint32_t x = 0; x < plane.width; ++x) {
        double begin = 0, end = -1;
        const bool meets = within_cubes(start + static_cast<double>(x) * right, step, field_.size, begin, end);
        begins[x] = meets ? static_cast<float>(begin) : 0;
        ends[x] = meets ? static_cast<float>(end) : -1;
      }
      const float from[] = {static_cast<float>(start[0]), static_cast<float>(start[1]), static_cast<float>(start[2])};
      at_level<CastRow>(look_.level, &rays, static_cast<const float *>(from), static_cast<const float *>(begins.data()),
                        static_cast<const float *>(ends.data()), plane.width, row.data());
      std::memcpy(static_cast<void *>(pixels.rgba.data() + std::size_t{y} * plane.width), row.data(),
                  row.size() * sizeof(Rgba));
    }
  });
}

}  // namespace gantry::core::view
