// SPDX-License-Identifier: Apache-2.0
// Menus, and dialogs in front of everything else.
#include <host/window/widgets/drawing.hpp>

#include <algorithm>
#include <cmath>
#include <host/window/theme/icons.hpp>
#include <host/window/widgets/keys.hpp>

namespace gantry::host::window {
namespace {

constexpr ImGuiWindowFlags popup_flags = ImGuiWindowFlags_AlwaysAutoResize | ImGuiWindowFlags_NoTitleBar |
                                         ImGuiWindowFlags_NoSavedSettings | ImGuiWindowFlags_NoMove;

// A menu that has grown where it stands (another language) stays within the window.
void keep_inside(Drawing &d) {
  ImGuiWindow *const window = ImGui::GetCurrentWindow();
  const ImGuiViewport *const viewport = ImGui::GetMainViewport();
  const ImVec2 last = viewport->Pos + viewport->Size - ImVec2(d.em(0.25), d.em(0.25)) - window->Size;
  const ImVec2 at = ImMax(ImMin(window->Pos, last), viewport->Pos);
  if (at.x == window->Pos.x && at.y == window->Pos.y) return;
  ImGui::SetWindowPos(window, at);
  d.redraw_in(0);
}

// `within`: of a menu inside a menu, which stays under the pointer beside it.
bool begin_popup(Drawing &d, ImGuiID id, bool within = false) {
  ImGui::PushStyleVar(ImGuiStyleVar_WindowPadding, ImVec2(d.em(0.25), d.em(0.25)));
  ImGui::PushStyleVar(ImGuiStyleVar_ItemSpacing, ImVec2(d.em(0.5), d.em(0.125)));
  const int nested = within ? ImGuiWindowFlags_ChildMenu | ImGuiWindowFlags_ChildWindow : 0;
  // A long one scrolls.
  ImGui::SetNextWindowSizeConstraints({0, 0}, {FLT_MAX, ImGui::GetMainViewport()->Size.y - d.em(1)});
  const bool shown = ImGui::BeginPopupEx(id, popup_flags | nested);
  if (shown && !within) keep_inside(d);
  if (!shown) ImGui::PopStyleVar(2);
  return shown;
}

// The line of a menu: icon, words, shortcut, and whatever stands at its right.
ImRect line(Drawing &d, const Item &item, const char *label, std::string_view right, Pressed &p, const char *icon,
            bool ticked, bool open = false) {
  const float height = d.em(1.75);
  const float natural = d.em(2.25) + d.measure(d.fonts().body, label).x +
                        (right.empty() ? d.em(0.75) : d.em(2.25) + d.measure(d.fonts().small, right).x);
  const ImVec2 at = ImGui::GetCursorScreenPos();
  const float width = std::max(std::max(natural, d.em(9)), ImGui::GetContentRegionAvail().x);
  const ImRect bb(at, at + ImVec2(width, height));
  ImGui::ItemSize(ImVec2(std::max(natural, d.em(9)), height));
  p = d.press(item, bb);
  if (p.hovered || p.held || p.ring || open) d.face(bb, p.held ? d.theme().held : d.theme().hover);
  const ImRect left = {at.x, at.y, at.x + d.em(2), bb.Max.y};
  if (ticked) d.put_icon(left, d.theme().accent, "check");
  else d.put_icon(left, d.theme().dim, icon);
  d.put(d.fonts().body, {at.x + d.em(2.125), at.y + (height - d.fonts().body->FontSize) / 2}, d.theme().ink, label);
  if (!right.empty()) {
    const float x = bb.Max.x - d.em(0.75) - d.measure(d.fonts().small, right).x;
    d.put(d.fonts().small, {x, at.y + (height - d.fonts().small->FontSize) / 2}, d.theme().dim, right);
  }
  d.focus_ring(bb, item.id);
  return bb;
}

// The button that opens it, in the look of the others.
bool menu_button(Drawing &d, const Item &item, const char *label, const char *icon, ImRect &bb, bool open) {
  const bool has_icon = !icon_text(icon).empty();
  const float words = d.measure(d.fonts().body, label).x;
  const float natural = d.em(0.75) + (has_icon ? d.em(1.5) : 0) + words + d.em(1.75);
  const float width = d.width_of(item.next, natural);
  d.place(width);
  const ImVec2 at = ImGui::GetCursorScreenPos();
  bb = {at, at + ImVec2(width, d.frame())};
  ImGui::ItemSize(bb);
  const Pressed p = d.press(item, bb);
  d.face(bb,
         open || p.held ? d.theme().held
         : p.hovered    ? d.theme().hover
                        : d.theme().raised,
         d.theme().name == ThemeName::contrast ? d.theme().edge : d.theme().line);
  float x = at.x + d.em(0.75);
  if (has_icon) {
    d.put_icon({x - d.em(0.25), at.y, x + d.em(1), bb.Max.y}, d.theme().ink, icon);
    x += d.em(1.5);
  }
  d.put(d.fonts().body, {x, at.y + (d.frame() - d.fonts().body->FontSize) / 2}, d.theme().ink, label,
        bb.Max.x - d.em(1.25));
  d.put_icon({bb.Max.x - d.em(1.5), at.y, bb.Max.x - d.em(0.25), bb.Max.y}, d.theme().dim, "caret-down");
  d.focus_ring(bb, item.id);
  return p.pressed;
}

std::uint32_t submenu_begin(Drawing &d, const Item &item, const char *label, const char *icon) {
  const ImGuiID popup = ImHashStr("popup", 0, item.id);
  Pressed p;
  const ImRect bb = line(d, item, label, " ", p, icon, false, ImGui::IsPopupOpen(popup, 0));
  d.put_icon({bb.Max.x - d.em(1.5), bb.Min.y, bb.Max.x - d.em(0.25), bb.Max.y}, d.theme().dim, "caret-right");
  if ((p.pressed || p.hovered) && !ImGui::IsPopupOpen(popup, 0)) ImGui::OpenPopupEx(popup);
  d.finish(item, {.kind = Kind::menu, .rect = bb, .label = label, .on = ImGui::IsPopupOpen(popup, 0), .stops = true});
  ImGui::SetNextWindowPos({bb.Max.x + d.em(0.25), bb.Min.y - d.em(0.25)});
  const bool shown = begin_popup(d, popup, true);
  d.push(Level::menu, item, shown);
  return shown ? GANTRY_UI_SHOWN : 0;
}

std::uint32_t menu_begin(const gantry_ui *ui, const char *id, const char *label, const char *icon) {
  Drawing &d = of(ui);
  if (d.hidden()) return d.push_hidden(Level::menu), 0;
  const Item widget = d.last();
  const ImRect widget_rect = d.last_rect();
  const Item item = d.container(id);
  if (*text_of(label) != '\0' && d.inside(Level::menu) != nullptr) return submenu_begin(d, item, label, text_of(icon));
  const ImGuiID popup = ImHashStr("popup", 0, item.id);
  if (*text_of(label) == '\0' && *text_of(icon) == '\0') {  // of the widget before it
    ImGui::EndDisabled();
    const ImGuiContext &g = *ImGui::GetCurrentContext();
    const bool menu_key = g.NavId == widget.id && !g.NavDisableHighlight && g.IO.KeyShift &&
                          ImGui::IsKeyPressed(parse_chord("f10")->key, false);
    if (menu_key || (d.hovers(widget_rect) && ImGui::IsMouseReleased(ImGuiMouseButton_Right))) {
      ImGui::OpenPopupEx(popup);
      d.redraw_in(0);
    }
  } else {
    ImRect bb;
    const bool pressed = menu_button(d, item, text_of(label), text_of(icon), bb, ImGui::IsPopupOpen(popup, 0));
    if (pressed) {
      ImGui::OpenPopupEx(popup);
      d.redraw_in(0);
    }
    d.finish(
        item,
        {.kind = Kind::menu, .rect = bb, .label = text_of(label), .on = ImGui::IsPopupOpen(popup, 0), .stops = true});
    ImGui::SetNextWindowPos({bb.Min.x, bb.Max.y + d.em(0.125)}, ImGuiCond_Appearing);
  }
  const bool shown = begin_popup(d, popup);
  d.push(Level::menu, item, shown);
  return shown ? GANTRY_UI_SHOWN : 0;
}

std::uint32_t menu_item(const gantry_ui *ui, const char *id, const char *label, const char *icon, std::uint32_t flags) {
  Drawing &d = of(ui);
  if (d.hidden()) return d.skip();
  const Item item = d.item(id);
  Pressed p;
  const bool ticked = (flags & GANTRY_UI_CHECKED) != 0;
  const ImRect bb = line(d, item, text_of(label), chord_text(item.next.shortcut), p, text_of(icon), ticked);
  d.finish(item, {.kind = Kind::item, .rect = bb, .label = text_of(label), .on = ticked, .stops = true});
  if (!p.pressed) return 0;
  // Closes the menus around it too.
  const int menus = std::min(d.count(Level::menu), ImGui::GetCurrentContext()->BeginPopupStack.Size);
  if (menus > 0) ImGui::ClosePopupToLevel(ImGui::GetCurrentContext()->BeginPopupStack.Size - menus, true);
  d.redraw_in(0);
  return GANTRY_UI_PRESSED | (ticked ? 0 : GANTRY_UI_CHANGED);
}

void menu_end(const gantry_ui *ui) {
  Drawing &d = of(ui);
  const bool drawn = !d.hidden();
  d.pop();
  if (!drawn) return;
  ImGui::EndPopup();
  ImGui::PopStyleVar(2);
}

// Title and cross; the dialog may be closed by either Escape or the cross, also while something is typed in it.
bool dialog_head(Drawing &d, const Item &item, const char *title) {
  const ImVec2 at = ImGui::GetCursorScreenPos();
  const float width = ImGui::GetContentRegionAvail().x;
  const float height = d.em(2);
  d.put(d.fonts().heading, {at.x, at.y + (height - d.fonts().heading->FontSize) / 2}, d.theme().ink, title,
        at.x + width - d.em(2.5));
  Item cross;
  cross.path = item.path + "/close";
  cross.id = ImHashStr(cross.path.c_str());
  const ImRect bb = {at.x + width - d.em(2), at.y, at.x + width, at.y + height};
  ImGui::ItemSize(ImVec2(width, height));
  const Pressed p = d.press(cross, bb);
  if (p.hovered || p.held) d.face(bb, p.held ? d.theme().held : d.theme().hover);
  d.put_icon(bb, d.theme().dim, "times");
  d.focus_ring(bb, cross.id);
  d.part(cross.path, {.kind = Kind::button, .rect = bb, .label = d.tr("Close"), .focus_id = cross.id});
  ImGui::Dummy({0, d.em(0.25)});
  return p.pressed;
}

std::uint32_t dialog_begin(const gantry_ui *ui, const char *id, const char *title, std::uint32_t *open) {
  Drawing &d = of(ui);
  if (d.hidden()) return d.push_hidden(Level::dialog), 0;
  const Item item = d.container(id);
  ImGui::EndDisabled();
  const std::string name = std::string(text_of(title)) + "###" + item.path;
  const ImGuiID popup = ImGui::GetCurrentWindow()->GetID(name.c_str());
  const bool was_open = ImGui::IsPopupOpen(popup, 0);
  if (*open != 0 && !was_open) ImGui::OpenPopupEx(popup);
  const ImGuiViewport *const viewport = ImGui::GetMainViewport();
  const float width = std::min(item.next.width > 0 ? d.em(item.next.width) : d.em(30), viewport->Size.x - d.em(2));
  const float most = viewport->Size.y - d.em(4);
  const float height = item.next.height > 0 ? std::min(d.em(item.next.height), most) : 0;
  ImGui::SetNextWindowPos(viewport->GetCenter(), ImGuiCond_Always, {0.5F, 0.5F});
  ImGui::SetNextWindowSizeConstraints({width, height}, {width, height > 0 ? height : most});
  ImGui::PushStyleVar(ImGuiStyleVar_WindowPadding, ImVec2(d.em(1.25), d.em(1)));
  ImGui::PushStyleVar(ImGuiStyleVar_WindowRounding, ImGui::GetStyle().PopupRounding);
  ImGui::PushStyleVar(ImGuiStyleVar_WindowBorderSize, 1.0F);
  ImGui::PushStyleColor(ImGuiCol_Border, colour4(d.theme().edge));
  ImGuiWindowFlags flags = popup_flags | ImGuiWindowFlags_NoResize;
  if (height > 0) flags &= ~ImGuiWindowFlags_AlwaysAutoResize;
  const bool shown = ImGui::BeginPopupModal(name.c_str(), nullptr, flags);
  ImGui::PopStyleColor();
  ImGui::PopStyleVar(3);
  d.push(Level::dialog, item, shown);
  if (!shown) return 0;
  ImGui::PushFont(d.fonts().body);
  if (!was_open) d.redraw_in(0);
  const ImRect all = ImGui::GetCurrentWindow()->Rect();
  d.part(item.path, {.kind = Kind::dialog, .rect = all, .label = text_of(title), .on = true});
  const bool crossed = dialog_head(d, item, text_of(title));
  const ImGuiContext &g = *ImGui::GetCurrentContext();
  const bool front = g.OpenPopupStack.Size == g.BeginPopupStack.Size;
  if (crossed || (front && ImGui::IsKeyPressed(ImGui::GetKeyIndex(ImGuiKey_Escape), false))) *open = 0;
  if (*open == 0) {
    ImGui::CloseCurrentPopup();
    d.redraw_in(0);
  }
  return GANTRY_UI_SHOWN;
}

void dialog_end(const gantry_ui *ui) {
  Drawing &d = of(ui);
  const bool drawn = !d.hidden();
  d.pop();
  if (!drawn) return;
  ImGui::PopFont();
  ImGui::EndPopup();
}

}  // namespace

void set_menus(gantry_ui &table) {
  table.menu_begin = menu_begin;
  table.menu_item = menu_item;
  table.menu_end = menu_end;
  table.dialog_begin = dialog_begin;
  table.dialog_end = dialog_end;
}

}  // namespace gantry::host::window
