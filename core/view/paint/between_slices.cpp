// SPDX-License-Identifier: Apache-2.0
#include <core/view/paint/between_slices.hpp>

#include <algorithm>
#include <cmath>
#include <core/view/measure.hpp>
#include <limits>

namespace gantry::core::view {
namespace {

// A layer's shape: mm to its border, below 0 inside; and its centre of gravity in voxels.
struct Shape {
  std::uint64_t layer = 0;
  std::vector<float> distance;
  double centre[2] = {};
};

struct Layers {
  std::uint64_t size[2], stride[2], across;  // of rows and columns of a layer, in voxels; and from layer to layer
  double spacing[2];                         // mm
};

// Squared distances along one line, in place: the lower envelope of parabolas (Felzenszwalb and Huttenlocher, section 2).
void nearest_along(std::vector<double> &f, double spacing, std::vector<double> &scratch, std::vector<std::size_t> &v,
                   std::vector<double> &z) {
  const std::size_t n = f.size();
  constexpr double infinite = std::numeric_limits<double>::infinity();
  std::size_t parabolas = 0;
  const auto place = [&](std::size_t i) { return static_cast<double>(i) * spacing; };
  for (std::size_t q = 0; q < n; ++q) {
    if (f[q] == infinite) continue;
    double from = -infinite;
    while (parabolas > 0) {
      const std::size_t p = v[parabolas - 1];
      from = (f[q] + place(q) * place(q) - f[p] - place(p) * place(p)) / (2 * (place(q) - place(p)));
      if (from > z[parabolas - 1]) break;
      --parabolas;
      from = -infinite;
    }
    v[parabolas] = q;
    z[parabolas++] = from;
  }
  if (parabolas == 0) return;
  std::size_t k = 0;
  for (std::size_t q = 0; q < n; ++q) {
    while (k + 1 < parabolas && z[k + 1] < place(q)) ++k;
    const double d = place(q) - place(v[k]);
    scratch[q] = d * d + f[v[k]];
  }
  f.swap(scratch);
}

// mm from each pixel to the nearest one of a set, between their centres.
std::vector<double> distances(const std::vector<bool> &set, const Layers &l) {
  constexpr double infinite = std::numeric_limits<double>::infinity();
  const std::size_t columns = l.size[0], rows = l.size[1], most = std::max(columns, rows);
  std::vector<double> all(columns * rows), z(most);
  std::vector<std::size_t> v(most);
  for (std::size_t i = 0; i < all.size(); ++i) all[i] = set[i] ? 0 : infinite;
  for (std::size_t p = 0; p < 2; ++p) {
    const std::size_t lines = p == 0 ? rows : columns, step = p == 0 ? 1 : columns, next = p == 0 ? columns : 1;
    std::vector<double> line(p == 0 ? columns : rows), scratch(line.size());
    for (std::size_t n = 0; n < lines; ++n) {
      for (std::size_t i = 0; i < line.size(); ++i) line[i] = all[n * next + i * step];
      nearest_along(line, l.spacing[p], scratch, v, z);
      for (std::size_t i = 0; i < line.size(); ++i) all[n * next + i * step] = line[i];
    }
  }
  for (double &d : all) d = std::sqrt(d);
  return all;
}

std::optional<Shape> shape_of(std::span<const Label> voxels, const Layers &l, std::uint64_t layer, Label label) {
  std::vector<bool> in(l.size[0] * l.size[1]), out(in.size());
  Shape shape;
  shape.layer = layer;
  double count = 0;
  for (std::uint64_t j = 0; j < l.size[1]; ++j) {
    for (std::uint64_t i = 0; i < l.size[0]; ++i) {
      const bool is = voxels[layer * l.across + j * l.stride[1] + i * l.stride[0]] == label;
      in[j * l.size[0] + i] = is;
      out[j * l.size[0] + i] = !is;
      if (!is) continue;
      shape.centre[0] += static_cast<double>(i);
      shape.centre[1] += static_cast<double>(j);
      count += 1;
    }
  }
  if (count == 0) return std::nullopt;
  for (double &c : shape.centre) c /= count;
  const std::vector<double> to_shape = distances(in, l), to_rest = distances(out, l);
  // The border lies halfway between the centres on its two sides.
  const double half = std::min(l.spacing[0], l.spacing[1]) / 2;
  for (std::size_t i = 0; i < in.size(); ++i)
    shape.distance.push_back(static_cast<float>(in[i] ? half - std::min(to_rest[i], 1e9) : to_shape[i] - half));
  return shape;
}

// A shape's distance in column i and row j once its centre is moved to `centre`; far outside beyond the layer's edge.
float moved_distance(const Shape &shape, const Layers &l, std::int64_t i, std::int64_t j, const double *centre) {
  const auto column = i + static_cast<std::int64_t>(std::lround(shape.centre[0] - centre[0]));
  const auto row = j + static_cast<std::int64_t>(std::lround(shape.centre[1] - centre[1]));
  const bool there = column >= 0 && row >= 0 && column < static_cast<std::int64_t>(l.size[0]) &&
                     row < static_cast<std::int64_t>(l.size[1]);
  return there ? shape.distance[static_cast<std::size_t>(row) * l.size[0] + static_cast<std::size_t>(column)] : 1e9f;
}

void fill_layer(Stroke &stroke, const Layers &l, std::uint64_t layer, const Shape &before, const Shape &after,
                double part) {
  double centre[2];
  for (std::size_t p = 0; p < 2; ++p) centre[p] = before.centre[p] + part * (after.centre[p] - before.centre[p]);
  for (std::uint64_t j = 0; j < l.size[1]; ++j) {
    for (std::uint64_t i = 0; i < l.size[0]; ++i) {
      const auto column = static_cast<std::int64_t>(i), row = static_cast<std::int64_t>(j);
      const double mixed = (1 - part) * static_cast<double>(moved_distance(before, l, column, row, centre)) +
                           part * static_cast<double>(moved_distance(after, l, column, row, centre));
      if (mixed < 0) stroke.set(layer * l.across + j * l.stride[1] + i * l.stride[0], 1);
    }
  }
}

}  // namespace

void fill_between_slices(Stroke &stroke, std::size_t axis) {
  const LabelCanvas &canvas = stroke.canvas();
  const VolumeHeader &h = canvas.header();
  const std::uint64_t strides[] = {1, h.shape[0], h.shape[0] * h.shape[1]};
  const std::size_t p = axis == 0 ? 1 : 0, q = axis == 2 ? 1 : 2;
  Layers l{.size = {h.shape[p], h.shape[q]},
           .stride = {strides[p], strides[q]},
           .across = strides[axis],
           .spacing = {h.geometry.spacing[p], h.geometry.spacing[q]}};
  const auto place = [&](std::uint64_t layer) {
    Vector voxel{};
    voxel[axis] = static_cast<double>(layer);
    return h.geometry.position(voxel);
  };
  std::optional<Shape> before;
  for (std::uint64_t layer = 0; layer < h.shape[axis]; ++layer) {
    auto shape = shape_of(canvas.voxels(), l, layer, stroke.label());
    if (!shape) continue;
    if (before) {
      for (std::uint64_t between = before->layer + 1; between < layer; ++between) {
        const double part =
            distance(place(before->layer), place(between)) / distance(place(before->layer), place(layer));
        fill_layer(stroke, l, between, *before, *shape, part);
      }
    }
    before = std::move(shape);
  }
}

}  // namespace gantry::core::view
