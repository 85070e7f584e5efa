// SPDX-License-Identifier: Apache-2.0
// Writes a signal as .csv: a column of time, a column for each channel, units in the head.
#pragma once

#include <gantry/cpp/ports.hpp>
#include <gantry/cpp/reader.hpp>

#include <string>

namespace gantry::biosignals {

struct SignalCsvWriter : Writer {
  static constexpr const char *id = "signal-csv", *label = "Signal as CSV",
                              *help =
                                  "\"time [s],II [mV]\" and a line for each sample; comma, decimal point, UTF-8, as "
                                  "many digits as it takes to read the numbers back exactly. Events go into "
                                  "NAME_events.csv beside it. Read it back as a table, with the tool table-to-signal.",
                              *extensions = ".csv";

  SignalInput signal{"signal", "Signal", "what is written"};

  void write(Job &job, const std::string &name);
};

}  // namespace gantry::biosignals
