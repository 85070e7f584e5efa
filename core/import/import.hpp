// SPDX-License-Identifier: Apache-2.0
// Files into a project: read by the reader plugins, de-identified, stored. Nothing is half done: what is not confirmed is not there.
//
//   GANTRY_TRY(outcome, import_files(bench, project, {.paths = {"scan.nii.gz"}, .label = "brain"}, watcher));
//   // outcome.items, outcome.refused (each with its reason)
#pragma once

#include <core/import/entries.hpp>
#include <core/import/read.hpp>
#include <core/project/project.hpp>
#include <optional>

namespace gantry::core {

struct ImportCall {
  std::vector<std::string> paths;
  std::string label;                          // of the items, numbered where there are several; empty: by kind
  bool de_identify = true;                    // what may identify the patient is replaced or left out
  std::set<std::string> keep = usual_keep();  // options of PS3.15
  KeyTable *key_table = nullptr;              // notes who is who; nullptr: nobody does
  // All volumes become one, along this axis, in the order of the files, or in that of the first column's values where the
  // headers say them (a column without values); overlays, which may be in none or in some of them, stay what they are.
  std::optional<Axis> join_as;
  nlohmann::json set = nlohmann::json::object();  // parameters of readers, as they were typed
  std::string who;
  std::filesystem::path key_folder;  // of the site key
  Limits limits;
};

struct ImportOutcome {
  std::vector<Item> items;
  std::vector<SourceFile> files;
  std::vector<Refusal> refused;  // indices into files
  std::vector<std::string> warnings;
  std::vector<std::string> removed;  // names of the header fields that were left out
};

// Errors: "import.nothing" when every file was refused (each reason is in the message for one file).
Result<ImportOutcome> import_files(Workbench &bench, Project &project, const ImportCall &call,
                                   const JobWatcher &watcher);

}  // namespace gantry::core
