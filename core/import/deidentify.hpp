// SPDX-License-Identifier: Apache-2.0
// DICOM files without their identities into a new folder, by the plugin that has the tool "deidentify".
//
//   GANTRY_TRY(outcome, deidentify_files(bench, identity, {.paths = {"study/"}, .to = "clean"}, watcher));
//   // clean/P-7K2M9QXR/study-1/series-2-MR/000001.dcm; outcome.refused: every other file, with the reason
#pragma once

#include <core/import/entries.hpp>
#include <core/import/gather.hpp>
#include <core/import/identity.hpp>
#include <core/plugins/workbench.hpp>
#include <filesystem>
#include <set>
#include <string>
#include <vector>

namespace gantry::core {

struct DeidentifyCall {
  std::vector<std::string> paths;
  std::filesystem::path to;  // a new or an empty folder
  std::set<std::string> keep = usual_keep();
  std::string tool = "deidentify";   // its id, or its full id where several plugins have one
  KeyTable *key_table = nullptr;     // saved before the folder is there
  const Project *project = nullptr;  // whose identities these are, to keep what they learn
  Limits limits;
};

struct AboutFile {
  std::size_t file = 0;  // index into the files
  std::string text;
};

struct DeidentifyOutcome {
  std::vector<SourceFile> files;
  std::vector<std::string> written;  // below `to`; names and folders hold pseudonyms and numbers
  std::vector<AboutFile> refused, warnings;
};

// The folder is there with everything in it, or not at all. Errors: "deidentify.folder" when it holds something,
// "deidentify.nothing" when every file was refused, "cancelled", "disk.…".
Result<DeidentifyOutcome> deidentify_files(Workbench &bench, Identity &identity, const DeidentifyCall &call,
                                           const JobWatcher &watcher);

}  // namespace gantry::core
