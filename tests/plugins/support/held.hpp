// SPDX-License-Identifier: Apache-2.0
// Volumes, signals and tables that own what the C interface only points to.
//
//   HeldVolume image = HeldVolume::of<float>({4, 4, 2}, {1, 2, 3, …});
//   image.edit().unit = "ms";
//   image.at<float>(0);
#pragma once

#include <gantry/signal.h>
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

// Shared: copies see the same samples.
class HeldSignal {
 public:
  static HeldSignal like(const gantry_signal &wanted);  // with samples of zero
  gantry_signal &c() const;
  double value(std::size_t channel, std::uint64_t sample) const;
  std::string channel(std::size_t i) const { return c().channels[i]->name; }
  std::string unit(std::size_t i) const { return c().channels[i]->unit; }
  const gantry_event &event(std::size_t i) const { return *c().events[i]; }

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
  // Calls f(const gantry_table &), whose pointers are good during the call.
  template <class F>
  void with_c(F &&f) const {
    std::vector<gantry_column> c;
    std::vector<std::vector<const char *>> texts(columns.size());
    for (std::size_t i = 0; i < columns.size(); ++i) {
      gantry_column out{sizeof out, 0, names[i].c_str(), units[i].c_str(), nullptr};
      out.type = static_cast<std::uint32_t>(columns[i].index()) + GANTRY_COLUMN_F64;
      if (const auto *f64 = std::get_if<0>(&columns[i])) out.data = f64->data();
      if (const auto *i64 = std::get_if<1>(&columns[i])) out.data = i64->data();
      if (const auto *text = std::get_if<2>(&columns[i])) {
        for (const auto &cell : *text) texts[i].push_back(cell.c_str());
        out.data = texts[i].data();
      }
      c.push_back(out);
    }
    std::vector<const gantry_column *> pointers;
    for (const auto &column : c) pointers.push_back(&column);
    const gantry_table table{sizeof table, static_cast<std::uint32_t>(c.size()), rows, pointers.data()};
    f(table);
  }
};

}  // namespace gantry::test
