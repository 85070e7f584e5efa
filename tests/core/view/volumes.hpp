// SPDX-License-Identifier: Apache-2.0
// Volumes as views show them, from a header and its voxels.
#pragma once

#include <catch2/catch.hpp>
#include <cmath>
#include <core/view/shown_volume.hpp>
#include <span>
#include <vector>

template <class T>
gantry::core::view::ShownVolumePtr volume_of(const gantry::core::VolumeHeader &header, const std::vector<T> &values) {
  const auto object = gantry::core::make_volume(header, std::as_bytes(std::span(values)));
  REQUIRE(object);
  const auto shown = gantry::core::view::shown_volume(object.value());
  REQUIRE(shown);
  return shown.value();
}

// Turned by 30° about S and then 20° about L, anisotropic: nothing is parallel to an axis of the patient.
inline gantry::core::VolumeHeader oblique() {
  gantry::core::VolumeHeader h;
  h.shape = {40, 30, 12, 1, 1};
  h.geometry.spacing = {0.8, 1.1, 4.5};
  h.geometry.origin = {-12.25, 31.5, -80};
  const double a = 0.5235987755982988;
  const double b = 0.3490658503988659;
  h.geometry.direction = {std::cos(a),
                          -std::sin(a),
                          0,
                          std::sin(a) * std::cos(b),
                          std::cos(a) * std::cos(b),
                          -std::sin(b),
                          std::sin(a) * std::sin(b),
                          std::cos(a) * std::sin(b),
                          std::cos(b)};
  return h;
}

inline gantry::core::VolumeHeader mirrored() {
  gantry::core::VolumeHeader h = oblique();
  for (const std::size_t column : {0U, 2U}) {
    for (std::size_t row = 0; row < 3; ++row) h.geometry.direction[3 * row + column] *= -1;
  }
  return h;
}

inline gantry::core::VolumeHeader uneven() {
  gantry::core::VolumeHeader h = oblique();
  h.shape[2] = 5;
  const double along[] = {0, 2, 7, 8, 14};  // mm
  for (const double d : along) {
    auto p = h.geometry.origin;
    for (std::size_t row = 0; row < 3; ++row) p[row] += h.geometry.direction[3 * row + 2] * d;
    h.geometry.slice_positions.push_back(p);
  }
  return h;
}

inline gantry::core::VolumeHeader tilted() {  // the third step is not at right angles to the slices
  gantry::core::VolumeHeader h = oblique();
  h.geometry.direction = {1, 0, 0, 0, 1, std::sin(0.3), 0, 0, std::cos(0.3)};
  h.geometry.sheared = true;
  return h;
}

// Tilted, and its slices listed one by one at uneven distances, as computed tomography with a tilted gantry is.
inline gantry::core::VolumeHeader tilted_uneven() {
  gantry::core::VolumeHeader h = uneven();
  for (std::size_t k = 0; k < h.geometry.slice_positions.size(); ++k) {
    const auto &first = h.geometry.slice_positions[0];
    const double along = std::array<double, 5>{0, 2, 7, 8, 14}[k];
    for (std::size_t row = 0; row < 3; ++row)
      h.geometry.slice_positions[k][row] =
          first[row] + along * (h.geometry.direction[3 * row + 2] + 0.3 * h.geometry.direction[3 * row + 1]);
  }
  h.geometry.sheared = true;
  return h;
}

// In each voxel the coordinate of its centre along an axis of the patient (0 to 2), mm.
inline gantry::core::view::ShownVolumePtr coordinates(gantry::core::VolumeHeader header, std::size_t axis) {
  header.dtype = gantry::core::DType::f32;
  std::vector<float> values;
  for (std::uint64_t k = 0; k < header.shape[2]; ++k)
    for (std::uint64_t j = 0; j < header.shape[1]; ++j)
      for (std::uint64_t i = 0; i < header.shape[0]; ++i)
        values.push_back(static_cast<float>(
            header.geometry.position({static_cast<double>(i), static_cast<double>(j), static_cast<double>(k)})[axis]));
  return volume_of(header, values);
}
