// SPDX-License-Identifier: Apache-2.0
// The open project as it was when it was last looked at: what the screens show, without a database behind it.
//
//   GANTRY_TRY(snapshot, Snapshot::of(project));
//   for (const ShownItem &item : snapshot->items) … item.label, item.facts …
//
// Immutable; shared between threads. Made anew after every change.
#pragma once

#include <core/project/project.hpp>
#include <core/session/saved_models.hpp>
#include <filesystem>
#include <memory>
#include <optional>
#include <string>
#include <vector>

namespace gantry::host::window {

struct ShownItem : core::Item {
  nlohmann::json header = {};                     // of its object
  std::string facts = {};                         // what it is, in half a line
  std::optional<core::VolumeHeader> volume = {};  // of a volume

  bool labels() const { return volume && volume->labels; }
  std::uint64_t frames() const { return volume ? volume->shape[3] : 1; }  // along the fourth axis
};

struct Snapshot {
  std::filesystem::path folder;
  std::string name;  // the folder's
  bool writable = false;
  std::vector<ShownItem> items;
  std::vector<core::ImportRecord> imports;
  std::vector<core::RunRecord> runs;     // oldest first
  std::vector<core::SavedModel> models;  // formulas that it keeps, by name

  static core::Result<std::shared_ptr<const Snapshot>> of(const core::Project &project);

  const ShownItem *item(const std::string &id) const;
  const ShownItem *item_of_object(const std::string &hash) const;  // the newest
  const core::RunRecord *run(const std::string &id) const;
  // The run that made an item; nullptr: none did.
  const core::RunRecord *maker(const ShownItem &item) const { return run(item.run); }
};

}  // namespace gantry::host::window
