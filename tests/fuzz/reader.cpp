// SPDX-License-Identifier: Apache-2.0
// One reader of a plugin on bytes: sniffed, listed, and every item read. Where a reader joins several files, their bytes
// follow each other in the input, parted by a line "--next file--".
#include <tests/plugins/support/plugin_bench.hpp>

#include <algorithm>
#include <cstddef>
#include <cstdlib>
#include <string>
#include <vector>

extern "C" const gantry_plugin_entry GANTRY_FUZZ_ENTRY;

namespace {

using namespace gantry::test;

constexpr std::uint64_t most_output = std::uint64_t{64} << 20;
constexpr std::size_t most_items = 8;

// "x.hea x.dat": the names that the files have, in order.
std::vector<NamedBytes> files_of(std::string input) {
  constexpr const char *mark = "\n--next file--\n";
  std::vector<NamedBytes> files;
  std::string names = GANTRY_FUZZ_FILES;
  while (!names.empty()) {
    const auto space = names.find(' ');
    const auto end = input.find(mark);
    const bool last = space == std::string::npos || end == std::string::npos;
    files.push_back({names.substr(0, space), last ? input : input.substr(0, end)});
    if (last) break;
    names.erase(0, space + 1);
    input.erase(0, end + std::string(mark).size());
  }
  return files;
}

}  // namespace

extern "C" int LLVMFuzzerTestOneInput(const std::uint8_t *data, std::size_t size) {
  static const bool started = [] {
    if (GANTRY_FUZZ_ENTRY.init != nullptr && GANTRY_FUZZ_ENTRY.init(nullptr) != GANTRY_OK) std::abort();
    return true;
  }();
  (void)started;
  const auto files = files_of(std::string(reinterpret_cast<const char *>(data), size));
  PluginBench bench(GANTRY_FUZZ_ENTRY);
  for (const auto &file : files) (void)bench.sniff(GANTRY_FUZZ_READER, file);
  const Outcome listed = bench.output_limit(most_output).list(GANTRY_FUZZ_READER, files);
  for (std::size_t i = 0; i < std::min(listed.items.size(), most_items); ++i) {
    (void)bench.output_limit(most_output).read(GANTRY_FUZZ_READER, files, listed.items[i].key);
  }
  return 0;
}
