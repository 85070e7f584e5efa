// SPDX-License-Identifier: Apache-2.0
// Plots and images in a window, worked by real events of the display.
#include "display.hpp"

#include <catch2/catch.hpp>
#include <cmath>
#include <core/report/plot_export.hpp>
#include <fstream>
#include <gantry/cpp/ui.hpp>
#include <host/window/image/images.hpp>
#include <host/window/plot/plots.hpp>

using namespace gantry::test;
using namespace gantry::host::window;
namespace core = gantry::core;

namespace {

constexpr double no_value = std::numeric_limits<double>::quiet_NaN();

struct Decay {
  std::vector<double> te{5, 10, 15, 20, 25, 30}, signal{800, 640, 512, 410, 328, 262};
  gantry::PlotState state;
  std::string said = "nothing";

  void draw(const gantry_ui &table) {
    gantry::Ui ui(table);
    const gantry::Plot plot{
        "Decay",
        {"TE", "ms", false, 0, 40},
        {"Signal", "", false, 0, 1000},
        {{"measured", "measured", GANTRY_UI_POINTS, te, signal}, {"fit", "fit", GANTRY_UI_LINE, te, signal}}};
    if (ui.height(30).plot("decay", plot, state).pressed())
      said = "pressed " + plot.series[static_cast<std::size_t>(state.series)].id + " " + std::to_string(state.point);
    ui.text("said", said);
  }
};

struct OneVolume : core::view::VolumeSource {
  core::view::FoundVolume one;
  core::view::FoundVolume find(std::string_view id) override {
    return id == "image-1" ? one : core::view::FoundVolume{.error = "there is no such image"};
  }
};

core::view::ShownVolumePtr ramp() {
  core::VolumeHeader h;
  h.dtype = core::DType::u16;
  h.shape = {20, 20, 11, 1, 1};
  h.geometry.spacing = {2, 2, 4};
  std::vector<std::uint16_t> values(20 * 20 * 11);
  for (std::size_t i = 0; i < values.size(); ++i) values[i] = static_cast<std::uint16_t>(i % 400);
  const auto object = core::make_volume(h, std::as_bytes(std::span(values)));
  REQUIRE(object);
  return core::view::shown_volume(object.value()).value();
}

}  // namespace

TEST_CASE("A plot's points can be pressed, its series hidden, its values and pictures saved") {
  const Display display;
  Decay decay;
  std::vector<PlotFile> saved;
  std::map<std::string, std::string> remembered;
  const auto played =
      play([&](const gantry_ui &ui) { decay.draw(ui); }, R"(
assert shown decay
assert on decay/legend/fit
click decay/legend/fit
assert off decay/legend/fit
click decay/legend/fit
assert on decay/legend/fit
assert gone decay/all
scroll decay 3
assert shown decay/all
click decay/all
assert gone decay/all
drag decay 200 100
assert shown decay/all
double-click decay
assert gone decay/all
right-click decay
click decay/actions/csv
right-click decay
click decay/actions/svg
click decay/menu
click decay/actions/png
)",
           [&](App &app) {
             const auto plots = std::make_shared<Plots>(app.ui().remembered(),
                                                        [&](core::Result<PlotFile> f) { saved.push_back(f.value()); });
             app.ui().options().plot = [plots](const View &v, const gantry_ui_plot &p, gantry_ui_plot_state &s) {
               return plots->draw(v, p, s);
             };
           });
  REQUIRE(words(played) == "");
  REQUIRE(saved.size() == 3);
  CHECK(saved[0].name == "Decay.csv");
  CHECK(saved[0].bytes.find("10,640,640") != std::string::npos);
  CHECK(saved[1].bytes.starts_with("<svg"));
  CHECK(saved[2].bytes.starts_with("\x89PNG"));
}

