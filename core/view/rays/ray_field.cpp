// SPDX-License-Identifier: Apache-2.0
#include <core/view/rays/ray_field.hpp>

#include <algorithm>

namespace gantry::core::view {
namespace {

// The cubes that a volume fills, each as large as the finest step between its voxels or larger.
RayField cubes_around(const ShownVolume &volume, std::uint32_t longest) {
  const VolumeHeader &h = volume.header;
  RayField field;
  const Orientation along = grid_orientation(h, report::acquired_plane(h));
  field.axes[0] = along.right;
  field.axes[1] = along.down;
  field.axes[2] = along.normal();
  Vector low{1e30, 1e30, 1e30}, high{-1e30, -1e30, -1e30};
  for (int corner = 0; corner < 8; ++corner) {
    Vector voxel{};
    for (std::size_t a = 0; a < 3; ++a)
      voxel[a] = (corner >> a & 1) != 0 ? static_cast<double>(h.shape[a]) - 0.5 : -0.5;
    const Vector position = h.geometry.position(voxel);
    for (std::size_t a = 0; a < 3; ++a) {
      low[a] = std::min(low[a], dot(position, field.axes[a]));
      high[a] = std::max(high[a], dot(position, field.axes[a]));
    }
  }
  const VolumeGrid grid(volume, 0, 0);
  field.spacing = 1e30;
  for (const Vector &axis : field.axes) field.spacing = std::min(field.spacing, grid.finest_step(axis));
  for (std::size_t a = 0; a < 3; ++a)
    field.spacing = std::max(field.spacing, (high[a] - low[a]) / std::max(8u, longest));
  for (std::size_t a = 0; a < 3; ++a) {
    field.size[a] = std::max(2u, static_cast<std::uint32_t>(std::ceil((high[a] - low[a]) / field.spacing - 1e-6)));
    field.bricks[a] = (field.size[a] + brick_side - 1) / brick_side;
    field.origin = field.origin + (low[a] + field.spacing / 2) * field.axes[a];
  }
  return field;
}

// What a slice of cubes is sampled on.
PatientPlane plane_of_slice(const RayField &field, std::uint32_t k) {
  return {.origin = field.origin + (k * field.spacing) * field.axes[2],
          .orientation = {field.axes[0], field.axes[1]},
          .spacing = field.spacing,
          .width = field.size[0],
          .height = field.size[1]};
}

template <class Put>  // put(cube, number)
void sample(const RayField &field, const PlaneSampler &sampler, Crew &crew, Put put) {
  crew.each(field.size[2], [&](std::uint32_t k) {
    thread_local RowScratch scratch;
    thread_local std::vector<float> numbers;
    const std::size_t slice = std::size_t{field.size[0]} * field.size[1];
    numbers.resize(slice);
    sampler.rows(plane_of_slice(field, k), 0, field.size[1], scratch, numbers.data());
    for (std::size_t i = 0; i < slice; ++i) put(k * slice + i, numbers[i]);
  });
}

void find_extremes(RayField &field, Crew &crew) {
  const auto &n = field.bricks;
  field.least.resize(std::size_t{n[0]} * n[1] * n[2]);
  field.greatest.resize(field.least.size());
  // What lies between a brick's last cubes and the next ones belongs to it.
  const auto end = [&](std::uint32_t brick, std::size_t a) {
    return std::min((brick + 1) * brick_side + 1, field.size[a]);
  };
  crew.each(n[2], [&](std::uint32_t bz) {
    for (std::uint32_t by = 0; by < n[1]; ++by) {
      for (std::uint32_t bx = 0; bx < n[0]; ++bx) {
        std::uint8_t least = 255, greatest = 0;
        for (std::uint32_t z = bz * brick_side; z < end(bz, 2); ++z) {
          for (std::uint32_t y = by * brick_side; y < end(by, 1); ++y) {
            const std::uint8_t *const row = field.values.data() + (std::size_t{z} * field.size[1] + y) * field.size[0];
            for (std::uint32_t x = bx * brick_side; x < end(bx, 0); ++x) {
              least = std::min(least, row[x]);
              greatest = std::max(greatest, row[x]);
            }
          }
        }
        const std::size_t brick = bx + n[0] * (by + std::size_t{n[1]} * bz);
        field.least[brick] = least;
        field.greatest[brick] = greatest;
      }
    }
  });
}

// The mean of three neighbours along each axis, one axis after the other.
void smooth(RayField &field, Crew &crew) {
  std::vector<std::uint8_t> other(field.values.size());
  const std::size_t strides[] = {1, field.size[0], std::size_t{field.size[0]} * field.size[1]};
  for (std::size_t a = 0; a < 3; ++a) {
    crew.each(field.size[2], [&](std::uint32_t z) {
      for (std::uint32_t y = 0; y < field.size[1]; ++y) {
        for (std::uint32_t x = 0; x < field.size[0]; ++x) {
          const std::uint32_t at[] = {x, y, z};
          const std::size_t i = x + strides[1] * y + strides[2] * z;
          const unsigned before = at[a] > 0 ? field.values[i - strides[a]] : 0;
          const unsigned after = at[a] + 1 < field.size[a] ? field.values[i + strides[a]] : 0;
          other[i] = static_cast<std::uint8_t>((before + 2u * field.values[i] + after + 2) / 4);
        }
      }
    });
    field.values.swap(other);
  }
}

}  // namespace

Vector RayField::cube(const Vector &position) const {
  const Vector d = position - origin;
  return {dot(d, axes[0]) / spacing, dot(d, axes[1]) / spacing, dot(d, axes[2]) / spacing};
}

RayField ray_field(const ShownVolume &volume, const RayFieldOptions &o, Crew &crew) {
  RayField field = cubes_around(volume, o.longest);
  field.lower = o.lower;
  field.upper = o.upper;
  field.values.resize(std::size_t{field.size[0]} * field.size[1] * field.size[2]);
  const auto lower = static_cast<float>(o.lower), scale = static_cast<float>(255 / std::max(o.upper - o.lower, 1e-30));
  sample(field, PlaneSampler(volume, {.axis_index = o.axis_index, .channel = o.channel}), crew,
         [&](std::size_t cube, float number) {
           const float step = (number - lower) * scale + 0.5f;
           field.values[cube] = step > 0 ? static_cast<std::uint8_t>(std::min(step, 255.0f)) : std::uint8_t{0};
         });
  find_extremes(field, crew);
  return field;
}

RayField ray_labels(const ShownVolume &labels, const RayFieldOptions &o, Crew &crew) {
  RayField field = cubes_around(labels, o.longest);
  field.upper = 255;
  field.values.resize(std::size_t{field.size[0]} * field.size[1] * field.size[2]);
  field.ids.resize(field.values.size());
  const auto &segments = labels.header.segments;
  const std::size_t count = std::min<std::size_t>(segments.size(), 255);
  const auto id_of = [&](float number) -> std::uint8_t {
    for (std::size_t s = 0; s < count; ++s)
      if (static_cast<float>(segments[s].value) == number)
        return std::count(o.hidden.begin(), o.hidden.end(), segments[s].value) > 0 ? std::uint8_t{0}
                                                                                   : static_cast<std::uint8_t>(s + 1);
    return 0;
  };
  const SamplerOptions nearest{
      .axis_index = o.axis_index, .channel = o.channel, .interpolation = Interpolation::nearest};
  sample(field, PlaneSampler(labels, nearest), crew, [&](std::size_t cube, float number) {
    const std::uint8_t id = number == 0 ? std::uint8_t{0} : id_of(number);
    field.ids[cube] = id;
    field.values[cube] = id != 0 ? 255 : 0;
  });
  smooth(field, crew);
  find_extremes(field, crew);
  return field;
}

}  // namespace gantry::core::view
