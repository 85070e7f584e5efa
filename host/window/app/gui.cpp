// SPDX-License-Identifier: Apache-2.0
#include <host/window/app/gui.hpp>

#include <filesystem>
#include <fstream>
#include <host/window/plot/plots.hpp>
#include <host/window/script/player.hpp>
#include <host/window/widgets/gallery.hpp>
#include <host/window/widgets/plot_gallery.hpp>
#include <sstream>
#include <thread>

namespace gantry::host::window {
namespace {

core::Result<std::vector<Step>> steps_of(const GuiOptions &options) {
  std::vector<Step> steps;
  if (!options.script.empty()) {
    std::ifstream file(options.script);
    if (!file) {
      return core::fail("script.file", "the script can't be read", "--script", "give a file", core::Failure::usage);
    }
    std::ostringstream text;
    text << file.rdbuf();
    GANTRY_TRY(read, read_script(text.str(), options.script));
    steps = std::move(read);
  }
  if (!options.snapshot.empty()) {
    GANTRY_TRY(idle, read_script("sleep until idle", "--snapshot"));
    steps.insert(steps.end(), idle.begin(), idle.end());
  }
  return steps;
}

// Plays it beside the running window, takes the picture, and closes the window.
core::Result<void> run_with(App &app, const GuiOptions &options, const std::vector<Step> &steps,
                            core::platform::DisplayInput &hand) {
  core::Result<void> played = core::done();
  Stage stage(app);
  std::thread player([&] {
    played = Player(app, stage, hand).play(steps, options.script.empty() ? "--snapshot" : options.script);
    stage.settled();
    stage.in_window([&] {
      // Of a script that failed too: what was to be seen then.
      if (options.snapshot.empty()) return;
      const auto written = write_png(app.capture(), options.snapshot);
      if (played && !written) played = core::fail(written.error());
    });
    app.post([&app] { app.close(); });
  });
  app.run();
  player.join();
  return played;
}

}  // namespace

core::Result<void> open_gui(const GuiOptions &options, const MakeScene &scene) {
  GANTRY_TRY(steps, steps_of(options));
  std::optional<core::platform::DisplayInput> hand;
  if (!steps.empty()) {
    GANTRY_TRY(opened, core::platform::DisplayInput::open(typed_in(steps)));
    hand.emplace(std::move(opened));
  }
  GANTRY_TRY(app, App::open(options.app));
  GANTRY_TRY(made, scene(*app));
  app->scene = std::move(made);
  if (hand) return run_with(*app, options, steps, *hand);
  app->run();
  return core::done();
}

core::Result<void> draw_widgets(const std::string &folder, float scale) {
  std::error_code problem;
  std::filesystem::create_directories(folder, problem);
  if (problem) return core::fail("window.picture", "the folder can't be made", folder, "choose another one");
  App::Options options;
  options.window = {.title = "Widgets", .width = 1440, .height = 900, .scale = scale};
  GANTRY_TRY(app, App::open(std::move(options)));
  Plots plots(app->ui().remembered(), {});
  app->ui().options().plot = [&](const View &view, const gantry_ui_plot &plot, gantry_ui_plot_state &state) {
    return plots.draw(view, plot, state);
  };
  Gallery widgets;
  PlotGallery plotted;
  const std::pair<const char *, std::function<void(const gantry_ui &)>> screens[] = {
      {"widgets", [&](const gantry_ui &ui) { widgets.draw(ui); }},
      {"plots", [&](const gantry_ui &ui) { plotted.draw(ui); }}};
  for (const auto &[title, draw] : screens) {
    app->scene.draw = draw;
    for (const ThemeName name : all_themes) {
      app->set_theme(name);
      for (int i = 0; i < 4; ++i) app->capture();  // until all is in its place
      const std::string file = std::string(title) + "-" + std::string(theme(name).id) + ".png";
      GANTRY_CHECK(write_png(app->capture(), (std::filesystem::path(folder) / file).string()));
    }
  }
  return core::done();
}

}  // namespace gantry::host::window
