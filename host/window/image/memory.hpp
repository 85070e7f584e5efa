// SPDX-License-Identifier: Apache-2.0
// What is kept of one image from frame to frame, so that only what has changed is made anew. Private to this folder.
//
//   memory.show(found.volume, state.plane);
//   memory.refresh_image({slice, axis_index}, window);       // texture of the slice, when it is another
#pragma once

#include <core/view/layer.hpp>
#include <core/view/outlines.hpp>
#include <gantry/ui_image.h>
#include <host/window/image/texture.hpp>
#include <map>
#include <optional>

namespace gantry::host::window {

struct LayerMemory {
  std::optional<core::view::Layer> layer;
  std::optional<core::view::Placement> placement;
  std::string made_of;  // what layer and placement were made of
  Texture texture;
  std::vector<core::view::Outline> outlines;  // in place of the texture
  std::uint32_t columns = 0, rows = 0;        // of its pixels
  std::string drawn_of;                       // what either was made of
  core::view::FoundVolume found;
  bool used = false;
};

struct ImageMemory {
  enum class Drag { none, move, window };

  core::view::FoundVolume found;
  std::optional<core::view::SliceView> page;
  std::optional<core::view::Window> automatic;
  std::string shown_of;
  Texture texture;
  std::string drawn_of;
  std::map<std::string, LayerMemory> layers;  // by id
  core::view::ShownVolumePtr made;            // of the panel's own voxels
  std::uint32_t made_revision = 0;
  bool inverted = false, smooth = true;
  Drag drag = Drag::none;
  float drag_x = 0, drag_y = 0;
  std::array<std::uint64_t, 3> hovered{};
  bool was_hovered = false;
  int frame = 0;

  // The volume that the image names, or its own; false when there is nothing to draw yet.
  bool find(core::view::VolumeSource &source, const gantry_ui_image &image, std::uint32_t plane);
  void refresh_image(const core::view::SliceChoice &choice, const core::view::Window &window);
  void refresh_layer(core::view::VolumeSource &source, const gantry_ui_layer &layer,
                     const core::view::SliceChoice &choice, const std::string &label_word);
  const core::VolumeHeader &header() const { return found.volume->header; }
};

}  // namespace gantry::host::window
