// SPDX-License-Identifier: Apache-2.0
// Writes one table as .csv or .tsv; what it writes is read back as it was.
#pragma once

#include <gantry/cpp/ports.hpp>
#include <gantry/cpp/reader.hpp>

#include <string>

namespace gantry::tables {

struct TextTableWriter : Writer {
  static constexpr const char *id = "text-table", *label = "Table as text",
                              *help =
                                  "One table as .csv (comma) or .tsv (tab), UTF-8, decimal point, a head row of "
                                  "\"name [unit]\". Numbers have as many digits as it takes to read them back exactly.",
                              *extensions = ".csv .tsv";

  TableInput table{"table", "Table", "what is written"};

  void write(Job &job, const std::string &name);
};

}  // namespace gantry::tables
