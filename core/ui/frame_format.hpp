// SPDX-License-Identifier: Apache-2.0
// How a drawing is written down: one record per call of gantry.ui/1, each of a known shape.
//
//   FrameWriter out;
//   out.put(Op::button, {"run", "Run", "play"}, {GANTRY_UI_PRIMARY});
//   std::vector<std::byte> bytes = out.finish(redraw_after);
//
// Header: magic "GUI1", records (u32), redraw_after (f64). A record: op (u8), texts (u8), words (u8), blobs (u8), bytes
// of the whole record (u32); words of 8 bytes; for each blob its bytes (u64) and them, padded to 8; for each text its
// bytes (u32), them and a NUL; padded to 8. Little endian.
#pragma once

#include <array>
#include <bit>
#include <cstdint>
#include <initializer_list>
#include <span>
#include <string_view>
#include <type_traits>
#include <vector>

namespace gantry::core {

enum class Op : std::uint8_t {
  next,
  scope_begin,
  scope_end,
  row_begin,
  row_end,
  columns_begin,
  column_next,
  columns_end,
  split_begin,
  split_next,
  split_end,
  box_begin,
  box_end,
  section_begin,
  section_end,
  tabs_begin,
  tab_begin,
  tab_end,
  tabs_end,
  tree_begin,
  tree_end,
  menu_begin,
  menu_item,
  menu_end,
  dialog_begin,
  dialog_end,
  separator,
  space,
  text,
  icon,
  progress,
  picture,
  toast,
  button,
  toggle,
  choice,
  number,
  text_field,
  colour,
  grid_column,
  grid_begin,
  grid_text,
  grid_number,
  grid_end,
  plot_axis,
  plot_series,
  plot,
  layer,
  image,
  copy,
  equation,
};
inline constexpr std::size_t op_count = static_cast<std::size_t>(Op::equation) + 1;

// What a record of each kind has, and how it stands to others.
struct Shape {
  enum Role : std::uint8_t { plain, widget, part, begins, begins_unnamed, ends };
  const char *name;
  Role role;  // widget, begins: the first text is an id
  std::uint8_t texts, words, blobs;
  Op other = Op::next;  // ends: what it ends
};

inline constexpr std::size_t max_texts = 4, max_words = 12, max_blobs = 4;

// clang-format off
inline constexpr std::array<Shape, op_count> shapes{{
    {"next", Shape::plain, 3, 4, 0},                // tooltip, error, shortcut; disabled, focus, width, height
    {"scope", Shape::begins, 1, 0, 0},
    {"scope end", Shape::ends, 0, 0, 0, Op::scope_begin},
    {"row", Shape::begins_unnamed, 0, 0, 0},
    {"row end", Shape::ends, 0, 0, 0, Op::row_begin},
    {"columns", Shape::begins, 1, 1, 1},            // id; count; weights
    {"column", Shape::plain, 0, 0, 0},
    {"columns end", Shape::ends, 0, 0, 0, Op::columns_begin},
    {"split", Shape::begins, 1, 2, 0},              // id; flags, fraction
    {"pane", Shape::plain, 0, 0, 0},
    {"split end", Shape::ends, 0, 0, 0, Op::split_begin},
    {"box", Shape::begins, 1, 2, 0},                // id; flags, shown
    {"box end", Shape::ends, 0, 0, 0, Op::box_begin},
    {"section", Shape::begins, 2, 2, 0},            // id, label; flags, shown
    {"section end", Shape::ends, 0, 0, 0, Op::section_begin},
    {"tabs", Shape::begins, 1, 0, 0},
    {"tab", Shape::begins, 3, 1, 0},                // id, label, icon; shown
    {"tab end", Shape::ends, 0, 0, 0, Op::tab_begin},
    {"tabs end", Shape::ends, 0, 0, 0, Op::tabs_begin},
    {"tree", Shape::begins, 3, 2, 0},               // id, label, icon; flags, shown
    {"tree end", Shape::ends, 0, 0, 0, Op::tree_begin},
    {"menu", Shape::begins, 3, 0, 0},               // id, label, icon
    {"item", Shape::widget, 3, 1, 0},               // id, label, icon; flags
    {"menu end", Shape::ends, 0, 0, 0, Op::menu_begin},
    {"dialog", Shape::begins, 2, 1, 0},             // id, title; open
    {"dialog end", Shape::ends, 0, 0, 0, Op::dialog_begin},
    {"separator", Shape::plain, 0, 0, 0},
    {"space", Shape::plain, 0, 1, 0},               // em
    {"text", Shape::widget, 2, 1, 0},               // id, text; style
    {"icon", Shape::widget, 2, 1, 0},               // id, icon; colour
    {"progress", Shape::widget, 2, 1, 0},           // id, label; fraction
    {"picture", Shape::widget, 2, 4, 1},            // id, alt; width, height, revision, kept; rgba
    {"toast", Shape::plain, 1, 1, 0},               // text; severity
    {"button", Shape::widget, 3, 1, 0},             // id, label, icon; flags
    {"toggle", Shape::widget, 2, 2, 0},             // id, label; on, flags
    {"choice", Shape::widget, 2, 3, 1},             // id, label; count, index, flags; items, each with its NUL
    {"number", Shape::widget, 3, 6, 0},             // id, label, unit; flags, minimum, maximum, step, initial, value
    {"text field", Shape::widget, 4, 2, 0},         // id, label, hint, text; flags, capacity
    {"colour", Shape::widget, 2, 1, 0},             // id, label; rgb
    {"grid column", Shape::part, 3, 2, 0},          // id, label, unit; flags, width
    {"grid", Shape::begins, 2, 7, 0},               // id, empty; columns, rows, descending, selected, sorted_by, first, count
    {"cell", Shape::plain, 1, 3, 0},                // text; row, column, style
    {"cell", Shape::plain, 0, 4, 0},                // row, column, value, digits
    {"grid end", Shape::ends, 0, 0, 0, Op::grid_begin},
    {"axis", Shape::part, 2, 3, 0},                 // label, unit; flags, minimum, maximum
    {"series", Shape::part, 2, 4, 4},               // id, name; style, colour, residual, count; x, y, y2, error
    {"plot", Shape::widget, 2, 2, 0},               // id, title; series, axes (2, 3 with residuals)
    {"layer", Shape::part, 4, 5, 0},                // id, name, volume, colour map; kind, minimum, maximum, opacity, hidden
    {"image", Shape::widget, 3, 12, 1},             // id, volume, header of `made`; see below; bytes of `made`
    {"copy", Shape::plain, 1, 0, 0},
    {"equation", Shape::widget, 2, 0, 0},           // id, equation
}};
// clang-format on
// Words of an image: layers, plane, slice, axis_index, centre, width, zoom, pan x, pan y, made_revision, made, kept.

constexpr const Shape &shape(Op op) { return shapes[static_cast<std::size_t>(op)]; }

inline constexpr std::uint32_t frame_magic = 0x31495547;  // "GUI1"
inline constexpr std::size_t frame_header_bytes = 16, record_header_bytes = 8;
inline constexpr std::size_t max_frame_bytes = std::size_t{16} << 20;  // but for the voxels and pixels in it
inline constexpr std::size_t max_pixel_bytes = std::size_t{64} << 20;  // of all volumes and pictures together
inline constexpr std::size_t max_records = 100'000;
inline constexpr std::size_t max_depth = 64;
inline constexpr std::size_t max_columns = 512;  // of a grid, or side by side
inline constexpr std::uint64_t max_grid_rows_drawn = 10'000;

constexpr std::size_t padded(std::size_t bytes) { return (bytes + 7) & ~std::size_t{7}; }

// A number of 8 bytes, whatever it means.
struct Word {
  template <class T>
  Word(T value)  // NOLINT(google-explicit-constructor)
      : bits([value] {
          if constexpr (std::is_same_v<T, double>) return std::bit_cast<std::uint64_t>(value);
          else return static_cast<std::uint64_t>(value);
        }()) {
    static_assert(std::is_integral_v<T> || std::is_same_v<T, double>);
  }
  std::uint64_t bits;
};

class FrameWriter {
 public:
  FrameWriter() { clear(); }
  void clear();
  void put(Op op, std::initializer_list<std::string_view> texts = {}, std::initializer_list<Word> words = {},
           std::initializer_list<std::span<const std::byte>> blobs = {});
  std::size_t records() const { return records_; }
  const std::vector<std::byte> &finish(double redraw_after);

 private:
  void add(const void *bytes, std::size_t count);
  std::vector<std::byte> bytes_;
  std::uint32_t records_ = 0;
};

}  // namespace gantry::core
