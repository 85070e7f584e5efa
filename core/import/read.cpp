// SPDX-License-Identifier: Apache-2.0
#include <algorithm>
#include <core/import/read.hpp>
#include <map>
#include <optional>
#include <set>

namespace gantry::core {
namespace {

namespace fs = std::filesystem;

// Files that one reader is to list together.
struct Group {
  const Plugin *plugin = nullptr;
  std::string reader;
  std::vector<std::size_t> own;         // it claims them
  std::vector<std::size_t> companions;  // it may read them beside its own
};

class Reading {
 public:
  Reading(Workbench &bench, const GatheredFiles &gathered, const Limits &limits, const JobWatcher &watcher,
          const ItemSink &sink)
      : bench_(bench),
        files_(gathered.files),
        given_(gathered.given),
        limits_(limits),
        watcher_(watcher),
        sink_(sink),
        best_(gathered.files.size()) {}

  Result<ReadOutcome> all() {
    std::vector<std::size_t> every(files_.size());
    for (std::size_t i = 0; i < every.size(); ++i) every[i] = i;
    for (const Plugin &plugin : bench_.registry().plugins()) {
      if (!plugin.manifest.readers.empty()) GANTRY_CHECK(sniff(plugin, every));
    }
    for (const Group &group : groups()) GANTRY_CHECK(read_group(group));
    for (std::size_t file = 0; file < given_; ++file) {
      if (used_.count(file) == 0) {
        refuse(file, broken_.count(file) > 0
                         ? broken_[file]
                         : "no installed plugin knows this kind of file; `gantry plugins list` shows what is read");
      }
    }
    std::sort(outcome_.refused.begin(), outcome_.refused.end(),
              [](const auto &a, const auto &b) { return a.file < b.file; });
    return outcome_;
  }

 private:
  struct Claim {
    const Plugin *plugin = nullptr;
    std::string reader;
    std::int64_t certainty = 0;
  };

  JobRequest job(JobKind kind, const std::string &target, const std::vector<std::size_t> &files) const {
    JobRequest request;
    request.kind = kind;
    request.target = target;
    request.limits = limits_;
    for (const std::size_t file : files) request.files.push_back(files_[file]);
    return request;
  }

  void refuse(std::size_t file, const std::string &reason) {
    if (used_.insert(file).second && file < given_) outcome_.refused.push_back({file, reason});
  }

  // Asks one plugin about files; where it breaks, about halves, until the file that breaks it stands alone.
  Result<void> sniff(const Plugin &plugin, const std::vector<std::size_t> &files) {
    if (files.empty()) return done();
    const auto result = bench_.run(plugin, job(JobKind::sniff_files, "", files), watcher_);
    if (!result) {
      if (result.error().failure == Failure::cancelled) return fail(result.error());
      if (files.size() == 1 || plugin_is_out(result.error())) {
        for (const auto file : files) broken_.emplace(file, result.error().message);
        return done();
      }
      const auto middle = files.begin() + static_cast<std::ptrdiff_t>(files.size() / 2);
      GANTRY_CHECK(sniff(plugin, {files.begin(), middle}));
      return sniff(plugin, {middle, files.end()});
    }
    for (const auto &answer : result.value().items) {
      const std::size_t file = files.at(answer.at("file").get<std::size_t>());
      const auto certainty = answer.at("certainty").get<std::int64_t>();
      if (certainty > best_[file].certainty) best_[file] = {&plugin, answer.at("reader").get<std::string>(), certainty};
    }
    return done();
  }

  // The plugin itself can't be used: asking it about fewer files changes nothing.
  static bool plugin_is_out(const Error &error) {
    static const std::set<std::string> codes{"plugin.quarantined", "plugin.altered", "plugin.load",    "plugin.entry",
                                             "plugin.abi",         "plugin.init",    "plugin.identity"};
    return codes.count(error.code) > 0;
  }

  std::vector<Group> groups() const {
    std::map<std::pair<std::string, std::string>, Group> by_reader;
    for (std::size_t file = 0; file < files_.size(); ++file) {
      const Claim &claim = best_[file];
      if (claim.plugin == nullptr || (file >= given_ && claim.certainty > 1)) continue;
      Group &group = by_reader[{claim.plugin->manifest.id, claim.reader}];
      group.plugin = claim.plugin;
      group.reader = claim.reader;
      (claim.certainty > 1 ? group.own : group.companions).push_back(file);
    }
    std::vector<Group> result;
    for (auto &[key, group] : by_reader) result.push_back(std::move(group));
    return result;
  }

