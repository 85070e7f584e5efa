// SPDX-License-Identifier: Apache-2.0
// Texts into tables and tables into texts, through the plugin's own interface.
//
//   const HeldTable t = table_of("a,b\n1,2\n");
//   refusal("a,b\n1\n")   // "line 2 has 1 cell where line 1 has 2"
#pragma once

#include <tests/plugins/support/plugin_bench.hpp>

#include <gantry/cpp/job.hpp>

#include <string>
#include <vector>

namespace gantry::test {

Outcome read_text(const std::string &bytes, const std::string &name = "a.csv");
HeldTable table_of(const std::string &bytes);  // fails the test when it is refused
// The reason; checks that there is a hint, that the status is GANTRY_BAD_DATA, and that list refuses it too.
std::string refusal(const std::string &bytes);

// PluginBench hands volumes alone to a writer; this hands it a table.
struct Written {
  std::int32_t status = GANTRY_OK;
  std::string code, media_type, name, bytes;
  std::vector<std::string> warnings;
};
Written write_table(const std::vector<ColumnValues> &columns, const std::string &name = "a.csv");

}  // namespace gantry::test
