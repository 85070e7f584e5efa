// SPDX-License-Identifier: Apache-2.0
// What all widgets share while a frame is drawn: names, rows, the registry of what is seen, the look. Private to this folder.
//
//   uint32_t button(const gantry_ui *ui, const char *id, …) {
//     Drawing &d = of(ui);
//     if (d.hidden()) return d.skip();
//     Item item = d.item(id);
//     … d.finish(item, {.kind = Kind::button, .rect = bb, .label = label});
#pragma once

#define IMGUI_DEFINE_MATH_OPERATORS
#include <core/ui/ids.hpp>
#include <host/window/image/texture.hpp>
#include <host/window/theme/style.hpp>
#include <host/window/widgets/lines.hpp>
#include <host/window/widgets/ui.hpp>
#include <imgui.h>
#include <imgui_internal.h>
#include <optional>
#include <set>
#include <unordered_map>

namespace gantry::host::window {

struct Next {
  bool disabled = false, focus = false;
  double width = 0, height = 0;
  std::string tooltip, error, shortcut;
};

struct Item {
  std::string path;
  ImGuiID id = 0;
  Next next;
};

// What is said of an item when it has been drawn.
struct Drawn {
  Kind kind = Kind::text;
  ImRect rect;
  std::string_view label = {}, value = {};
  bool on = false;
  bool stops = false;
  ImGuiID focus_id = 0;  // ImGui's own, where it is another than the item's
};

struct Pressed {
  bool pressed = false, hovered = false, held = false;
  bool by_key = false;                 // it was pressed so
  bool focused = false, ring = false;  // has the keyboard; and shows that
};

enum class Level : std::uint8_t {
  scope,
  row,
  columns,
  split,
  box,
  child,
  section,
  tabs,
  tab,
  tree,
  menu,
  submenu,
  dialog
};

struct Open {  // one begin that waits for its end
  Level level = Level::scope;
  bool shown = true, named = true, first = true;
  std::string path;
  ImVec2 from, size;
  ImRect work, content;  // as they were outside
  float at = 0;          // tabs: x of the next head; split: size of the first pane; row: where what is pushed begins
  float top = 0;         // tabs, row: y of that
  ImGuiID pushed = 0;    // row: of what stands at its right end
  unsigned flags = 0;
  std::string chosen;
};

struct Cell {
  std::uint64_t row;
  std::uint32_t column, style;
  double value;  // of a number
  int digits;    // of it; 0: text
  std::string text;
};

struct GridMemory {  // of one grid, from frame to frame
  std::uint32_t pending = 0;
  std::int64_t selected = -2, sorted_by = -2, edited_row = -1;
  std::uint32_t descending = 0, edited_column = 0;
  std::int64_t editing_row = -1;
  std::uint32_t editing_column = 0;
  std::string edited_text, typed;
  bool begin_edit = false;
  float scroll_to = -1;
};

struct GridColumnOf {
  std::string id, label, unit;
  std::uint32_t flags = 0;
  double width = 0;
};

struct GridOpen {  // between grid_begin and grid_end
  Item item;
  std::vector<GridColumnOf> columns;
  std::uint64_t rows = 0;
  std::string empty;
  std::vector<float> x, width;
  std::vector<Cell> cells;
  ImRect outer, body;
  float row_height = 0, scroll_x = 0, first_y = 0, view = 0;
  double ratio = 1;  // pixels of the scroll bar's range for a pixel of the rows
  std::uint64_t first = 0, count = 0;
  std::int64_t selected = -1, sorted_by = -1;
  bool descending = false;
};

struct Edit {  // of a number field that is being typed in
  std::string text, wrong;
};

struct Toast {
  std::uint32_t severity = 0;
  std::string text;
  double until = 0;
};

struct UploadedPicture {
  Texture texture;
  unsigned width = 0, height = 0, revision = 0;
  int frame = 0;
};

inline const char *text_of(const char *text) { return text == nullptr ? "" : text; }

class Drawing {
 public:
  explicit Drawing(ImGuiUi::Options options);

  gantry_ui table{};
  ImGuiUi::Options options;
  Screen drawing, drawn;  // this frame's, the last one's
  std::vector<ImGuiUi::Shortcut> shortcuts, shortcuts_drawn;
  std::map<std::string, std::string> remembered;
  std::string focus_wanted;
  double redraw = 0;  // time of ImGui; infinity: none

  const Theme &theme() const { return *options.theme; }
  const Fonts &fonts() const { return options.fonts; }
  float em(double parts = 1) const { return IM_ROUND(static_cast<float>(parts) * options.fonts.em); }
  const char *tr(const char *text) const { return options.tr(text); }
  void redraw_in(double seconds);

  // Names and nesting.
  bool hidden() const { return hidden_ > 0; }
  std::uint32_t skip() {  // of a widget inside what is not shown
    next_ = {};
    return 0;
  }
  void set_next(const gantry_ui_next *next);
  Next take_next() { return std::exchange(next_, {}); }
  // Takes what next() said, and begins to be disabled; finish() ends that.
  Item item(const char *id) { return item_at(ids_.path(text_of(id))); }
  // The same, and what follows is inside it, until pop().
  Item container(const char *id) { return item_at(ids_.enter(text_of(id))); }
  Open &push(Level level, const Item &item, bool shown = true);  // of container()
  Open &push_unnamed(Level level);
  void push_hidden(Level level);  // of a container inside what is not shown
  Open pop();
  Open *top() { return open_.empty() ? nullptr : &open_.back(); }
  Open *inside(Level level);  // the nearest one of that kind
  int count(Level level) const;

