// SPDX-License-Identifier: Apache-2.0
// A project, fixture plugins with panels, and the real window on them, in this process: what the window does meanwhile can
// be counted.
//
//   PanelRoom room;
//   room.plugins.add_panels("good_panels", {"slow"});
//   CHECK(room.plays("click " + room.listed("good-panels", "slow") + "\n…") == "");
#pragma once

#include <tests/host/at_home.hpp>

#include <host/window/scene/scene.hpp>
#include <host/window/words/words.hpp>

#include "display.hpp"

namespace gantry::tests {

using namespace host::window;

class PanelRoom {
 public:
  PanelRoom() {
    Project made = value(Project::create(project_));
    ItemDraft draft;
    draft.object = value(made.add_object(*bytes_volume({1, 2, 3})));
    draft.label = "brain";
    value(made.add_item(draft));
  }
  ~PanelRoom() { speak(Language::english); }

  Bundles plugins;
  std::size_t memory = std::size_t{256} << 20;  // of a panel
  bool with_project = true;
  std::function<void(Workplace &)> each_frame = [](Workplace &) {};
  std::function<void(Workplace &)> at_end = [](Workplace &) {};
  int frames = 0, frames_at_work = 0;  // frames_at_work: while a panel had been at a drawing for a second and more
  std::filesystem::path project() const { return project_; }

  // Plays a script in a window of its own; "" or what went wrong.
  std::string plays(const std::string &script) {
    GuiOptions gui;
    gui.script = home_.write("script", script);
    gui.app.window.scale = 1;
    gui.app.window.width = 1440;
    gui.app.window.height = 900;
    const auto played = open_gui(gui, [&](App &app) -> core::Result<Scene> {
      const auto room = std::make_shared<Room>(app, options());
      if (with_project) room->workplace.open_project(project_);
      Scene scene = scene_of(room);
      scene.draw = [this, room](const gantry_ui &ui) {
        room->draw(ui);
        ++frames;
        for (const OpenPanel &panel : room->workplace.panels().all())
          if (panel.client && panel.client->busy_for() > std::chrono::seconds(1)) ++frames_at_work;
        each_frame(room->workplace);
      };
      scene.may_close = [this, room] {
        at_end(room->workplace);
        return true;
      };
      return scene;
    });
    return test::words(played);
  }

  // Paths of a panel: in the list of tools, and where it is open.
  static std::string id(const std::string &plugin, const std::string &panel) {
    return "org.gantry.test." + plugin + "." + panel;
  }
  static std::string listed(const std::string &plugin, const std::string &panel) {
    return "work/panes/sides/tools/list/panels/" + id(plugin, panel);
  }
  static std::string opened(const std::string &plugin, const std::string &panel) {
    return "work/panels/" + id(plugin, panel);
  }

 private:
  Workplace::Options options() const {
    Workplace::Options o = options_at(home_.path, plugins);
    o.session.limits.memory_bytes = memory;
    return o;
  }

  const test::Display display_;
  Folder home_;
  std::filesystem::path project_ = home_.path / "heart";
};

}  // namespace gantry::tests
