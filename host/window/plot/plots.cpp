// SPDX-License-Identifier: Apache-2.0
#include <host/window/plot/plots.hpp>

#include <algorithm>
#include <cmath>
#include <host/window/plot/imgui_pen.hpp>
#include <host/window/theme/style.hpp>

namespace gantry::host::window {

using namespace core::report;

namespace {

constexpr int menu_key = 348;  // GLFW's: beside the right Ctrl key

PlotLook look_of(const View &view) {
  PlotLook look;
  look.text = {text_size(*view.fonts->small), text_size(*view.fonts->body)};
  for (const Rgb rgb : view.theme->series) look.colours.push_back(colour_from_rgb(rgb));
  look.decimal = view.decimal;
  look.count = view.tr("Count");
  look.residual = view.tr("Residual");
  look.nothing = view.tr("Nothing to show");
  return look;
}

Area area_of(const ImRect &r) {
  return {static_cast<double>(r.Min.x), static_cast<double>(r.Min.y), static_cast<double>(r.GetWidth()),
          static_cast<double>(r.GetHeight())};
}

ImRect rect_of(Area a) {
  return {static_cast<float>(a.x), static_cast<float>(a.y), static_cast<float>(a.right()),
          static_cast<float>(a.bottom())};
}

Rgb rgb_of(Colour c) {
  const auto part = [](double v) { return static_cast<Rgb>(std::lround(std::clamp(v, 0.0, 1.0) * 255)); };
  return part(c.red) << 16U | part(c.green) << 8U | part(c.blue);
}

}  // namespace

struct Plots::Frame {
  const View &view;
  const gantry_ui_plot &plot;
  gantry_ui_plot_state &state;
  Memory &memory;
  Hidden hidden;
  PlotLook look;
  PlotLimits limits;
  PlotLayout layout;
  ImRect bb;
  ImVec2 mouse;
  bool hovered = false, held = false, focused = false, pressed = false;
  bool touched = false;  // to be drawn anew

