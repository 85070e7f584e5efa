// SPDX-License-Identifier: Apache-2.0
#include <algorithm>
#include <core/import/gather.hpp>
#include <filesystem>
#include <map>
#include <set>

namespace gantry::core {
namespace {

namespace fs = std::filesystem;

std::string stem_of(const fs::path &file) {
  const std::string whole = file.filename().string();
  return whole.substr(0, whole.find('.', 1));
}

// The stems of given files by their folder, so that each folder is looked through once.
using Stems = std::map<fs::path, std::set<std::string>>;

void add_companions(const Stems &stems, std::vector<SourceFile> &files) {
  std::set<std::string> known;
  for (const auto &file : files) known.insert(file.path);
  for (const auto &[folder, wanted] : stems) {
    std::vector<SourceFile> beside;
    std::error_code problem;
    const fs::path where = folder.empty() ? fs::path(".") : folder;
    for (fs::directory_iterator entry(where, problem), end; !problem && entry != end; entry.increment(problem)) {
      const auto name = entry->path().filename();
      const std::string path = (folder / name).string();
      std::error_code ignored;
      if (wanted.count(stem_of(name)) > 0 && known.count(path) == 0 && entry->is_regular_file(ignored)) {
        beside.push_back({path, name.string()});
      }
    }
    std::sort(beside.begin(), beside.end(), [](const auto &a, const auto &b) { return a.path < b.path; });
    files.insert(files.end(), beside.begin(), beside.end());
  }
}

Result<void> add_folder(const fs::path &folder, std::vector<SourceFile> &files) {
  std::vector<SourceFile> found;
  std::error_code problem;
  fs::recursive_directory_iterator walk(folder, fs::directory_options::skip_permission_denied, problem);
  for (; !problem && walk != fs::recursive_directory_iterator(); walk.increment(problem)) {
    const bool hidden = walk->path().filename().string().front() == '.';
    std::error_code ignored;  // a link that leads nowhere is no file
    if (hidden && walk->is_directory(ignored)) walk.disable_recursion_pending();
    if (!hidden && walk->is_regular_file(ignored))
      found.push_back({walk->path().string(), walk->path().filename().string()});
  }
  std::sort(found.begin(), found.end(), [](const auto &a, const auto &b) { return a.path < b.path; });
  files.insert(files.end(), found.begin(), found.end());
  if (problem)
    return fail("file.folder", "the folder can't be read: " + problem.message(), folder.string(),
                "check who may read it");
  return done();
}

}  // namespace

Result<GatheredFiles> gather_files(const std::vector<std::string> &paths) {
  GatheredFiles gathered;
  auto &files = gathered.files;
  Stems stems;
  for (const auto &path : paths) {
    std::error_code problem;
    if (fs::is_regular_file(path, problem)) {
      files.push_back({path, fs::path(path).filename().string()});
      stems[fs::path(path).parent_path()].insert(stem_of(path));
      continue;
    }
    if (!fs::is_directory(path, problem)) {
      return fail("file.missing", "there is no file or folder " + path, path, "check the path", Failure::usage);
    }
    GANTRY_CHECK(add_folder(path, files));
  }
  if (files.empty()) {
    return fail("file.none", "there are no files to read", "", "give a file, or a folder that holds some",
                Failure::usage);
  }
  gathered.given = files.size();
  add_companions(stems, files);
  return gathered;
}

}  // namespace gantry::core
