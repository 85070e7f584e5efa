// SPDX-License-Identifier: Apache-2.0
// Writes MetaImage: one .mha file, as ITK does.
#pragma once

#include <gantry/cpp/ports.hpp>
#include <gantry/cpp/reader.hpp>

#include <string>

namespace gantry::pictures {

struct MetaWriter : Writer {
  static constexpr const char
      *id = "metaimage",
      *label = "MetaImage",
      *help =
          "One volume as .mha. The format has no place for what the fourth axis means, for units "
          "and for segments: that they are left out is said.",
      *extensions = ".mha";

  VolumeInput volume{"volume", "Volume", "what is written"};
  Flag compressed{"compressed", "Compressed", "packed by zlib", true};

  void write(Job &job, const std::string &name);
};

}  // namespace gantry::pictures
