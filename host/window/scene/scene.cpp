// SPDX-License-Identifier: Apache-2.0
#include <host/window/scene/scene.hpp>

#include <core/platform/durable.hpp>
#include <host/window/screens/screens.hpp>
#include <host/window/words/words.hpp>
#include <span>

namespace gantry::host::window {

namespace fs = std::filesystem;

namespace {

Workplace::Options woken_by(App &app, Workplace::Options options) {
  options.wake = [&app] { app.wake(); };
  options.clipboard = [&app] { return app.clipboard(); };
  return options;
}

}  // namespace

Room::Room(App &window, Workplace::Options options)
    : app(window),
      workplace(woken_by(window, std::move(options))),
      plots(app.ui().remembered(), [this](core::Result<PlotFile> file) { save(std::move(file)); }),
      images(workplace.volumes()) {
  app.ui().remembered() = workplace.preferences().layout;
  app.ui().options().tr = [](const char *text) { return tr(text); };
  app.ui().options().toast = [this](const std::string &text) { return workplace.told_again(text); };
  app.ui().options().toast_places = {"work/panes/tree", "fit/data"};
  app.ui().options().plot = [this](const View &v, const gantry_ui_plot &plot, gantry_ui_plot_state &state) {
    return plots.draw(v, plot, state);
  };
  app.ui().options().image = [this](const View &v, const gantry_ui_image &i, gantry_ui_image_state &state) {
    return images.draw(v, i, state);
  };
}

Room::~Room() {
  app.ui().options().toast = {};
  app.ui().options().toast_places = {};
  app.ui().options().plot = {};
  app.ui().options().image = {};
}

void Room::draw(const gantry_ui &table) {
  app.ui().options().decimal = decimal_sign();
  workplace.update();
  workplace.view().height = app.window().size().second / static_cast<double>(app.ui().options().fonts.em);
  workplace.view().messages = app.ui().toasts_height();
  gantry::Ui ui(table);
  screens::draw(ui, workplace);
  workplace.preferences().layout = app.ui().remembered();
  workplace.drawn();
  const core::Preferences &p = workplace.preferences();
  if (const auto theme = theme_named(p.theme); theme && *theme != app.theme())
    app.post([this, theme] { app.set_theme(*theme); });
  if (p.scale != zoom_) {
    zoom_ = p.scale;
    app.post([this] { app.set_zoom(static_cast<float>(zoom_)); });
  }
}

// Beside the project, under a name that is not taken yet.
void Room::save(core::Result<PlotFile> file) {
  if (!file) return workplace.tell(GANTRY_UI_ERROR, [error = file.error()] { return said(error).message; });
  const fs::path given = file.value().name;
  const fs::path folder =
      workplace.project() == nullptr ? fs::current_path() : fs::path(workplace.project()->folder.string() + "-results");
  fs::path path = folder / given;
  for (int n = 2; fs::exists(path); ++n)
    path = folder / (given.stem().string() + "-" + std::to_string(n) + given.extension().string());
  const auto saved = core::platform::save_file(path, std::as_bytes(std::span(file.value().bytes)));
  if (!saved) return workplace.tell(GANTRY_UI_ERROR, [error = saved.error()] { return said(error).message; });
  workplace.tell(GANTRY_UI_DONE, [path] { return filled(tr("Written: {1}"), {path.string()}); });
}

Scene scene_of(const std::shared_ptr<Room> &room) {
  Scene scene;
  scene.draw = [room](const gantry_ui &ui) { room->draw(ui); };
  scene.dropped = [room](const std::vector<std::string> &paths) {
    const bool opens = paths.size() == 1 && core::Project::is_project(paths[0]);
    if (opens) room->workplace.open_project(paths[0]);
    else room->workplace.import_paths(paths);
  };
  scene.busy = [room] {
    return room->workplace.busy() || room->workplace.opening() || !room->workplace.catalogue_ready() ||
           room->workplace.voxel_curve().waiting || room->workplace.fitting().busy() ||
           room->workplace.pasted().waiting || room->workplace.panels().busy();
  };
  scene.theme = [room](const std::string &name) { room->workplace.preferences().theme = name; };
  scene.language = [room](const std::string &code) {
    room->workplace.set_language(code);
    return language_by_code(code).has_value();
  };
  return scene;
}

Scene workplace_scene(App &app, Workplace::Options options, const std::string &project, const std::string &theme) {
  const auto room = std::make_shared<Room>(app, std::move(options));
  if (!theme.empty()) room->workplace.preferences().theme = theme;
  if (!project.empty()) room->workplace.open_project(project);
  return scene_of(room);
}

}  // namespace gantry::host::window
