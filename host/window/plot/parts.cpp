// SPDX-License-Identifier: Apache-2.0
#include <host/window/plot/parts.hpp>

#include <algorithm>
#include <host/window/theme/icons.hpp>
#include <host/window/theme/style.hpp>

namespace gantry::host::window {

void tell(const View &view, std::string_view name, Kind kind, const ImRect &rect, std::string_view label, bool on,
          std::string_view value) {
  if (!view.add) return;
  const ImGuiContext &g = *ImGui::GetCurrentContext();
  ImRect visible = rect;
  visible.ClipWithFull(g.CurrentWindow->ClipRect);
  const ImGuiID id = part_id(view, name);
  Seen seen;
  seen.path = view.path + "/" + std::string(name);
  seen.kind = kind;
  seen.rect = {rect.Min.x, rect.Min.y, rect.Max.x, rect.Max.y};
  seen.visible = {visible.Min.x, visible.Min.y, visible.Max.x, visible.Max.y};
  seen.enabled = view.enabled;
  seen.hovered = g.HoveredId == id || g.ActiveId == id;
  seen.focused = g.NavId == id && !g.NavDisableHighlight;
  seen.on = on;
  seen.layer = g.BeginPopupStack.Size;
  seen.label = label;
  seen.value = value;
  view.add(std::move(seen));
}

void put(ImDrawList &list, ImFont *font, ImVec2 at, ImU32 ink, std::string_view text) {
  list.AddText(font, font->FontSize, {IM_ROUND(at.x), IM_ROUND(at.y)}, ink, text.data(), text.data() + text.size());
}

void put_on_image(ImDrawList &list, ImFont *font, ImVec2 at, std::string_view text) {
  for (const float dx : {-1.0F, 1.0F}) {
    for (const float dy : {-1.0F, 1.0F}) put(list, font, {at.x + dx, at.y + dy}, colour(0x000000, 0.75F), text);
  }
  put(list, font, at, colour(0xF2F4F7), text);
}

ImVec2 measure(const ImFont *font, std::string_view text) {
  return font->CalcTextSizeA(font->FontSize, FLT_MAX, 0, text.data(), text.data() + text.size());
}

std::string fitted(const ImFont *font, std::string_view text, float width) {
  if (measure(font, text).x <= width) return std::string(text);
  while (!text.empty()) {
    do text.remove_suffix(1);
    while (!text.empty() && (static_cast<unsigned char>(text.back()) & 0x80U) != 0 &&
           (static_cast<unsigned char>(text.back()) & 0xC0U) != 0xC0U);
    if (!text.empty() && (static_cast<unsigned char>(text.back()) & 0xC0U) == 0xC0U) text.remove_suffix(1);
    const std::string shorter = std::string(text) + "…";
    if (measure(font, shorter).x <= width) return shorter;
  }
  return {};
}

ImVec2 button_size(const View &view, const ButtonLook &look) {
  const float side = em(view, 1.5);
  if (look.label.empty()) return {side, side};
  const float icon = look.icon.empty() ? 0 : em(view, 1.25);
  return {IM_ROUND(measure(view.fonts->small, look.label).x) + icon + em(view, 1), side};
}

bool small_button(const View &view, std::string_view name, ImVec2 at, const ButtonLook &look) {
  const ImVec2 size = button_size(view, look);
  const ImRect bb(at, at + size);
  const ImGuiID id = part_id(view, name);
  const Theme &t = *view.theme;
  bool hovered = false;
  bool held = false;
  const bool pressed = add_item(bb, id) && ImGui::ButtonBehavior(bb, id, &hovered, &held);
  ImDrawList &list = *ImGui::GetWindowDrawList();
  const float rounding = ImGui::GetStyle().FrameRounding;
  if (held || hovered || look.on || !look.quiet) {
    const Rgb ground = held ? t.held : hovered ? t.hover : look.on ? t.selection : t.raised;
    fill_rounded(list, view.fonts->corners, bb.Min, bb.Max, colour(ground), rounding);
  }
  const ImGuiContext &g = *ImGui::GetCurrentContext();
  if (g.NavId == id && !g.NavDisableHighlight)
    list.AddRect(bb.Min, bb.Max, colour(t.accent), rounding, 0, em(view, 0.125));
  const ImU32 ink = colour(hovered || look.on ? t.ink : t.dim);
  float x = bb.Min.x + em(view, 0.5);
  if (const std::string icon = icon_text(look.icon); !icon.empty()) {
    const ImVec2 glyph = measure(view.fonts->body, icon);
    const float left = look.label.empty() ? bb.GetCenter().x - glyph.x / 2 : x;
    put(list, view.fonts->body, {left, bb.GetCenter().y - glyph.y / 2}, ink, icon);
    x += em(view, 1.25);
  }
  if (!look.label.empty())
    put(list, view.fonts->small, {x, bb.GetCenter().y - view.fonts->small->FontSize / 2}, ink, look.label);
  if (hovered && !look.tooltip.empty() && !ImGui::IsAnyMouseDown()) {
    constexpr float delay = 0.5F;  // s
    if (g.HoveredIdTimer >= delay) draw_card(view, ImGui::GetIO().MousePos, look.tooltip, {}, {});
    else if (view.redraw_in) view.redraw_in(static_cast<double>(delay - g.HoveredIdTimer));
  }
  tell(view, name, Kind::button, bb, look.label.empty() ? look.tooltip : look.label, look.on);
  return pressed;
}

void draw_card(const View &view, ImVec2 pointer, std::string_view title, std::optional<Rgb> mark,
               const std::vector<std::pair<std::string, std::string>> &lines) {
  const Theme &t = *view.theme;
  ImFont *const font = view.fonts->small;
  const float line = font->FontSize + em(view, 0.25);
  const float pad = em(view, 0.5);
  const float dot = mark ? em(view, 0.875) : 0;
  float names = 0;
  float values = 0;
  for (const auto &[name, value] : lines) {
    names = std::max(names, measure(font, name).x);
    values = std::max(values, measure(font, value).x);
  }
  const float gap = lines.empty() ? 0 : em(view, 1);
  const bool titled = !title.empty();
  const float rows = static_cast<float>(lines.size()) + (titled ? 1.0F : 0.0F);
  const ImVec2 size(std::max(names + gap + values, titled ? measure(font, title).x + dot : 0) + 2 * pad,
                    rows * line + 2 * pad - em(view, 0.25));
  // Right of the pointer and above it, or where there is room.
  const ImGuiViewport &screen = *ImGui::GetMainViewport();
  ImVec2 at = pointer + ImVec2(em(view, 1), -size.y - em(view, 0.5));
  if (at.x + size.x > screen.Pos.x + screen.Size.x) at.x = pointer.x - em(view, 1) - size.x;
  if (at.y < screen.Pos.y) at.y = pointer.y + em(view, 1.25);
  at = {std::max(IM_ROUND(at.x), screen.Pos.x), IM_ROUND(at.y)};
  ImDrawList &list = *ImGui::GetForegroundDrawList();
  list.AddRectFilled(at, at + size, colour(t.raised, 0.97F), em(view, 0.375));
  list.AddRect(at, at + size, colour(t.line), em(view, 0.375));
  ImVec2 pen = at + ImVec2(pad, pad);
  if (titled) {
    if (mark) list.AddCircleFilled({pen.x + em(view, 0.25), pen.y + font->FontSize / 2}, em(view, 0.25), colour(*mark));
    put(list, font, {pen.x + dot, pen.y}, colour(t.ink), title);
    pen.y += line;
  }
  for (const auto &[name, value] : lines) {
    put(list, font, pen, colour(t.dim), name);
    put(list, font, {at.x + size.x - pad - measure(font, value).x, pen.y}, colour(t.ink), value);
    pen.y += line;
  }
}

std::string draw_menu(const View &view, std::string_view menu, const std::vector<MenuLine> &lines) {
  std::string chosen;
  const Theme &t = *view.theme;
  ImGui::PushStyleVar(ImGuiStyleVar_WindowPadding, ImVec2(em(view, 0.25), em(view, 0.25)));
  ImGui::PushStyleVar(ImGuiStyleVar_ItemSpacing, ImVec2(0, 0));
  ImGui::PushStyleColor(ImGuiCol_Border, colour4(t.line));
  if (ImGui::BeginPopupEx(part_id(view, menu), ImGuiWindowFlags_AlwaysAutoResize | ImGuiWindowFlags_NoTitleBar |
                                                   ImGuiWindowFlags_NoSavedSettings | ImGuiWindowFlags_NoMove)) {
    float width = em(view, 9);
    for (const auto &line : lines) width = std::max(width, measure(view.fonts->body, line.label).x + em(view, 3));
    for (const auto &[name, icon, label] : lines) {
      const std::string part = std::string(menu) + "/" + std::string(name);
      const ImVec2 at = ImGui::GetCursorScreenPos();
      const ImRect bb(at, at + ImVec2(width, em(view, 1.75)));
      ImGui::ItemSize(bb);
      bool hovered = false;
      bool held = false;
      const ImGuiID id = part_id(view, part);
      bool pressed = add_item(bb, id) && ImGui::ButtonBehavior(bb, id, &hovered, &held);
      const ImGuiContext &g = *ImGui::GetCurrentContext();
      const bool focused = g.NavId == id && !g.NavDisableHighlight;
      pressed = pressed || (focused && ImGui::IsKeyPressed(ImGui::GetKeyIndex(ImGuiKey_Enter), false));
      ImDrawList &list = *ImGui::GetWindowDrawList();
      if (hovered || focused) list.AddRectFilled(bb.Min, bb.Max, colour(held ? t.held : t.hover), em(view, 0.25));
      const float y = bb.GetCenter().y - view.fonts->body->FontSize / 2;
      put(list, view.fonts->body, {at.x + em(view, 0.625), y}, colour(t.dim), icon_text(icon));
      put(list, view.fonts->body, {at.x + em(view, 2.125), y}, colour(t.ink), label);
      tell(view, part, Kind::item, bb, label);
      if (pressed) {
        chosen = name;
        ImGui::CloseCurrentPopup();
      }
    }
    ImGui::EndPopup();
  }
  ImGui::PopStyleColor();
  ImGui::PopStyleVar(2);
  return chosen;
}

}  // namespace gantry::host::window
