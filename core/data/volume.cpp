// SPDX-License-Identifier: Apache-2.0
#include <algorithm>
#include <cmath>
#include <core/data/volume.hpp>

namespace gantry::core {
namespace {

struct TypeFacts {
  DType type;
  std::string_view name;
  std::size_t bytes;
};
constexpr std::array<TypeFacts, 14> types{{{DType::u8, "u8", 1},
                                           {DType::i8, "i8", 1},
                                           {DType::u16, "u16", 2},
                                           {DType::i16, "i16", 2},
                                           {DType::u32, "u32", 4},
                                           {DType::i32, "i32", 4},
                                           {DType::u64, "u64", 8},
                                           {DType::i64, "i64", 8},
                                           {DType::f32, "f32", 4},
                                           {DType::f64, "f64", 8},
                                           {DType::c64, "c64", 8},
                                           {DType::c128, "c128", 16},
                                           {DType::rgb8, "rgb8", 3},
                                           {DType::rgba8, "rgba8", 4}}};

const TypeFacts &facts(DType type) { return types[static_cast<std::size_t>(type) - 1]; }

// Where slice k (may be fractional, may lie outside) starts when every slice has a position of its own.
std::array<double, 3> slice_origin(const std::vector<std::array<double, 3>> &positions, double k) {
  if (positions.size() == 1) return positions[0];
  const auto last = static_cast<double>(positions.size() - 2);
  const double lower = std::clamp(std::floor(k), 0.0, last);
  const auto index = static_cast<std::size_t>(lower);
  std::array<double, 3> result{};
  for (std::size_t a = 0; a < 3; ++a) {
    result[a] = positions[index][a] + (k - lower) * (positions[index + 1][a] - positions[index][a]);
  }
  return result;
}

}  // namespace

std::size_t byte_size(DType type) { return facts(type).bytes; }

std::string_view name(DType type) { return facts(type).name; }

std::optional<DType> dtype_by_name(std::string_view name) {
  for (const auto &f : types) {
    if (f.name == name) return f.type;
  }
  return std::nullopt;
}

std::optional<DType> dtype_by_number(std::uint32_t number) {
  if (number < 1 || number > types.size()) return std::nullopt;
  return static_cast<DType>(number);
}

std::array<double, 3> Geometry::position(std::array<double, 3> voxel) const {
  const bool own_slices = !slice_positions.empty();
  std::array<double, 3> result = own_slices ? slice_origin(slice_positions, voxel[2]) : origin;
  for (std::size_t row = 0; row < 3; ++row) {
    for (std::size_t column = 0; column < (own_slices ? 2U : 3U); ++column) {
      result[row] += direction[3 * row + column] * voxel[column] * spacing[column];
    }
  }
  return result;
}

double Geometry::voxel_volume_mm3() const {
  const auto &d = direction;
  const double determinant =
      d[0] * (d[4] * d[8] - d[5] * d[7]) - d[1] * (d[3] * d[8] - d[5] * d[6]) + d[2] * (d[3] * d[7] - d[4] * d[6]);
  return std::abs(determinant) * spacing[0] * spacing[1] * spacing[2];
}

bool same_space(const Geometry &a, const Geometry &b, const std::array<std::uint64_t, 5> &shape, double tolerance_mm) {
  // Positions are affine within a slice, so its corners decide; slices are compared one by one where they are listed.
  const bool listed = !a.slice_positions.empty() || !b.slice_positions.empty();
  const std::uint64_t slices = shape[2];
  for (std::uint64_t k = 0; k < slices; k += (listed || slices < 2 ? 1 : slices - 1)) {
    for (const double i : {0.0, static_cast<double>(shape[0]) - 1}) {
      for (const double j : {0.0, static_cast<double>(shape[1]) - 1}) {
        const std::array<double, 3> voxel{i, j, static_cast<double>(k)};
        const auto p = a.position(voxel);
        const auto q = b.position(voxel);
        double squares = 0;
        for (std::size_t axis = 0; axis < 3; ++axis) squares += (p[axis] - q[axis]) * (p[axis] - q[axis]);
        // Written so that a NaN counts as different (std::hypot of three may lose one).
        if (!(std::sqrt(squares) <= tolerance_mm)) return false;
      }
    }
  }
  return true;
}

const AxisColumn *Axis::column(std::string_view wanted) const {
  const auto found = std::find_if(columns.begin(), columns.end(), [&](const auto &c) { return c.name == wanted; });
  return found == columns.end() ? nullptr : &*found;
}

std::uint64_t VolumeHeader::byte_size() const { return elements() * core::byte_size(dtype); }

}  // namespace gantry::core
