// SPDX-License-Identifier: Apache-2.0
// The description of a volume: type, shape, geometry, fourth axis, labels, units; and its canonical JSON.
//
//   VolumeHeader h{.dtype = DType::i16, .shape = {128, 128, 62, 1, 1}};
//   h.geometry.position({0, 0, 3});   // LPS mm
#pragma once

#include <array>
#include <core/result.hpp>
#include <cstdint>
#include <nlohmann/json_fwd.hpp>
#include <optional>
#include <string>
#include <string_view>
#include <vector>

namespace gantry::core {

// Values equal those of GANTRY_U8 … in the SDK.
enum class DType : std::uint32_t { u8 = 1, i8, u16, i16, u32, i32, u64, i64, f32, f64, c64, c128, rgb8, rgba8 };

std::size_t byte_size(DType type);
std::string_view name(DType type);  // "i16"
std::optional<DType> dtype_by_name(std::string_view name);
std::optional<DType> dtype_by_number(std::uint32_t number);

// As gantry_geometry: LPS mm; `direction` row-major, columns are the unit vectors along i, j, k.
struct Geometry {
  std::array<double, 3> origin{0, 0, 0};
  std::array<double, 3> spacing{1, 1, 1};
  std::array<double, 9> direction{1, 0, 0, 0, 1, 0, 0, 0, 1};
  std::vector<std::array<double, 3>> slice_positions;  // empty when evenly stacked
  std::string frame_of_reference;                      // UID; empty when unknown
  bool assumed = false;
  bool sheared = false;

  std::array<double, 3> position(std::array<double, 3> voxel) const;  // slice_positions are interpolated linearly
  double voxel_volume_mm3() const;                                    // |det| of the step vectors; even stacking only
  bool operator==(const Geometry &) const = default;
};

// True when voxels of equal index lie within `tolerance_mm` of each other over the whole of `shape`.
bool same_space(const Geometry &a, const Geometry &b, const std::array<std::uint64_t, 5> &shape,
                double tolerance_mm = 1e-3);

struct AxisColumn {
  std::string name, unit;
  std::vector<double> values;
  bool operator==(const AxisColumn &) const = default;
};

struct Axis {
  std::string name;
  std::vector<AxisColumn> columns;  // all of one length, shape[3]
  const AxisColumn *column(std::string_view name) const;
  bool operator==(const Axis &) const = default;
};

struct Segment {
  std::int64_t value = 0;
  std::string name, code;
  std::uint32_t colour = 0;
  bool operator==(const Segment &) const = default;
};

struct VolumeHeader {
  DType dtype = DType::f32;
  std::array<std::uint64_t, 5> shape{1, 1, 1, 1, 1};  // x, y, z, axis, channel; x fastest, no gaps
  std::uint32_t dims = 3;
  Geometry geometry;
  std::optional<Axis> axis;
  std::vector<std::string> channels;
  std::vector<Segment> segments;
  bool labels = false;
  std::string unit, quantity, modality;

  std::uint64_t voxels() const { return shape[0] * shape[1] * shape[2]; }
  std::uint64_t elements() const { return voxels() * shape[3] * shape[4]; }
  std::uint64_t byte_size() const;
  bool operator==(const VolumeHeader &) const = default;
};

// Canonical JSON with "kind": "volume". The other way round, nothing is trusted: sizes are checked against overflow,
// numbers against NaN, lengths against the shape. Errors: "data.header".
nlohmann::json to_json(const VolumeHeader &header);
Result<VolumeHeader> volume_header(const nlohmann::json &json);

}  // namespace gantry::core
