// SPDX-License-Identifier: Apache-2.0
// Volumes and tables that own what the C interface only points to.
//
//   HeldVolume image = HeldVolume::of<float>({4, 4, 2}, {1, 2, 3, …});
//   image.edit().unit = "ms";
//   image.at<float>(0);
#pragma once

#include <gantry/table.h>
#include <gantry/volume.h>
#include <gantry/cpp/volume.hpp>

#include <array>
#include <cstring>
#include <initializer_list>
#include <map>
#include <memory>
#include <string>
#include <variant>
#include <vector>

namespace gantry::test {

std::size_t element_bytes(std::uint32_t dtype);

// Shared: copies see the same voxels.
class HeldVolume {
 public:
  // A deep copy of a description, with voxels of zero.
  static HeldVolume like(const gantry_volume &wanted);
  // Its voxels too; they are x fastest without gaps.
  static HeldVolume copy(const gantry_volume &whole);
  template <class T>
  static HeldVolume of(const VolumeSpec &spec, const std::vector<T> &voxels) {
    VolumeSpec typed = spec;
    HeldVolume held = typed.dtype(dtype_of<T>()).with_c([](const gantry_volume &c) { return like(c); });
    std::memcpy(held.c().writable, voxels.data(), voxels.size() * sizeof(T));
    return held;
  }

  gantry_volume &c() const;
  template <class T>
  T *as() const {
    return static_cast<T *>(c().writable);
  }
  std::uint64_t elements() const { return VolumeView(c()).elements(); }
  double value(std::uint64_t i) const;  // real types
  gantry_geometry &geometry() const;

 private:
  struct Parts;
  std::shared_ptr<Parts> parts_;
};

struct HeldTable {
  std::uint64_t rows = 0;
  std::vector<std::string> names, units;
  std::vector<std::variant<std::vector<double>, std::vector<std::int64_t>, std::vector<std::string>>> columns;

  static HeldTable copy(const gantry_table &table);
  std::size_t index(const std::string &name) const;
  double number(const std::string &column, std::size_t row) const;
  std::string text(const std::string &column, std::size_t row) const;
  std::string unit(const std::string &column) const { return units[index(column)]; }
};

}  // namespace gantry::test
