// SPDX-License-Identifier: Apache-2.0
// Arranging: scopes, rows, columns, splits, boxes, lines and space.
#include <host/window/widgets/drawing.hpp>

#include <algorithm>
#include <charconv>
#include <cmath>

namespace gantry::host::window {
namespace {

void scope_begin(const gantry_ui *ui, const char *id) {
  Drawing &d = of(ui);
  if (d.hidden()) return d.push_hidden(Level::scope);
  const Item item = d.container(id);
  ImGui::EndDisabled();
  d.push(Level::scope, item);
}

void scope_end(const gantry_ui *ui) { of(ui).pop(); }

void row_begin(const gantry_ui *ui) {
  Drawing &d = of(ui);
  if (d.hidden()) return d.push_hidden(Level::row);
  d.take_next();
  d.push_unnamed(Level::row);
}

// What was pushed to the right end is as wide as it was in the frame before.
void row_end(const gantry_ui *ui) {
  Drawing &d = of(ui);
  const Open row = d.pop();
  if (row.pushed == 0 || d.hidden()) return;
  const ImGuiWindow *const window = ImGui::GetCurrentWindow();
  const ImVec2 end = window->DC.CursorPosPrevLine;
  // Where it did not fit it stands in a line of its own, and is tried again.
  const float wide = end.y < row.top + 1 ? end.x - row.at : 0;
  float &kept = d.heights[row.pushed];
  if (std::abs(kept - wide) > 0.5F) d.redraw_in(0);
  kept = wide;
}

void columns_begin(const gantry_ui *ui, const char *id, std::uint32_t count, const double *weights) {
  Drawing &d = of(ui);
  if (d.hidden() || count == 0 || count > 64) return d.push_hidden(Level::columns);
  const Item item = d.container(id);
  ImGui::EndDisabled();
  const float width = d.width_of(item.next, std::floor(d.left_over()));
  d.place(width);
  ImGui::PushOverrideID(item.id);
  ImGui::PushStyleVar(ImGuiStyleVar_CellPadding, ImVec2(d.em(0.5), d.em(0.125)));
  const bool shown = ImGui::BeginTable("##columns", static_cast<int>(count),
                                       ImGuiTableFlags_NoSavedSettings | ImGuiTableFlags_SizingStretchProp |
                                           ImGuiTableFlags_NoPadOuterX | ImGuiTableFlags_NoBordersInBody,
                                       ImVec2(width, 0));
  d.push(Level::columns, item, shown);
  if (!shown) return;
  for (std::uint32_t i = 0; i < count; ++i) {
    const double weight = weights == nullptr ? 1 : weights[i];
    ImGui::TableSetupColumn("", ImGuiTableColumnFlags_WidthStretch,
                            static_cast<float>(weight > 0 && std::isfinite(weight) ? weight : 1));
  }
  ImGui::TableNextRow();
  ImGui::TableNextColumn();
}

void column_next(const gantry_ui *ui) {
  if (!of(ui).hidden()) ImGui::TableNextColumn();
}

void columns_end(const gantry_ui *ui) {
  Drawing &d = of(ui);
  const bool drawn = !d.hidden();
  const bool began = d.pop().named;
  if (drawn) ImGui::EndTable();
  if (!began) return;
  ImGui::PopStyleVar();
  ImGui::PopID();
}

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
  ImGui::PushStyleVar(ImGuiStyleVar_WindowPadding, ImVec2(d.em(0.75), d.em(0.75)));
  ImGui::PushStyleColor(ImGuiCol_ChildBg, colour4(d.theme().surface, quiet ? 0 : 1));
  ImGui::PushStyleColor(ImGuiCol_Border, colour4(d.theme().line));
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
    const float rounding = ImGui::GetStyle().ChildRounding;
    window->DrawList->AddRectFilled(bb.Min, bb.Max, colour(d.theme().surface), rounding);
    window->DrawList->AddRect(bb.Min, bb.Max, colour(d.theme().line), rounding);
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

void separator(const gantry_ui *ui) {
  Drawing &d = of(ui);
  d.take_next();
  if (d.hidden()) return;
  ImGuiWindow *const window = ImGui::GetCurrentWindow();
  const ImU32 line = colour(d.theme().line);
  if (d.in_row()) {
    d.place(1);
    const ImVec2 at = window->DC.CursorPos;
    window->DrawList->AddRectFilled({at.x, at.y + d.em(0.25)}, {at.x + 1, at.y + d.frame() - d.em(0.25)}, line);
    return ImGui::Dummy({1, d.frame()});
  }
  const ImVec2 at = window->DC.CursorPos;
  const float width = ImGui::GetContentRegionAvail().x;
  window->DrawList->AddRectFilled({at.x, at.y}, {at.x + width, at.y + 1}, line);
  ImGui::Dummy({0, 1});
}

void push_right(Drawing &d) {
  if (!d.in_row()) return;
  Open &row = *d.inside(Level::row);
  ImGuiWindow *const window = ImGui::GetCurrentWindow();
  row.pushed = ImHashStr((d.last().path + "/pushed").c_str());
  d.place(0);
  const auto follows = d.heights.find(row.pushed);
  const bool known = follows != d.heights.end() && follows->second > 0;
  const float gap = known ? std::floor(ImGui::GetContentRegionAvail().x - follows->second) : 0;
  ImGui::Dummy({std::max(gap, 0.0F), d.frame()});
  row.at = window->DC.CursorPosPrevLine.x;
  row.top = window->DC.CursorPosPrevLine.y;
}

void space(const gantry_ui *ui, double em) {
  Drawing &d = of(ui);
  d.take_next();
  if (d.hidden() || std::isnan(em) || em > 1000) return;
  if (em < 0) return push_right(d);
  if (d.in_row()) {
    d.place(d.em(em));
    return ImGui::Dummy({d.em(em), d.frame()});
  }
  // The spacing between items is already there.
  ImGui::Dummy({0, std::max(0.0F, d.em(em) - ImGui::GetStyle().ItemSpacing.y)});
}

}  // namespace

void set_layout(gantry_ui &table) {
  table.scope_begin = scope_begin;
  table.scope_end = scope_end;
  table.row_begin = row_begin;
  table.row_end = row_end;
  table.columns_begin = columns_begin;
  table.column_next = column_next;
  table.columns_end = columns_end;
  table.split_begin = split_begin;
  table.split_next = split_next;
  table.split_end = split_end;
  table.box_begin = box_begin;
  table.box_end = box_end;
  table.separator = separator;
  table.space = space;
}

}  // namespace gantry::host::window