TEST_CASE("What the window shows of a plot is what is saved as a picture") {
  const Display display;
  Decay decay;
  Pixels seen;
  std::vector<PlotFile> saved;
  const auto played =
      play([&](const gantry_ui &ui) { decay.draw(ui); }, "click decay/menu\nclick decay/actions/png\n",
           [&](App &app) {
             const auto plots = std::make_shared<Plots>(app.ui().remembered(),
                                                        [&](core::Result<PlotFile> f) { saved.push_back(f.value()); });
             app.ui().options().plot = [plots](const View &v, const gantry_ui_plot &p, gantry_ui_plot_state &s) {
               return plots->draw(v, p, s);
             };
             app.scene.draw = [&](const gantry_ui &ui) { decay.draw(ui); };
             for (int i = 0; i < 4; ++i) seen = app.capture();
           });
  REQUIRE(words(played) == "");
  REQUIRE(saved.size() == 1);
  std::ofstream(scratch("decay.png"), std::ios::binary) << saved[0].bytes;
  const auto picture = read_png(scratch("decay.png"));
  REQUIRE(picture);
  // Another renderer and another font: the curve's colour stands in the same tenths of the picture.
  const Rgb orange = theme(ThemeName::dark).series[1];
  const auto share = [orange](const Pixels &p, unsigned width, unsigned height) {
    std::vector<int> tenths(100, 0);
    for (unsigned y = 0; y < height; ++y) {
      for (unsigned x = 0; x < width; ++x)
        tenths[y * 10 / height * 10 + x * 10 / width] += (p.rgb[std::size_t{y} * p.width + x] & 0xFFFFFFU) == orange;
    }
    return tenths;
  };
  const unsigned width = picture.value().width / 2;
  const unsigned height = picture.value().height / 2;
  const auto a = share(picture.value(), picture.value().width, picture.value().height);
  REQUIRE(seen.width >= width);
  REQUIRE(seen.height >= height);
  const auto b = share(seen, width, height);
  int both = 0;
  int one = 0;
  for (std::size_t i = 0; i < 100; ++i) {
    both += a[i] > 0 && b[i] > 0;
    one += (a[i] > 8) != (b[i] > 0) && (a[i] > 0) != (b[i] > 0);
  }
  CHECK(both >= 6);
  CHECK(one <= 3);
}

TEST_CASE("An image scrolls, takes another plane, is windowed, and a voxel can be pressed") {
  const Display display;
  OneVolume source;
  source.one.volume = ramp();
  gantry_ui_image_state state{};
  state.size = sizeof state;
  std::string said = "nothing";
  std::uint64_t pressed[3] = {};
  const gantry_ui_image image{.size = sizeof image,
                              .layer_count = 0,
                              .volume = "image-1",
                              .made = nullptr,
                              .made_revision = 0,
                              .reserved = 0,
                              .layers = nullptr};
  const auto played = play(
      [&](const gantry_ui &ui) {
        gantry_ui_next size{};
        size.size = sizeof size;
        size.height = 40;
        ui.next(&ui, &size);
        if ((ui.image(&ui, "view", &image, &state) & GANTRY_UI_PRESSED) != 0) {
          std::copy(state.voxel, state.voxel + 3, pressed);
          said = "pressed";
        }
        ui.text(&ui, "said", said.c_str(), GANTRY_UI_BODY);
        const std::string where = "slice " + std::to_string(state.slice) + " plane " + std::to_string(state.plane) +
                                  (state.width > 0 ? " windowed" : " automatic");
        ui.text(&ui, "where", where.c_str(), GANTRY_UI_BODY);
      },
      R"(
assert text where "slice 5 plane 0 automatic"
scroll view 2
assert text where "slice 7"
key up
click view
assert text said "pressed"
key up
assert text where "slice 8"
click view/coronal
assert text where "slice 10 plane 1"
assert on view/coronal
)",
      [&](App &app) {
        const auto images = std::make_shared<Images>(source);
        app.ui().options().image = [images](const View &v, const gantry_ui_image &i, gantry_ui_image_state &s) {
          return images->draw(v, i, s);
        };
      });
  CHECK(words(played) == "");
  // The middle of the slice lies on the border of voxels 9 and 10.
  for (const std::size_t a : {0U, 1U}) {
    CHECK(pressed[a] >= 9);
    CHECK(pressed[a] <= 10);
  }
  CHECK(pressed[2] == 7);
}
