// SPDX-License-Identifier: Apache-2.0
// Foreign files through the reader plugins, each in its worker: who knows them, what they hold, one item after another.
//
//   GANTRY_TRY(files, gather_files(paths));
//   GANTRY_TRY(outcome, read_files(bench, files, {}, watcher, [&](ReadItem &&item) { …; return done(); }));
#pragma once

#include <core/import/gather.hpp>
#include <core/plugins/workbench.hpp>
#include <functional>
#include <string>
#include <vector>

namespace gantry::core {

struct ReadCall {
  Limits limits = {};
  bool headers_only = false;                      // volumes and signals are described, and not read
  nlohmann::json set = nlohmann::json::object();  // parameters of readers, as they were typed
};

struct ReadItem {
  std::vector<PortObject> data;                        // what was read, by kind; usually one
  nlohmann::json described = nlohmann::json::array();  // the headers of data, also of what was not read
  nlohmann::json header;       // [{key, value, identifying}] as the reader gave it; may name the patient
  std::string title, summary;  // hold no patient data
  std::vector<std::size_t> files;
  const Plugin *plugin = nullptr;
  std::string reader;
  nlohmann::json parameters = nlohmann::json::object();  // of the reader, all of them
  std::vector<std::string> warnings;
};

struct Refusal {
  std::size_t file = 0;  // index into the files
  std::string reason;
};

struct ReadOutcome {
  std::size_t items = 0;
  std::vector<Refusal> refused;
};

using ItemSink = std::function<Result<void>(ReadItem &&item)>;

// Every given file is either part of an item or refused with a reason; one that breaks its reader costs itself alone.
// Fails only when cancelled, when `sink` does, or by what was set: "parameter.…" as of check_parameters, "parameter.unused"
// where no reader of these files has such a parameter.
Result<ReadOutcome> read_files(Workbench &bench, const GatheredFiles &files, const ReadCall &call,
                               const JobWatcher &watcher, const ItemSink &sink);

// One file that must hold exactly one item, for `--input image=FILE`.
Result<ReadItem> read_single(Workbench &bench, const std::string &path, const ReadCall &call,
                             const JobWatcher &watcher);

// A text as if it stood in a file of that name: what somebody pasted. Nothing of it comes on the disk.
Result<ReadItem> read_text(Workbench &bench, const std::string &text, const std::string &name, const ReadCall &call,
                           const JobWatcher &watcher);

}  // namespace gantry::core
