// SPDX-License-Identifier: MIT
// Volumes in C++: a view with typed access, and a description for making new ones.
//
//   gantry::VolumeView image = in.view();
//   gantry::visit(image, [&](const auto *voxels) { … voxels[i] … });
//   std::uint8_t *mask = out.create<std::uint8_t>(gantry::VolumeSpec::like(image).labels({{1, "bone"}}));
#pragma once

#include <gantry/cpp/error.hpp>
#include <gantry/volume.h>

#include <cmath>
#include <cstdint>
#include <string>
#include <type_traits>
#include <utility>
#include <vector>

namespace gantry {

template <class T>
constexpr std::uint32_t dtype_of() {
  if constexpr (std::is_same_v<T, std::uint8_t>) return GANTRY_U8;
  else if constexpr (std::is_same_v<T, std::int8_t>) return GANTRY_I8;
  else if constexpr (std::is_same_v<T, std::uint16_t>) return GANTRY_U16;
  else if constexpr (std::is_same_v<T, std::int16_t>) return GANTRY_I16;
  else if constexpr (std::is_same_v<T, std::uint32_t>) return GANTRY_U32;
  else if constexpr (std::is_same_v<T, std::int32_t>) return GANTRY_I32;
  else if constexpr (std::is_same_v<T, std::uint64_t>) return GANTRY_U64;
  else if constexpr (std::is_same_v<T, std::int64_t>) return GANTRY_I64;
  else if constexpr (std::is_same_v<T, float>) return GANTRY_F32;
  else return GANTRY_F64;
}

// A read view; cheap to copy, valid until the job's call returns.
class VolumeView {
 public:
  explicit VolumeView(const gantry_volume &c) : c_(&c) {}

  const gantry_volume &c() const { return *c_; }
  std::uint64_t shape(unsigned dimension) const { return c_->shape[dimension]; }
  std::uint64_t slice_voxels() const { return shape(0) * shape(1); }
  std::uint64_t voxels() const { return slice_voxels() * shape(2); }  // x, y, z
  std::uint64_t elements() const { return voxels() * shape(3) * shape(4); }
  bool labels() const { return (c_->flags & GANTRY_VOLUME_LABELS) != 0; }
  const gantry_geometry &geometry() const { return *c_->geometry; }

  // mm3, of evenly stacked slices: |det(direction * spacing)|.
  double voxel_volume() const {
    const double *d = c_->geometry->direction;
    const double *s = c_->geometry->spacing;
    return std::abs(d[0] * (d[4] * d[8] - d[5] * d[7]) - d[1] * (d[3] * d[8] - d[5] * d[6]) +
                    d[2] * (d[3] * d[7] - d[4] * d[6])) *
           s[0] * s[1] * s[2];
  }

  // The values of a column of the fourth axis, shape(3) of them; nullptr when there is none of that name.
  const gantry_axis_column *axis_column(const std::string &name) const {
    if (c_->axis == nullptr) return nullptr;
    for (std::uint32_t i = 0; i < c_->axis->column_count; ++i) {
      if (c_->axis->columns[i]->name == name) return c_->axis->columns[i];
    }
    return nullptr;
  }

 private:
  const gantry_volume *c_;
};

// Calls f(const T *elements) with the volume's own type. Complex and colour volumes are refused in words.
template <class F>
decltype(auto) visit(const VolumeView &volume, F &&f) {
  const void *data = volume.c().data;
  switch (volume.c().dtype) {
    case GANTRY_U8: return f(static_cast<const std::uint8_t *>(data));
    case GANTRY_I8: return f(static_cast<const std::int8_t *>(data));
    case GANTRY_U16: return f(static_cast<const std::uint16_t *>(data));
    case GANTRY_I16: return f(static_cast<const std::int16_t *>(data));
    case GANTRY_U32: return f(static_cast<const std::uint32_t *>(data));
    case GANTRY_I32: return f(static_cast<const std::int32_t *>(data));
    case GANTRY_U64: return f(static_cast<const std::uint64_t *>(data));
    case GANTRY_I64: return f(static_cast<const std::int64_t *>(data));
    case GANTRY_F32: return f(static_cast<const float *>(data));
    case GANTRY_F64: return f(static_cast<const double *>(data));
    default:
      throw Error("volume.type", "complex and colour volumes can't be used here", GANTRY_BAD_DATA)
          .hint("give the magnitude or one channel of it");
  }
}

struct Segment {
  std::int64_t value = 0;
  std::string name;
  std::string code = "";            // "SCT:12738006"
  std::uint32_t colour = 0xE69F00;  // 0xRRGGBB
};

struct AxisColumnValues {
  std::string name, unit;
  std::vector<double> values;
};

// What a new volume is to be: starts from nothing or from another volume; every setter returns the spec.
class VolumeSpec {
 public:
  // Three dimensions in the space of `view`, without its axis, labels, unit and quantity.
  static VolumeSpec like(const VolumeView &view) {
    VolumeSpec spec;
    spec.c_.modality = view.c().modality;
    spec.c_.shape[0] = view.shape(0);
    spec.c_.shape[1] = view.shape(1);
    spec.c_.shape[2] = view.shape(2);
    spec.geometry(*view.c().geometry);
    return spec;
  }
  VolumeSpec() {
    c_.size = sizeof c_;
    c_.dims = 3;
    for (auto &n : c_.shape) n = 1;
    c_.unit = c_.quantity = c_.modality = "";
    geometry_.size = sizeof geometry_;
    geometry_.flags = GANTRY_GEOMETRY_ASSUMED;
    geometry_.frame_of_reference_uid = "";
    for (unsigned a = 0; a < 3; ++a) geometry_.spacing[a] = geometry_.direction[4 * a] = 1;
  }

