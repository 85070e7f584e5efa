// SPDX-License-Identifier: Apache-2.0
// A screen as text, without a window: for tests of everything that is drawn with gantry.ui/1.
//
//   Outline screen([&](gantry::Ui &ui) { form.draw(ui); });
//   REQUIRE(screen.type("form/level", "200"));
//   REQUIRE(screen.press("form/run"));   // an error when it is not there, not shown or disabled
//   CHECK(screen.text("form") == "number level \"Level\" = 200 mm [0, 4096]\nbutton run \"Run\" primary\n");
//
// One line for each thing, with what is inside it further in. Each deed draws the screen again, until it has been seen.
#pragma once

#include <core/ui/frame.hpp>
#include <core/ui/recorder.hpp>
#include <functional>
#include <gantry/cpp/ui.hpp>
#include <optional>
#include <string>
#include <string_view>
#include <vector>

namespace gantry::core {

// All of a frame, or what is within the thing of this path.
std::string outline(const Frame &frame, std::string_view path = {});

class Outline {
 public:
  explicit Outline(std::function<void(gantry::Ui &)> draw) : draw_(std::move(draw)) {}

  // As things have changed behind it. Errors: a Recorder's, for a screen that is drawn wrongly.
  Result<void> draw();
  std::string text(std::string_view path = {}) const;
  bool has(std::string_view path) const;
  const std::vector<std::string> &toasts() const { return toasts_; }  // all that there were

  // Errors "outline.missing", "outline.disabled", "outline.kind" (can't be done to such a widget), "outline.value".
  Result<void> press(const std::string &path);  // buttons, menu items, toggles, tree nodes; folds sections; shows tabs
  Result<void> activate(const std::string &path);  // a tree node or a box pressed twice
  Result<void> fold(const std::string &path, bool open);
  Result<void> type(const std::string &path, const std::string &text);  // fields; cells: "grid/ROW/COLUMN"
  Result<void> choose(const std::string &path, const std::string &item);
  Result<void> close(const std::string &path);                                         // a dialog
  Result<void> select(const std::string &path, std::int64_t row, bool twice = false);  // of a grid
  Result<void> sort(const std::string &path, const std::string &column, bool descending = false);
  Result<void> scroll(const std::string &path, std::uint64_t first, std::uint64_t count);
  Result<void> point(const std::string &path, std::int64_t series, std::int64_t point);  // of a plot, pressed

 private:
  Result<const FrameItem *> usable(const std::string &path);
  Result<void> edit(const std::string &path, std::uint32_t what, nlohmann::json value);
  Result<void> grid_edit(const FrameItem &grid, std::uint32_t what, const nlohmann::json &change);
  Result<void> once(Drawing drawing);

  std::function<void(gantry::Ui &)> draw_;
  Recorder recorder_;
  std::optional<Frame> frame_;
  std::vector<std::string> toasts_;
};

}  // namespace gantry::core