  double x() const { return static_cast<double>(mouse.x); }
  double y() const { return static_cast<double>(mouse.y); }
  bool moved_from(ImVec2 clicked) const {
    return std::max(std::abs(mouse.x - clicked.x), std::abs(mouse.y - clicked.y)) >= em(view, 0.375);
  }
  // The pane that the pointer is in or beside; 0: none, 1: the main one, 2: residuals.
  int pane() const {
    if (layout.residual && y() >= layout.residual_area.y && y() < layout.residual_area.bottom()) return 2;
    return y() >= layout.main.y && y() < layout.main.bottom() ? 1 : 0;
  }
  bool beside() const { return x() < layout.main.x; }  // over the numbers of an upright axis
  bool below() const { return y() >= (layout.residual ? layout.residual_area.bottom() : layout.main.bottom()); }
};

Hidden Plots::hidden(const std::string &path) const {
  Hidden result;
  const auto found = remembered_.find("plot:" + path);
  if (found == remembered_.end()) return result;
  const std::string &list = found->second;
  for (std::size_t from = 0; from < list.size();) {
    const std::size_t end = std::min(list.find('\n', from), list.size());
    result.insert(list.substr(from, end - from));
    from = end + 1;
  }
  return result;
}

void Plots::toggle(const std::string &path, const char *id) {
  Hidden now = hidden(path);
  if (now.erase(id) == 0) now.insert(id);
  std::string list;
  for (const auto &one : now) list += (list.empty() ? "" : "\n") + one;
  if (list.empty()) remembered_.erase("plot:" + path);
  else remembered_["plot:" + path] = list;
}

std::uint32_t Plots::draw(const View &view, const gantry_ui_plot &plot, gantry_ui_plot_state &state) {
  Memory &memory = memories_[view.path];
  const ImRect bb = window::rect_of(view);
  ImDrawList &list = *ImGui::GetWindowDrawList();
  ImGuiPen pen(list, *view.fonts, view.theme->ink);
  Hidden hidden_now = hidden(view.path);
  const PlotLook look = look_of(view);
  const PlotLimits limits = seen_limits(plot, hidden_now, memory.seen, memory.bins);
  Frame f{view,
          plot,
          state,
          memory,
          std::move(hidden_now),
          look,
          limits,
          lay_out(pen, plot, limits, area_of(bb), look),
          bb,
          ImGui::GetIO().MousePos};
  list.PushClipRect(bb.Min, bb.Max, true);
  draw_figure(pen, plot, f.layout, f.hidden, f.look, memory.bins);
  press_legend(f);

  std::uint32_t did = 0;
  const float corner = em(view, 1.5);
  ImVec2 at(bb.Max.x - corner, bb.Min.y);
  if (save_ || !f.limits.empty) {
    if (small_button(view, "menu", at, {.icon = "ellipsis-h", .tooltip = view.tr("Save or copy")}))
      ImGui::OpenPopupEx(part_id(view, "actions"));
    at.x -= corner;
  }
  if (!memory.seen.whole() &&
      small_button(view, "all", at, {.icon = "compress", .tooltip = view.tr("Show everything (double click)")})) {
    memory.seen = {};
    f.touched = true;
  }

  if (add_item(bb, view.id)) {
    f.pressed = ImGui::ButtonBehavior(bb, view.id, &f.hovered, &f.held,
                                      ImGuiButtonFlags_MouseButtonLeft | ImGuiButtonFlags_MouseButtonMiddle);
    const ImGuiContext &g = *ImGui::GetCurrentContext();
    f.focused = g.NavId == view.id && g.NavWindow == g.CurrentWindow;  // after a press as after Tab
    if (f.hovered && view.enabled) ImGui::SetItemUsingMouseWheel();
    if (f.focused && !g.NavDisableHighlight)
      list.AddRect(bb.Min, bb.Max, colour(view.theme->accent), ImGui::GetStyle().FrameRounding, 0, em(view, 0.125));
    if (view.enabled) {
      did |= point_at(f);
      zoom(f);
      drag(f);
      keys(f);
      if (f.hovered && ImGui::IsMouseReleased(ImGuiMouseButton_Right)) ImGui::OpenPopupEx(part_id(view, "actions"));
    }
  }
  list.PopClipRect();
  const ImGuiLastItemData item = ImGui::GetCurrentContext()->LastItemData;
  menu(f);
  ImGui::GetCurrentContext()->LastItemData = item;
  if (f.touched && view.redraw_in) view.redraw_in(0);
  return did;
}

void Plots::press_legend(Frame &f) {
  for (const LegendPlace &place : f.layout.legend) {
    const gantry_ui_series &s = *f.plot.series[place.series];
    if (s.id == nullptr || *s.id == '\0') continue;
    const std::string name = std::string("legend/") + s.id;
    const ImRect bb = rect_of(place.area);
    bool hovered = false;
    bool held = false;
    const ImGuiID id = part_id(f.view, name);
    if (add_item(bb, id) && ImGui::ButtonBehavior(bb, id, &hovered, &held)) {
      toggle(f.view.path, s.id);
      f.touched = true;
    }
    if (hovered) {
      ImGui::GetWindowDrawList()->AddLine({bb.Min.x, bb.Max.y - 1}, {bb.Max.x, bb.Max.y - 1},
                                          colour(f.view.theme->edge));
      ImGui::SetMouseCursor(ImGuiMouseCursor_Hand);
    }
    const ImGuiContext &g = *ImGui::GetCurrentContext();
    if (g.NavId == id && !g.NavDisableHighlight)
      ImGui::GetWindowDrawList()->AddRect(bb.Min, bb.Max, colour(f.view.theme->accent), em(f.view, 0.25));
    tell(f.view, name, Kind::toggle, bb, s.name, !f.hidden.contains(std::string_view(s.id)));
  }
}

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

void Plots::menu(Frame &f) {
  std::vector<MenuLine> lines;
  const View &view = f.view;
  if (save_) {
    lines.push_back({"svg", "file-image-o", view.tr("Save as SVG")});
    lines.push_back({"png", "image", view.tr("Save as PNG")});
    lines.push_back({"csv", "table", view.tr("Save values as CSV")});
  }
  lines.push_back({"copy", "copy", view.tr("Copy values")});
  lines.push_back({"everything", "compress", view.tr("Show everything")});
  const std::string chosen = draw_menu(view, "actions", lines);
  if (chosen.empty()) return;
  f.touched = true;
  if (chosen == "everything") {
    f.memory.seen = {};
    return;
  }
  ShownPlot shown{&f.plot, f.memory.seen, f.hidden, f.look};
  if (chosen == "copy") {
    ImGui::SetClipboardText(plot_csv(shown, '\t').c_str());
    return;
  }
  // As large as on the screen, in px of 1/96 inch.
  const double scale = static_cast<double>(view.fonts->em) / 16;
  const double width = static_cast<double>(f.bb.GetWidth()) / scale;
  const double height = static_cast<double>(f.bb.GetHeight()) / scale;
  shown.look.text = {13, 14};
  const std::string name = plot_file_name(f.plot, chosen);
  if (chosen == "svg") save_(PlotFile{name, "image/svg+xml", plot_svg(shown, width, height)});
  if (chosen == "csv") save_(PlotFile{name, "text/csv", "\xEF\xBB\xBF" + plot_csv(shown)});
  if (chosen != "png") return;
  const auto png =
      plot_png(shown, width, height, colour_from_rgb(view.theme->surface), colour_from_rgb(view.theme->ink));
  if (!png) return save_(core::fail(png.error()));
  save_(PlotFile{name, "image/png", {reinterpret_cast<const char *>(png.value().data()), png.value().size()}});
}

}  // namespace gantry::host::window
