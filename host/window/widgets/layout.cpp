// SPDX-License-Identifier: Apache-2.0
// Arranging: scopes, rows, columns, lines and space.
#include <host/window/widgets/drawing.hpp>

#include <algorithm>
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
  table.separator = separator;
  table.space = space;
}

}  // namespace gantry::host::window
