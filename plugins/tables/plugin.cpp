// SPDX-License-Identifier: Apache-2.0
#include "reader.hpp"
#include "writer.hpp"

#include <gantry/cpp/plugin.hpp>

namespace {

struct About : gantry::About {
  static constexpr const char *id = "org.gantry.tables", *name = "Tables", *version = "0.1.0", *vendor = "Gantry",
                              *licence = "Apache-2.0",
                              *description =
                                  "Reads and writes tables as text: CSV and TSV, with units in the head row.";
};

}  // namespace

GANTRY_PLUGIN(About, gantry::tables::TextTableReader, gantry::tables::TextTableWriter)
