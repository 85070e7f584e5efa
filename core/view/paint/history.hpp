// SPDX-License-Identifier: Apache-2.0
// The actions on a label map, in order: to undo and do again, and as a journal that is stored as they are made.
//
//   PaintHistory history(LabelCanvas(image.header));
//   history.add("Brush", stroke.finish());
//   GANTRY_CHECK(project.append_record(PaintHistory::schema, history.journal_entry(), last_hash));
//
// The journal is a chain of records "gantry.painting/1", each with the hash of the one before as its parent:
//   {"canvas": what it is painted on, by the caller, "step": 1, 2, 3 …, "did": "begin" | "change" | "undo" | "redo",
//    "name": "Brush", "segments": [{"value", "name", "code", "colour"}], "runs": base64 of packed() (change.hpp)}
// A record is one action: whoever reads the chain to its last whole record has all that was finished. "begin" holds all
// voxels that are not background as a change of an empty map; it may come again, so that long chains are read from there.
#pragma once

#include <core/view/paint/stroke.hpp>
#include <nlohmann/json_fwd.hpp>

namespace gantry::core::view {

class PaintHistory {
 public:
  static constexpr const char *schema = "gantry.painting/1";

  explicit PaintHistory(LabelCanvas canvas);

  LabelCanvas &canvas() { return canvas_; }
  const LabelCanvas &canvas() const { return canvas_; }

  // An action that has changed the canvas already. False, and nothing is kept, when it changed nothing.
  bool add(const std::string &name, Change change);
  bool undo();  // false: there is nothing to undo
  bool redo();
  // What the next undo and redo would concern; empty: nothing.
  std::string undo_name() const { return done_ == 0 ? "" : actions_[done_ - 1].name; }
  std::string redo_name() const { return done_ == actions_.size() ? "" : actions_[done_].name; }

  // The record of what was done last; of "begin" when nothing was.
  nlohmann::json journal_entry(const std::string &canvas_id) const;
  // The record that a chain may be read from.
  nlohmann::json begin_entry(const std::string &canvas_id) const;
  // Does what a record says, in order from a "begin" on, on a canvas of the image's shape. Error "paint.journal" when it
  // does not follow what came before, and nothing is done.
  Result<void> replay(const nlohmann::json &entry);

 private:
  struct Action {
    std::string name;
    Change change;
  };
  enum class Did { begin, change, undo, redo };
  nlohmann::json entry(Did did, const std::string &canvas_id) const;
  Result<void> follow(const std::string &did, const nlohmann::json &entry);
  Result<void> begin_anew(const Change &all);

  LabelCanvas canvas_;
  std::vector<Action> actions_;
  std::size_t done_ = 0;  // of them; the rest have been undone
  std::uint64_t step_ = 0;
  Did last_ = Did::begin;
};

}  // namespace gantry::core::view
