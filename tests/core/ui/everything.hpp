// SPDX-License-Identifier: Apache-2.0
// A screen with one of every widget, some of them twice.
//
//   Everything screen;
//   Frame frame = screen.frame();
#pragma once

#include <core/ui/frame.hpp>
#include <core/ui/recorder.hpp>
#include <gantry/cpp/ui.hpp>
#include <gantry/cpp/volume.hpp>

namespace gantry::tests {

struct Everything {
  double level = 0.5;
  bool on = true, asking = true;
  std::string name = "Ada";
  std::uint32_t side = 1, rgb = 0x123456, picture_revision = 1, pressed = 0;
  GridState grid;
  PlotState plot;
  ImageState image;
  std::vector<double> x{1, 2, 3}, y{4, std::nan(""), 1}, more{5, 6, 7};
  std::vector<std::uint8_t> pixels = std::vector<std::uint8_t>(2 * 3 * 4, 200), voxels{1, 2, 3, 4, 5, 6};
  core::Recorder recorder;

  void draw(Ui &ui) {
    containers(ui);
    asking_for(ui);
    looking(ui);
    ui.toast(GANTRY_UI_WARNING, "Beware");
    ui.copy("copied");
    ui.redraw_after(2.5);
  }

  core::platform::SharedMemory bytes(core::Drawing drawing = {}) {
    recorder.begin(std::move(drawing));
    Ui ui(*recorder.table());
    draw(ui);
    return recorder.end().value();
  }
  core::Frame frame(core::Drawing drawing = {}, const core::Frame *before = nullptr) {
    return core::Frame::read(bytes(std::move(drawing)), before).value();
  }

 private:
  void containers(Ui &ui) {
    const auto scope = ui.scope("containers");
    {
      const auto split = ui.split("split", 0.3, GANTRY_UI_VERTICAL);
      if (auto box = ui.box("box", GANTRY_UI_SCROLL)) ui.text("t", "in a box", GANTRY_UI_DIM);
      split.next();
      const auto columns = ui.columns("columns", {1, 2.5});
      ui.icon("i", "heart", 0xFF0000);
      ui.equation("e", "y = a / b");
      columns.next();
      ui.progress("p", 0.4, "almost");
    }
    if (auto tree = ui.tree("tree", "Tree", "folder", GANTRY_UI_OPEN)) {
      if (const auto leaf = ui.tree("leaf", "Leaf", "", GANTRY_UI_LEAF | GANTRY_UI_CHECKED); leaf.pressed()) ++pressed;
    }
    if (auto menu = ui.menu("menu", "Menu")) ui.menu_item("item", "Item", "", GANTRY_UI_CHECKED);
    if (auto dialog = ui.dialog("dialog", "Dialog", asking)) ui.text("t", "sure?");
    {
      const auto tabs = ui.tabs("tabs");
      if (auto tab = ui.tab("one", "One", "star")) ui.space(2);
      if (auto tab = ui.tab("two", "Two")) ui.text("t", "behind");
    }
    if (auto folded = ui.section("folded", "Folded", 0)) ui.text("t", "hidden");
    ui.separator();
  }

  void asking_for(Ui &ui) {
    const auto row = ui.row();
    if (ui.disabled(false).tooltip("tip").shortcut("ctrl+r").button("button", "Button", "play")) ++pressed;
    ui.toggle("toggle", "Toggle", on, GANTRY_UI_SWITCH);
    ui.choice("choice", "Choice", {"a", "b", "ç"}, side);
    ui.width(12).error("too low").number("number", "Number", level, {"mm", 0, 1, 0.1, 0.5, GANTRY_UI_SLIDER});
    ui.text_field("name", "Name", name, {"hint", GANTRY_UI_SEARCH, 100});
    ui.colour("colour", "Colour", rgb);
  }

  void looking(Ui &ui) {
    ui.grid("grid", {{"a", "A", "ms", 3, GANTRY_UI_GRID_RIGHT}, {"b", "B"}}, 500, grid, "empty",
            [](const GridRow &row) {
              row.number(0, 1.5 * static_cast<double>(row.index()), 4);
              row.text(1, "x", GANTRY_UI_STRONG);
            });
    ui.height(20).plot(
        "plot",
        {"Plot",
         {"x", "ms"},
         {"y", "1", true, 0.1, 10},
         {{"s", "S", GANTRY_UI_POINTS, x, y, {}, more}, {"r", "R", GANTRY_UI_BARS, x, y, {}, {}, 0, true}},
         {"residual", "1"}},
        plot);
    gantry_geometry geometry{};
    geometry.size = sizeof geometry;
    for (int a = 0; a < 3; ++a) geometry.spacing[a] = geometry.direction[4 * a] = 1;
    VolumeSpec spec;
    spec.shape(3, 2, 1).dtype(GANTRY_U8).unit("1").geometry(geometry);
    spec.with_c([&](const gantry_volume &like) {
      gantry_volume made = like;
      std::int64_t stride = 1;
      for (unsigned d = 0; d < GANTRY_MAX_DIMS; ++d) {
        made.stride[d] = stride;
        stride *= static_cast<std::int64_t>(made.shape[d]);
      }
      made.data = voxels.data();
      made.byte_size = voxels.size();
      ui.image("image", {"", {{"m", "Mask", "mask-1"}}, &made, picture_revision}, image);
    });
    ui.picture("picture", {2, 3, pixels.data(), picture_revision, "grey"});
  }
};

}  // namespace gantry::tests
