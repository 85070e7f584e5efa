// SPDX-License-Identifier: Apache-2.0
// What was there before an edit, and what was there before it was taken back.
//
//   UndoOf<Draft> undo;
//   undo.note(before);                        // an edit is done
//   if (undo.can_undo()) now = undo.undo(now);
#pragma once

#include <cstddef>
#include <utility>
#include <vector>

namespace gantry::host::window {

template <class State>
class UndoOf {
 public:
  // And what had been undone is forgotten.
  void note(const State &before) {
    if (!before_.empty() && before_.back() == before) return;
    before_.push_back(before);
    if (before_.size() > most) before_.erase(before_.begin());
    after_.clear();
  }
  bool can_undo() const { return !before_.empty(); }
  bool can_redo() const { return !after_.empty(); }
  State undo(const State &now) { return step(before_, after_, now); }
  State redo(const State &now) { return step(after_, before_, now); }

 private:
  static constexpr std::size_t most = 100;
  static State step(std::vector<State> &from, std::vector<State> &to, const State &now) {
    if (from.empty()) return now;
    to.push_back(now);
    State state = std::move(from.back());
    from.pop_back();
    return state;
  }

  std::vector<State> before_, after_;
};

}  // namespace gantry::host::window
