// SPDX-License-Identifier: Apache-2.0
// Reads pictures: PNG, JPEG, TIFF and BigTIFF, pages of a TIFF and numbered files as stacks.
#pragma once

#include "picture.hpp"

#include <gantry/cpp/reader.hpp>

#include <cstdint>
#include <string>
#include <string_view>

namespace gantry::pictures {

struct PictureReader : Reader {
  static constexpr const char *id = "pictures", *label = "PNG, JPEG, TIFF",
                              *help =
                                  "Pictures of 8 to 64 bits, grey or in colour. Files of one size and type whose names "
                                  "end in numbers that follow each other become one stack, and so do the pages of a "
                                  "TIFF. A picture does not say where it was in the patient: its axes are assumed, and "
                                  "its pixels are 1 mm wide where neither it nor a parameter gives their size.",
                              *extensions = ".png .jpg .jpeg .tif .tiff";

  Numbers pixel_size{
      "pixel_size",
      "Pixel size",
      "width and height of a pixel as it is shown, or one number for both; without it, what the file says",
      "mm",
      "",
      {1e-6, 1e4}};
  Number slice_distance{
      "slice_distance", "Slice distance", "from one slice to the next; 0: what the file says", "mm", 0, {0, 1e4}};

  static std::uint32_t sniff(std::string_view name, std::string_view head, std::uint64_t file_size);
  void list(Job &job, const Files &files, const Items &items);
  void read(Job &job, const Files &files, const std::string &key);  // key: the index of the first file

 private:
  void scale(Picture &picture) const;
};

}  // namespace gantry::pictures
