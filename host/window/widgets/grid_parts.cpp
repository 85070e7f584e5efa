// SPDX-License-Identifier: Apache-2.0
// Of grids: selecting, keys, cells that are typed in, heads of columns.
#include <host/window/widgets/grid.hpp>
#include <host/window/widgets/keys.hpp>
#include <host/window/widgets/number_words.hpp>
#include <host/window/widgets/typing.hpp>

#include <algorithm>
#include <charconv>
#include <cmath>
#include <core/report/text.hpp>
#include <cstring>

namespace gantry::host::window {
namespace {

GridMemory &memory(Drawing &d) { return d.grids[d.grid->item.path]; }

void scroll_to(Drawing &d, std::int64_t row) {
  const GridOpen &g = *d.grid;
  const auto first = static_cast<std::int64_t>(g.first) + (g.first_y < g.body.Min.y - 1 ? 1 : 0);
  const auto fit = std::max<std::int64_t>(1, static_cast<std::int64_t>(g.view / g.row_height));
  std::int64_t top = first;
  if (row < first) top = row;
  if (row >= first + fit) top = row - fit + 1;
  if (top != first) memory(d).scroll_to = static_cast<float>(static_cast<double>(top) * g.row_height * g.ratio);
}

std::string text_at(const GridOpen &g, std::int64_t row, std::uint32_t column) {
  for (const Cell &cell : g.cells) {
    if (static_cast<std::int64_t>(cell.row) == row && cell.column == column) return cell.text;
  }
  return {};
}

void copy_row(const GridOpen &g) {
  std::string line;
  for (std::uint32_t c = 0; c < g.columns.size(); ++c) line += (c == 0 ? "" : "\t") + text_at(g, g.selected, c);
  ImGui::SetClipboardText(line.c_str());
}

bool begin_edit(Drawing &d, std::int64_t row, std::uint32_t column) {
  const GridOpen &g = *d.grid;
  if ((g.columns[column].flags & GANTRY_UI_GRID_EDITABLE) == 0) return false;
  GridMemory &m = memory(d);
  m.editing_row = row;
  m.editing_column = column;
  m.typed = text_at(g, row, column);
  if (parse_typed(m.typed)) m.typed = typeable(m.typed);
  m.begin_edit = true;
  d.redraw_in(0);
  return true;
}

}  // namespace

void select_row(Drawing &d, std::int64_t row) {
  GridMemory &m = memory(d);
  if (row == d.grid->selected) return;
  m.selected = row;
  m.pending |= GANTRY_UI_CHANGED;
  d.redraw_in(0);
}

void activate_row(Drawing &d, std::int64_t row) {
  const GridOpen &g = *d.grid;
  const float x = ImGui::GetIO().MousePos.x - g.body.Min.x + g.scroll_x;
  for (std::uint32_t c = 0; c < g.columns.size(); ++c) {
    if (x >= g.x[c] && x < g.x[c + 1] && begin_edit(d, row, c)) return;
  }
  memory(d).pending |= GANTRY_UI_ACTIVATED;
  d.redraw_in(0);
}

void grid_keys(Drawing &d) {
  const GridOpen &g = *d.grid;
  if (memory(d).editing_row >= 0 || ImGui::GetIO().KeyAlt) return;
  const auto rows = static_cast<std::int64_t>(g.rows);
  const auto pressed = [](ImGuiKey key) { return ImGui::IsKeyPressed(ImGui::GetKeyIndex(key)); };
  const auto page = std::max<std::int64_t>(1, static_cast<std::int64_t>(g.view / g.row_height) - 1);
  std::int64_t to = g.selected;
  bool moved = true;
  if (pressed(ImGuiKey_DownArrow)) to += 1;
  else if (pressed(ImGuiKey_UpArrow)) to -= 1;
  else if (pressed(ImGuiKey_PageDown)) to += page;
  else if (pressed(ImGuiKey_PageUp)) to -= page;
  else if (pressed(ImGuiKey_Home)) to = 0;
  else if (pressed(ImGuiKey_End)) to = rows - 1;
  else moved = false;
  if (moved && rows > 0) {
    ImGui::NavMoveRequestCancel();
    to = std::clamp<std::int64_t>(to, 0, rows - 1);
    select_row(d, to);
    scroll_to(d, to);
  }
  if (g.selected < 0) return;
  if (ImGui::GetIO().KeyCtrl && ImGui::IsKeyPressed(parse_chord("c")->key, false)) copy_row(g);
  if (ImGui::IsKeyPressed(parse_chord("f2")->key, false)) {
    for (std::uint32_t c = 0; c < g.columns.size() && !begin_edit(d, g.selected, c); ++c) {
    }
  }
  if (pressed(ImGuiKey_Enter) || pressed(ImGuiKey_KeyPadEnter)) {
    memory(d).pending |= GANTRY_UI_ACTIVATED;
    d.redraw_in(0);
  }
}

void edit_cell(Drawing &d) {
  GridOpen &g = *d.grid;
  GridMemory &m = memory(d);
  if (m.editing_row < 0) return;
  const auto row = static_cast<std::uint64_t>(m.editing_row);
  if (row < g.first || row >= g.first + g.count || m.editing_column >= g.columns.size()) {
    m.editing_row = -1;  // scrolled away: left as it was
    return;
  }
  ImRect bb = cell_rect(g, row, m.editing_column);
  d.face(bb, d.theme().field, d.theme().accent);
  bb.Min.x += d.em(0.5);
  bb.Max.x -= d.em(0.25);
  bb.Min.y += std::floor((bb.GetHeight() - d.frame()) / 2);
  char buffer[1024] = {};
  std::strncpy(buffer, m.typed.c_str(), sizeof buffer - 1);
  Item item;
  item.path = g.item.path + "/edit";
  item.id = ImHashStr(item.path.c_str());
  item.next.focus = std::exchange(m.begin_edit, false);
  const bool beginning = item.next.focus;
  const Typed typed = type_in(
      d, item, {.text = bb, .buffer = buffer, .capacity = sizeof buffer, .flags = ImGuiInputTextFlags_AutoSelectAll});
  d.part(item.path, {.kind = Kind::text_field, .rect = bb, .value = buffer, .stops = true, .focus_id = typed.id});
  m.typed = buffer;
  if (typed.committed) {
    m.pending |= GANTRY_UI_COMMITTED;
    m.edited_row = m.editing_row;
    m.edited_column = m.editing_column;
    m.edited_text = buffer;
  }
  if (typed.left && !beginning) {
    m.editing_row = -1;
    d.focus_wanted = g.item.path;
    d.redraw_in(0);
  }
}

namespace {

// Dragged by its right border; remembered in em.
void resize(Drawing &d, std::uint32_t c, const ImRect &head) {
  const GridOpen &g = *d.grid;
  Item grip;
  grip.path = g.item.path + "/columns/" + g.columns[c].id;
  grip.id = ImHashStr("grip", 0, ImHashStr(grip.path.c_str()));
  const ImRect bb = {head.Max.x - d.em(0.25), head.Min.y, head.Max.x + d.em(0.25), head.Max.y};
  const Pressed p = d.press(grip, bb, ImGuiButtonFlags_AllowItemOverlap);
  ImGui::SetItemAllowOverlap();
  if (p.hovered || p.held) ImGui::SetMouseCursor(ImGuiMouseCursor_ResizeEW);
  if (p.held) {
    const double width = std::max(2.0F, (ImGui::GetIO().MousePos.x - head.Min.x) / d.em());
    char text[24];
    const auto end = std::to_chars(text, text + sizeof text, width, std::chars_format::fixed, 2).ptr;
    d.remembered[grip.path] = std::string(text, end);
    d.redraw_in(0);
  }
  const bool over = p.hovered || p.held;
  if (c + 1 == g.columns.size() && !over) return;
  const float x = head.Max.x - 1;
  ImGui::GetWindowDrawList()->AddRectFilled({x, head.Min.y + d.em(0.375)}, {x + 1, head.Max.y - d.em(0.375)},
                                            colour(over ? d.theme().accent : d.theme().line));
}

void draw_head(Drawing &d, std::uint32_t c, const ImRect &bb) {
  const GridOpen &g = *d.grid;
  const GridColumnOf &column = g.columns[c];
  const bool sorts = (column.flags & GANTRY_UI_GRID_SORTABLE) != 0;
  const bool sorted = g.sorted_by == static_cast<std::int64_t>(c);
  Item head;
  head.path = g.item.path + "/columns/" + column.id;
  head.id = ImHashStr(head.path.c_str());
  if (sorts) {
    const Pressed p = d.press(head, bb, ImGuiButtonFlags_AllowItemOverlap);
    ImGui::SetItemAllowOverlap();
    if (p.hovered || p.held) d.face(bb, p.held ? d.theme().held : d.theme().hover);
    if (p.pressed) {
      GridMemory &m = memory(d);
      m.pending |= GANTRY_UI_CHANGED;
      m.sorted_by = static_cast<std::int64_t>(c);
      m.descending = sorted && !g.descending ? 1 : 0;
      d.redraw_in(0);
    }
    d.focus_ring(bb, head.id);
  }
  const std::string label = core::report::with_unit(column.label, column.unit);
  const bool right = (column.flags & GANTRY_UI_GRID_RIGHT) != 0;
  const float arrow = sorted ? d.em(1) : 0;
  const float width = d.measure(d.fonts().small, label).x;
  float x = bb.Min.x + d.em(0.625);
  const float end = bb.Max.x - d.em(0.625) - arrow;
  if (right && width < end - x) x = end - width;
  d.put(d.fonts().small, {x, bb.GetCenter().y - d.fonts().small->FontSize / 2}, sorted ? d.theme().ink : d.theme().dim,
        label, end);
  if (sorted) {
    const float from = std::min(x + width, end) + d.em(0.125);
    d.put_icon({from, bb.Min.y, from + d.em(1), bb.Max.y}, d.theme().accent, g.descending ? "caret-down" : "caret-up",
               d.fonts().small);
  }
  d.part(head.path,
         {.kind = Kind::column, .rect = bb, .label = label, .on = sorted, .stops = sorts, .focus_id = head.id});
}

}  // namespace

void draw_heads(Drawing &d) {
  const GridOpen &g = *d.grid;
  const ImRect heads = {g.outer.Min.x + 1, g.outer.Min.y + 1, g.outer.Max.x - 1, g.body.Min.y};
  ImDrawList *const list = ImGui::GetWindowDrawList();
  list->AddRectFilled(heads.Min, heads.Max, colour(d.theme().raised), ImGui::GetStyle().FrameRounding,
                      ImDrawFlags_RoundCornersTop);
  ImGui::PushClipRect(heads.Min, heads.Max, true);
  for (std::uint32_t c = 0; c < g.columns.size(); ++c) {
    const float x = heads.Min.x - g.scroll_x + g.x[c];
    const ImRect bb = {x, heads.Min.y, x + g.width[c], heads.Max.y};
    if (bb.Max.x < heads.Min.x || bb.Min.x > heads.Max.x) continue;
    draw_head(d, c, bb);
    resize(d, c, bb);
  }
  ImGui::PopClipRect();
  list->AddRectFilled({heads.Min.x, heads.Max.y - 1}, heads.Max, colour(d.theme().line));
}

}  // namespace gantry::host::window
