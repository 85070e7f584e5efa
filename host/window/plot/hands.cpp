// SPDX-License-Identifier: Apache-2.0
// What the pointer, the wheel and the keys do to a plot.
#include <host/window/plot/frame.hpp>
#include <host/window/theme/style.hpp>

namespace gantry::host::window {

using namespace core::report;

namespace {

constexpr int menu_key = 348;  // GLFW's: beside the right Ctrl key

Rgb rgb_of(Colour c) {
  const auto part = [](double v) { return static_cast<Rgb>(std::lround(std::clamp(v, 0.0, 1.0) * 255)); };
  return part(c.red) << 16U | part(c.green) << 8U | part(c.blue);
}

}  // namespace

std::uint32_t Plots::point_at(Frame &f) {
  const int pane = f.pane();
  f.state.hovered = f.hovered && pane != 0 && !f.beside() && f.x() < f.layout.main.right() ? 1 : 0;
  std::optional<Nearest> found;
  if (f.state.hovered != 0 && f.memory.drag == Drag::none) {
    f.state.x = f.layout.x.value(f.x());
    f.state.y = (pane == 2 ? *f.layout.residual : f.layout.y).value(f.y());
    found = nearest_point(f.plot, f.layout, f.hidden, f.x(), f.y(), static_cast<double>(em(f.view, 1)), f.memory.bins);
  }
  const std::int64_t series = found ? static_cast<std::int64_t>(found->series) : -1;
  const std::int64_t point = found ? static_cast<std::int64_t>(found->point) : -1;
  std::uint32_t did = f.memory.series != series || f.memory.point != point ? GANTRY_UI_CHANGED : 0;
  f.memory.series = f.state.series = series;
  f.memory.point = f.state.point = point;
  if (!found) return did;
  const Colour c = series_colour(f.plot, found->series, f.look);
  const gantry_ui_series &s = *f.plot.series[found->series];
  const ImVec2 place(static_cast<float>(found->place.x), static_cast<float>(found->place.y));
  ImDrawList &list = *ImGui::GetWindowDrawList();
  if (s.style != GANTRY_UI_MARKERS && f.bb.Contains(place)) {
    list.AddCircleFilled(place, em(f.view, 0.375), colour(f.view.theme->surface));
    list.AddCircle(place, em(f.view, 0.375), colour(rgb_of(c)), 0, em(f.view, 0.125));
  }
  const std::string_view name = s.name == nullptr ? "" : s.name;
  draw_card(f.view, f.mouse, name, name.empty() ? std::optional<Rgb>() : rgb_of(c),
            point_words(f.plot, *found, f.layout, f.look, f.memory.bins));
  const bool clicked = f.pressed && f.memory.drag == Drag::none && ImGui::IsMouseReleased(ImGuiMouseButton_Left) &&
                       !f.moved_from(ImGui::GetIO().MouseClickedPos[0]);
  return clicked ? did | GANTRY_UI_PRESSED : did;
}

void Plots::zoom(Frame &f) {
  const ImGuiIO &io = ImGui::GetIO();
  if (!f.hovered) return;
  PlotView &seen = f.memory.seen;
  f.touched = f.touched || io.MouseWheel != 0 || ImGui::IsMouseDoubleClicked(ImGuiMouseButton_Left);
  if (ImGui::IsMouseDoubleClicked(ImGuiMouseButton_Left)) {
    seen = {};
    return;
  }
  if (io.MouseWheel == 0) return;
  const double factor = std::pow(0.85, static_cast<double>(io.MouseWheel));
  const int pane = f.pane();
  if (!f.beside() && f.x() < f.layout.main.right())
    seen.x = zoomed(f.limits.x, f.layout.x.logarithmic(), f.layout.x.value(f.x()), factor);
  if (f.below()) return;
  if (pane == 1) seen.y = zoomed(f.limits.y, f.layout.y.logarithmic(), f.layout.y.value(f.y()), factor);
  if (pane == 2)
    seen.residual =
        zoomed(*f.limits.residual, f.layout.residual->logarithmic(), f.layout.residual->value(f.y()), factor);
}

void Plots::drag(Frame &f) {
  Memory &m = f.memory;
  const ImGuiIO &io = ImGui::GetIO();
  if (m.drag == Drag::none) {
    // A quick hand moves and lets go between two frames.
    if ((!f.held && !f.pressed) || f.pane() == 0) return;
    const bool middle = f.held ? ImGui::GetCurrentContext()->ActiveIdMouseButton == ImGuiMouseButton_Middle
                               : ImGui::IsMouseReleased(ImGuiMouseButton_Middle);
    m.from = io.MouseClickedPos[middle ? 2 : 0];
    if (!f.moved_from(m.from)) return;
    m.drag = middle || io.KeyShift ? Drag::move : Drag::box;
  }
  f.touched = f.touched || !f.held || io.MouseDelta.x != 0 || io.MouseDelta.y != 0;
  const bool residual = f.layout.residual && static_cast<double>(m.from.y) >= f.layout.residual_area.y;
  const Area pane = residual ? f.layout.residual_area : f.layout.main;
  const Scale &y = residual ? *f.layout.residual : f.layout.y;
  auto &seen_y = residual ? m.seen.residual : m.seen.y;
  if (m.drag == Drag::move) {
    const ImVec2 by = f.mouse - m.from;
    m.from = f.mouse;
    if (by.x != 0) m.seen.x = moved(f.limits.x, f.layout.x.logarithmic(), -static_cast<double>(by.x) / pane.width);
    if (by.y != 0)
      seen_y =
          moved(residual ? *f.limits.residual : f.limits.y, y.logarithmic(), static_cast<double>(by.y) / pane.height);
    ImGui::SetMouseCursor(ImGuiMouseCursor_ResizeAll);
    if (!f.held) m.drag = Drag::none;
    return;
  }
  // The box; a flat one takes the whole of the other axis.
  const ImRect whole = rect_of(pane);
  ImRect box(ImMin(m.from, f.mouse), ImMax(m.from, f.mouse));
  const bool flat = box.GetHeight() < em(f.view, 0.75);
  const bool narrow = box.GetWidth() < em(f.view, 0.75);
  if (flat) box = {{box.Min.x, whole.Min.y}, {box.Max.x, whole.Max.y}};
  if (narrow) box = {{whole.Min.x, box.Min.y}, {whole.Max.x, box.Max.y}};
  box.ClipWithFull(whole);
  if (f.held) {
    ImDrawList &list = *ImGui::GetWindowDrawList();
    list.AddRectFilled(box.Min, box.Max, colour(f.view.theme->accent, 0.14F));
    list.AddRect(box.Min, box.Max, colour(f.view.theme->accent));
    return;
  }
  m.drag = Drag::none;
  if ((flat && narrow) || box.GetWidth() < 1 || box.GetHeight() < 1) return;
  const auto part = [](const Scale &scale, float a, float b) {
    const auto [lower, upper] = std::minmax({scale.value(static_cast<double>(a)), scale.value(static_cast<double>(b))});
    return ValueRange{lower, upper};
  };
  // By zoomed(), which stops where numbers run out.
  if (!narrow) {
    const ValueRange x = part(f.layout.x, box.Min.x, box.Max.x);
    if (x.upper - x.lower > 1e-11 * std::max(std::abs(x.lower), std::abs(x.upper))) m.seen.x = x;
  }
  if (!flat) {
    const ValueRange r = part(y, box.Min.y, box.Max.y);
    if (r.upper - r.lower > 1e-11 * std::max(std::abs(r.lower), std::abs(r.upper))) seen_y = r;
  }
}

void Plots::keys(Frame &f) {
  if (!f.focused || ImGui::GetIO().WantTextInput) return;
  PlotView &seen = f.memory.seen;
  const auto pressed = [](ImGuiKey key) { return ImGui::IsKeyPressed(ImGui::GetKeyIndex(key), true); };
  const auto step = [&](std::optional<ValueRange> &axis, ValueRange now, const Scale &scale, double fraction) {
    axis = moved(now, scale.logarithmic(), fraction);
    f.touched = true;
    ImGui::NavMoveRequestCancel();
  };
  if (pressed(ImGuiKey_LeftArrow)) step(seen.x, f.limits.x, f.layout.x, -0.1);
  if (pressed(ImGuiKey_RightArrow)) step(seen.x, f.limits.x, f.layout.x, 0.1);
  if (pressed(ImGuiKey_UpArrow)) step(seen.y, f.limits.y, f.layout.y, 0.1);
  if (pressed(ImGuiKey_DownArrow)) step(seen.y, f.limits.y, f.layout.y, -0.1);
  const auto closer = [&](double factor) {
    const auto middle = [](const Scale &s) { return s.value((s.from() + s.to()) / 2); };
    seen.x = zoomed(f.limits.x, f.layout.x.logarithmic(), middle(f.layout.x), factor);
    seen.y = zoomed(f.limits.y, f.layout.y.logarithmic(), middle(f.layout.y), factor);
  };
  for (const ImWchar c : ImGui::GetIO().InputQueueCharacters) {
    f.touched = true;
    if (c == '+' || c == '=') closer(0.8);
    if (c == '-') closer(1.25);
    if (c == '0') seen = {};
  }
  if (ImGui::IsKeyPressed(menu_key, false)) ImGui::OpenPopupEx(part_id(f.view, "actions"));
}

}  // namespace gantry::host::window
