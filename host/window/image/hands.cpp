// SPDX-License-Identifier: Apache-2.0
// Pointer and keyboard over an image.
#include <host/window/image/frame.hpp>

#include <algorithm>
#include <cmath>

namespace gantry::host::window {
namespace {

void set_zoom(ImageFrame &f, double zoom, ImVec2 still) {
  const core::report::Point before = f.page_at(still);
  f.state.zoom = std::clamp(zoom, 0.25, 40.0);
  const core::report::Point after = f.page_at(still);
  f.state.pan[0] += before.x - after.x;
  f.state.pan[1] += before.y - after.y;
  f.change();
}

void show_all(ImageFrame &f) {
  f.state.zoom = 1;
  f.state.pan[0] = f.state.pan[1] = 0;
  f.change();
}

bool moved_from(const ImageFrame &f, ImVec2 clicked) {
  return std::max(std::abs(f.mouse.x - clicked.x), std::abs(f.mouse.y - clicked.y)) >= em(f.view, 0.25);
}

// The one that holds the image, or has just let it go: a quick hand moves and lets go between two frames.
int button_of(const ImageFrame &f) {
  if (f.held) return ImGui::GetCurrentContext()->ActiveIdMouseButton;
  for (const int button : {ImGuiMouseButton_Right, ImGuiMouseButton_Middle}) {
    if (ImGui::IsMouseReleased(button)) return button;
  }
  return ImGuiMouseButton_Left;
}

}  // namespace

void set_slice(ImageFrame &f, double slice) {
  const auto whole =
      static_cast<std::uint64_t>(std::clamp(std::round(slice), 0.0, static_cast<double>(f.page().slices() - 1)));
  if (whole == f.state.slice) return;
  f.state.slice = whole;
  f.change();
}

void point_at(ImageFrame &f) {
  ImageMemory &m = f.memory;
  gantry_ui_image_state &s = f.state;
  s.hovered = 0;
  if (f.hovered) {
    const core::report::Point at = f.page_at(f.mouse);
    if (const auto voxel = f.page().voxel_at(at.x, at.y, s.slice)) {
      s.hovered = 1;
      std::copy(voxel->begin(), voxel->end(), s.voxel);
      const auto position = f.header().geometry.position(f.page().voxel(at.x, at.y, s.slice));
      std::copy(position.begin(), position.end(), s.position);
      s.value = core::view::value_at(*m.found.volume, *voxel, s.axis_index, 0);
    }
  }
  const std::array<std::uint64_t, 3> now{s.voxel[0], s.voxel[1], s.voxel[2]};
  if (m.was_hovered != (s.hovered != 0) || (s.hovered != 0 && now != m.hovered)) f.change();
  m.was_hovered = s.hovered != 0;
  m.hovered = now;
  if (s.hovered != 0 && f.pressed && m.drag == ImageMemory::Drag::none && !ImGui::GetIO().KeyCtrl &&
      ImGui::IsMouseReleased(ImGuiMouseButton_Left) && !moved_from(f, ImGui::GetIO().MouseClickedPos[0])) {
    f.did |= GANTRY_UI_PRESSED;
  }
}

void turn_wheel(ImageFrame &f) {
  const ImGuiIO &io = ImGui::GetIO();
  if (!f.hovered) return;
  if (ImGui::IsMouseDoubleClicked(ImGuiMouseButton_Left)) return show_all(f);
  if (io.MouseWheel == 0) return;
  const auto turns = static_cast<double>(io.MouseWheel);
  if (io.KeyCtrl) set_zoom(f, f.state.zoom * std::pow(1.15, turns), f.mouse);
  else set_slice(f, static_cast<double>(f.state.slice) + (turns > 0 ? std::ceil(turns) : std::floor(turns)));
}

void drag_image(ImageFrame &f) {
  ImageMemory &m = f.memory;
  const ImGuiIO &io = ImGui::GetIO();
  if (m.drag == ImageMemory::Drag::none) {
    if (!f.held && !f.pressed) return;
    const int button = button_of(f);
    const ImVec2 from = io.MouseClickedPos[button];
    if (!moved_from(f, from)) return;
    m.drag = button == ImGuiMouseButton_Right || io.KeyCtrl ? ImageMemory::Drag::window : ImageMemory::Drag::move;
    m.drag_x = from.x;
    m.drag_y = from.y;
  }
  const ImageMemory::Drag drag = m.drag;
  if (!f.held) m.drag = ImageMemory::Drag::none;
  const double dx = static_cast<double>(f.mouse.x - m.drag_x) / static_cast<double>(f.view.fonts->em);
  const double dy = static_cast<double>(f.mouse.y - m.drag_y) / static_cast<double>(f.view.fonts->em);
  m.drag_x = f.mouse.x;
  m.drag_y = f.mouse.y;
  if (dx == 0 && dy == 0) return;
  if (drag == ImageMemory::Drag::move) {
    const double mm = static_cast<double>(f.view.fonts->em) / f.scale();
    f.state.pan[0] -= dx * mm;
    f.state.pan[1] -= dy * mm;
    ImGui::SetMouseCursor(ImGuiMouseCursor_ResizeAll);
  } else {
    // To the right: wider. Down: darker. 12 em for a factor of 2, and for half of the width.
    const core::view::Window w = f.window();
    f.state.width = std::max(w.width * std::exp2(dx / 12), 1e-6 * f.memory.automatic->width);
    f.state.centre = w.centre + dy / 24 * w.width;
  }
  f.change();
}

void press_keys(ImageFrame &f) {
  if (!f.focused || ImGui::GetIO().WantTextInput) return;
  const auto pressed = [](ImGuiKey key) {
    const bool is = ImGui::IsKeyPressed(ImGui::GetKeyIndex(key), true);
    if (is) ImGui::NavMoveRequestCancel();
    return is;
  };
  const auto slice = static_cast<double>(f.state.slice);
  if (pressed(ImGuiKey_UpArrow)) set_slice(f, slice + 1);
  if (pressed(ImGuiKey_DownArrow)) set_slice(f, slice - 1);
  if (pressed(ImGuiKey_PageUp)) set_slice(f, slice + 10);
  if (pressed(ImGuiKey_PageDown)) set_slice(f, slice - 10);
  if (pressed(ImGuiKey_Home)) set_slice(f, 0);
  if (pressed(ImGuiKey_End)) set_slice(f, static_cast<double>(f.page().slices()));
  const std::uint64_t last = f.header().shape[3] - 1;
  if (pressed(ImGuiKey_RightArrow) && f.state.axis_index < last) {
    ++f.state.axis_index;
    f.change();
  }
  if (pressed(ImGuiKey_LeftArrow) && f.state.axis_index > 0) {
    --f.state.axis_index;
    f.change();
  }
  for (const ImWchar c : ImGui::GetIO().InputQueueCharacters) {
    if (c == '+' || c == '=') set_zoom(f, f.state.zoom * 1.25, f.canvas.GetCenter());
    if (c == '-') set_zoom(f, f.state.zoom / 1.25, f.canvas.GetCenter());
    if (c == '0') show_all(f);
    if (c == 'i') {
      f.memory.inverted = !f.memory.inverted;
      f.change();
    }
  }
}

}  // namespace gantry::host::window