  VolumeSpec &shape(std::uint64_t x, std::uint64_t y, std::uint64_t z) {
    c_.shape[0] = x;
    c_.shape[1] = y;
    c_.shape[2] = z;
    return *this;
  }
  VolumeSpec &dtype(std::uint32_t type) {
    c_.dtype = type;
    return *this;
  }
  // Texts that are given as pointers must live until the volume is created.
  VolumeSpec &unit(const char *ucum) {
    c_.unit = ucum;
    return *this;
  }
  VolumeSpec &quantity(const char *name) {
    c_.quantity = name;
    return *this;
  }
  VolumeSpec &modality(const char *code) {
    c_.modality = code;
    return *this;
  }
  VolumeSpec &geometry(const gantry_geometry &g) {
    geometry_ = g;
    return *this;
  }
  VolumeSpec &labels(std::vector<Segment> segments) {
    segments_ = std::move(segments);
    c_.flags |= GANTRY_VOLUME_LABELS;
    return *this;
  }
  VolumeSpec &axis(std::string name, std::vector<AxisColumnValues> columns) {
    axis_name_ = std::move(name);
    columns_ = std::move(columns);
    c_.shape[3] = columns_.empty() ? 1 : columns_.front().values.size();
    if (c_.dims < 4) c_.dims = 4;
    return *this;
  }
  // A fourth dimension of which nothing else is known.
  VolumeSpec &frames(std::uint64_t count) {
    c_.shape[3] = count;
    if (c_.dims < 4 && count > 1) c_.dims = 4;
    return *this;
  }
  VolumeSpec &channels(std::vector<std::string> names) {
    channels_ = std::move(names);
    c_.shape[4] = channels_.size();
    c_.dims = 5;
    return *this;
  }

  // Calls f(const gantry_volume &) while every pointer inside is good.
  template <class F>
  auto with_c(F &&f) const {
    gantry_volume c = c_;
    c.geometry = &geometry_;
    std::vector<gantry_segment> segments;
    std::vector<const gantry_segment *> segment_pointers;
    for (const auto &s : segments_) {
      segments.push_back({sizeof(gantry_segment), s.colour, s.value, s.name.c_str(), s.code.c_str()});
    }
    for (const auto &s : segments) segment_pointers.push_back(&s);
    c.segments = segment_pointers.data();
    c.segment_count = static_cast<std::uint32_t>(segments.size());
    std::vector<gantry_axis_column> columns;
    std::vector<const gantry_axis_column *> column_pointers;
    for (const auto &column : columns_) {
      columns.push_back(
          {sizeof(gantry_axis_column), 0, column.name.c_str(), column.unit.c_str(), column.values.data()});
    }
    for (const auto &column : columns) column_pointers.push_back(&column);
    const gantry_axis axis{sizeof(gantry_axis), static_cast<std::uint32_t>(columns.size()), c.shape[3],
                           axis_name_.c_str(), column_pointers.data()};
    c.axis = columns_.empty() ? nullptr : &axis;
    std::vector<const char *> channel_pointers;
    for (const auto &name : channels_) channel_pointers.push_back(name.c_str());
    c.channel_names = channel_pointers.data();
    c.channel_name_count = static_cast<std::uint32_t>(channel_pointers.size());
    return f(c);
  }

 private:
  gantry_volume c_{};
  gantry_geometry geometry_{};
  std::vector<Segment> segments_;
  std::string axis_name_;
  std::vector<AxisColumnValues> columns_;
  std::vector<std::string> channels_;
};

}  // namespace gantry
