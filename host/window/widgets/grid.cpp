// SPDX-License-Identifier: Apache-2.0
// Tables of any length. Cells come in any order between begin and end, and are drawn at the end; what the user did is told
// at the next begin.
#include <host/window/widgets/grid.hpp>

#include <algorithm>
#include <charconv>
#include <cmath>
#include <core/report/text.hpp>

namespace gantry::host::window {
namespace {

constexpr double most_height = 1.6e7;  // pixels: a float still tells them apart

// Given widths, those that the user dragged, and equal shares of what is left.
void lay_columns(Drawing &d, GridOpen &g, float room) {
  const auto count = g.columns.size();
  float given = 0;
  int shares = 0;
  g.width.assign(count, 0);
  for (std::size_t i = 0; i < count; ++i) {
    const GridColumnOf &column = g.columns[i];
    double width = column.width;
    const auto kept = d.remembered.find(g.item.path + "/columns/" + column.id);
    if (kept != d.remembered.end()) {
      std::from_chars(kept->second.data(), kept->second.data() + kept->second.size(), width);
    }
    if (width > 0) given += g.width[i] = d.em(std::clamp(width, 2.0, 200.0));
    else ++shares;
  }
  const float share = shares == 0 ? 0 : std::max(d.em(5.5), std::floor((room - given) / static_cast<float>(shares)));
  g.x.clear();
  float x = 0;
  for (float &width : g.width) {
    if (width == 0) width = share;
    g.x.push_back(x);
    x += width;
  }
  g.x.push_back(x);
}

std::uint32_t grid_begin(const gantry_ui *ui, const char *id, const gantry_ui_grid *grid, gantry_ui_grid_state *state) {
  Drawing &d = of(ui);
  if (d.hidden() || grid == nullptr || state == nullptr || d.grid) {
    state->first = state->count = 0;
    return d.push_hidden(Level::scope), 0;
  }
  d.grid.emplace();
  GridOpen &g = *d.grid;
  g.item = d.container(id);
  d.push(Level::scope, g.item);
  g.rows = grid->rows;
  g.empty = text_of(grid->empty);
  for (std::uint32_t i = 0; i < grid->column_count; ++i) {
    const gantry_ui_grid_column &c = *grid->columns[i];
    g.columns.push_back({text_of(c.id), text_of(c.label), text_of(c.unit), c.flags, c.width});
  }
  g.row_height = d.em(1.75);
  GridMemory &m = d.grids[g.item.path];
  std::uint32_t did = std::exchange(m.pending, 0);
  if ((did & GANTRY_UI_CHANGED) != 0) {
    if (m.selected != -2) state->selected = std::exchange(m.selected, -2);
    if (m.sorted_by != -2) {
      state->sorted_by = std::exchange(m.sorted_by, -2);
      state->descending = m.descending;
    }
  }
  state->edited_row = -1;
  if ((did & GANTRY_UI_COMMITTED) != 0) {
    state->edited_row = m.edited_row;
    state->edited_column = m.edited_column;
    state->edited_text = m.edited_text.c_str();
  }
  g.selected = state->selected;
  g.sorted_by = state->sorted_by;
  g.descending = state->descending != 0;

  const float width = d.width_of(g.item.next, std::floor(d.left_over()));
  const float head = d.em(1.875);
  const float natural =
      head + static_cast<float>(std::clamp<std::uint64_t>(grid->rows, 3, 10)) * g.row_height + d.em(0.25);
  const float height = std::max(d.height_of(g.item.next, natural), head + g.row_height);
  d.place(width);
  const ImVec2 at = ImGui::GetCursorScreenPos();
  g.outer = {at, at + ImVec2(width, height)};
  g.body = {at.x + 1, at.y + head, at.x + width - 1, at.y + height - 1};
  d.face(g.outer, d.theme().surface, d.theme().line);
  lay_columns(d, g, g.body.GetWidth() - ImGui::GetStyle().ScrollbarSize);
  ImGui::BeginGroup();
  ImGui::SetCursorScreenPos(g.body.Min);
  ImGui::PushStyleVar(ImGuiStyleVar_WindowPadding, ImVec2(0, 0));
  if (m.scroll_to >= 0) ImGui::SetNextWindowScroll({-1, std::exchange(m.scroll_to, -1.0F)});
  ImGui::BeginChild(ImHashStr("body", 0, g.item.id), g.body.GetSize(), false,
                    ImGuiWindowFlags_HorizontalScrollbar | ImGuiWindowFlags_NoNavInputs);
  ImGui::PopStyleVar();

  // Where the scroll bar is. A table higher than most_height scrolls faster than its rows are high.
  const double whole = static_cast<double>(grid->rows) * g.row_height;
  const double shown = std::min(whole, most_height);
  const double view = ImGui::GetWindowHeight() - ImGui::GetCurrentWindow()->ScrollbarSizes.y;
  const double scroll = ImGui::GetScrollY();
  const double top = shown > view && whole > shown ? scroll / (shown - view) * (whole - view) : scroll;
  g.scroll_x = ImGui::GetScrollX();
  g.first = std::min(static_cast<std::uint64_t>(std::max(top, 0.0) / g.row_height), grid->rows);
  g.count = std::min(static_cast<std::uint64_t>(view / g.row_height) + 2, grid->rows - g.first);
  g.first_y = std::round(g.body.Min.y + static_cast<float>(static_cast<double>(g.first) * g.row_height - top));
  g.view = static_cast<float>(view);
  g.ratio = shown > view && whole > shown ? (shown - view) / (whole - view) : 1;
  state->first = g.first;
  state->count = g.count;
  ImGui::Dummy({g.x.back(), static_cast<float>(shown)});
  return did | GANTRY_UI_SHOWN;
}

void add_cell(Drawing &d, Cell cell) {
  if (d.hidden() || !d.grid || cell.row < d.grid->first || cell.row >= d.grid->first + d.grid->count) return;
  if (cell.column < d.grid->columns.size() && d.grid->cells.size() < 100'000) d.grid->cells.push_back(std::move(cell));
}

void grid_text(const gantry_ui *ui, std::uint64_t row, std::uint32_t column, const char *text, std::uint32_t style) {
  add_cell(of(ui), {row, column, style, 0, 0, text_of(text)});
}

void grid_number(const gantry_ui *ui, std::uint64_t row, std::uint32_t column, double value, std::uint32_t digits) {
  Drawing &d = of(ui);
  const int most = static_cast<int>(std::clamp(digits, 1U, 17U));
  add_cell(d, {row, column, GANTRY_UI_BODY, value, most, d.number_text(value, most)});
}

void draw_cell(Drawing &d, const Cell &cell, const ImRect &bb) {
  const GridOpen &g = *d.grid;
  const GridColumnOf &column = g.columns[cell.column];
  ImFont *const font = cell.style == GANTRY_UI_STRONG  ? d.fonts().strong
                       : cell.style == GANTRY_UI_FIXED ? d.fonts().fixed
                       : cell.style == GANTRY_UI_SMALL ? d.fonts().small
                                                       : d.fonts().body;
  const bool chosen = static_cast<std::int64_t>(cell.row) == g.selected;
  Rgb ink = cell.style == GANTRY_UI_BODY ? d.theme().ink : d.severity(cell.style);
  if (chosen && cell.style >= GANTRY_UI_DONE && cell.style <= GANTRY_UI_ERROR) ink = d.theme().ink;
  float x = bb.Min.x + d.em(0.625);
  const float right = bb.Max.x - d.em(0.625);
  const char *const icon = Drawing::severity_icon(cell.style);
  if (*icon != '\0') {
    d.put_icon({x, bb.Min.y, x + d.em(1), bb.Max.y}, ink, icon, d.fonts().small);
    x += d.em(1.375);
  }
  const float y = bb.GetCenter().y - font->FontSize / 2;
  // A number loses digits rather than its end, which may be a power of ten.
  std::string text = cell.text;
  for (int digits = cell.digits - 1; digits > 1 && d.measure(font, text).x > right - x; --digits)
    text = d.number_text(cell.value, digits);
  const float width = d.measure(font, text).x;
  if ((column.flags & GANTRY_UI_GRID_RIGHT) != 0 && width < right - x) x = right - width;
  d.put(font, {x, y}, ink, text, right);
}

}  // namespace

ImRect cell_rect(const GridOpen &g, std::uint64_t row, std::uint32_t column) {
  const float x = g.body.Min.x - g.scroll_x + g.x[column];
  const float y = g.first_y + static_cast<float>(row - g.first) * g.row_height;
  return {x, y, x + g.width[column], y + g.row_height};
}

namespace {

void draw_rows(Drawing &d, std::int64_t hovered) {
  const GridOpen &g = *d.grid;
  ImDrawList *const list = ImGui::GetWindowDrawList();
  for (std::uint64_t row = g.first; row < g.first + g.count; ++row) {
    const float y = g.first_y + static_cast<float>(row - g.first) * g.row_height;
    const ImRect bb(g.body.Min.x, y, g.body.Max.x, y + g.row_height);
    const auto index = static_cast<std::int64_t>(row);
    if (index == g.selected) list->AddRectFilled(bb.Min, bb.Max, colour(d.theme().selection));
    else if (index == hovered) list->AddRectFilled(bb.Min, bb.Max, colour(d.theme().hover));
    d.part(g.item.path + "/row-" + std::to_string(row), {.kind = Kind::row, .rect = bb, .on = index == g.selected});
  }
  for (const Cell &cell : g.cells) {
    const ImRect bb = cell_rect(g, cell.row, cell.column);
    if (bb.Max.x < g.body.Min.x || bb.Min.x > g.body.Max.x) continue;
    draw_cell(d, cell, bb);
    d.part(g.item.path + "/row-" + std::to_string(cell.row) + "/" + g.columns[cell.column].id,
           {.kind = Kind::cell, .rect = bb, .value = cell.text});
  }
  if (g.rows == 0) {
    const std::string_view words = g.empty;
    const float wrap = std::max(d.em(8), g.body.GetWidth() - d.em(2));
    const ImVec2 size = d.measure(d.fonts().body, words, wrap);
    d.put(d.fonts().body, g.body.GetCenter() - size * 0.5F, d.theme().dim, words, FLT_MAX, wrap);
  }
}

void grid_end(const gantry_ui *ui) {
  Drawing &d = of(ui);
  const bool drawn = !d.hidden() && d.grid.has_value();
  if (!drawn) return static_cast<void>(d.pop());
  GridOpen &g = *d.grid;
  ImGui::SetCursorScreenPos(ImGui::GetCurrentWindow()->DC.CursorStartPos);
  // The whole of the body is one item: rows are told apart by where the pointer is.
  Item body;
  body.path = g.item.path;
  body.id = g.item.id;
  const Pressed p = d.press(
      body, {g.body.Min, g.body.Min + ImVec2(g.body.GetWidth() - ImGui::GetCurrentWindow()->ScrollbarSizes.x, g.view)},
      ImGuiButtonFlags_AllowItemOverlap);
  const float y = ImGui::GetIO().MousePos.y - g.first_y;
  const auto over = static_cast<std::int64_t>(g.first) + static_cast<std::int64_t>(std::floor(y / g.row_height));
  const bool on_row = p.hovered && y >= 0 && over < static_cast<std::int64_t>(g.rows);
  draw_rows(d, on_row ? over : -1);
  if (on_row && p.pressed) select_row(d, over);
  if (on_row && ImGui::IsMouseDoubleClicked(ImGuiMouseButton_Left)) activate_row(d, over);
  if (ImGui::GetCurrentContext()->NavId == g.item.id &&
      ImGui::GetCurrentContext()->ActiveId != ImHashStr("##text", 0, g.item.id))
    grid_keys(d);
  edit_cell(d);
  ImGui::EndChild();
  draw_heads(d);
  d.focus_ring(g.outer, g.item.id);
  ImGui::SetCursorScreenPos(g.outer.Min);
  ImGui::Dummy(g.outer.GetSize());
  ImGui::EndGroup();
  d.finish(g.item, {.kind = Kind::grid, .rect = g.outer, .value = std::to_string(g.rows), .stops = true});
  d.grid.reset();
  d.pop();
}

}  // namespace

void set_grid(gantry_ui &table) {
  table.grid_begin = grid_begin;
  table.grid_text = grid_text;
  table.grid_number = grid_number;
  table.grid_end = grid_end;
}

}  // namespace gantry::host::window
