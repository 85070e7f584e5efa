// SPDX-License-Identifier: Apache-2.0
#include <algorithm>
#include <cmath>
#include <core/import/acquired.hpp>
#include <core/import/entries.hpp>
#include <core/import/import.hpp>
#include <core/import/join.hpp>
#include <core/project/site_key.hpp>
#include <map>

namespace gantry::core {
namespace {

using nlohmann::json;

// The header as it is, for who said that it shall stay so.
json all_entries(const json &entries) {
  json all = json::array();
  for (const auto &entry : entries) {
    if (entry.is_object() && entry.contains("key") && entry["key"].is_string())
      all.push_back({{"key", entry["key"]}, {"value", entry.value("value", json())}});
  }
  return all;
}

// File names can name the patient: a reason that is kept does without the file's own name, and that of what lies beside it.
std::string without_name(std::string reason, const std::string &name) {
  const std::string stem = name.substr(0, name.find('.', 1));
  for (const auto &word : {name, stem}) {
    if (word.size() < 3) continue;
    for (auto at = reason.find(word); at != std::string::npos; at = reason.find(word, at)) {
      reason.replace(at, word.size(), "(file)");
      at += 6;
    }
  }
  return reason;
}

class Importing {
 public:
  Importing(Project &project, const ImportCall &call, const SiteKey &key, Identity &identity)
      : project_(project), call_(call), key_(key), identity_(identity) {}

  Result<void> take(ReadItem &&item, const std::vector<SourceFile> &files) {
    ImportBatch &batch = batch_of(item);
    Cleaning cleaning(identity_, call_.keep);
    const json header = call_.de_identify ? cleaning.entries(item.header) : all_entries(item.header);
    for (const auto &warning : item.warnings) outcome.warnings.push_back(cleaning.words(warning));
    batch.import.removed.insert(batch.import.removed.end(), cleaning.removed().begin(), cleaning.removed().end());
    for (const std::size_t file : item.files) {
      GANTRY_TRY(hashed, key_.hash_file(files[file].path));
      batch.import.files.push_back(hashed);
    }
    for (auto &data : item.data) {
      if (call_.de_identify && !cleaning.may_keep(*data.object)) {
        batch.import.removed.emplace_back("OverlayData");
        continue;
      }
      if (call_.de_identify) {
        GANTRY_TRY(cleaned, cleaning.object(data.object));
        data.object = cleaned;
      }
      if (call_.join_as && data.object->kind() == Kind::volume && !is_overlay(*data.object)) {
        to_join_.push_back({item.files.empty() ? 0 : item.files.front(), data.object, header});
        join_batch_ = &batch;
        continue;
      }
      stored_ = true;
      GANTRY_TRY(hash, project_.add_object(*data.object));
      batch.data.push_back({hash, {}, header});
    }
    return done();
  }

  Result<void> finish(const ReadOutcome &read, const std::vector<SourceFile> &files) {
    if (call_.join_as && !to_join_.empty()) {
      sort_to_join();
      std::vector<ObjectPtr> volumes;
      std::vector<json> headers;
      for (const ToJoin &one : to_join_) {
        volumes.push_back(one.volume);
        headers.push_back(one.header);
      }
      GANTRY_TRY(axis, acquired_axis(*call_.join_as, headers));
      GANTRY_TRY(joined, join_volumes(volumes, axis));
      GANTRY_TRY(hash, project_.add_object(*joined));
      join_batch_->data.push_back({hash, {}, common_header()});
    }
    outcome.refused = read.refused;
    return confirm(files);
  }

  // Takes what was stored so far out of the project again: nothing refers to it.
  Result<void> undo() {
    if (stored_) GANTRY_CHECK(project_.gc());
    return done();
  }

  ImportOutcome outcome;

 private:
  struct ToJoin {
    std::size_t file;
    ObjectPtr volume;
    json header;
  };

  // By the order in which the files were given, which is the order of the values; or by what the headers say, where that
  // gives the values.
  void sort_to_join() {
    std::stable_sort(to_join_.begin(), to_join_.end(),
                     [](const ToJoin &a, const ToJoin &b) { return a.file < b.file; });
    const auto &columns = call_.join_as->columns;
    if (!std::all_of(columns.begin(), columns.end(), [](const AxisColumn &c) { return c.values.empty(); })) return;
    const AxisColumn &first = columns.front();
    const auto said = [&](const ToJoin &one) {
      return acquired_value(one.header, first.name, first.unit).value_or(HUGE_VAL);
    };
    std::stable_sort(to_join_.begin(), to_join_.end(),
                     [&](const ToJoin &a, const ToJoin &b) { return said(a) < said(b); });
  }

