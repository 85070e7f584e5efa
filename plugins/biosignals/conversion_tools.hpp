// SPDX-License-Identifier: Apache-2.0
// Tables into signals and back.
#pragma once

#include <gantry/cpp/tool.hpp>

namespace gantry::biosignals {

struct TableToSignal : Tool {
  static constexpr const char *id = "table-to-signal", *label = "Table to signal", *category = "biosignals",
                              *help =
                                  "Columns of numbers as channels of a signal, with the column's name and unit. Time "
                                  "comes from a column in a unit of time (s, ms, us, min, h), by name or the first "
                                  "one; or from a sampling rate. Evenly spaced times become a rate, others stay as "
                                  "they are. Missing numbers stay NaN. Columns of text are left out.";

  TableInput table{"table", "Table", "a row for each sample"};
  TableInput events{"events", "Events", "onset [s], and as they are there duration [s], channel, code, label",
                    GANTRY_PORT_OPTIONAL};
  SignalOutput signal{"signal", "Signal", "the channels on one time base"};
  Text time{"time", "Time column", "name of the column of time; empty: the first with a unit of time"};
  Number rate{"rate", "Sampling rate", "0: the times are taken from the column", "Hz", 0, {0, 1e9}};
  Number tolerance{"tolerance",
                   "Tolerance",
                   "how far a time may be from an even grid that still counts as even, in percent of the interval",
                   "%",
                   1,
                   {0, 50}};

  void run(Job &job);
};

struct SignalToTable : Tool {
  static constexpr const char *id = "signal-to-table", *label = "Signal to table", *category = "biosignals",
                              *help =
                                  "Time in s and each channel as columns of a table, a row for each sample; and the "
                                  "events as a table. table-to-signal is the way back.";

  SignalInput signal{"signal", "Signal", "what is turned into a table"};
  TableOutput table{"table", "Table", "time [s] and the channels"};
  TableOutput events{"events", "Events", "onset [s], duration [s], channel, code, label", {}, GANTRY_PORT_OPTIONAL};

  void run(Job &job);
};

}  // namespace gantry::biosignals
