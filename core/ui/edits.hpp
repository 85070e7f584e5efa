// SPDX-License-Identifier: Apache-2.0
// What the user did to a screen that is drawn elsewhere, on its way there: in order, none lost, and standing on the
// screen until the other side has seen it.
//
//   replay(frame, ui, edits);                            // each frame of the window: notes what was done
//   if (auto drawing = edits.take()) send(*drawing);     // when the other side is free
//   edits.seen(frame.revision);                          // from now on its own values count again
#pragma once

#include <cstdint>
#include <deque>
#include <gantry/ui.h>
#include <map>
#include <nlohmann/json.hpp>
#include <optional>
#include <string>
#include <vector>

namespace gantry::core {

// `value` by the widget: bool (toggle), number, text, index (choice), 0xRRGGBB (colour), false (dialog: closed),
// {selected, sorted_by, descending, row, column, text} (grid), {x, y, …} (plot), {plane, slice, …} (image), null (button).
struct Edit {
  std::string path;
  std::uint32_t what = 0;  // GANTRY_UI_CHANGED …
  nlohmann::json value;
  std::uint64_t revision = 0;
};

// What a recorder needs to draw once more. State by the widget: bool (open: section, tree), id (tabs: the shown tab),
// [first, count] (grid: the visible rows).
struct Drawing {
  std::vector<Edit> edits;  // of one widget
  std::map<std::string, nlohmann::json> states;
};
nlohmann::json to_json(const Drawing &drawing);
Drawing drawing_of(const nlohmann::json &json);  // from the host, which is trusted

class Edits {
 public:
  // Changes of one widget that follow each other become one; a press or a finished edit never does.
  void did(const std::string &path, std::uint32_t what, nlohmann::json value);
  // Folding, tabs, visible rows: the last one counts. Nothing is said for as long as it is what the frame has already.
  void keep(const std::string &path, nlohmann::json state, const nlohmann::json &of_frame);

  // What the other side is to be told now: what was done to the first widget, so that it sees things in the order in
  // which they were done. Nothing: it knows everything.
  std::optional<Drawing> take();
  bool waiting() const { return !edits_.empty() || news_; }
  std::uint64_t revision() const { return revision_; }  // of the last edit

  void seen(std::uint64_t revision);
  // The value that stands in place of what the frame has; nullptr: the frame's own.
  const nlohmann::json *standing(const std::string &path) const;
  // The other side has begun anew and knows nothing; what it was not told is gone, what is folded stays so.
  void restart();

  // Of the pointer over plots, which belongs to the window.
  gantry_ui_plot_state &plot(const std::string &path);
  // A frame that was not drawn before: toasts, copying and focus come once.
  bool first_time(std::uint64_t frame);

 private:
  struct Standing {
    nlohmann::json value;
    std::uint64_t revision = 0;
  };
  std::deque<Edit> edits_;
  std::map<std::string, nlohmann::json> states_, sent_;
  std::map<std::string, Standing> standing_;
  std::map<std::string, gantry_ui_plot_state> plots_;
  std::uint64_t revision_ = 0, drawn_ = 0;
  bool news_ = false;
};

}  // namespace gantry::core
