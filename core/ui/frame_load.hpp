// SPDX-License-Identifier: Apache-2.0
// What a drawing costs the window, which draws it again in each of its own frames: kept within bounds that leave it quick on
// a machine without a graphics card (estimates).
//
//   FrameLoad load;
//   if (const char *excess = load.add(Op::text, 12, 0)) …   // "drew more than 4,000 things at once: …"
#pragma once

#include <core/ui/frame_format.hpp>

namespace gantry::core {

inline constexpr std::size_t max_things = 4'000;  // but for the cells of grids, of which the visible ones are drawn
inline constexpr std::size_t max_written_bytes = std::size_t{512} << 10;
inline constexpr std::uint64_t max_points = 100'000;  // of all plots together

class FrameLoad {
 public:
  static constexpr const char *much_text =
      "wrote more than 512 KiB of text at once: show a part of it, or a grid of its lines";

  // `bytes`: of its texts. `points`: of a series. What is too much from here on, and what to do, in words; nullptr: nothing.
  const char *add(Op op, std::size_t bytes, std::uint64_t points) {
    const bool cell = op == Op::grid_text || op == Op::grid_number;
    const Shape::Role role = shape(op).role;
    if (!cell && op != Op::next && role != Shape::part && role != Shape::ends && ++things_ > max_things)
      return "drew more than 4,000 things at once: a grid takes rows without number, and draws those that are seen";
    written_ += bytes;
    if (written_ > max_written_bytes) return much_text;
    points_ += points;
    if (points > max_points || points_ > max_points)
      return "plotted more than 100,000 points at once: thin them, the screen has some thousand columns";
    return nullptr;
  }

 private:
  std::size_t things_ = 0, written_ = 0;
  std::uint64_t points_ = 0;
};

}  // namespace gantry::core
