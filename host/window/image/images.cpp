// SPDX-License-Identifier: Apache-2.0
#include <host/window/image/images.hpp>

#include <algorithm>
#include <cmath>
#include <core/report/text.hpp>
#include <host/window/image/frame.hpp>
#include <host/window/theme/style.hpp>

namespace gantry::host::window {
namespace {

// Where the parts are: tools above, the words below, legends at the right; a small image has but the slice.
void arrange(ImageFrame &f) {
  const View &v = f.view;
  ImRect rest = f.whole;
  const bool roomy = rest.GetWidth() >= em(v, 18) && rest.GetHeight() >= em(v, 14);
  f.toolbar = f.status = f.axis = f.strip = {rest.Max, rest.Max};
  if (roomy) {
    f.toolbar = {rest.Min, {rest.Max.x, rest.Min.y + em(v, 2)}};
    rest.Min.y = f.toolbar.Max.y;
    f.status = {{rest.Min.x, rest.Max.y - em(v, 1.5)}, rest.Max};
    rest.Max.y = f.status.Min.y;
    const float strip = strip_width(v, f.image);
    if (strip > 0 && rest.GetWidth() - strip >= em(v, 14)) {
      f.strip = {{rest.Max.x - strip, rest.Min.y}, rest.Max};
      rest.Max.x = f.strip.Min.x - em(v, 0.5);
    }
  }
  if (f.memory.found.volume != nullptr && f.memory.page && f.header().shape[3] > 1 && rest.GetHeight() >= em(v, 8)) {
    f.axis = {{rest.Min.x, rest.Max.y - em(v, 2)}, rest.Max};
    rest.Max.y = f.axis.Min.y;
  }
  f.canvas = rest;
}

// What nobody has chosen yet, and what lies outside of the volume.
void settle(ImageFrame &f) {
  gantry_ui_image_state &s = f.state;
  const std::uint64_t slices = f.page().slices();
  if (!(s.zoom > 0)) {
    s.zoom = 1;
    if (s.slice == 0) s.slice = slices / 2;
    f.change();
  }
  s.slice = std::min(s.slice, slices - 1);
  s.axis_index = std::min(s.axis_index, f.header().shape[3] - 1);
  if (!f.memory.automatic) f.memory.automatic = core::view::automatic_window(*f.memory.found.volume, 0);
}

}  // namespace

std::string localised(const View &view, std::string number) {
  std::replace(number.begin(), number.end(), '.', view.decimal);
  return number;
}

std::string number_words(const View &view, double value, const std::string &ucum) {
  const std::string unit = core::report::unit_text(ucum);
  return localised(view, core::report::short_number(value, 5)) + (unit.empty() ? "" : " " + unit);
}

Images::Images(core::view::VolumeSource &source) : source_(source) {}
Images::~Images() = default;

std::uint32_t Images::draw(const View &view, const gantry_ui_image &image, gantry_ui_image_state &state) {
  const int now = ImGui::GetFrameCount();
  std::erase_if(memories_, [now](const auto &m) { return m.second->frame < now - 600; });
  auto &held = memories_[view.path];
  if (held == nullptr) held = std::make_unique<ImageMemory>();
  ImageMemory &memory = *held;
  memory.frame = now;
  const bool there = memory.find(source_, image, state.plane);
  if (memory.found.loading() && view.redraw_in && (there || image.volume != nullptr)) view.redraw_in(0.1);

  ImageFrame f{.view = view, .image = image, .state = state, .memory = memory};
  f.whole = rect_of(view);
  f.mouse = ImGui::GetIO().MousePos;
  ImDrawList &list = *ImGui::GetWindowDrawList();
  list.PushClipRect(f.whole.Min, f.whole.Max, true);
  arrange(f);
  if (!there) f.canvas = f.whole;
  fill_rounded(list, view.fonts->corners, f.canvas.Min, f.canvas.Max, colour(0x000000), em(view, 0.25));
  if (!there) {
    draw_waiting(f);
    add_item(f.whole, view.id);
    list.PopClipRect();
    state.hovered = 0;
    return 0;
  }
  settle(f);
  for (auto &[id, layer] : memory.layers) layer.used = false;
  for (std::uint32_t i = 0; i < image.layer_count; ++i) {
    if (image.layers[i]->hidden == 0) memory.refresh_layer(source_, *image.layers[i], f.choice(), view.tr("Label"));
  }
  std::erase_if(memory.layers, [](const auto &layer) { return !layer.second.used; });

  // What can be pressed within the image comes first: it is asked before the image itself.
  draw_toolbar(f);
  draw_axis_bar(f);
  list.PushClipRect(f.canvas.Min, f.canvas.Max, true);
  draw_slices(f);
  draw_marks(f);
  draw_slice_bar(f);
  list.PopClipRect();
  if (add_item(f.canvas, view.id)) {
    f.pressed = ImGui::ButtonBehavior(
        f.canvas, view.id, &f.hovered, &f.held,
        ImGuiButtonFlags_MouseButtonLeft | ImGuiButtonFlags_MouseButtonRight | ImGuiButtonFlags_MouseButtonMiddle);
    const ImGuiContext &g = *ImGui::GetCurrentContext();
    f.focused = g.NavId == view.id && g.NavWindow == g.CurrentWindow;  // after a press as after Tab
    if (f.hovered && view.enabled) ImGui::SetItemUsingMouseWheel();
    point_at(f);
    if (view.enabled) {
      turn_wheel(f);
      drag_image(f);
      press_keys(f);
    }
    if (f.focused && !g.NavDisableHighlight)
      list.AddRect(f.canvas.Min, f.canvas.Max, colour(view.theme->accent), em(view, 0.25), 0, em(view, 0.125));
  }
  draw_status(f);
  draw_strip(f);
  list.PopClipRect();
  // What was changed is seen in the next frame.
  if (f.did != 0 && view.redraw_in) view.redraw_in(0);
  return f.did;
}

}  // namespace gantry::host::window
