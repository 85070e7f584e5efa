// SPDX-License-Identifier: Apache-2.0
// Small parts that plots and images have inside: buttons of one icon, menus, a card at the pointer.
//
//   if (icon_button(view, "reset", {right - em, top}, "undo", "Show everything")) memory.view = {};
//   draw_card(view, pointer, "measured", colour, {{"TE", "40 ms"}, {"Signal", "312 ± 8"}});
//
// Each part is known to scripts and tests by the path of the view and its own name: "decay/reset".
#pragma once

#define IMGUI_DEFINE_MATH_OPERATORS
#include <host/window/widgets/ui.hpp>
#include <imgui.h>
#include <imgui_internal.h>
#include <optional>
#include <string>
#include <string_view>
#include <utility>
#include <vector>

namespace gantry::host::window {

inline float em(const View &view, double parts) { return IM_ROUND(static_cast<float>(parts) * view.fonts->em); }
inline ImRect rect_of(const View &view) { return {view.rect.x0, view.rect.y0, view.rect.x1, view.rect.y1}; }
inline ImGuiID part_id(const View &view, std::string_view name) { return ImHashStr(name.data(), name.size(), view.id); }

// ImGui::ItemAdd() for an id that is not of ImGui's own stack, which alone would keep it held while the pointer moves.
inline bool add_item(const ImRect &rect, ImGuiID id) {
  ImGui::KeepAliveID(id);
  return ImGui::ItemAdd(rect, id);
}

// Tells scripts and tests what stands there.
void tell(const View &view, std::string_view name, Kind kind, const ImRect &rect, std::string_view label,
          bool on = false, std::string_view value = {});

struct ButtonLook {
  std::string_view icon = {}, label = {};  // one of them, or both
  std::string_view tooltip = {};
  bool on = false;
  bool quiet = true;  // without a ground while nothing happens to it
};
ImVec2 button_size(const View &view, const ButtonLook &look);
bool small_button(const View &view, std::string_view name, ImVec2 at, const ButtonLook &look);

void put(ImDrawList &list, ImFont *font, ImVec2 at, ImU32 ink, std::string_view text);
// To be read on any image: light, with a dark rim.
void put_on_image(ImDrawList &list, ImFont *font, ImVec2 at, std::string_view text);
ImVec2 measure(const ImFont *font, std::string_view text);
// The text, or its beginning and an ellipsis, so that it is no wider.
std::string fitted(const ImFont *font, std::string_view text, float width);

// Pairs of names and values, beside the pointer and within the window.
void draw_card(const View &view, ImVec2 pointer, std::string_view title, std::optional<Rgb> colour,
               const std::vector<std::pair<std::string, std::string>> &lines);

struct MenuLine {
  std::string_view name, icon, label;
};
// The name of what was chosen; "" while nothing was. Open it with ImGui::OpenPopupEx(part_id(view, menu)).
std::string draw_menu(const View &view, std::string_view menu, const std::vector<MenuLine> &lines);

}  // namespace gantry::host::window
