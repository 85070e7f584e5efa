// SPDX-License-Identifier: Apache-2.0
// One of several: a list that opens, radio buttons, segments side by side. Options have paths of their own: "plane/2".
#include <host/window/widgets/drawing.hpp>

#include <algorithm>
#include <cmath>
#include <host/window/theme/icons.hpp>

namespace gantry::host::window {
namespace {

struct Choice {
  const char *const *items;
  std::uint32_t count;
  std::uint32_t *index;
  const char *at(std::uint32_t i) const { return i < count ? text_of(items[i]) : ""; }
};

Item option_of(const Item &item, std::uint32_t i) {
  Item option;
  option.path = item.path + "/" + std::to_string(i);
  option.id = ImHashStr(option.path.c_str());
  return option;
}

std::uint32_t chosen(Drawing &d, const Choice &c, std::uint32_t i) {
  const bool other = *c.index != i;
  *c.index = i;
  d.redraw_in(0);
  return other ? GANTRY_UI_CHANGED | GANTRY_UI_COMMITTED : 0;
}

std::uint32_t radio(Drawing &d, const Item &item, const char *label, const Choice &c) {
  ImRect bb = d.begin_field(item, label, 12);
  std::uint32_t did = 0;
  ImGui::SetCursorScreenPos(bb.Min);
  ImGui::BeginGroup();
  for (std::uint32_t i = 0; i < c.count; ++i) {
    const Item option = option_of(item, i);
    const ImVec2 at = ImGui::GetCursorScreenPos();
    const float width = d.em(1.75) + d.measure(d.fonts().body, c.at(i)).x;
    const ImRect line(at, at + ImVec2(width, d.em(1.5)));
    ImGui::ItemSize(ImVec2(width, d.em(1.25)));
    const Pressed p = d.press(option, line);
    const ImVec2 dot = {at.x + d.em(0.5625), line.GetCenter().y};
    const bool on = *c.index == i;
    if (ImGui::IsRectVisible(line.Min, line.Max)) {  // what is out of sight costs its place alone
      ImDrawList *const list = ImGui::GetWindowDrawList();
      list->AddCircleFilled(dot, d.em(0.5625),
                            colour(on          ? d.theme().accent
                                   : p.hovered ? d.theme().hover
                                               : d.theme().field),
                            24);
      if (on) list->AddCircleFilled(dot, d.em(0.1875), colour(d.theme().on_accent), 16);
      else list->AddCircle(dot, d.em(0.5625), colour(d.theme().edge), 24);
      d.put(d.fonts().body, {at.x + d.em(1.75), line.GetCenter().y - d.fonts().body->FontSize / 2}, d.theme().ink,
            c.at(i));
    }
    d.focus_ring(line, option.id);
    d.part(option.path,
           {.kind = Kind::option, .rect = line, .label = c.at(i), .on = on, .stops = true, .focus_id = option.id});
    if (p.pressed) did |= chosen(d, c, i);
  }
  ImGui::EndGroup();
  const ImVec2 max = ImGui::GetItemRectMax();
  d.finish(item, {.kind = Kind::choice, .rect = {bb.Min, max}, .label = label, .value = c.at(*c.index)});
  d.end_field(item);
  return did;
}

std::uint32_t segments(Drawing &d, const Item &item, const char *label, const Choice &c) {
  float natural = 0;
  for (std::uint32_t i = 0; i < c.count; ++i) natural += d.measure(d.fonts().body, c.at(i)).x + d.em(1.5);
  ImRect bb = d.begin_field(item, label, std::ceil(natural / d.em()));
  if (item.next.width == 0) bb.Max.x = bb.Min.x + natural;
  d.face(bb, d.theme().field, d.theme().edge);
  std::uint32_t did = 0;
  const float stretch = bb.GetWidth() / std::max(natural, 1.0F);
  float x = bb.Min.x;
  for (std::uint32_t i = 0; i < c.count; ++i) {
    const Item option = option_of(item, i);
    const float width = (d.measure(d.fonts().body, c.at(i)).x + d.em(1.5)) * stretch;
    const ImRect one = {IM_ROUND(x), bb.Min.y, IM_ROUND(x + width), bb.Max.y};
    x += width;
    const Pressed p = d.press(option, one);
    const bool on = *c.index == i;
    ImRect inside = one;
    inside.Expand(-d.em(0.125));
    if (on) d.face(inside, d.theme().accent);
    else if (p.hovered || p.held) d.face(inside, p.held ? d.theme().held : d.theme().hover);
    const ImVec2 size = d.measure(d.fonts().body, c.at(i));
    d.put(d.fonts().body,
          {std::max(one.GetCenter().x - size.x / 2, one.Min.x + d.em(0.25)),
           one.GetCenter().y - d.fonts().body->FontSize / 2},
          on ? d.theme().on_accent : d.theme().ink, c.at(i), one.Max.x - d.em(0.25));
    d.focus_ring(one, option.id);
    d.part(option.path,
           {.kind = Kind::option, .rect = one, .label = c.at(i), .on = on, .stops = true, .focus_id = option.id});
    if (p.pressed) did |= chosen(d, c, i);
  }
  ImGui::SetCursorScreenPos(bb.Min);
  ImGui::Dummy(bb.GetSize());
  d.finish(item, {.kind = Kind::choice, .rect = bb, .label = label, .value = c.at(*c.index)});
  d.end_field(item);
  return did;
}

// Below its field, or above it where there is more room, and never beyond the window: as many lines as fit, the others are
// scrolled to.
ImRect list_place(const Drawing &d, const ImRect &field, float width, float line, std::uint32_t count) {
  constexpr float most_lines = 14, least_lines = 2;
  const ImGuiViewport *const viewport = ImGui::GetMainViewport();
  const ImVec2 end = viewport->Pos + viewport->Size - ImVec2(d.em(0.25), d.em(0.25));
  const float gap = d.em(0.125), margins = d.em(0.5);
  const float under = end.y - field.Max.y - gap, over = field.Min.y - gap - viewport->Pos.y - d.em(0.25);
  const float wanted = std::min(static_cast<float>(count), most_lines) * line + margins;
  const bool above = wanted > under && over > under;
  const float fits = std::floor(((above ? over : under) - margins) / line);
  const float tall = std::min(wanted, std::max(fits, least_lines) * line + margins);
  const float wide = std::min(width, viewport->Size.x - d.em(1));
  const ImVec2 at(std::max(std::min(field.Min.x, end.x - wide), viewport->Pos.x),
                  above ? field.Min.y - gap - tall : field.Max.y + gap);
  return {at, at + ImVec2(wide, tall)};
}

std::uint32_t list(Drawing &d, const Item &item, const ImRect &bb, const Choice &c) {
  const ImGuiID popup = ImHashStr("popup", 0, item.id);
  const float height = d.em(1.75);
  float width = bb.GetWidth();
  for (std::uint32_t i = 0; i < c.count; ++i) width = std::max(width, d.measure(d.fonts().body, c.at(i)).x + d.em(3.5));
  const ImRect place = list_place(d, bb, width, height, c.count);
  ImGui::SetNextWindowPos(place.Min);
  ImGui::SetNextWindowSize(place.GetSize());
  ImGui::PushStyleVar(ImGuiStyleVar_WindowPadding, ImVec2(d.em(0.25), d.em(0.25)));
  ImGui::PushStyleVar(ImGuiStyleVar_ItemSpacing, ImVec2(0, 0));
  std::uint32_t did = 0;
  if (ImGui::BeginPopupEx(popup, ImGuiWindowFlags_NoTitleBar | ImGuiWindowFlags_NoSavedSettings |
                                     ImGuiWindowFlags_NoMove | ImGuiWindowFlags_NoResize)) {
    const bool appearing = ImGui::IsWindowAppearing();
    for (std::uint32_t i = 0; i < c.count; ++i) {
      const Item option = option_of(item, i);
      const ImVec2 at = ImGui::GetCursorScreenPos();
      const ImRect line(at, at + ImVec2(ImGui::GetContentRegionAvail().x, height));
      ImGui::ItemSize(line);
      const Pressed p = d.press(option, line);
      const bool on = *c.index == i;
      if (on && appearing) {
        d.focus_id(option.id);
        ImGui::SetScrollHereY();
      }
      if (p.hovered || p.held || p.ring) d.face(line, p.held ? d.theme().held : d.theme().hover);
      if (on) d.put_icon({at.x, at.y, at.x + d.em(1.75), line.Max.y}, d.theme().accent, "check", d.fonts().small);
      d.put(d.fonts().body, {at.x + d.em(1.75), line.GetCenter().y - d.fonts().body->FontSize / 2}, d.theme().ink,
            c.at(i), line.Max.x);
      d.focus_ring(line, option.id);
      d.part(option.path,
             {.kind = Kind::option, .rect = line, .label = c.at(i), .on = on, .stops = true, .focus_id = option.id});
      if (p.pressed) {
        did |= chosen(d, c, i);
        ImGui::CloseCurrentPopup();
      }
    }
    ImGui::EndPopup();
  }
  ImGui::PopStyleVar(2);
  return did;
}

std::uint32_t drop_down(Drawing &d, const Item &item, const char *label, const Choice &c) {
  const ImRect bb = d.begin_field(item, label, 10);
  ImGui::SetCursorScreenPos(bb.Min);
  ImGui::ItemSize(bb);
  const Pressed p = d.press(item, bb, ImGuiButtonFlags_PressedOnClick);
  const ImGuiID popup = ImHashStr("popup", 0, item.id);
  const bool open = ImGui::IsPopupOpen(popup, 0);
  if (p.pressed && !open && c.count > 0) {
    ImGui::OpenPopupEx(popup);
    d.redraw_in(0);
  }
  std::uint32_t did = 0;
  if (p.focused && !open && ImGui::GetIO().KeyAlt) {  // Alt with up or down: the one before or after
    if (ImGui::IsKeyPressed(ImGui::GetKeyIndex(ImGuiKey_UpArrow)) && *c.index > 0) did |= chosen(d, c, *c.index - 1);
    if (ImGui::IsKeyPressed(ImGui::GetKeyIndex(ImGuiKey_DownArrow)) && *c.index + 1 < c.count)
      did |= chosen(d, c, *c.index + 1);
  }
  const Rgb rim = !item.next.error.empty() ? d.theme().error : open || p.held ? d.theme().accent : d.theme().edge;
  d.face(bb, p.hovered && !open ? d.theme().hover : d.theme().field, rim);
  d.put(d.fonts().body, {bb.Min.x + d.em(0.625), bb.GetCenter().y - d.fonts().body->FontSize / 2}, d.theme().ink,
        c.at(*c.index), bb.Max.x - d.em(1.75));
  d.put_icon({bb.Max.x - d.em(1.75), bb.Min.y, bb.Max.x, bb.Max.y}, d.theme().dim, "chevron-down", d.fonts().small);
  d.focus_ring(bb, item.id);
  d.finish(item,
           {.kind = Kind::choice, .rect = bb, .label = label, .value = c.at(*c.index), .on = open, .stops = true});
  did |= list(d, item, bb, c);
  d.end_field(item);
  return did;
}

std::uint32_t choice(const gantry_ui *ui, const char *id, const char *label, const char *const *items,
                     std::uint32_t count, std::uint32_t *index, std::uint32_t flags) {
  Drawing &d = of(ui);
  if (d.hidden()) return d.skip();
  const Item item = d.item(id);
  const Choice c{items, count, index};
  if ((flags & GANTRY_UI_RADIO) != 0) return radio(d, item, text_of(label), c);
  if ((flags & GANTRY_UI_SEGMENTS) != 0) return segments(d, item, text_of(label), c);
  return drop_down(d, item, text_of(label), c);
}

}  // namespace

void set_choices(gantry_ui &table) { table.choice = choice; }

}  // namespace gantry::host::window
