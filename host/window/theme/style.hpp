// SPDX-License-Identifier: Apache-2.0
// A theme as ImGui's own style: for what ImGui draws itself (scroll bars, text fields, pop-ups).
//
//   apply(theme(ThemeName::light), fonts.em);
//   const ImU32 ink = colour(theme.ink);         // faded where the widget is disabled
#pragma once

#include <host/window/theme/theme.hpp>
#include <imgui.h>

namespace gantry::host::window {

void apply(const Theme &theme, float em);

ImVec4 colour4(Rgb rgb, float alpha = 1);
ImU32 colour(Rgb rgb, float alpha = 1);

}  // namespace gantry::host::window
