// SPDX-License-Identifier: Apache-2.0
// What a drawing costs the window, which draws it again in each of its own frames: kept within a third of a frame at 60 Hz
// on a plain machine without a graphics card. Each kind of widget weighs what one of it was measured to take
// (bench_window panels), those out of sight too: they have to be placed.
//
//   FrameLoad load;
//   if (const char *excess = load.add(Op::text, 12, 0)) …   // "drew more at once than the window …"
#pragma once

#include <core/ui/frame_format.hpp>

namespace gantry::core {

inline constexpr std::uint32_t max_weight =
    5'600;  // microseconds; but for the cells of grids, of which the visible ones are drawn
inline constexpr std::size_t max_written_bytes = std::size_t{512} << 10;
inline constexpr std::uint64_t max_points = 100'000;  // of all plots together

// Microseconds of one, rounded up.
constexpr std::uint32_t weight(Op op) {
  switch (op) {
    case Op::number:
    case Op::text_field:
    case Op::colour: return 4;
    case Op::button:
    case Op::toggle:
    case Op::choice:
    case Op::section_begin:
    case Op::tab_begin:
    case Op::tree_begin:
    case Op::columns_begin:
    case Op::split_begin: return 2;
    case Op::box_begin: return 5;  // as one that scrolls
    case Op::grid_begin:
    case Op::plot: return 24;
    case Op::image:
    case Op::equation:
    case Op::picture: return 20;
    case Op::next:
    case Op::grid_text:
    case Op::grid_number: return 0;
    default: return shape(op).role == Shape::part || shape(op).role == Shape::ends ? 0 : 1;
  }
}

class FrameLoad {
 public:
  static constexpr const char *much_text =
      "wrote more than 512 KiB of text at once: show a part of it, or a grid of its lines";

  // `bytes`: of its texts. `points`: of a series. What is too much from here on, and what to do, in words; nullptr: nothing.
  const char *add(Op op, std::size_t bytes, std::uint64_t points) {
    weight_ += weight(op);
    if (weight_ > max_weight)
      return "drew more at once than the window can draw at its full rate: a grid takes rows without number, and draws "
             "those that are seen";
    written_ += bytes;
    if (written_ > max_written_bytes) return much_text;
    points_ += points;
    if (points > max_points || points_ > max_points)
      return "plotted more than 100,000 points at once: thin them, the screen has some thousand columns";
    return nullptr;
  }

 private:
  std::uint32_t weight_ = 0;
  std::size_t written_ = 0;
  std::uint64_t points_ = 0;
};

}  // namespace gantry::core
