// SPDX-License-Identifier: Apache-2.0
#include "orientation.hpp"

namespace gantry::pictures {

std::uint64_t Upright::place(std::uint64_t x, std::uint64_t y) const {
  const std::uint64_t right = width_ - 1 - x, below = height_ - 1 - y;
  switch (orientation_) {
    case 2: return y * width_ + right;
    case 3: return below * width_ + right;
    case 4: return below * width_ + x;
    case 5: return x * height_ + y;
    case 6: return x * height_ + below;
    case 7: return right * height_ + below;
    case 8: return right * height_ + y;
    default: return y * width_ + x;
  }
}

}  // namespace gantry::pictures