  // What all headers of a joined volume say alike.
  json common_header() const {
    json common = json::array();
    for (const json &entry : to_join_.front().header)
      if (std::all_of(to_join_.begin(), to_join_.end(), [&](const ToJoin &one) {
            return std::find(one.header.begin(), one.header.end(), entry) != one.header.end();
          }))
        common.push_back(entry);
    return common;
  }

  ImportBatch &batch_of(const ReadItem &item) {
    const Manifest &m = item.plugin->manifest;
    ImportBatch &batch = batches_[m.id + " " + item.reader];
    batch.import.plugin = {m.id, m.version, m.sha256};
    batch.import.reader = item.reader;
    batch.import.parameters = item.parameters;
    batch.import.de_identified = call_.de_identify;
    batch.import.who = call_.who;
    return batch;
  }

  // All readers' imports at once: a project has the whole of a call, or nothing of it.
  Result<void> confirm(const std::vector<SourceFile> &files) {
    std::size_t count = 0, number = 0;
    for (const auto &[reader, batch] : batches_) count += batch.data.size();
    std::vector<ImportBatch> all;
    for (auto &[reader, batch] : batches_) {
      auto &removed = batch.import.removed;
      std::sort(removed.begin(), removed.end());
      removed.erase(std::unique(removed.begin(), removed.end()), removed.end());
      outcome.removed.insert(outcome.removed.end(), removed.begin(), removed.end());
      if (all.empty()) {
        for (const auto &[file, reason] : outcome.refused) {
          batch.import.refused.push_back({file, without_name(reason, files[file].name)});
        }
      }
      for (auto &datum : batch.data) {
        datum.label = call_.label;
        if (!call_.label.empty() && count > 1) datum.label += " " + std::to_string(++number);
      }
      all.push_back(std::move(batch));
    }
    GANTRY_TRY(imported, project_.add_imports(std::move(all)));
    for (auto &batch : imported) outcome.items.insert(outcome.items.end(), batch.items.begin(), batch.items.end());
    return done();
  }

  Project &project_;
  const ImportCall &call_;
  const SiteKey &key_;
  Identity &identity_;
  std::map<std::string, ImportBatch> batches_;
  std::vector<ToJoin> to_join_;
  ImportBatch *join_batch_ = nullptr;
  bool stored_ = false;
};

}  // namespace

Result<ImportOutcome> import_files(Workbench &bench, Project &project, const ImportCall &call,
                                   const JobWatcher &watcher) {
  GANTRY_TRY(files, gather_files(call.paths));
  GANTRY_TRY(key, SiteKey::open(call.key_folder));
  GANTRY_TRY(identity, Identity::of_project(project, key));
  identity.note_in(call.key_table);
  Importing importing(project, call, key, identity);
  const ItemSink sink = [&](ReadItem &&item) { return importing.take(std::move(item), files.files); };
  auto reading = read_files(bench, files, {.limits = call.limits, .set = call.set}, watcher, sink);
  if (!reading) {
    GANTRY_CHECK(importing.undo());
    return fail(std::move(reading).error());
  }
  const ReadOutcome &read = reading.value();
  if (read.items == 0) {
    const auto &first = read.refused.front();
    return fail("import.nothing",
                files.files[first.file].path + " was refused: " + first.reason +
                    (read.refused.size() > 1 ? " (and " + std::to_string(read.refused.size() - 1) + " more)" : ""),
                files.files[first.file].name,
                "give files that an installed plugin reads; `gantry plugins list` shows them");
  }
  // Before anything bears a pseudonym.
  if (call.key_table != nullptr) GANTRY_CHECK(call.key_table->save());
  GANTRY_CHECK(identity.save(project));
  if (auto finished = importing.finish(read, files.files); !finished) {
    GANTRY_CHECK(importing.undo());
    return fail(std::move(finished).error());
  }
  importing.outcome.files = std::move(files.files);
  return std::move(importing.outcome);
}

}  // namespace gantry::core
