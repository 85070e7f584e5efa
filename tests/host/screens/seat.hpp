// SPDX-License-Identifier: Apache-2.0
// The screens on a project, without a window.
//
//   const House house;
//   Seat seat(house);
//   seat.open(house);
//   seat.press(tree + "/images/image-1");
#pragma once

#include <tests/host/at_home.hpp>

#include <core/ui/outline.hpp>
#include <host/window/screens/screens.hpp>
#include <host/window/words/words.hpp>
#include <thread>

namespace gantry::tests {

using namespace gantry::host::window;
using gantry::core::Outline;

inline const std::string tree = "work/panes/tree", centre = "work/panes/sides/rows/centre",
                         form = "work/panes/sides/form", bottom = "work/panes/sides/rows/bottom",
                         echo = "work/panes/sides/tools/list/category-Other/tool_org.gantry.test.good-echo.run";

// A project with an image of three voxels and a table, in a home of its own.
struct House {
  Bundles bundles;
  Folder home;
  fs::path project = home.path / "heart";

  House() {
    bundles.add("good_echo");
    Project made = value(Project::create(project));
    Table numbers;
    numbers.columns = {{"class", "", std::vector<std::string>{"grey"}}, {"volume", "mL", std::vector<double>{612.5}}};
    add(made, *bytes_volume({1, 2, 3}), "brain");
    add(made, *value(make_table(numbers)), "volumes");
  }
  static void add(Project &made, const Object &object, const std::string &label) {
    ItemDraft draft;
    draft.object = value(made.add_object(object));
    draft.label = label;
    value(made.add_item(draft));
  }
  Workplace::Options options() const { return options_at(home.path, bundles); }
};

struct Seat {
  Workplace workplace;
  Outline screen;

  explicit Seat(const House &house) : Seat(house.options()) {}
  explicit Seat(Workplace::Options options)
      : workplace(std::move(options)), screen([this](gantry::Ui &ui) {
          workplace.update();
          screens::draw(ui, workplace);
          workplace.drawn();
        }) {}
  ~Seat() { speak(Language::english); }

  template <class Ready>
  void until(const Ready &ready) {
    for (int i = 0; i < 12'000; ++i) {
      does(screen.draw());
      if (ready()) return;
      std::this_thread::sleep_for(std::chrono::milliseconds(5));
    }
    FAIL("it never came:\n" << screen.text());
  }
  static void does(const Result<void> &result) {
    if (!result) FAIL(result.error().code << ": " << result.error().message);
  }
  void open(const House &house) {
    workplace.open_project(house.project);
    until([&] { return workplace.project() != nullptr && workplace.catalogue_ready(); });
  }
  bool says(const std::string &path, const std::string &words) const {
    return screen.text(path).find(words) != std::string::npos;
  }
  std::size_t runs() const { return workplace.project()->runs.size(); }
  void press(const std::string &path) { does(screen.press(path)); }
  // Runs the echo with an offset, and waits for its end.
  void run(const std::string &offset) {
    const std::size_t before = runs();
    does(screen.type(form + "/fields/settings/offset", offset));
    press(form + "/run");
    until([&] { return runs() == before + 1 && !workplace.busy(); });
  }
  // Among so many tools the fields are folded until something is looked for.
  void choose_tool(const std::string &name, const std::string &path) {
    does(screen.type("work/panes/sides/tools/find", name));
    press(path);
  }
  void choose_echo() {
    press(tree + "/images/image-1");
    choose_tool("good-echo", echo);
    does(screen.choose(form + "/fields/inputs/image", "brain  (image-1)"));
  }
};

}  // namespace gantry::tests
