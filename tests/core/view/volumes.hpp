// SPDX-License-Identifier: Apache-2.0
// Volumes as views show them, from a header and its voxels.
#pragma once

#include <catch2/catch.hpp>
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
