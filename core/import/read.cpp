// SPDX-License-Identifier: Apache-2.0
#include <algorithm>
#include <boost/algorithm/string/join.hpp>
#include <core/import/progress.hpp>
#include <core/import/read.hpp>
#include <core/import/reader_settings.hpp>
#include <core/import/sniff.hpp>
#include <map>
#include <optional>
#include <set>
#include <span>

namespace gantry::core {
namespace {

using Places = std::vector<std::size_t>;  // among the gathered files

// Files that one reader is to list together.
struct Group {
  const Plugin *plugin = nullptr;
  std::string reader;
  Places own;                                            // it claims them
  Places companions;                                     // it may read them beside its own
  nlohmann::json parameters = nlohmann::json::object();  // of the reader
};

class Reading {
 public:
  Reading(Workbench &bench, const GatheredFiles &gathered, const ReadCall &call, const JobWatcher &watcher,
          const ItemSink &sink)
      : bench_(bench), files_(gathered.files), given_(gathered.given), call_(call), watcher_(watcher), sink_(sink) {}

  Result<ReadOutcome> all() {
    GANTRY_CHECK(check_known(bench_.registry(), call_.set));
    GANTRY_TRY(known,
               sniff_files(bench_, files_, call_.limits, stretch_of(watcher_, 0, sniffed, "looking at " + of_files())));
    sniffed_ = std::move(known);
    auto found = groups();
    GANTRY_CHECK(hand_out_settings(found));
    for (const Group &group : found) claimed_ += group.own.size();
    for (const Group &group : found) GANTRY_CHECK(read_group(group));
    for (std::size_t file = 0; file < given_; ++file) {
      if (used_.count(file) == 0) {
        refuse(file, sniffed_.broken.count(file) > 0
                         ? sniffed_.broken[file]
                         : "no installed plugin knows this kind of file; `gantry plugins list` shows what is read");
      }
    }
    std::sort(outcome_.refused.begin(), outcome_.refused.end(),
              [](const auto &a, const auto &b) { return a.file < b.file; });
    return outcome_;
  }

 private:
  static constexpr double sniffed = 0.05, listed = 0.3;  // of the whole progress; listing, of what a group takes

  JobRequest job(JobKind kind, const Group &group, const Places &files) const {
    JobRequest request;
    request.kind = kind;
    request.target = group.reader;
    request.parameters = group.parameters;
    request.limits = call_.limits;
    for (const std::size_t file : files) request.files.push_back(files_[file]);
    return request;
  }

  void refuse(std::size_t file, const std::string &reason) {
    if (used_.insert(file).second && file < given_) outcome_.refused.push_back({file, reason});
  }

  double progress() const {
    return sniffed + (1 - sniffed) * std::min(1.0, done_ / std::max<double>(1, static_cast<double>(claimed_)));
  }
  std::string of_files() const { return std::to_string(files_.size()) + (files_.size() == 1 ? " file" : " files"); }

