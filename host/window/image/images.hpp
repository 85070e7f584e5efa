// SPDX-License-Identifier: Apache-2.0
// Images of gantry.ui/1 in the window: slices of a volume in their true proportions, with what lies over them.
//
//   Images images(source);
//   app->ui().options().image = [&](const View &v, const auto &i, auto &state) { return images.draw(v, i, state); };
//
// Wheel: slices; with Ctrl closer or farther at the pointer. Drag: moves; with the right button, or Ctrl: window and level.
// Click: this voxel. Double click or 0: all of it. With the keyboard: up, down and Page keys for slices, left and right
// along the fourth axis, + and −, i inverts.
#pragma once

#include <core/view/shown_volume.hpp>
#include <gantry/ui_image.h>
#include <host/window/widgets/ui.hpp>
#include <memory>
#include <string>
#include <unordered_map>

namespace gantry::host::window {

class Images {
 public:
  // The source must live as long. To be destroyed before the window, whose textures it holds.
  explicit Images(core::view::VolumeSource &source);
  Images(const Images &) = delete;
  Images &operator=(const Images &) = delete;
  ~Images();

  std::uint32_t draw(const View &view, const gantry_ui_image &image, gantry_ui_image_state &state);

 private:
  core::view::VolumeSource &source_;
  std::unordered_map<std::string, std::unique_ptr<struct ImageMemory>> memories_;
};

}  // namespace gantry::host::window
