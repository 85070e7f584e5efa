// SPDX-License-Identifier: Apache-2.0
// The numbers of one slice, and of a volume's distribution, for pictures.
//
//   const Voxels image{object.bytes.bytes().data(), &header, 0, 0};
//   double value = image.at({64, 64, 31});
#pragma once

#include <core/data/object.hpp>
#include <core/report/picture.hpp>

namespace gantry::core::report {

// One three-dimensional part of a volume: a fixed index along the fourth axis, a fixed channel.
struct Voxels {
  const std::byte *data;
  const VolumeHeader *header;
  std::uint64_t axis_index, channel;

  std::size_t index(std::array<std::uint64_t, 3> v) const {
    const auto &s = header->shape;
    return v[0] + s[0] * (v[1] + s[1] * (v[2] + s[2] * (axis_index + s[3] * channel)));
  }
  double at(std::size_t index) const { return element_as_double(header->dtype, data, index); }
  double at(std::array<std::uint64_t, 3> v) const { return at(index(v)); }
};

// A volume, checked: kind, header, indices.
Result<VolumeHeader> picture_header(const Object &object, std::uint64_t axis_index, std::uint64_t channel,
                                    const std::string &parameter);

// Percentiles (0 to 100) of the finite values that `wanted` accepts; of at most about a million, evenly picked.
// Upper above lower in any case.
template <class Wanted>
ValueRange percentiles(const Voxels &voxels, double lower, double upper, Wanted wanted);
ValueRange percentiles_of(std::vector<double> values, double lower, double upper);

template <class Wanted>
ValueRange percentiles(const Voxels &voxels, double lower, double upper, Wanted wanted) {
  const std::uint64_t count = voxels.header->voxels();
  const std::uint64_t every = std::max<std::uint64_t>(1, count / 1'000'000);
  const std::size_t first = voxels.index({0, 0, 0});
  std::vector<double> values;
  for (std::uint64_t i = 0; i < count; i += every) {
    const double value = voxels.at(first + i);
    if (wanted(i, value)) values.push_back(value);
  }
  return percentiles_of(std::move(values), lower, upper);
}

}  // namespace gantry::core::report
