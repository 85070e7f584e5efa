// SPDX-License-Identifier: Apache-2.0
// Grounds and faces with round corners as software OpenGL draws them fast: upright rectangles of one colour, which it
// recognises, corners out of the texture of the fonts, and what is large and opaque by clearing. The thin slanting triangles
// of ImGui's own smooth rims cost ten times as much, in each frame.
//
//   fill_rounded(list, fonts.corners, bb.Min, bb.Max, colour(theme.raised), rounding);
//   rim_rounded(list, fonts.corners, bb.Min, bb.Max, colour(theme.line), rounding);
//
// Edges stand on whole pixels. A rounding that no corner was made for is drawn by ImGui.
#pragma once

#include <array>
#include <imgui.h>

namespace gantry::host::window {

struct Corner {             // the one at the top left; the others are its reflections
  int radius = 0;           // pixels
  int fill = -1, rim = -1;  // custom rectangles of the atlas
  ImVec4 fill_at, rim_at;   // in its texture: u, v of the beginning and the end
};
struct Corners {
  std::array<Corner, 2> of;  // controls, panes
  int disc = -1;             // a whole one, for the dots of crowded plots
  ImVec4 disc_at;
};

// For this em. Before the atlas is built, and after.
Corners reserve_corners(ImFontAtlas &atlas, float em);
void paint_corners(ImFontAtlas &atlas, Corners &corners);

void fill_rounded(ImDrawList &list, const Corners &corners, ImVec2 min, ImVec2 max, ImU32 ink, float rounding);
void rim_rounded(ImDrawList &list, const Corners &corners, ImVec2 min, ImVec2 max, ImU32 ink, float rounding);

// As good as a circle where it is one of many.
void put_disc(ImDrawList &list, const Corners &corners, ImVec2 centre, float radius, ImU32 ink);

// Nothing of it is seen.
bool outside(const ImDrawList &list, ImVec2 min, ImVec2 max);

}  // namespace gantry::host::window
