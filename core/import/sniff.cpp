// SPDX-License-Identifier: Apache-2.0
#include <algorithm>
#include <core/import/sniff.hpp>
#include <set>
#include <sstream>

namespace gantry::core {
namespace {

using Places = std::vector<std::size_t>;  // among the files

class Sniffing {
 public:
  Sniffing(Workbench &bench, const std::vector<SourceFile> &files, const Limits &limits, const JobWatcher &watcher)
      : bench_(bench), files_(files), limits_(limits), watcher_(watcher) {
    found.best.resize(files.size());
  }

  // In batches: their heads travel in one block of memory. A plugin that is sure of a file has it; others that come
  // later are not asked.
  Result<void> all() {
    constexpr std::size_t batch = 1024;
    for (std::size_t begin = 0; begin < files_.size(); begin += batch) {
      for (const Plugin *plugin : readers_for(begin, std::min(begin + batch, files_.size()))) {
        Places open;
        for (std::size_t file = begin; file < std::min(begin + batch, files_.size()); ++file) {
          if (found.best[file].certainty < sure) open.push_back(file);
        }
        GANTRY_CHECK(ask(*plugin, open));
      }
      if (watcher_.progress) {
        const auto seen = static_cast<double>(std::min(begin + batch, files_.size()));
        watcher_.progress(seen / static_cast<double>(files_.size()), "");
      }
    }
    return done();
  }

  Sniffed found;

 private:
  static constexpr std::int64_t sure = 100;

  // How many of the files have an ending that this plugin reads.
  std::size_t endings_of(const Plugin &plugin, std::size_t begin, std::size_t end) const {
    std::size_t count = 0;
    for (const auto &reader : plugin.manifest.readers) {
      std::istringstream endings(reader.extensions);
      for (std::string ending; endings >> ending;) {
        count += static_cast<std::size_t>(std::count_if(
            files_.begin() + static_cast<std::ptrdiff_t>(begin), files_.begin() + static_cast<std::ptrdiff_t>(end),
            [&](const SourceFile &file) { return file.name.ends_with(ending); }));
      }
    }
    return count;
  }

  // Those that probably know the files first: once one is sure, no worker is started for the others.
  std::vector<const Plugin *> readers_for(std::size_t begin, std::size_t end) const {
    std::vector<std::pair<std::size_t, const Plugin *>> likely;
    for (const Plugin &plugin : bench_.registry().plugins()) {
      if (!plugin.manifest.readers.empty()) likely.emplace_back(endings_of(plugin, begin, end), &plugin);
    }
    std::stable_sort(likely.begin(), likely.end(), [](const auto &a, const auto &b) { return a.first > b.first; });
    std::vector<const Plugin *> plugins;
    for (const auto &[count, plugin] : likely) plugins.push_back(plugin);
    return plugins;
  }

  // Asks one plugin about files; where it breaks, about halves, until the file that breaks it stands alone.
  Result<void> ask(const Plugin &plugin, const Places &files) {
    if (files.empty()) return done();
    JobWatcher watcher = watcher_;
    watcher.progress = {};
    JobRequest request;
    request.kind = JobKind::sniff_files;
    request.limits = limits_;
    for (const std::size_t file : files) request.files.push_back(files_[file]);
    const auto result = bench_.run(plugin, request, watcher);
    if (!result) {
      if (result.error().failure == Failure::cancelled) return fail(result.error());
      if (files.size() == 1 || plugin_is_out(result.error())) {
        for (const auto file : files) found.broken.emplace(file, result.error().message);
        return done();
      }
      const auto middle = files.begin() + static_cast<std::ptrdiff_t>(files.size() / 2);
      GANTRY_CHECK(ask(plugin, {files.begin(), middle}));
      return ask(plugin, {middle, files.end()});
    }
    for (const auto &answer : result.value().items) {
      const std::size_t file = files.at(answer.at("file").get<std::size_t>());
      const auto certainty = answer.at("certainty").get<std::int64_t>();
      if (certainty > found.best[file].certainty)
        found.best[file] = {&plugin, answer.at("reader").get<std::string>(), certainty};
    }
    return done();
  }

  Workbench &bench_;
  const std::vector<SourceFile> &files_;
  const Limits &limits_;
  const JobWatcher &watcher_;
};

}  // namespace

Result<Sniffed> sniff_files(Workbench &bench, const std::vector<SourceFile> &files, const Limits &limits,
                            const JobWatcher &watcher) {
  Sniffing sniffing(bench, files, limits, watcher);
  GANTRY_CHECK(sniffing.all());
  return std::move(sniffing.found);
}

bool plugin_is_out(const Error &error) {
  static const std::set<std::string> codes{"plugin.quarantined", "plugin.altered", "plugin.load",    "plugin.entry",
                                           "plugin.abi",         "plugin.init",    "plugin.identity"};
  return codes.count(error.code) > 0;
}

}  // namespace gantry::core
