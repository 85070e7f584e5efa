// SPDX-License-Identifier: Apache-2.0
// What stands around a slice: tools, sliders, the words below.
#include <host/window/image/frame.hpp>

#include <algorithm>
#include <cmath>
#include <core/report/text.hpp>
#include <core/report/ticks.hpp>
#include <host/window/theme/style.hpp>

namespace gantry::host::window {
namespace {

// The place of a bar's thumb between 0 and 1, as the user drags it; nothing while nobody does.
std::optional<double> drag_bar(const ImageFrame &f, std::string_view name, const ImRect &bar, bool upright,
                               std::string_view label, const std::string &value) {
  const ImGuiID id = part_id(f.view, name);
  bool hovered = false;
  bool held = false;
  if (add_item(bar, id)) ImGui::ButtonBehavior(bar, id, &hovered, &held, ImGuiButtonFlags_PressedOnClick);
  tell(f.view, name, Kind::number, bar, label, false, value);
  if (!held || !f.view.enabled) return std::nullopt;
  const float along = upright ? (bar.Max.y - f.mouse.y) / bar.GetHeight() : (f.mouse.x - bar.Min.x) / bar.GetWidth();
  return std::clamp(static_cast<double>(along), 0.0, 1.0);
}

std::string fourth_axis_words(const ImageFrame &f) {
  const auto &axis = f.header().axis;
  const std::uint64_t i = f.state.axis_index;
  const std::string count = std::to_string(i + 1) + " / " + std::to_string(f.header().shape[3]);
  if (!axis || axis->columns.empty() || i >= axis->columns.front().values.size()) return count;
  const auto &column = axis->columns.front();
  return column.name + " = " + number_words(f.view, column.values[i], column.unit) + "   " + count;
}

std::string position_words(const View &view, const double *lps) {
  static constexpr const char *letters[][2] = {{"R", "L"}, {"A", "P"}, {"I", "S"}};
  std::string words;
  for (int a = 0; a < 3; ++a) {
    words += std::string(a == 0 ? "" : "  ") + letters[a][lps[a] >= 0 ? 1 : 0] + " " +
             localised(view, core::report::fixed_text(std::abs(lps[a]), 1));
  }
  return words + " mm";
}

}  // namespace

void draw_toolbar(ImageFrame &f) {
  if (f.toolbar.GetHeight() <= 0) return;
  const View &v = f.view;
  ImVec2 at(f.toolbar.Min.x, f.toolbar.Min.y + em(v, 0.25));
  struct PlaneName {
    std::uint32_t plane;
    const char *name, *label, *tooltip;
  };
  const PlaneName planes[] = {{GANTRY_UI_AXIAL, "axial", v.tr("Axial"), v.tr("Seen from the feet, front at the top")},
                              {GANTRY_UI_CORONAL, "coronal", v.tr("Coronal"), v.tr("Seen from the front")},
                              {GANTRY_UI_SAGITTAL, "sagittal", v.tr("Sagittal"), v.tr("Seen from the left side")},
                              {GANTRY_UI_ACQUIRED, "acquired", v.tr("Acquired"), v.tr("As the slices were made")}};
  for (const auto &[plane, name, label, tooltip] : planes) {
    const ButtonLook look{.label = label, .tooltip = tooltip, .on = f.state.plane == plane};
    if (small_button(v, name, at, look) && f.state.plane != plane) {
      // The same place in the patient, in the other plane.
      const auto middle =
          f.page().voxel(f.page().width() / 2 + f.state.pan[0], f.page().height() / 2 + f.state.pan[1], f.state.slice);
      f.state.plane = plane;
      const core::view::SliceView other(f.header(), plane);
      f.state.slice = other.slice_of(middle);
      f.state.pan[0] = f.state.pan[1] = 0;
      f.change();
    }
    at.x += button_size(v, look).x + em(v, 0.125);
  }
  const float left = at.x;
  at.x = f.toolbar.Max.x - em(v, 1.5);
  if (small_button(v, "all", at, {.icon = "compress", .tooltip = v.tr("Show all of it (0)")})) {
    f.state.zoom = 1;
    f.state.pan[0] = f.state.pan[1] = 0;
    f.change();
  }
  at.x -= em(v, 1.625);
  if (small_button(v, "smooth", at,
                   {.icon = "th",
                    .tooltip = f.memory.smooth ? v.tr("Show voxels as they are") : v.tr("Smooth between voxels"),
                    .on = !f.memory.smooth}))
    f.memory.smooth = !f.memory.smooth;
  at.x -= em(v, 1.625);
  if (small_button(v, "invert", at,
                   {.icon = "adjust", .tooltip = v.tr("Dark for light (i)"), .on = f.memory.inverted})) {
    f.memory.inverted = !f.memory.inverted;
    f.change();
  }
  const core::view::Window w = f.window();
  const std::string unit = core::report::unit_text(f.header().unit);
  const std::string words = "C " + localised(v, core::report::short_number(w.centre, 4)) + "  W " +
                            localised(v, core::report::short_number(w.width, 4)) + (unit.empty() ? "" : " " + unit);
  const ButtonLook window{.label = words,
                          .tooltip = v.tr("Window and level: drag with the right button. Press for the automatic one"),
                          .on = false};
  const float width = button_size(v, window).x;
  if (at.x - width - em(v, 0.25) < left) return;
  at.x -= width + em(v, 0.25);
  if (small_button(v, "window", at, window)) {
    f.state.width = 0;
    f.state.centre = 0;
    f.change();
  }
}

void draw_slice_bar(ImageFrame &f) {
  const std::uint64_t slices = f.page().slices();
  if (slices < 2 || f.canvas.GetHeight() < em(f.view, 8)) return;
  const View &v = f.view;
  ImDrawList &list = *ImGui::GetWindowDrawList();
  const ImRect bar({f.canvas.Max.x - em(v, 0.75), f.canvas.Min.y + em(v, 0.5)},
                   {f.canvas.Max.x, f.canvas.Max.y - em(v, 2.25)});
  const auto last = static_cast<double>(slices - 1);
  const auto to = drag_bar(f, "slice", bar, true, v.tr("Slice"), std::to_string(f.state.slice + 1));
  if (to) set_slice(f, *to * last);
  const float middle = IM_ROUND(bar.GetCenter().x);
  const float part = static_cast<float>(static_cast<double>(f.state.slice) / last);
  const float y = IM_ROUND(bar.Max.y - part * bar.GetHeight());
  list.AddRectFilled({middle - 1, bar.Min.y}, {middle + 1, bar.Max.y}, colour(0x8794A3, 0.6F));
  list.AddRectFilled({middle - em(v, 0.25), y - em(v, 0.1875)}, {middle + em(v, 0.25), y + em(v, 0.1875)},
                     colour(to ? 0x66B3FF : 0xE8ECF1), em(v, 0.125));
}

void draw_axis_bar(ImageFrame &f) {
  if (f.axis.GetHeight() <= 0) return;
  const View &v = f.view;
  ImDrawList &list = *ImGui::GetWindowDrawList();
  const std::string words = fourth_axis_words(f);
  const auto last = static_cast<double>(f.header().shape[3] - 1);
  const float y = f.axis.GetCenter().y;
  const float text = std::min(em(v, 13), f.axis.GetWidth() * 0.5F);
  put(list, v.fonts->small, {f.axis.Min.x, y - v.fonts->small->FontSize / 2}, colour(v.theme->ink),
      fitted(v.fonts->small, words, text));
  const ImRect bar({f.axis.Min.x + text + em(v, 0.5), f.axis.Min.y + em(v, 0.375)},
                   {f.axis.Max.x - em(v, 0.5), f.axis.Max.y - em(v, 0.375)});
  if (const auto to =
          drag_bar(f, "axis", bar, false, f.header().axis ? f.header().axis->name : v.tr("Volume"), words)) {
    const auto index = static_cast<std::uint64_t>(std::lround(*to * last));
    if (index != f.state.axis_index) f.change();
    f.state.axis_index = index;
  }
  const float at = bar.Min.x + bar.GetWidth() * static_cast<float>(static_cast<double>(f.state.axis_index) / last);
  list.AddRectFilled({bar.Min.x, IM_ROUND(y) - 1}, {bar.Max.x, IM_ROUND(y) + 1}, colour(v.theme->edge, 0.6F));
  list.AddRectFilled({bar.Min.x, IM_ROUND(y) - 1}, {at, IM_ROUND(y) + 1}, colour(v.theme->accent));
  list.AddCircleFilled({at, IM_ROUND(y)}, em(v, 0.375), colour(v.theme->accent));
}

void draw_status(const ImageFrame &f) {
  if (f.status.GetHeight() <= 0) return;
  const View &v = f.view;
  ImDrawList &list = *ImGui::GetWindowDrawList();
  const float y = f.status.GetCenter().y - v.fonts->small->FontSize / 2;
  std::string all;
  const auto say = [&](float x, Rgb ink, const std::string &words) {
    all += (all.empty() ? "" : "   ") + words;
    const std::string shown = fitted(v.fonts->small, words, f.status.Max.x - x);
    put(list, v.fonts->small, {x, y}, colour(ink), shown);
    return x + measure(v.fonts->small, shown).x + em(v, 1);
  };
  if (f.state.hovered == 0) {
    say(f.status.Min.x, v.theme->dim, v.tr("Wheel: slices · right button: window · drag: move"));
    return;
  }
  const std::array<std::uint64_t, 3> voxel{f.state.voxel[0], f.state.voxel[1], f.state.voxel[2]};
  const std::string quantity = f.header().quantity;
  const bool ready = core::view::is_ready(*f.memory.found.volume, voxel, f.state.axis_index, 0);
  const std::string value = ready ? number_words(v, f.state.value, f.header().unit) : v.tr("not read yet");
  float x = say(f.status.Min.x, v.theme->ink, (quantity.empty() ? "" : quantity + " ") + value);
  each_layer(f, [&](const gantry_ui_layer &, const LayerMemory &m) {
    if (!m.layer || !m.placement) return;
    const auto under = m.placement->voxel(
        {static_cast<double>(voxel[0]), static_cast<double>(voxel[1]), static_cast<double>(voxel[2])});
    if (!under) return;
    const std::string name = m.layer->header().quantity;
    for (const auto &words : m.layer->words(*under, f.state.axis_index))
      x = say(x, v.theme->accent, m.layer->labels() || name.empty() ? words : name + " " + localised(v, words));
  });
  std::string where =
      "(" + std::to_string(voxel[0]) + ", " + std::to_string(voxel[1]) + ", " + std::to_string(voxel[2]) + ")";
  if (!f.header().geometry.assumed) where += "   " + position_words(v, f.state.position);
  say(x, v.theme->dim, where);
  tell(v, "status", Kind::text, f.status, all);
}

}  // namespace gantry::host::window
