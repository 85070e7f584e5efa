// SPDX-License-Identifier: Apache-2.0
#include <host/window/workplace/snapshot.hpp>

#include <core/data/facts.hpp>

namespace gantry::host::window {

core::Result<std::shared_ptr<const Snapshot>> Snapshot::of(const core::Project &project) {
  auto made = std::make_shared<Snapshot>();
  made->folder = project.folder();
  made->name = project.folder().filename().string();
  if (made->name.empty()) made->name = project.folder().parent_path().filename().string();
  made->writable = project.access() == core::Access::write;
  GANTRY_TRY(items, project.items());
  for (core::Item &item : items) {
    ShownItem shown;
    static_cast<core::Item &>(shown) = std::move(item);
    GANTRY_TRY(header, project.header(shown.object));
    shown.header = std::move(header);
    shown.facts = core::facts(shown.header);
    if (shown.kind == core::Kind::volume) {
      if (auto volume = core::volume_header(shown.header)) shown.volume = std::move(volume).value();
    }
    made->items.push_back(std::move(shown));
  }
  GANTRY_TRY(imports, project.imports());
  made->imports = std::move(imports);
  GANTRY_TRY(runs, project.runs());
  made->runs = std::move(runs);
  GANTRY_TRY(models, core::saved_models(project));
  made->models = std::move(models);
  return std::shared_ptr<const Snapshot>(std::move(made));
}

const ShownItem *Snapshot::item(const std::string &id) const {
  for (const ShownItem &item : items)
    if (item.id == id) return &item;
  return nullptr;
}

const ShownItem *Snapshot::item_of_object(const std::string &hash) const {
  for (auto item = items.rbegin(); item != items.rend(); ++item)
    if (item->object == hash) return &*item;
  return nullptr;
}

const core::RunRecord *Snapshot::run(const std::string &id) const {
  if (id.empty()) return nullptr;
  for (const core::RunRecord &run : runs)
    if (run.id == id) return &run;
  return nullptr;
}

}  // namespace gantry::host::window
