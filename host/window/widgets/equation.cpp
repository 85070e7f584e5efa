// SPDX-License-Identifier: Apache-2.0
// A formula as the field writes it.
#include <host/window/widgets/drawing.hpp>

#include <algorithm>
#include <cmath>
#include <core/report/equation.hpp>
#include <host/window/plot/imgui_pen.hpp>

namespace gantry::host::window {
namespace {

using core::report::Equation;
using core::report::Typeset;

constexpr double smallest = 0.72;  // of its size, before it is cut off

// The font whose letters were drawn for the size that comes nearest: scaled letters are blurred.
ImFont *font_for(const Fonts &fonts, double size) {
  ImFont *const all[] = {fonts.formula, fonts.body, fonts.small};
  return *std::min_element(std::begin(all), std::end(all), [&](const ImFont *a, const ImFont *b) {
    return std::abs(std::log(text_size(*a) / size)) < std::abs(std::log(text_size(*b) / size));
  });
}

Typeset typeset(const Equation &equation, const Fonts &fonts, double size) {
  return equation.set(size, [&](std::string_view text, double px) {
    const ImFont *const font = font_for(fonts, px);
    const auto full = font->CalcTextSizeA(font->FontSize, FLT_MAX, 0, text.data(), text.data() + text.size());
    return static_cast<double>(full.x) * px / text_size(*font);
  });
}

void put(const Drawing &d, const Typeset &set, ImVec2 at) {
  ImDrawList *const list = ImGui::GetWindowDrawList();
  const ImU32 ink = colour(d.theme().ink);
  for (const auto &run : set.runs) {
    ImFont *const font = font_for(d.fonts(), run.size);
    const auto part = static_cast<float>(run.size / text_size(*font));
    const ImVec2 corner(at.x + static_cast<float>(run.x), at.y + static_cast<float>(run.y) - font->Ascent * part);
    list->AddText(font, font->FontSize * part, {IM_ROUND(corner.x), IM_ROUND(corner.y)}, ink, run.text.data(),
                  run.text.data() + run.text.size());
  }
  ImGuiPen pen(*list, d.fonts(), d.theme().ink);
  for (const auto &path : set.paths) {
    std::vector<core::report::Point> points;
    for (const auto &p : path.points) points.push_back({at.x + p.x, at.y + p.y});
    if (points.size() == 2) pen.line(points[0].x, points[0].y, points[1].x, points[1].y, {.width = path.width});
    else pen.curve(points, {.width = path.width});
  }
}

void equation(const gantry_ui *ui, const char *id, const char *text) {
  Drawing &d = of(ui);
  if (d.hidden()) return static_cast<void>(d.skip());
  const auto read = Equation::read(text_of(text));
  if (!read) return ui->text(ui, id, text, GANTRY_UI_FIXED);
  const Item item = d.item(id);
  const double size = text_size(*d.fonts().formula);
  Typeset set = typeset(*read, d.fonts(), size);
  d.place(d.width_of(item.next, static_cast<float>(std::ceil(set.width))));
  const float room = std::max(d.em(2), ImGui::GetContentRegionAvail().x);
  if (set.width > static_cast<double>(room))
    set = typeset(*read, d.fonts(), size * std::max(smallest, static_cast<double>(room) / set.width));
  const auto width = static_cast<float>(std::ceil(set.width));
  const ImVec2 at = ImGui::GetCursorScreenPos();
  const ImRect bb(at, at + ImVec2(std::min(width, room), static_cast<float>(std::ceil(set.height()))));
  ImGui::ItemSize(bb);
  if (ImGui::ItemAdd(bb, 0)) {
    ImGui::PushClipRect(bb.Min, {bb.Max.x + 1, bb.Max.y + 1}, true);
    put(d, set, {at.x, at.y + static_cast<float>(set.ascent)});
    ImGui::PopClipRect();
  }
  if (width > room + 1) d.note_cut();
  d.finish(item, {.kind = Kind::text, .rect = bb, .label = {}, .value = text_of(text)});
}

}  // namespace

void set_equation(gantry_ui &table) { table.equation = equation; }

}  // namespace gantry::host::window
