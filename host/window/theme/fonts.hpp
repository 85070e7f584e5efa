// SPDX-License-Identifier: Apache-2.0
// The type of the window: Inter in one scale of 1.2, digits of one width, icons merged in.
//
//   GANTRY_TRY(fonts, build_fonts(*ImGui::GetIO().Fonts, 2));   // for a display of 192 dpi
//   ImGui::PushFont(fonts.title);
//   fonts.em;                                                   // 32 pixels
#pragma once

#include <core/result.hpp>
#include <host/window/theme/rounded.hpp>

namespace gantry::host::window {

struct Fonts {
  ImFont *body = nullptr, *strong = nullptr, *title = nullptr, *heading = nullptr, *small = nullptr, *fixed = nullptr,
         *formula = nullptr;
  Corners corners = {};  // in the same texture
  float em = 16;         // pixels: the unit of all lengths; 16 at 96 dpi
};

// Replaces whatever the atlas holds. `scale`: 1 at 96 dpi. Error "window.fonts": names the package that is missing.
core::Result<Fonts> build_fonts(ImFontAtlas &atlas, float scale);

}  // namespace gantry::host::window
