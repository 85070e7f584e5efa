// SPDX-License-Identifier: Apache-2.0
// Which reader knows which file, by its content or its name.
//
//   GANTRY_TRY(sniffed, sniff_files(bench, files, limits, watcher));
//   sniffed.best[0];   // {plugin, "dicom", 100}
#pragma once

#include <core/plugins/workbench.hpp>
#include <map>
#include <string>
#include <vector>

namespace gantry::core {

struct Claim {
  const Plugin *plugin = nullptr;  // nullptr: nobody knows the file
  std::string reader;
  std::int64_t certainty = 0;  // 1: a companion of another file, 100: sure by its content
};

struct Sniffed {
  std::vector<Claim> best;                    // of each file
  std::map<std::size_t, std::string> broken;  // files that broke a reader, and how
};

// Progress from 0 to 1. A file that breaks a reader is asked about alone; fails only when cancelled.
Result<Sniffed> sniff_files(Workbench &bench, const std::vector<SourceFile> &files, const Limits &limits,
                            const JobWatcher &watcher);

// True where the plugin itself can't be used: asking it about fewer files changes nothing.
bool plugin_is_out(const Error &error);

}  // namespace gantry::core
