// SPDX-License-Identifier: Apache-2.0
#include <algorithm>
#include <core/import/import.hpp>
#include <core/import/join.hpp>
#include <core/project/site_key.hpp>
#include <map>
#include <set>

namespace gantry::core {
namespace {

using nlohmann::json;

// What one reader brought: it becomes one import record.
struct Batch {
  ImportDraft record;
  struct Stored {
    std::string object;
    json header;
  };
  std::vector<Stored> stored;
};

// The header without what may identify; the names of what was left out are added to `removed`.
json kept_entries(const json &entries, bool de_identify, std::set<std::string> &removed) {
  json kept = json::array();
  for (const auto &entry : entries) {
    if (!entry.is_object() || !entry.contains("key") || !entry["key"].is_string()) continue;
    // A reader that says nothing about an entry is taken to mean the worst.
    const bool harmless = entry.contains("identifying") && entry["identifying"] == false;
    if (de_identify && !harmless) removed.insert(entry["key"].get<std::string>());
    else kept.push_back({{"key", entry["key"]}, {"value", entry.value("value", json())}});
  }
  return kept;
}

class Importing {
 public:
  Importing(Project &project, const ImportCall &call, const SiteKey &key) : project_(project), call_(call), key_(key) {}

  Result<void> take(ReadItem &&item, const std::vector<SourceFile> &files) {
    outcome.warnings.insert(outcome.warnings.end(), item.warnings.begin(), item.warnings.end());
    Batch &batch = batch_of(item);
    std::set<std::string> removed;
    const json header = kept_entries(item.header, call_.de_identify, removed);
    batch.record.removed.insert(batch.record.removed.end(), removed.begin(), removed.end());
    for (const std::size_t file : item.files) {
      GANTRY_TRY(hashed, key_.hash_file(files[file].path));
      batch.record.files.push_back(hashed);
    }
    for (const auto &data : item.data) {
      if (call_.join_as && data.object->kind() == Kind::volume) {
        to_join_.push_back({item.files.empty() ? 0 : item.files.front(), data.object});
        join_batch_ = &batch;
        continue;
      }
      GANTRY_TRY(hash, project_.add_object(*data.object));
      batch.stored.push_back({hash, header});
    }
    return done();
  }

  Result<void> finish(const ReadOutcome &read) {
    if (call_.join_as && !to_join_.empty()) {
      // By the order in which the files were given, which is the order of the values.
      std::stable_sort(to_join_.begin(), to_join_.end(),
                       [](const auto &a, const auto &b) { return a.first < b.first; });
      std::vector<ObjectPtr> volumes;
      for (auto &[file, volume] : to_join_) volumes.push_back(volume);
      GANTRY_TRY(joined, join_volumes(volumes, *call_.join_as));
      GANTRY_TRY(hash, project_.add_object(*joined));
      join_batch_->stored.push_back({hash, json::array()});
    }
    outcome.refused = read.refused;
    std::size_t count = 0;
    for (const auto &[reader, batch] : batches_) count += batch.stored.size();
    bool first = true;
    for (auto &[reader, batch] : batches_) {
      if (first) {
        for (const auto &refused : read.refused) batch.record.refused.push_back({refused.file, refused.reason});
      }
      first = false;
      GANTRY_CHECK(confirm(batch, count));
    }
    return done();
  }

  ImportOutcome outcome;

 private:
  Batch &batch_of(const ReadItem &item) {
    const Manifest &m = item.plugin->manifest;
    Batch &batch = batches_[m.id + " " + item.reader];
    batch.record.plugin = {m.id, m.version, m.sha256};
    batch.record.reader = item.reader;
    batch.record.de_identified = call_.de_identify;
    batch.record.who = call_.who;
    return batch;
  }

  Result<void> confirm(Batch &batch, std::size_t count) {
    std::sort(batch.record.removed.begin(), batch.record.removed.end());
    batch.record.removed.erase(std::unique(batch.record.removed.begin(), batch.record.removed.end()),
                               batch.record.removed.end());
    outcome.removed.insert(outcome.removed.end(), batch.record.removed.begin(), batch.record.removed.end());
    GANTRY_TRY(record, project_.add_import(batch.record));
    for (const auto &stored : batch.stored) {
      ItemDraft draft;
      draft.object = stored.object;
      draft.origin = Origin::import;
      draft.import_number = record.number;
      draft.label = call_.label;
      if (!call_.label.empty() && count > 1) draft.label += " " + std::to_string(outcome.items.size() + 1);
      GANTRY_TRY(item, project_.add_item(draft));
      outcome.items.push_back(item);
      if (stored.header.empty()) continue;
      GANTRY_CHECK(project_.append_record("gantry.header/1", {{"item", item.id}, {"entries", stored.header}}));
    }
    return done();
  }

  Project &project_;
  const ImportCall &call_;
  const SiteKey &key_;
  std::map<std::string, Batch> batches_;
  std::vector<std::pair<std::size_t, ObjectPtr>> to_join_;
  Batch *join_batch_ = nullptr;
};

}  // namespace

Result<ImportOutcome> import_files(Workbench &bench, Project &project, const ImportCall &call,
                                   const JobWatcher &watcher) {
  GANTRY_TRY(files, gather_files(call.paths));
  GANTRY_TRY(key, SiteKey::open(call.key_folder));
  Importing importing(project, call, key);
  const ItemSink sink = [&](ReadItem &&item) { return importing.take(std::move(item), files.files); };
  GANTRY_TRY(read, read_files(bench, files, call.limits, watcher, sink));
  if (read.items == 0) {
    const auto &first = read.refused.front();
    return fail("import.nothing",
                files.files[first.file].path + " was refused: " + first.reason +
                    (read.refused.size() > 1 ? " (and " + std::to_string(read.refused.size() - 1) + " more)" : ""),
                files.files[first.file].name,
                "give files that an installed plugin reads; `gantry plugins list` shows them");
  }
  GANTRY_CHECK(importing.finish(read));
  importing.outcome.files = std::move(files.files);
  return std::move(importing.outcome);
}

}  // namespace gantry::core
