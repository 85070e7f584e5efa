// SPDX-License-Identifier: Apache-2.0
#include <host/window/plot/plots.hpp>

#include <host/window/plot/frame.hpp>
#include <host/window/plot/imgui_pen.hpp>
#include <host/window/theme/style.hpp>

namespace gantry::host::window {

using namespace core::report;

namespace {

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

}  // namespace

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
  const float corner = em(view, 1.5);  // a button
  const bool zoomed = !memory.seen.whole();
  PlotLook look = look_of(view);
  look.beside_title = static_cast<double>(corner * (zoomed ? 2 : 1)) + static_cast<double>(em(view, 0.25));
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
  ImVec2 at(bb.Max.x - corner, bb.Min.y);
  if (save_ || !f.limits.empty) {
    if (small_button(view, "menu", at, {.icon = "ellipsis-h", .tooltip = view.tr("Save or copy")}))
      ImGui::OpenPopupEx(part_id(view, "actions"));
    at.x -= corner;
  }
  if (zoomed &&
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
    if (f.hovered && f.layout.title_base > 0 && f.layout.title != plot.title && f.y() < f.layout.title_base + 4)
      draw_card(view, f.mouse, plot.title, {}, {});
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
  shown.look.beside_title = 0;
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
