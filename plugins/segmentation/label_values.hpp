// SPDX-License-Identifier: Apache-2.0
// Label maps as whole numbers, whatever type they are stored in.
//
//   const std::int64_t value = label_value(voxels[i], "labels");
#pragma once

#include <gantry/cpp/error.hpp>

#include <cstdint>
#include <type_traits>

namespace gantry::segmentation {

// Error "segmentation.not-labels" where the value is no whole number.
template <class T>
std::int64_t label_value(T value, const char *port) {
  if constexpr (std::is_floating_point_v<T>) {
    if (!(value >= T(-9.0e15) && value <= T(9.0e15)) || static_cast<T>(static_cast<std::int64_t>(value)) != value) {
      throw Error("segmentation.not-labels", "it is no label map: it holds values that are no whole numbers",
                  GANTRY_INVALID_ARGUMENT)
          .at(port)
          .hint("segment it first, or make a mask of it");
    }
  }
  return static_cast<std::int64_t>(value);
}

}  // namespace gantry::segmentation
