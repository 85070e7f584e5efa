// SPDX-License-Identifier: Apache-2.0
// Where things stand that are in front of others: short messages, menus.
#include "display.hpp"

#include <catch2/catch.hpp>
#include <gantry/cpp/ui.hpp>
#include <host/window/app/app.hpp>

using namespace gantry::test;
using namespace gantry::host::window;

namespace {

App *shown_by = nullptr;

void keep(App &app) { shown_by = &app; }

Rect place_of(const std::string &path) {
  const Seen *const seen = shown_by->ui().screen().find(path);
  return seen == nullptr ? Rect() : seen->rect;
}

}  // namespace

TEST_CASE("Short messages stand at the foot of the list of data, which leaves them its room") {
  const Display display;
  bool told = false, covers = false;
  float widest = 0;
  const auto draw = [&](const gantry_ui &table) {
    gantry::Ui ui(table);
    if (!told)
      ui.toast(GANTRY_UI_ERROR, "a message of so many words that it takes several lines where there is little room");
    told = true;
    const auto columns = ui.columns("columns", {1, 4});
    {
      const auto list =
          ui.height(-0.01 - shown_by->ui().toasts_height()).box("list", GANTRY_UI_QUIET | GANTRY_UI_SCROLL);
      for (int i = 0; i < 60; ++i) ui.text("line-" + std::to_string(i), "something");
    }
    columns.next();
    ui.text("beside", "what else there is");
    const Rect list = place_of("columns/list"), toast = place_of("toasts/0");
    if (toast.empty() || shown_by->ui().toasts_height() == 0) return;
    covers = toast.y0 < list.y1 || toast.x1 > list.x1;
    widest = toast.width();
  };
  CHECK(words(play(draw,
                   "wait until shown toasts/0\nassert text toasts/0 \"several lines\"\nclick toasts/0/close\n"
                   "wait until gone toasts/0",
                   [](App &app) {
                     keep(app);
                     app.ui().options().toast_places = {"nowhere", "columns/list"};
                   })) == "");
  CHECK(widest > 150);
  CHECK_FALSE(covers);
  CHECK(shown_by != nullptr);
}

TEST_CASE("A menu that grows while it is open stays within the window") {
  const Display display;
  bool long_words = false, beyond = false;
  const auto draw = [&](const gantry_ui &table) {
    gantry::Ui ui(table);
    {
      const auto line = ui.row();
      ui.space(-1);
      if (const auto menu = ui.menu("more", "More")) {
        if (ui.menu_item("one", long_words ? "Words that are as long as they are in another language" : "Short"))
          return;
      }
    }
    if (ui.shortcut("ctrl+l").button("grow", "Grow")) long_words = true;
    beyond = place_of("more/one").x1 > 1440;
  };
  CHECK(words(play(draw,
                   "click more\nassert shown more/one\nkey ctrl+l\nassert text more/one \"another language\"\n"
                   "sleep until idle\nclick more/one",
                   keep)) == "");
  CHECK(long_words);
  CHECK_FALSE(beyond);
}
