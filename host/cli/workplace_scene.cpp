// SPDX-License-Identifier: Apache-2.0
#include <host/cli/workplace_scene.hpp>

#include <core/platform/clock.hpp>
#include <core/platform/durable.hpp>
#include <core/platform/paths.hpp>
#include <host/window/image/images.hpp>
#include <host/window/plot/plots.hpp>
#include <host/window/screens/screens.hpp>
#include <host/window/words/words.hpp>
#include <span>

namespace gantry::host {
namespace {

namespace fs = std::filesystem;

// Everything of one window; goes before the window does, since it holds textures.
struct Room {
  window::App &app;
  window::Workplace workplace;
  window::Plots plots;
  window::Images images;

  Room(window::App &window, window::Workplace::Options options)
      : app(window),
        workplace(std::move(options)),
        plots(app.ui().remembered(), [this](core::Result<window::PlotFile> file) { save(std::move(file)); }),
        images(workplace.volumes()) {
    app.ui().remembered() = workplace.preferences().layout;
    app.ui().options().tr = [](const char *text) { return window::tr(text); };
    app.ui().options().plot = [this](const window::View &v, const gantry_ui_plot &plot, gantry_ui_plot_state &state) {
      return plots.draw(v, plot, state);
    };
    app.ui().options().image = [this](const window::View &v, const gantry_ui_image &i, gantry_ui_image_state &state) {
      return images.draw(v, i, state);
    };
  }
  ~Room() {
    app.ui().options().plot = {};
    app.ui().options().image = {};
  }

  void draw(const gantry_ui &table) {
    app.ui().options().decimal = window::decimal_sign();
    workplace.update();
    gantry::Ui ui(table);
    window::screens::draw(ui, workplace);
    workplace.preferences().layout = app.ui().remembered();
    workplace.drawn();
    const core::Preferences &p = workplace.preferences();
    if (const auto theme = window::theme_named(p.theme); theme && *theme != app.theme())
      app.post([this, theme] { app.set_theme(*theme); });
    if (p.scale != zoom_) {
      zoom_ = p.scale;
      app.post([this] { app.set_zoom(static_cast<float>(zoom_)); });
    }
  }

  // Beside the project, under a name that is not taken yet.
  void save(core::Result<window::PlotFile> file) {
    if (!file) return workplace.tell(GANTRY_UI_ERROR, file.error().message);
    const fs::path given = file.value().name;
    const fs::path folder = workplace.project() == nullptr
                                ? fs::current_path()
                                : fs::path(workplace.project()->folder.string() + "-results");
    fs::path path = folder / given;
    for (int n = 2; fs::exists(path); ++n)
      path = folder / (given.stem().string() + "-" + std::to_string(n) + given.extension().string());
    const auto saved = core::platform::save_file(path, std::as_bytes(std::span(file.value().bytes)));
    if (!saved) return workplace.tell(GANTRY_UI_ERROR, saved.error().message);
    workplace.tell(GANTRY_UI_DONE, window::filled(window::tr("Written: {1}"), {path.string()}));
  }

 private:
  double zoom_ = 1;
};

// Installed beside the program, or in the source that it was built from.
fs::path first_that_exists(const std::vector<fs::path> &places) {
  std::error_code none;
  for (const fs::path &place : places)
    if (fs::exists(place, none)) return place;
  return places.front();
}

}  // namespace

window::Workplace::Options workplace_options(const CommandLine &line) {
  const fs::path program = core::platform::this_executable().parent_path();
  const fs::path share = program.parent_path() / "share" / "gantry";
  const fs::path tree = program.parent_path().parent_path().parent_path();
  window::Workplace::Options options;
  options.bench = line.workbench_options();
  options.session.limits = line.limits();
  options.session.level = line.common().level;
  options.session.threads = line.common().threads;
  options.session.who = core::platform::user_name();
  options.config_folder = core::platform::config_folder();
  options.state_folder = core::platform::state_folder();
  options.data_folder = core::platform::data_folder();
  options.sample_study = first_that_exists({share / "studies/brain.toml", tree / "samples/studies/brain.toml"});
  options.sample_data = first_that_exists({share / "sample-data", tree / "build/sample-data"});
  return options;
}

window::Scene workplace_scene(window::App &app, window::Workplace::Options options, const std::string &project,
                              const std::string &theme) {
  options.wake = [&app] { app.wake(); };
  const auto room = std::make_shared<Room>(app, std::move(options));
  if (!theme.empty()) room->workplace.preferences().theme = theme;
  if (!project.empty()) room->workplace.open_project(project);
  window::Scene scene;
  scene.draw = [room](const gantry_ui &ui) { room->draw(ui); };
  scene.dropped = [room](const std::vector<std::string> &paths) {
    const bool opens = paths.size() == 1 && core::Project::is_project(paths[0]);
    if (opens) room->workplace.open_project(paths[0]);
    else room->workplace.import_paths(paths);
  };
  scene.busy = [room] {
    return room->workplace.busy() || room->workplace.opening() || !room->workplace.catalogue_ready() ||
           room->workplace.voxel_curve().waiting;
  };
  scene.theme = [room](const std::string &name) { room->workplace.preferences().theme = name; };
  scene.language = [room](const std::string &code) {
    room->workplace.set_language(code);
    return window::language_by_code(code).has_value();
  };
  return scene;
}

}  // namespace gantry::host
