// SPDX-License-Identifier: Apache-2.0
#include "frame.hpp"
#include "label_values.hpp"
#include "tools.hpp"

#include <limits>
#include <map>

namespace gantry::segmentation {
namespace {

constexpr std::size_t most_segments = 100000;

struct Sums {
  std::uint64_t voxels = 0;
  double i = 0, j = 0, k = 0;
};
using SumsByValue = std::map<std::int64_t, Sums>;

// Runs of equal values are looked up once.
template <class T>
void add_slice(const T *voxels, const VolumeView &view, std::uint64_t k, const char *port, SumsByValue &sums) {
  Sums *current = nullptr;
  T last{};
  for (std::uint64_t j = 0; j < view.shape(1); ++j) {
    for (std::uint64_t i = 0; i < view.shape(0); ++i) {
      const T value = voxels[(k * view.shape(1) + j) * view.shape(0) + i];
      if (current == nullptr || value != last) {
        current = &sums[label_value(value, port)];
        last = value;
      }
      ++current->voxels;
      current->i += static_cast<double>(i);
      current->j += static_cast<double>(j);
      current->k += static_cast<double>(k);
    }
  }
  if (sums.size() <= most_segments) return;
  throw Error("segmentation.not-labels", "it is no label map: it holds more than 100000 different values",
              GANTRY_INVALID_ARGUMENT)
      .at(port)
      .hint("segment it first");
}

SumsByValue sums_of(const Job &job, const VolumeView &view, const char *port) {
  SumsByValue sums;
  visit(view, [&](const auto *voxels) {
    for (std::uint64_t k = 0; k < view.shape(2); ++k) {
      if (k % 16 == 0) job.progress(static_cast<double>(k) / static_cast<double>(view.shape(2)), "measuring");
      add_slice(voxels, view, k, port, sums);
    }
  });
  return sums;
}

// Segments that may overlap are channels of their own: above 0 is inside, and the value is the channel's index.
SumsByValue overlapping_sums(const Job &job, const VolumeView &view, const char *port) {
  SumsByValue out;
  visit(view, [&](const auto *voxels) {
    for (std::uint64_t c = 0; c < view.shape(4); ++c) {
      job.progress(static_cast<double>(c) / static_cast<double>(view.shape(4)), "measuring");
      SumsByValue channel;
      for (std::uint64_t k = 0; k < view.shape(2); ++k) add_slice(voxels + c * view.voxels(), view, k, port, channel);
      Sums &all = out[static_cast<std::int64_t>(c)];
      for (const auto &[value, s] : channel) {
        if (value <= 0) continue;
        all.voxels += s.voxels;
        all.i += s.i;
        all.j += s.j;
        all.k += s.k;
      }
    }
  });
  return out;
}

std::string name_of(const VolumeView &view, std::int64_t value) {
  for (std::uint32_t s = 0; s < view.c().segment_count; ++s) {
    if (view.c().segments[s]->value == value) return view.c().segments[s]->name;
  }
  return "segment " + std::to_string(value);
}

double centroid(const gantry_geometry &g, const Sums &s, unsigned r) {
  const auto n = static_cast<double>(s.voxels);
  if (s.voxels == 0) return std::numeric_limits<double>::quiet_NaN();
  const double *row = g.direction + 3 * r;
  return g.origin[r] + (row[0] * g.spacing[0] * s.i + row[1] * g.spacing[1] * s.j + row[2] * g.spacing[2] * s.k) / n;
}

}  // namespace

void Volumes::run(Job &job) {
  const VolumeView view = labels.view();
  if (view.shape(3) > 1) {
    throw Error("segmentation.frames", "the label map has several frames", GANTRY_INVALID_ARGUMENT)
        .at(labels.key())
        .hint("give one frame of it");
  }
  const double ml = voxel_ml(view, labels.key());
  const bool overlapping = view.shape(4) > 1;
  SumsByValue sums = overlapping ? overlapping_sums(job, view, labels.key()) : sums_of(job, view, labels.key());
  if (!overlapping) {
    sums.erase(0);
    for (std::uint32_t s = 0; s < view.c().segment_count; ++s) sums[view.c().segments[s]->value];  // empty ones too
  }

  std::vector<std::int64_t> value, voxels;
  std::vector<std::string> name;
  std::vector<double> volume, position[3];
  for (const auto &[v, s] : sums) {
    value.push_back(v);
    name.push_back(name_of(view, v));
    voxels.push_back(static_cast<std::int64_t>(s.voxels));
    volume.push_back(static_cast<double>(s.voxels) * ml);
    for (unsigned r = 0; r < 3; ++r) position[r].push_back(centroid(view.geometry(), s, r));
  }
  table.write({{"segment", "", value},
               {"name", "", name},
               {"voxels", "", voxels},
               {"volume", "mL", volume},
               {"x", "mm", position[0]},
               {"y", "mm", position[1]},
               {"z", "mm", position[2]}});
}

}  // namespace gantry::segmentation
