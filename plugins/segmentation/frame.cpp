// SPDX-License-Identifier: Apache-2.0
#include "frame.hpp"

#include <array>
#include <cmath>
#include <cstring>

namespace gantry::segmentation {
namespace {

std::array<double, 3> position(const gantry_geometry &g, double i, double j, std::uint64_t k) {
  const double step[3] = {i * g.spacing[0], j * g.spacing[1], static_cast<double>(k) * g.spacing[2]};
  std::array<double, 3> out{};
  const bool listed = g.slice_positions != nullptr && k < g.slice_count;
  for (unsigned r = 0; r < 3; ++r) {
    const double *row = g.direction + 3 * r;
    out[r] = row[0] * step[0] + row[1] * step[1];
    out[r] += listed ? g.slice_positions[3 * k + r] : g.origin[r] + row[2] * step[2];
  }
  return out;
}

// A voxel's place is linear within a slice: three corners of each slice say it all.
double largest_distance(const VolumeView &a, const VolumeView &b) {
  double largest = 0;
  const double x = static_cast<double>(a.shape(0) - 1), y = static_cast<double>(a.shape(1) - 1);
  for (std::uint64_t k = 0; k < a.shape(2); ++k) {
    for (const auto &[i, j] : {std::array{0.0, 0.0}, std::array{x, 0.0}, std::array{0.0, y}}) {
      const auto p = position(a.geometry(), i, j, k), q = position(b.geometry(), i, j, k);
      largest = std::max(largest, std::hypot(p[0] - q[0], p[1] - q[1], p[2] - q[2]));
    }
  }
  return largest;
}

std::string shape_text(const VolumeView &v) {
  return std::to_string(v.shape(0)) + "x" + std::to_string(v.shape(1)) + "x" + std::to_string(v.shape(2));
}

Error elsewhere(const std::string &message, const char *port) {
  return Error("segmentation.space", message, GANTRY_INVALID_ARGUMENT)
      .at(port)
      .hint("resample one of them to the other's space first");
}

}  // namespace

Frame::Frame(const VolumeView &view, std::int64_t number, const char *port) : view_(view) {
  if (view.shape(4) > 1) {
    throw Error("segmentation.channels", "it has several channels", GANTRY_INVALID_ARGUMENT)
        .at(port)
        .hint("give one channel of it");
  }
  const auto index = static_cast<std::uint64_t>(number);
  if (number < 0 || index >= view.shape(3)) {
    throw Error("segmentation.frame", "there is no frame " + std::to_string(number), GANTRY_OUT_OF_RANGE)
        .at("frame")
        .hint("the image has " + std::to_string(view.shape(3)) + " of them, counted from 0");
  }
  offset_ = index * view.voxels();
}

void require_same_space(const VolumeView &a, const VolumeView &b, const char *port) {
  for (unsigned d = 0; d < 3; ++d) {
    if (a.shape(d) == b.shape(d)) continue;
    throw elsewhere("it has " + shape_text(b) + " voxels, where " + shape_text(a) + " are needed", port);
  }
  const char *frame_a = a.geometry().frame_of_reference_uid, *frame_b = b.geometry().frame_of_reference_uid;
  if (frame_a[0] != '\0' && frame_b[0] != '\0' && std::strcmp(frame_a, frame_b) != 0) {
    throw elsewhere("it has another frame of reference", port);
  }
  const double distance = largest_distance(a, b);
  if (distance <= 1e-3) return;
  throw elsewhere("its voxels lie up to " + std::to_string(distance) + " mm elsewhere", port);
}

Region region_of(const VolumeInput &mask, const Frame &frame) {
  if (!mask.present()) return {};
  const VolumeView view = mask.view();
  require_same_space(frame.view(), view, mask.key());
  if (view.shape(3) > 1) {
    throw Error("segmentation.mask-4d", "the mask has several frames", GANTRY_INVALID_ARGUMENT)
        .at(mask.key())
        .hint("give a mask of three dimensions");
  }
  std::vector<std::uint8_t> inside(frame.voxels());
  bool any = false;
  Frame(view, 0, mask.key()).visit([&](const auto *m) {
    for (std::uint64_t i = 0; i < inside.size(); ++i) {
      inside[i] = m[i] > 0;
      any = any || inside[i] != 0;
    }
  });
  if (!any) {
    throw Error("segmentation.empty-mask", "the mask is empty", GANTRY_INVALID_ARGUMENT)
        .at(mask.key())
        .hint("give a mask with voxels above 0");
  }
  return Region(std::move(inside));
}

double voxel_ml(const VolumeView &view, const char *port) {
  if ((view.geometry().flags & GANTRY_GEOMETRY_UNEVEN) != 0) {
    throw Error("segmentation.uneven", "its slices are not evenly spaced, so that its voxels have no one volume",
                GANTRY_UNSUPPORTED)
        .at(port)
        .hint("resample it to even slices first");
  }
  return view.voxel_volume() / 1000;
}

void warn_of_valueless(const Job &job, std::uint64_t count) {
  if (count > 0) job.warning(std::to_string(count) + " voxels have no finite value (NaN) and are left outside");
}

}  // namespace gantry::segmentation
