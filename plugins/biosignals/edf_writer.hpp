// SPDX-License-Identifier: Apache-2.0
// Writes a signal as EDF+ (.edf, 16 bit) or BDF+ (.bdf, 24 bit) by EDFlib.
#pragma once

#include <gantry/cpp/ports.hpp>
#include <gantry/cpp/reader.hpp>

#include <string>

namespace gantry::biosignals {

struct EdfWriter : Writer {
  static constexpr const char *id = "edf", *label = "EDF and BDF",
                              *help =
                                  "One evenly sampled signal as EDF+ (.edf, 16 bit) or BDF+ (.bdf, 24 bit), events as "
                                  "annotations (times to 0.1 ms, 40 bytes of text). Samples that came out of a "
                                  "converter of so many bits keep their exact steps; others are rounded, and by how "
                                  "much is said. No date and no patient: both stand as unknown.",
                              *extensions = ".edf .bdf";

  SignalInput signal{"signal", "Signal", "what is written"};

  void write(Job &job, const std::string &name);
};

}  // namespace gantry::biosignals
