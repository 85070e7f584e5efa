// SPDX-License-Identifier: Apache-2.0
#include "conversion_tools.hpp"
#include "csv_writer.hpp"
#include "edf_reader.hpp"
#include "edf_writer.hpp"
#include "wfdb_reader.hpp"

#include <gantry/cpp/plugin.hpp>

namespace {

struct About : gantry::About {
  static constexpr const char *id = "org.gantry.biosignals", *name = "Biosignals", *version = "0.1.0",
                              *vendor = "Gantry", *licence = "Apache-2.0",
                              *description =
                                  "Reads EDF, BDF and WFDB recordings with their annotations, writes EDF, BDF and CSV, "
                                  "and turns tables into signals and back.";
};

}  // namespace

using namespace gantry::biosignals;

GANTRY_PLUGIN(About, EdfReader, WfdbReader, EdfWriter, SignalCsvWriter, TableToSignal, SignalToTable)