  std::vector<Group> groups() const {
    std::map<std::pair<std::string, std::string>, Group> by_reader;
    for (std::size_t file = 0; file < files_.size(); ++file) {
      const Claim &claim = sniffed_.best[file];
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

  Result<void> hand_out_settings(std::vector<Group> &groups) const {
    std::set<std::string> used;
    for (Group &group : groups) {
      const ReaderSpec *reader = group.plugin->manifest.reader(group.reader);
      if (reader == nullptr) continue;  // a worker that names readers which its manifest does not have
      GANTRY_TRY(values, values_for(*reader, call_.set));
      group.parameters = std::move(values);
      if (!group.own.empty()) {
        for (const auto &parameter : reader->parameters) used.insert(parameter.key);
      }
    }
    for (const auto &[key, value] : call_.set.items()) {
      if (used.count(key) > 0) continue;
      return fail("parameter.unused", "the reader of these files has no parameter \"" + key + "\"", key,
                  used.empty() ? "it takes none" : "give one of: " + boost::join(used, ", "), Failure::usage);
    }
    return done();
  }

  Result<JobResult> list(const Group &group, const Places &files, const JobWatcher &watcher) {
    return bench_.run(*group.plugin, job(JobKind::list_files, group, files), watcher);
  }

  // The reader is told the same list again, since the key may name places in it; it can open the item's files alone.
  Result<JobResult> read(const Group &group, const Places &all, const nlohmann::json &item, const JobWatcher &watcher) {
    JobRequest request = job(JobKind::read_files, group, {});
    request.files.resize(all.size());
    for (const auto &place : item.at("files")) {
      request.files[place.get<std::size_t>()] = files_[all[place.get<std::size_t>()]];
    }
    request.options["item"] = item.at("key");
    if (call_.headers_only) request.options["headers_only"] = true;
    return bench_.run(*group.plugin, request, watcher);
  }

  static Places everything(const Group &group) {
    Places files = group.own;
    files.insert(files.end(), group.companions.begin(), group.companions.end());
    std::sort(files.begin(), files.end());
    return files;
  }

  Result<void> read_group(const Group &group) {
    if (group.own.empty()) return done();
    const Places files = everything(group);
    const double begin = progress(), per_file = (1 - sniffed) / std::max<double>(1, static_cast<double>(claimed_));
    const double share = per_file * static_cast<double>(group.own.size());
    const auto result =
        list(group, files, stretch_of(watcher_, begin, begin + listed * share, "sorting " + of_files()));
    if (!result) return without_breakers(group, result.error(), false);
    for (const auto &refused : result.value().refused) {
      refuse(files.at(refused.at("file").get<std::size_t>()), refused.at("reason").get<std::string>());
    }
    std::size_t number = 0;
    for (const auto &item : result.value().items) {
      const double done_before = begin + share * (listed + (1 - listed) * static_cast<double>(number) /
                                                               static_cast<double>(result.value().items.size()));
      const double done_after = begin + share * (listed + (1 - listed) * static_cast<double>(++number) /
                                                              static_cast<double>(result.value().items.size()));
      const std::string doing = "reading " + std::to_string(number) + " of " +
                                std::to_string(result.value().items.size()) + ": " +
                                item.at("summary").get<std::string>();
      GANTRY_CHECK(read_item(group, files, item, stretch_of(watcher_, done_before, done_after, doing)));
    }
    done_ += static_cast<double>(group.own.size());
    return done();
  }

  Result<void> read_item(const Group &group, const Places &all, const nlohmann::json &item, const JobWatcher &watcher) {
    ReadItem result;
    result.plugin = group.plugin;
    result.reader = group.reader;
    result.parameters = recorded(group);
    result.title = item.at("title").get<std::string>();
    result.summary = item.at("summary").get<std::string>();
    for (const auto &file : item.at("files")) result.files.push_back(all.at(file.get<std::size_t>()));
    if (watcher.progress) watcher.progress(0, "");
    auto got = read(group, all, item, watcher);
    if (!got) return without_breakers(part_of(group, result.files), got.error(), true);
    for (auto &output : got.value().outputs) {
      if (output.port != "header") {
        result.described.push_back(output.object->header);
        result.data.push_back(output);
      } else if (auto header = record_of(*output.object); header && header.value().contains("entries")) {
        result.header = header.value().at("entries");
      }
    }
    for (const auto &data : got.value().items) result.described.push_back(data.at("header"));
    result.warnings = got.value().warnings;
    used_.insert(result.files.begin(), result.files.end());
    ++outcome_.items;
    return sink_(std::move(result));
  }

  static nlohmann::json recorded(const Group &group) {
    nlohmann::json parameters = group.parameters;
    const ReaderSpec *reader = group.plugin->manifest.reader(group.reader);
    for (const auto &parameter : reader == nullptr ? std::vector<ParameterSpec>() : reader->parameters) {
      if (parameter.secret) parameters.erase(parameter.key);
    }
    return parameters;
  }

  // The files of an item: the group's own, and companions.
  static Group part_of(const Group &group, const Places &files) {
    Group part{group.plugin, group.reader, {}, {}, group.parameters};
    for (const auto file : files) {
      const bool own = std::binary_search(group.own.begin(), group.own.end(), file);
      (own ? part.own : part.companions).push_back(file);
    }
    return part;
  }

  // The reader failed on these files together: those that fail alone are refused, and the rest is read.
  Result<void> without_breakers(Group group, const Error &error, bool reading) {
    if (error.failure == Failure::cancelled) return fail(error);
    Places breakers;
    if (group.own.size() > 1 && !plugin_is_out(error)) {
      if (watcher_.log) watcher_.log(0, "looking for the file that the reader fails on");
      GANTRY_TRY(found, breakers_among(group, group.own, reading));
      breakers = std::move(found);
    }
    if (breakers.empty() || breakers.size() == group.own.size()) {
      for (const auto file : everything(group)) refuse(file, in_words(error));
      return done();
    }
    for (const auto file : breakers) {
      group.own.erase(std::remove(group.own.begin(), group.own.end(), file), group.own.end());
    }
    return read_group(group);
  }

  // By halves. Each is refused with the reason that it gives when it stands alone.
  Result<Places> breakers_among(const Group &group, const Places &files, bool reading) {
    auto tried = can_handle({group.plugin, group.reader, files, group.companions, group.parameters}, reading);
    if (tried) return Places{};
    if (tried.error().failure == Failure::cancelled) return fail(std::move(tried).error());
    if (files.size() == 1) {
      refuse(files.front(), in_words(tried.error()));
      return files;
    }
    const auto middle = files.begin() + static_cast<std::ptrdiff_t>(files.size() / 2);
    GANTRY_TRY(left, breakers_among(group, {files.begin(), middle}, reading));
    GANTRY_TRY(right, breakers_among(group, {middle, files.end()}, reading));
    left.insert(left.end(), right.begin(), right.end());
    return std::move(left);
  }

  Result<void> can_handle(const Group &part, bool reading) {
    JobWatcher watcher = watcher_;
    watcher.progress = {};
    watcher.ready = {};
    const Places files = everything(part);
    GANTRY_TRY(found, list(part, files, watcher));
    if (!reading) return done();
    for (const auto &item : found.items) GANTRY_CHECK(read(part, files, item, watcher));
    return done();
  }

  static std::string in_words(const Error &error) {
    return error.message + (error.hint.empty() ? "" : ": " + error.hint);
  }

  Workbench &bench_;
  const std::vector<SourceFile> &files_;
  const std::size_t given_;
  const ReadCall &call_;
  const JobWatcher &watcher_;
  const ItemSink &sink_;
  Sniffed sniffed_;
  std::set<std::size_t> used_;
  std::size_t claimed_ = 0;  // files that a reader claims as its own
  double done_ = 0;          // of them
  ReadOutcome outcome_;
};

}  // namespace

Result<ReadOutcome> read_files(Workbench &bench, const GatheredFiles &files, const ReadCall &call,
                               const JobWatcher &watcher, const ItemSink &sink) {
  return Reading(bench, files, call, watcher, sink).all();
}

namespace {

Result<ReadItem> read_one(Workbench &bench, const GatheredFiles &files, const std::string &name, const ReadCall &call,
                          const JobWatcher &watcher) {
  std::optional<ReadItem> single;
  std::size_t count = 0;
  const ItemSink keep = [&](ReadItem &&item) -> Result<void> {
    if (++count == 1) single = std::move(item);
    return done();
  };
  GANTRY_TRY(outcome, read_files(bench, files, call, watcher, keep));
  if (count == 1 && !single->data.empty()) return std::move(*single);
  if (count > 1) {
    return fail("file.several", name + " holds " + std::to_string(count) + " items", name,
                "import it into a project, and name the one that you mean", Failure::usage);
  }
  const std::string reason = outcome.refused.empty() ? "it holds nothing" : outcome.refused.front().reason;
  return fail("file.refused", name + ": " + reason, name, "");
}

}  // namespace

Result<ReadItem> read_single(Workbench &bench, const std::string &path, const ReadCall &call,
                             const JobWatcher &watcher) {
  GANTRY_TRY(files, gather_files({path}));
  return read_one(bench, files, path, call, watcher);
}

Result<ReadItem> read_text(Workbench &bench, const std::string &text, const std::string &name, const ReadCall &call,
                           const JobWatcher &watcher) {
  GANTRY_TRY(memory, platform::SharedMemory::copy_of(std::as_bytes(std::span(text))));
  return read_one(bench, {{{memory.path(), name}}, 1}, name, call, watcher);
}

}  // namespace gantry::core
