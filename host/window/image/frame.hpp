// SPDX-License-Identifier: Apache-2.0
// What the parts of an image share while it is drawn. Private to this folder.
//
//   Frame f{view, image, state, memory};
//   draw_toolbar(f); draw_slices(f); draw_words(f);
#pragma once

#include <host/window/image/memory.hpp>
#include <host/window/plot/parts.hpp>

namespace gantry::host::window {

struct ImageFrame {
  const View &view;
  const gantry_ui_image &image;
  gantry_ui_image_state &state;
  ImageMemory &memory;
  ImRect whole = {}, toolbar = {}, canvas = {}, status = {}, axis = {}, strip = {};  // strip: the layers' legends
  ImVec2 mouse = {};
  bool hovered = false, held = false, focused = false, pressed = false;
  std::uint32_t did = 0;

  const core::VolumeHeader &header() const { return memory.header(); }
  const core::view::SliceView &page() const { return *memory.page; }
  core::view::Window window() const {
    if (state.width > 0) return {state.centre, state.width};
    return *memory.automatic;
  }
  core::view::SliceChoice choice() const {
    return {.slice = state.slice, .axis_index = state.axis_index, .inverted = memory.inverted};
  }
  // Pixels for each millimetre.
  double scale() const {
    const double fit = std::min(static_cast<double>(canvas.GetWidth()) / page().width(),
                                static_cast<double>(canvas.GetHeight()) / page().height());
    return fit * (state.zoom > 0 ? state.zoom : 1);
  }
  ImVec2 place(double x_mm, double y_mm) const {
    const ImVec2 middle = canvas.GetCenter();
    return {middle.x + static_cast<float>((x_mm - page().width() / 2 - state.pan[0]) * scale()),
            middle.y + static_cast<float>((y_mm - page().height() / 2 - state.pan[1]) * scale())};
  }
  core::report::Point page_at(ImVec2 at) const {
    const ImVec2 middle = canvas.GetCenter();
    return {static_cast<double>(at.x - middle.x) / scale() + page().width() / 2 + state.pan[0],
            static_cast<double>(at.y - middle.y) / scale() + page().height() / 2 + state.pan[1]};
  }
  void change() { did |= GANTRY_UI_CHANGED; }
};

// Of look.cpp: the slice with its layers, and what is written over it.
void draw_slices(ImageFrame &f);
void draw_marks(const ImageFrame &f);
void draw_waiting(const ImageFrame &f);  // in place of a slice
// Of around.cpp: what stands around the slice.
void draw_toolbar(ImageFrame &f);
void draw_slice_bar(ImageFrame &f);
void draw_axis_bar(ImageFrame &f);
void draw_status(const ImageFrame &f);
// Of legend.cpp: what lies over it.
void draw_strip(const ImageFrame &f);
float strip_width(const View &view, const gantry_ui_image &image);
// Of hands.cpp: pointer and keyboard.
void point_at(ImageFrame &f);
void turn_wheel(ImageFrame &f);
void drag_image(ImageFrame &f);
void press_keys(ImageFrame &f);
void set_slice(ImageFrame &f, double slice);

std::string localised(const View &view, std::string number);  // with the language's decimal sign
std::string number_words(const View &view, double value, const std::string &ucum);

// Those that are shown and of which something is known: they have a legend.
template <class Visit>
void each_layer(const ImageFrame &f, Visit visit) {
  for (std::uint32_t i = 0; i < f.image.layer_count; ++i) {
    const gantry_ui_layer &layer = *f.image.layers[i];
    const auto found = f.memory.layers.find(layer.id == nullptr ? "" : layer.id);
    if (layer.hidden == 0 && found != f.memory.layers.end()) visit(layer, found->second);
  }
}

}  // namespace gantry::host::window
