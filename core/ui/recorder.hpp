// SPDX-License-Identifier: Apache-2.0
// gantry.ui/1 without a screen: writes down what is drawn, and answers with what the user did.
//
//   recorder.begin(drawing);                       // edits and states since the last drawing
//   panel->draw(panel, ctx, state, recorder.table());
//   GANTRY_TRY(frame, recorder.end());             // sealed memory for Frame::read
//
// A caller's mistakes and excesses ("panel.nesting", "panel.struct", "panel.too-much") come out of end(), in words.
#pragma once

#include <core/platform/shared_memory.hpp>
#include <core/result.hpp>
#include <core/ui/edits.hpp>
#include <core/ui/frame_format.hpp>
#include <core/ui/frame_load.hpp>
#include <core/ui/ids.hpp>
#include <gantry/ui.h>
#include <limits>
#include <map>
#include <optional>
#include <string>
#include <vector>

namespace gantry::core {

class Recorder {
 public:
  Recorder();
  Recorder(const Recorder &) = delete;
  Recorder &operator=(const Recorder &) = delete;

  void begin(Drawing drawing);
  const gantry_ui *table() const { return &table_; }
  Result<platform::SharedMemory> end();

  bool edited() const { return edited_; }             // an edit reached its widget in this drawing
  static constexpr std::uint64_t rows_at_first = 64;  // of a grid whose visible rows nobody has told yet

 private:
  struct Open {
    Op op;
    bool shown;
    bool named;
    std::uint64_t parts = 1, of = 1;  // columns and panes
    std::string tab;                  // tabs: the one that is shown
    std::uint64_t first = 0, count = 0, columns = 0;
  };
  struct Pixels {
    std::uint64_t revision = 0, width = 0, height = 0;
    bool operator==(const Pixels &) const = default;
  };
  using Texts = std::initializer_list<std::string_view>;
  using Words = std::initializer_list<Word>;
  using Blobs = std::initializer_list<std::span<const std::byte>>;

  static Recorder &of(const gantry_ui *ui) { return *static_cast<Recorder *>(ui->host); }
  void fill_arranging();
  void fill_containers();
  void fill_saying();
  void fill_asking();
  void fill_grid();
  void fill_plot();
  void fill_image();

  void mistake(const char *code, const std::string &what);
  bool silent() const { return error_.has_value() || (!open_.empty() && !open_.back().shown); }
  void put(Op op, Texts texts = {}, Words words = {}, Blobs blobs = {});
  // What was done to the widget of this path; nothing when it is disabled.
  const Edit *edit(const std::string &path);
  const nlohmann::json *state(const std::string &path) const;
  std::string widget(const char *id);                                          // its path
  Open &push(Op op, const char *id, bool shown, std::string *path = nullptr);  // id nullptr: without one
  void pop(Op op);
  void next_part(Op of, Op part);
  bool cell(std::uint64_t row, std::uint32_t column);
  std::uint32_t container(Op op, const char *id, const char *label, const char *icon, std::uint32_t flags);
  bool kept(const std::string &path, Pixels pixels, std::size_t bytes);
  void visible_rows(const std::string &path, std::uint64_t rows, gantry_ui_grid_state &state);
  void axis(const gantry_ui_axis *axis);
  void series(const gantry_ui_series &series);
  void image(const std::string &path, const char *id, const gantry_ui_image &image, const gantry_ui_image_state &view);

  gantry_ui table_{};
  FrameWriter out_;
  FrameLoad load_;
  IdStack ids_;
  std::vector<Open> open_;
  Drawing drawing_;
  std::map<std::string, nlohmann::json> states_;
  std::map<std::string, Pixels> sent_, sending_;  // of the last drawing, and of this one
  std::size_t pixel_bytes_ = 0;
  std::optional<Error> error_;
  bool disabled_ = false, edited_ = false;
  double redraw_after_ = std::numeric_limits<double>::infinity();
  std::string edited_text_;
};

}  // namespace gantry::core
