// SPDX-License-Identifier: Apache-2.0
// Tables made into signals: text read as a table, and after a line "--next file--" one of events.
#include <tests/plugins/support/plugin_bench.hpp>

#include <cstddef>
#include <cstdint>
#include <optional>
#include <string>
#include <string_view>

extern "C" const gantry_plugin_entry tables_entry;
extern "C" const gantry_plugin_entry biosignals_entry;

namespace {

using namespace gantry::test;

std::optional<HeldTable> table_of(const std::string &text) {
  PluginBench bench(tables_entry);
  const std::vector<NamedBytes> files{{"x.csv", text}};
  const Outcome listed = bench.list("text-table", files);
  if (listed.items.empty()) return std::nullopt;
  Outcome read = bench.read("text-table", files, listed.items[0].key);
  const auto found = read.tables.find("table");
  if (found == read.tables.end()) return std::nullopt;
  return std::move(found->second);
}

}  // namespace

extern "C" int LLVMFuzzerTestOneInput(const std::uint8_t *data, std::size_t size) {
  static constexpr std::string_view mark = "\n--next file--\n";
  const std::string input(reinterpret_cast<const char *>(data), size);
  const auto end = input.find(mark);
  const auto table = table_of(input.substr(0, end));
  if (!table) return 0;
  const auto events = end == std::string::npos ? std::nullopt : table_of(input.substr(end + mark.size()));
  PluginBench bench(biosignals_entry);
  for (const double rate : {0.0, 250.0}) {
    if (events) bench.input("events", *events);
    (void)bench.input("table", *table).set("rate", rate).run("table-to-signal");
  }
  return 0;
}
