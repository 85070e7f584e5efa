// SPDX-License-Identifier: Apache-2.0
// Writes slices as PNG: one file, or one for each slice.
#pragma once

#include <gantry/cpp/ports.hpp>
#include <gantry/cpp/reader.hpp>

#include <string>

namespace gantry::pictures {

struct PngWriter : Writer {
  static constexpr const char
      *id = "png",
      *label = "PNG",
      *help =
          "Slices as pictures: NAME.png of one slice, NAME_001.png … of several. Colours, uint8 "
          "and uint16 are written as they are unless a window is given; other types are mapped "
          "from their window, or from their smallest and largest value, to grey.",
      *extensions = ".png";

  VolumeInput volume{"volume", "Volume", "what is written"};
  Number width{"width", "Window width", "how many values are spread from black to white; 0: no window", "1",
               0,       {0, 1e300}};
  Number centre{"centre", "Window centre", "the value in the middle of the window", "1", 0};
  Choice depth{"depth", "Depth", "of mapped values", {{"8", "8 bit"}, {"16", "16 bit"}}};

  void write(Job &job, const std::string &name);
};

}  // namespace gantry::pictures