  Result<void> read_group(const Group &group) {
    std::vector<std::size_t> files = group.own;
    files.insert(files.end(), group.companions.begin(), group.companions.end());
    std::sort(files.begin(), files.end());
    const auto listed = bench_.run(*group.plugin, job(JobKind::list_files, group.reader, files), watcher_);
    if (!listed) {
      if (listed.error().failure == Failure::cancelled) return fail(listed.error());
      if (group.own.size() <= 1 || plugin_is_out(listed.error())) {
        for (const auto file : files) refuse(file, in_words(listed.error()));
        return done();
      }
      // One of them breaks the reader: halves find it, companions go with each.
      const auto middle = group.own.begin() + static_cast<std::ptrdiff_t>(group.own.size() / 2);
      GANTRY_CHECK(read_group({group.plugin, group.reader, {group.own.begin(), middle}, group.companions}));
      return read_group({group.plugin, group.reader, {middle, group.own.end()}, group.companions});
    }
    for (const auto &refused : listed.value().refused) {
      refuse(files.at(refused.at("file").get<std::size_t>()), refused.at("reason").get<std::string>());
    }
    for (const auto &item : listed.value().items) GANTRY_CHECK(read_item(group, files, item));
    return done();
  }

  Result<void> read_item(const Group &group, const std::vector<std::size_t> &listed, const nlohmann::json &item) {
    ReadItem result;
    result.plugin = group.plugin;
    result.reader = group.reader;
    result.title = item.at("title").get<std::string>();
    result.summary = item.at("summary").get<std::string>();
    for (const auto &file : item.at("files")) result.files.push_back(listed.at(file.get<std::size_t>()));
    // The key names places in the list of files, so the reader gets the same list again.
    JobRequest request = job(JobKind::read_files, group.reader, listed);
    request.options["item"] = item.at("key");
    auto read = bench_.run(*group.plugin, request, watcher_);
    if (!read) {
      if (read.error().failure == Failure::cancelled) return fail(std::move(read).error());
      for (const auto file : result.files) refuse(file, in_words(read.error()));
      return done();
    }
    for (auto &output : read.value().outputs) {
      if (output.port != "header") {
        result.data.push_back(output);
      } else if (auto header = record_of(*output.object); header && header.value().contains("entries")) {
        result.header = header.value().at("entries");
      }
    }
    result.warnings = read.value().warnings;
    used_.insert(result.files.begin(), result.files.end());
    ++outcome_.items;
    return sink_(std::move(result));
  }

  static std::string in_words(const Error &error) {
    return error.message + (error.hint.empty() ? "" : ": " + error.hint);
  }

  Workbench &bench_;
  const std::vector<SourceFile> &files_;
  const std::size_t given_;
  const Limits &limits_;
  const JobWatcher &watcher_;
  const ItemSink &sink_;
  std::vector<Claim> best_;
  std::set<std::size_t> used_;
  std::map<std::size_t, std::string> broken_;
  ReadOutcome outcome_;
};

std::string stem_of(const fs::path &file) {
  const std::string whole = file.filename().string();
  return whole.substr(0, whole.find('.', 1));
}

void add_companions(const fs::path &file, std::vector<SourceFile> &beside) {
  constexpr std::uintmax_t largest = 1U << 20;  // a companion is a small text
  std::error_code problem;
  const auto folder = file.parent_path().empty() ? fs::path(".") : file.parent_path();
  for (fs::directory_iterator entry(folder, problem), end; !problem && entry != end; entry.increment(problem)) {
    const auto &other = entry->path();
    std::error_code ignored;
    if (other.filename() != file.filename() && stem_of(other) == stem_of(file) && entry->is_regular_file(ignored) &&
        entry->file_size(ignored) <= largest) {
      beside.push_back({other.string(), other.filename().string()});
    }
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
  std::vector<SourceFile> beside;
  for (const auto &path : paths) {
    std::error_code problem;
    if (fs::is_regular_file(path, problem)) {
      files.push_back({path, fs::path(path).filename().string()});
      add_companions(path, beside);
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
  for (auto &companion : beside) {
    const auto same = [&](const SourceFile &f) { return f.path == companion.path; };
    if (std::none_of(files.begin(), files.end(), same)) files.push_back(std::move(companion));
  }
  return gathered;
}

Result<ReadOutcome> read_files(Workbench &bench, const GatheredFiles &files, const Limits &limits,
                               const JobWatcher &watcher, const ItemSink &sink) {
  return Reading(bench, files, limits, watcher, sink).all();
}

Result<ReadItem> read_single(Workbench &bench, const std::string &path, const Limits &limits,
                             const JobWatcher &watcher) {
  GANTRY_TRY(files, gather_files({path}));
  std::optional<ReadItem> single;
  std::size_t count = 0;
  const ItemSink keep = [&](ReadItem &&item) -> Result<void> {
    if (++count == 1) single = std::move(item);
    return done();
  };
  GANTRY_TRY(outcome, read_files(bench, files, limits, watcher, keep));
  if (count == 1 && !single->data.empty()) return std::move(*single);
  if (count > 1) {
    return fail("file.several", path + " holds " + std::to_string(count) + " items", path,
                "import it into a project, and name the one that you mean", Failure::usage);
  }
  const std::string reason = outcome.refused.empty() ? "it holds nothing" : outcome.refused.front().reason;
  return fail("file.refused", path + ": " + reason, path, "");
}

}  // namespace gantry::core
