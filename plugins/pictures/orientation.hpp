// SPDX-License-Identifier: Apache-2.0
// EXIF's orientation: how a stored picture is turned and mirrored to stand upright (EXIF 2.3, tag 0x0112).
//
//   Upright upright(6, 640, 480);       // 480 x 640
//   upright.place(x, y);                // where the stored pixel (x, y) belongs
#pragma once

#include <cstdint>

namespace gantry::pictures {

class Upright {
 public:
  Upright(unsigned orientation, std::uint64_t width, std::uint64_t height)
      : orientation_(orientation), width_(width), height_(height) {}

  bool turned() const { return orientation_ > 4; }  // width and height change places
  std::uint64_t width() const { return turned() ? height_ : width_; }
  std::uint64_t height() const { return turned() ? width_ : height_; }
  // Index of a stored pixel in the upright picture.
  std::uint64_t place(std::uint64_t x, std::uint64_t y) const;

 private:
  unsigned orientation_;
  std::uint64_t width_, height_;
};

}  // namespace gantry::pictures