  // Arranging. place() goes to where an item of that width stands: beside the one before or in the next line.
  bool in_row() const;
  bool in_box() const;  // of the same pane
  void place(float width);
  float left_over() const;  // width to the right of where place() would put something small
  float width_of(const Next &next, float natural) const;
  float height_of(const Next &next, float natural) const;
  float frame() const { return ImGui::GetFrameHeight(); }

  // Pressing and looking. press() wants ItemSize() to have been called.
  Pressed press(const Item &item, const ImRect &bb, ImGuiButtonFlags flags = 0);
  bool chord(const Item &item, std::string_view label);  // its shortcut was pressed
  void finish(const Item &item, const Drawn &what);
  void add(Seen seen);
  void part(const std::string &path, const Drawn &what, bool enabled = true);  // of an item: a registered rectangle
  bool hovers(const ImRect &rect) const;
  void focus_id(ImGuiID id);     // of what was just drawn, but for fields
  bool takes_focus(Item &item);  // for fields, which ask ImGui before they are drawn
  // Parts put into words: fill("from {1} to {2}", {"0", "10"}).
  static std::string fill(std::string format, std::initializer_list<std::string> parts);
  void tip(const std::string &path, std::string_view words, const ImRect &beside, bool at_right = false) {
    tip_of_ = path, tip_ = words, tip_beside_ = beside, tip_at_right_ = at_right;
  }
  const Item &last() const { return last_; }
  const ImRect &last_rect() const { return last_rect_; }

  // The look.
  ImVec2 measure(ImFont *font, std::string_view text, float wrap = 0) const;
  // Text that does not fit before `right` ends in an ellipsis; the item that is told next is noted as cut.
  void put(ImFont *font, ImVec2 at, Rgb ink, std::string_view text, float right = FLT_MAX, float wrap = 0) const;
  void note_cut() const { cut_ = true; }
  void put_icon(ImRect in, Rgb ink, std::string_view icon, ImFont *font = nullptr) const;  // centred
  void face(const ImRect &bb, Rgb fill, std::optional<Rgb> rim = {}, float alpha = 1) const;
  void pane(const ImRect &bb, Rgb fill) const;
  void focus_ring(const ImRect &bb, ImGuiID id) const;
  Rgb severity(std::uint32_t style) const;
  static const char *severity_icon(std::uint32_t style);

  // A field with its label: beside it where there is room, else above. Returns the field's rectangle, not yet an item.
  ImRect begin_field(const Item &item, const char *label, double natural_em);
  void end_field(const Item &item);  // the error below it

  std::string number_text(double value, int digits) const;

  void begin_frame();
  void end_frame();

  std::unordered_map<ImGuiID, float> heights;  // of boxes, in the frame before
  std::unordered_map<std::string, Edit> edits;
  std::unordered_map<std::string, GridMemory> grids;
  std::unordered_map<std::string, UploadedPicture> pictures;
  LongTexts long_texts;
  std::optional<GridOpen> grid;
  std::vector<Toast> toasts;
  float toasts_height = 0;  // of all, in the frame before
  bool keys_shown = false;  // the sheet of shortcuts

 private:
  void move_focus();
  void draw_tooltip();
  ImVec2 tip_place(ImVec2 size) const;
  ImRect toast_place() const;
  void draw_toasts();
  float draw_toast(Toast &toast, std::size_t number, ImVec2 corner, float room);
  void draw_keys();

  void round_face(const ImRect &bb, Rgb fill, std::optional<Rgb> rim, float alpha, float rounding) const;

  std::vector<Open> open_;
  Item item_at(std::string path);
  core::IdStack ids_;
  int hidden_ = 0;
  Next next_;
  Item last_;
  std::pair<int, int> chord_taken_{-1, 0};  // in which frame, and its key
  ImRect last_rect_;
  float field_x_ = 0;
  mutable bool cut_ = false;
  std::string tip_, tip_of_, tip_waits_;
  ImRect tip_beside_;
  bool tip_at_right_ = false;
  double tip_since_ = 0;
};

inline Drawing &of(const gantry_ui *ui) { return *static_cast<Drawing *>(ui->host); }
inline Rect rect_of(const ImRect &r) { return {r.Min.x, r.Min.y, r.Max.x, r.Max.y}; }

// Each file's part of the table.
void set_layout(gantry_ui &table);
void set_panes(gantry_ui &table);
void set_folding(gantry_ui &table);
void set_menus(gantry_ui &table);
void set_saying(gantry_ui &table);
void set_buttons(gantry_ui &table);
void set_choices(gantry_ui &table);
void set_fields(gantry_ui &table);
void set_numbers(gantry_ui &table);
void set_grid(gantry_ui &table);
void set_views(gantry_ui &table);
void set_equation(gantry_ui &table);

}  // namespace gantry::host::window
