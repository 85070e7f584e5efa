// SPDX-License-Identifier: Apache-2.0
// What is shown at times: sections, tabs, nodes of a tree. What the user folded is remembered by path.
#include <host/window/widgets/drawing.hpp>

#include <algorithm>
#include <cmath>
#include <host/window/theme/icons.hpp>
#include <utility>

namespace gantry::host::window {
namespace {

bool is_open(const Drawing &d, const std::string &path, std::uint32_t flags) {
  const auto kept = d.remembered.find(path);
  return kept == d.remembered.end() ? (flags & GANTRY_UI_OPEN) != 0 : kept->second == "open";
}

void set_open(Drawing &d, const std::string &path, bool open) {
  d.remembered[path] = open ? "open" : "shut";
  d.redraw_in(0);
}

std::uint32_t section_begin(const gantry_ui *ui, const char *id, const char *label, std::uint32_t flags) {
  Drawing &d = of(ui);
  if (d.hidden()) return d.push_hidden(Level::section), 0;
  const Item item = d.container(id);
  const float width = d.width_of(item.next, std::floor(d.left_over()));
  d.place(width);
  // Nearer to what is in it than to what was before.
  ImGuiWindow *const window = ImGui::GetCurrentWindow();
  if (!d.in_row() && window->DC.CursorPos.y > window->DC.CursorStartPos.y + 1) window->DC.CursorPos.y += d.em(0.375);
  const ImVec2 at = ImGui::GetCursorScreenPos();
  const ImRect bb(at, at + ImVec2(width, d.frame()));
  bool open = is_open(d, item.path, flags);
  ImGui::ItemSize(ImVec2(width, d.frame() - (open ? d.em(0.25) : 0)));
  const Pressed p = d.press(item, bb);
  if (p.pressed) set_open(d, item.path, open = !open);
  if (p.hovered || p.held) d.face(bb, p.held ? d.theme().held : d.theme().hover);
  d.put_icon({at.x, at.y, at.x + d.em(1.25), bb.Max.y}, d.theme().dim, open ? "chevron-down" : "chevron-right",
             d.fonts().small);
  d.put(d.fonts().strong, {at.x + d.em(1.5), at.y + (d.frame() - d.fonts().strong->FontSize) / 2}, d.theme().ink,
        text_of(label), bb.Max.x);
  d.focus_ring(bb, item.id);
  d.finish(item, {.kind = Kind::section, .rect = bb, .label = text_of(label), .on = open, .stops = true});
  d.push(Level::section, item, open);
  return open ? GANTRY_UI_SHOWN : 0;
}

void section_end(const gantry_ui *ui) { of(ui).pop(); }

// Tabs: their heads stand in lines of their own at the top, whose number the frame before has told.

void tabs_begin(const gantry_ui *ui, const char *id) {
  Drawing &d = of(ui);
  if (d.hidden()) return d.push_hidden(Level::tabs);
  const Item item = d.container(id);
  ImGui::EndDisabled();
  const float width = d.width_of(item.next, std::floor(d.left_over()));
  d.place(width);
  float &lines = d.heights[item.id];
  lines = std::max(lines, 1.0F);
  ImGui::BeginGroup();
  Open &tabs = d.push(Level::tabs, item);
  tabs.from = ImGui::GetCursorScreenPos();
  tabs.size = {width, lines * d.em(2.25)};
  tabs.at = tabs.from.x;
  tabs.top = tabs.from.y;
  const auto kept = d.remembered.find(item.path);
  if (kept != d.remembered.end()) tabs.chosen = kept->second;
  ImGui::GetWindowDrawList()->AddRectFilled(tabs.from + ImVec2(0, tabs.size.y - 1), tabs.from + tabs.size,
                                            colour(d.theme().line));
  ImGui::Dummy({width, tabs.size.y});
}

std::uint32_t tab_begin(const gantry_ui *ui, const char *id, const char *label, const char *icon) {
  Drawing &d = of(ui);
  Open *const tabs = d.inside(Level::tabs);
  if (d.hidden() || tabs == nullptr) return d.push_hidden(Level::tab), 0;
  Item item = d.container(id);
  const bool called = std::exchange(item.next.focus, false);  // the keyboard stays where it is
  const std::string icon_of = icon_text(text_of(icon));
  const float icon_width = icon_of.empty() ? 0 : d.em(1.5);
  ImFont *const font = d.fonts().body;
  const ImVec2 size = {d.measure(d.fonts().strong, text_of(label)).x + icon_width + d.em(1.5), d.em(2.25)};
  if (tabs->at > tabs->from.x && tabs->at + size.x > tabs->from.x + tabs->size.x) {
    tabs->at = tabs->from.x;
    tabs->top += size.y;
  }
  const ImRect bb(ImVec2(tabs->at, tabs->top), ImVec2(tabs->at, tabs->top) + size);
  tabs->at += size.x;
  if (tabs->chosen.empty()) tabs->chosen = text_of(id);
  const Pressed p = d.press(item, bb);
  if ((p.pressed || called) && tabs->chosen != text_of(id)) {
    d.remembered[tabs->path] = text_of(id);
    d.redraw_in(0);
  }
  const bool shown = tabs->chosen == text_of(id);
  if (shown) tabs->first = false;  // one is shown
  ImRect face = bb;
  face.Max.y -= 1;
  if (p.hovered || p.held) d.face(face, p.held ? d.theme().held : d.theme().hover);
  if (shown) {
    ImGui::GetWindowDrawList()->AddRectFilled({bb.Min.x + d.em(0.5), bb.Max.y - d.em(0.1875)},
                                              {bb.Max.x - d.em(0.5), bb.Max.y}, colour(d.theme().accent), d.em(0.125));
  }
  const Rgb ink = shown ? d.theme().ink : d.theme().dim;
  if (!icon_of.empty()) d.put_icon({bb.Min.x + d.em(0.5), bb.Min.y, bb.Min.x + d.em(2), bb.Max.y}, ink, text_of(icon));
  ImFont *const face_font = shown ? d.fonts().strong : font;
  d.put(face_font, {bb.Min.x + d.em(0.75) + icon_width, bb.Min.y + (size.y - face_font->FontSize) / 2}, ink,
        text_of(label));
  d.focus_ring(face, item.id);
  d.finish(item, {.kind = Kind::tab, .rect = bb, .label = text_of(label), .on = shown, .stops = true});
  d.push(Level::tab, item, shown);
  return (shown ? GANTRY_UI_SHOWN : 0) | (p.pressed ? GANTRY_UI_PRESSED : 0);
}

void tab_end(const gantry_ui *ui) { of(ui).pop(); }

void tabs_end(const gantry_ui *ui) {
  Drawing &d = of(ui);
  const bool drawn = !d.hidden();
  const Open tabs = d.pop();
  if (!drawn) return;
  const float lines = std::round((tabs.top - tabs.from.y) / d.em(2.25)) + 1;
  float &kept = d.heights[ImHashStr(tabs.path.c_str(), tabs.path.size())];
  if (kept != lines) d.redraw_in(0);
  kept = lines;
  // The chosen tab is not there any more.
  if (tabs.first && d.remembered.erase(tabs.path) > 0) d.redraw_in(0);
  ImGui::EndGroup();
}

std::uint32_t tree_begin(const gantry_ui *ui, const char *id, const char *label, const char *icon,
                         std::uint32_t flags) {
  Drawing &d = of(ui);
  if (d.hidden()) return d.push_hidden(Level::tree), 0;
  const Item item = d.container(id);
  const bool leaf = (flags & GANTRY_UI_LEAF) != 0;
  const bool chosen = (flags & GANTRY_UI_CHECKED) != 0;
  bool open = !leaf && is_open(d, item.path, flags);
  const float width = d.width_of(item.next, std::floor(d.left_over()));
  d.place(width);
  const ImVec2 at = ImGui::GetCursorScreenPos();
  const float height = d.height_of(item.next, d.em(1.625));
  const ImRect bb(at, at + ImVec2(width, height));
  const ImRect arrow(at, at + ImVec2(d.em(1.25), height));
  ImGui::ItemSize(ImVec2(width, height - ImGui::GetStyle().ItemSpacing.y + 1));  // nodes stand close together
  const Pressed p = d.press(item, bb);
  const bool twice = p.hovered && ImGui::IsMouseDoubleClicked(ImGuiMouseButton_Left);
  const bool on_arrow = !leaf && arrow.Contains(ImGui::GetIO().MousePos) && !p.by_key;
  const auto key = [&](ImGuiKey k) { return p.focused && ImGui::IsKeyPressed(ImGui::GetKeyIndex(k)); };
  bool wanted = open;
  if (p.pressed && on_arrow) wanted = !open;
  if (key(ImGuiKey_RightArrow) && !leaf) wanted = true;
  if (key(ImGuiKey_LeftArrow)) wanted = false;
  if (p.focused && (key(ImGuiKey_RightArrow) || key(ImGuiKey_LeftArrow))) ImGui::NavMoveRequestCancel();
  if (wanted != open) set_open(d, item.path, open = wanted);
  if (chosen) d.face(bb, d.theme().selection);
  else if (p.held || p.hovered) d.face(bb, p.held ? d.theme().held : d.theme().hover);
  const Rgb faint = chosen ? d.theme().ink : d.theme().dim;
  if (!leaf) d.put_icon(arrow, faint, open ? "caret-down" : "caret-right");
  float x = at.x + d.em(leaf && d.in_row() ? 0.375 : 1.25);  // beside a picture there is no tree to stand in
  if (*text_of(icon) != '\0') {
    d.put_icon({x, at.y, x + d.em(1.25), bb.Max.y}, faint, icon);
    x += d.em(1.625);
  }
  d.put(d.fonts().body, {x, at.y + (height - d.fonts().body->FontSize) / 2}, d.theme().ink, text_of(label),
        bb.Max.x - d.em(0.25));
  d.focus_ring(bb, item.id);
  d.finish(item, {.kind = Kind::tree,
                  .rect = bb,
                  .label = text_of(label),
                  .value = chosen ? "chosen" : "",
                  .on = open,
                  .stops = true});
  d.push(Level::tree, item, open);
  if (open) ImGui::Indent(d.em(1));
  std::uint32_t did = open ? GANTRY_UI_SHOWN : 0;
  if (p.pressed && !on_arrow) did |= GANTRY_UI_PRESSED;
  if ((twice && !on_arrow) || (p.by_key && chosen)) did |= GANTRY_UI_ACTIVATED;
  return did;
}

void tree_end(const gantry_ui *ui) {
  Drawing &d = of(ui);
  const bool drawn = !d.hidden();
  d.pop();
  if (drawn) ImGui::Unindent(d.em(1));
}

}  // namespace

void set_folding(gantry_ui &table) {
  table.section_begin = section_begin;
  table.section_end = section_end;
  table.tabs_begin = tabs_begin;
  table.tab_begin = tab_begin;
  table.tab_end = tab_end;
  table.tabs_end = tabs_end;
  table.tree_begin = tree_begin;
  table.tree_end = tree_end;
}

}  // namespace gantry::host::window
