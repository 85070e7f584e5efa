// SPDX-License-Identifier: Apache-2.0
// Arranging in panes: splits with a border between their halves, and boxes.
#include <host/window/widgets/drawing.hpp>

#include <algorithm>
#include <charconv>
#include <cmath>

namespace gantry::host::window {
namespace {

// A split: two child windows, and the border between them, which is dragged, or moved by the arrow keys.

constexpr double border = 0.375;  // em
constexpr double least_pane = 4;

float fraction_of(Drawing &d, const Open &split, double given) {
  const auto kept = d.remembered.find(split.path);
  double fraction = given;
  if (kept != d.remembered.end()) {
    std::from_chars(kept->second.data(), kept->second.data() + kept->second.size(), fraction);
  }
  return std::isfinite(fraction) ? static_cast<float>(std::clamp(fraction, 0.0, 1.0)) : 0.5F;
}

void begin_pane(const Open &split, const char *which, ImVec2 size) {
  ImGui::PushStyleVar(ImGuiStyleVar_WindowPadding, ImVec2(0, 0));
  ImGui::BeginChild(ImHashStr((split.path + which).c_str()), size, false, ImGuiWindowFlags_NavFlattened);
  ImGui::PopStyleVar();
}

void split_begin(const gantry_ui *ui, const char *id, std::uint32_t flags, double given) {
  Drawing &d = of(ui);
  if (d.hidden()) return d.push_hidden(Level::split);
  const Item item = d.container(id);
  ImGui::EndDisabled();
  const float width = d.width_of(item.next, std::floor(d.left_over()));
  const float height = d.height_of(item.next, std::floor(ImGui::GetContentRegionAvail().y));
  d.place(width);
  Open &split = d.push(Level::split, item);
  split.flags = flags;
  split.from = ImGui::GetCursorScreenPos();
  split.size = {width, std::max(height, d.em(2))};
  const bool vertical = (flags & GANTRY_UI_VERTICAL) != 0;
  const float length = (vertical ? split.size.y : split.size.x) - d.em(border);
  const float least = std::min(d.em(least_pane), length / 2);
  split.at = std::round(std::clamp(length * fraction_of(d, split, given), least, std::max(least, length - least)));
  ImGui::BeginGroup();
  begin_pane(split, "/1st", vertical ? ImVec2(width, split.at) : ImVec2(split.at, split.size.y));
}

void move_border(Drawing &d, const Open &split, float to, float length) {
  const float least = std::min(d.em(least_pane), length / 2);
  const double fraction = std::clamp(to, least, std::max(least, length - least)) / std::max(length, 1.0F);
  char text[24];
  const auto end = std::to_chars(text, text + sizeof text, fraction, std::chars_format::fixed, 4).ptr;
  d.remembered[split.path] = std::string(text, end);
  d.redraw_in(0);
}

void split_next(const gantry_ui *ui) {
  Drawing &d = of(ui);
  if (d.hidden()) return;
  ImGui::EndChild();
  const Open &split = *d.top();
  const bool vertical = (split.flags & GANTRY_UI_VERTICAL) != 0;
  const float thick = d.em(border);
  const float length = (vertical ? split.size.y : split.size.x) - thick;
  const ImVec2 min = split.from + (vertical ? ImVec2(0, split.at) : ImVec2(split.at, 0));
  const ImRect bb(min, min + (vertical ? ImVec2(split.size.x, thick) : ImVec2(thick, split.size.y)));
  Item item;
  item.path = split.path;
  item.id = ImHashStr((split.path + "/border").c_str());
  const Pressed p = d.press(item, bb, ImGuiButtonFlags_AllowItemOverlap);
  const ImGuiIO &io = ImGui::GetIO();
  if (p.hovered || p.held) ImGui::SetMouseCursor(vertical ? ImGuiMouseCursor_ResizeNS : ImGuiMouseCursor_ResizeEW);
  if (p.held)
    move_border(d, split, (vertical ? io.MousePos.y - split.from.y : io.MousePos.x - split.from.x) - thick / 2, length);
  if (p.focused) {
    const int back = ImGui::GetKeyIndex(vertical ? ImGuiKey_UpArrow : ImGuiKey_LeftArrow);
    const int forth = ImGui::GetKeyIndex(vertical ? ImGuiKey_DownArrow : ImGuiKey_RightArrow);
    if (io.KeyCtrl && ImGui::IsKeyPressed(back)) move_border(d, split, split.at - d.em(), length);
    if (io.KeyCtrl && ImGui::IsKeyPressed(forth)) move_border(d, split, split.at + d.em(), length);
  }
  const bool strong = p.hovered || p.held || p.ring;
  const float line = strong ? d.em(0.125) : 1;
  const ImVec2 middle = bb.GetCenter();
  const ImVec2 half = vertical ? ImVec2(split.size.x / 2, line / 2) : ImVec2(line / 2, split.size.y / 2);
  ImGui::GetWindowDrawList()->AddRectFilled(middle - half, middle + half,
                                            colour(strong ? d.theme().accent : d.theme().line));
  d.part(split.path, {.kind = Kind::split, .rect = bb});
  ImGui::SetCursorScreenPos(split.from + (vertical ? ImVec2(0, split.at + thick) : ImVec2(split.at + thick, 0)));
  const float rest = std::max(1.0F, length - split.at);
  begin_pane(split, "/2nd", vertical ? ImVec2(split.size.x, rest) : ImVec2(rest, split.size.y));
}

void split_end(const gantry_ui *ui) {
  Drawing &d = of(ui);
  const bool drawn = !d.hidden();
  const Open split = d.pop();
  if (!drawn) return;
  ImGui::EndChild();
  ImGui::SetCursorScreenPos(split.from);
  ImGui::Dummy(split.size);
  ImGui::EndGroup();
}

// Boxes: as high as what is in them, or child windows where a height is given or they scroll.

void begin_child_box(Drawing &d, Item &item, std::uint32_t flags, float width) {
  const bool quiet = (flags & GANTRY_UI_QUIET) != 0;
  const float height = d.height_of(item.next, std::max(d.em(2), std::floor(ImGui::GetContentRegionAvail().y)));
  d.place(width);
  const ImVec2 at = ImGui::GetCursorScreenPos();
  // What scrolls inside a box has its margin already.
  const float margin = quiet && d.in_box() ? 0 : d.em(0.75);
  ImGui::PushStyleVar(ImGuiStyleVar_WindowPadding, ImVec2(margin, margin));
  // Its face is drawn here; the border has its room.
  if (!quiet) d.pane({at, at + ImVec2(width, height)}, d.theme().surface);
  ImGui::PushStyleColor(ImGuiCol_ChildBg, ImVec4(0, 0, 0, 0));
  ImGui::PushStyleColor(ImGuiCol_Border, ImVec4(0, 0, 0, 0));
  ImGuiWindowFlags window = ImGuiWindowFlags_NavFlattened | ImGuiWindowFlags_AlwaysUseWindowPadding;
  if ((flags & GANTRY_UI_SCROLL) == 0) window |= ImGuiWindowFlags_NoScrollbar | ImGuiWindowFlags_NoScrollWithMouse;
  d.finish(item, {.kind = Kind::box, .rect = {at, at + ImVec2(width, height)}});
  ImGui::BeginChild(item.id, {width, height}, !quiet, window);
  ImGui::PopStyleColor(2);
  ImGui::PopStyleVar();
  d.push(Level::child, item);
}

std::uint32_t box_begin(const gantry_ui *ui, const char *id, std::uint32_t flags) {
  Drawing &d = of(ui);
  if (d.hidden()) return d.push_hidden(Level::box), 0;
  Item item = d.container(id);
  const float width = d.width_of(item.next, std::floor(d.left_over()));
  if ((flags & GANTRY_UI_SCROLL) != 0 || item.next.height != 0) {
    begin_child_box(d, item, flags, width);
    return GANTRY_UI_SHOWN;
  }
  d.place(width);
  ImGuiWindow *const window = ImGui::GetCurrentWindow();
  const ImVec2 at = window->DC.CursorPos;
  const ImRect bb(at, at + ImVec2(width, d.heights[item.id]));
  if ((flags & GANTRY_UI_QUIET) == 0 && bb.GetHeight() > 0) {
    d.pane(bb, d.theme().surface);
  }
  d.finish(item, {.kind = Kind::box, .rect = bb});
  Open &box = d.push(Level::box, item);
  box.from = at;
  box.size = {width, 0};
  box.work = window->WorkRect;
  box.content = window->ContentRegionRect;
  ImGui::BeginGroup();
  const float pad = d.em(0.75);
  window->WorkRect.Max.x = at.x + width - pad;
  window->ContentRegionRect.Max.x = at.x + width - pad;
  ImGui::SetCursorScreenPos(at + ImVec2(0, pad));
  ImGui::Indent(pad);
  return GANTRY_UI_SHOWN;
}

void box_end(const gantry_ui *ui) {
  Drawing &d = of(ui);
  const bool drawn = !d.hidden();
  const Open box = d.pop();
  if (!drawn) return;
  if (box.level == Level::child) return ImGui::EndChild();
  const float pad = d.em(0.75);
  ImGuiWindow *const window = ImGui::GetCurrentWindow();
  ImGui::Unindent(pad);
  const float bottom = std::max(window->DC.CursorMaxPos.y, box.from.y + pad) + pad;
  window->WorkRect = box.work;
  window->ContentRegionRect = box.content;
  ImGui::SetCursorScreenPos(box.from);
  ImGui::Dummy({box.size.x, bottom - box.from.y});
  ImGui::EndGroup();
  float &height = d.heights[ImHashStr(box.path.c_str(), box.path.size())];
  if (height != bottom - box.from.y) d.redraw_in(0);
  height = bottom - box.from.y;
}

}  // namespace

void set_panes(gantry_ui &table) {
  table.split_begin = split_begin;
  table.split_next = split_next;
  table.split_end = split_end;
  table.box_begin = box_begin;
  table.box_end = box_end;
}

}  // namespace gantry::host::window
