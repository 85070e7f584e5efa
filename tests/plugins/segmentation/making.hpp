// SPDX-License-Identifier: Apache-2.0
// Small images and label maps for the tests of the segmentation tools.
#pragma once

#include <tests/plugins/support/plugin_bench.hpp>

#include <vector>

extern "C" const gantry_plugin_entry segmentation_entry;

namespace gantry::test {

// One row of voxels of 1 x 2 x 5 mm (0.01 mL), first voxel at (10, 20, 30).
inline VolumeSpec row_spec(std::size_t n) {
  gantry_geometry g{};
  g.size = sizeof g;
  g.frame_of_reference_uid = "";
  for (unsigned i = 0; i < 3; ++i) g.direction[4 * i] = 1;
  g.spacing[0] = 1;
  g.spacing[1] = 2;
  g.spacing[2] = 5;
  g.origin[0] = 10;
  g.origin[1] = 20;
  g.origin[2] = 30;
  return VolumeSpec().shape(n, 1, 1).geometry(g);
}

template <class T>
HeldVolume row(const std::vector<T> &values) {
  return HeldVolume::of<T>(row_spec(values.size()), values);
}

inline std::vector<double> values_of(const HeldVolume &v) {
  std::vector<double> out;
  for (std::uint64_t i = 0; i < v.elements(); ++i) out.push_back(v.value(i));
  return out;
}

inline PluginBench segmentation() { return PluginBench(segmentation_entry); }

// Numbers that look random and are the same everywhere.
class Sequence {
 public:
  explicit Sequence(std::uint64_t seed) : state_(seed) {}
  double uniform() {  // 0 to 1
    state_ = state_ * 6364136223846793005u + 1442695040888963407u;
    return static_cast<double>(state_ >> 11) / 9007199254740992.0;
  }
  double normal() {  // sum of twelve uniforms: mean 0, sd 1
    double sum = -6;
    for (int i = 0; i < 12; ++i) sum += uniform();
    return sum;
  }

 private:
  std::uint64_t state_;
};

}  // namespace gantry::test
