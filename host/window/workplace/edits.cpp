// SPDX-License-Identifier: Apache-2.0
// What a person may take back: edits of the form that is open, and labels.
#include <host/window/workplace/workplace.hpp>

#include <gantry/ui.h>
#include <host/window/words/words.hpp>

namespace gantry::host::window {

bool Workplace::can_undo(const Task *task) const {
  const auto form = task == nullptr ? undo_.end() : undo_.find(task->key);
  return !relabelled_.empty() || (form != undo_.end() && form->second.can_undo());
}

bool Workplace::can_redo(const Task *task) const {
  const auto form = task == nullptr ? undo_.end() : undo_.find(task->key);
  return !labels_undone_.empty() || (form != undo_.end() && form->second.can_redo());
}

void Workplace::undo(const Task *task) {
  if (task != nullptr) edited(*task);
  const bool form = task != nullptr && undo_[task->key].can_undo();
  if (!relabelled_.empty() && (label_last_ || !form)) {
    labels_undone_.push_back(std::move(relabelled_.back()));
    relabelled_.pop_back();
    put_label(labels_undone_.back().item, labels_undone_.back().before);
    label_last_ = true;
  } else if (form) {
    Draft &now = draft(*task);
    settled_[task->key] = now = undo_[task->key].undo(now);
    label_last_ = false;
  }
}

void Workplace::redo(const Task *task) {
  const bool form = task != nullptr && undo_[task->key].can_redo();
  if (!labels_undone_.empty() && (label_last_ || !form)) {
    relabelled_.push_back(std::move(labels_undone_.back()));
    labels_undone_.pop_back();
    put_label(relabelled_.back().item, relabelled_.back().after);
    label_last_ = true;
  } else if (form) {
    Draft &now = draft(*task);
    settled_[task->key] = now = undo_[task->key].redo(now);
    label_last_ = false;
  }
}

void Workplace::relabel(const std::string &id, const std::string &label) {
  const ShownItem *const item = project_ ? project_->item(id) : nullptr;
  if (item == nullptr || item->label == label) return;
  relabelled_.push_back({id, item->label, label});
  labels_undone_.clear();
  label_last_ = true;
  put_label(id, label);
}

void Workplace::put_label(const std::string &id, const std::string &label) {
  if (!project_) return;
  if (busy()) tell(GANTRY_UI_INFO, [] { return tr("The name changes as soon as the running jobs have ended."); });
  submit(work_, "Rename", 0,
         [this, id, label, folder = project_->folder](Desk &desk, const core::JobWatcher &) -> core::Result<After> {
           if (desk.project() == nullptr || desk.project()->folder() != folder) return After();
           GANTRY_CHECK(desk.project()->relabel_item(id, label));
           GANTRY_TRY(project, Snapshot::of(*desk.project()));
           return After([this, project] { take_project(project, false); });
         });
}

}  // namespace gantry::host::window
