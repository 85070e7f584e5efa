// SPDX-License-Identifier: Apache-2.0
// Real events of the display, on the gallery of all widgets.
#include "display.hpp"

#include <catch2/catch.hpp>
#include <fstream>
#include <host/window/widgets/gallery.hpp>
#include <map>

using namespace gantry::test;
using namespace gantry::host::window;

namespace {

std::string gallery(const std::string &script) {
  const Display display;
  Gallery shown;
  return words(play([&](const gantry_ui &ui) { shown.draw(ui); }, script));
}

}  // namespace

TEST_CASE("A script presses, types, chooses, folds, scrolls and drags as a person does") {
  CHECK(gallery(R"(
assert text inner/work/run "Run"
click panes/inner/work/run
)")
            .find("there is no inner/work/run") != std::string::npos);
  CHECK(gallery(R"(
assert text panes/inner/seen/said "Nothing was pressed yet."
click panes/inner/work/run
assert text panes/inner/seen/said "Run was pressed 1 time."
wait until text toasts/0 "queued"
click toasts/0/close
wait until gone toasts/0
key ctrl+enter
assert text panes/inner/seen/said "2 times"

choose panes/inner/work/card/choices/model "Kurtosis"
assert value panes/inner/work/card/choices/model "Kurtosis"
choose panes/inner/work/card/choices/plane "Sagittal"
assert value panes/inner/work/card/choices/plane "Sagittal"
choose panes/inner/work/card/choices/view "Both"
assert value panes/inner/work/card/choices/view "Both"
click panes/inner/work/card/choices/overlay
assert off panes/inner/work/card/choices/overlay
click panes/inner/work/card/choices/live
assert off panes/inner/work/card/choices/live

click panes/inner/work/card/choices
assert gone panes/inner/work/card/choices/model
click panes/inner/work/card/choices
assert shown panes/inner/work/card/choices/model

click panes/inner/seen/tabs/messages
assert shown panes/inner/seen/tabs/messages/warning
click panes/inner/seen/tabs/table
click panes/project/images/image-3
assert text panes/project/images/image-3 "chosen"
click panes/project/signals/ecg
)")
            .find("there is no such widget") != std::string::npos);
}

TEST_CASE("Numbers are typed with either decimal sign, stepped, dragged and set back") {
  CHECK(gallery(R"(
type panes/inner/work/card2/form/classes "5\n"
assert value panes/inner/work/card2/form/classes "5"
click panes/inner/work/card2/form/classes/reset
assert value panes/inner/work/card2/form/classes "3"
assert gone panes/inner/work/card2/form/classes/reset
type panes/inner/work/card2/form/classes "99"
assert text panes/inner/work/card2/form/classes "From 2 to 8."
key enter
assert value panes/inner/work/card2/form/classes "3"
type panes/inner/work/card2/form/b-value "1,25e3\n"
assert value panes/inner/work/card2/form/b-value "1250"
click panes/inner/work/card2/form/b-value
key up
assert value panes/inner/work/card2/form/b-value "1300"
scroll panes/inner/work/card2/form/b-value -2
assert value panes/inner/work/card2/form/b-value "1200"
key escape
assert value panes/inner/work/card2/form/b-value "1250"
type panes/inner/work/card2/form/b-value "abc\n"
assert value panes/inner/work/card2/form/b-value "1250"
drag panes/inner/work/card2/form/opacity/slider 4000 0
assert value panes/inner/work/card2/form/opacity "1"
type panes/inner/work/card2/form/opacity "0.25\n"
assert value panes/inner/work/card2/form/opacity "0.25"
)") == "");
}

TEST_CASE("Text keeps every character in order, also those that no key has") {
  CHECK(gallery(R"(
click panes/inner/work/card2/form/name
key ctrl+a
type panes/inner/work/card2/form/name "Café µm² ‘één’ ĳ–Σ"
assert value panes/inner/work/card2/form/name "Café µm² ‘één’ ĳ–Σ"
key ctrl+z
key ctrl+a
key ctrl+x
type panes/inner/work/card2/form/name "abc"
key backspace
type panes/inner/work/card2/form/name "d"
assert value panes/inner/work/card2/form/name "abd"
type panes/inner/work/card2/form/secret "geheim"
assert value panes/inner/work/card2/form/secret ""
type panes/project/search "t2"
click panes/project/search/empty
assert value panes/project/search ""
assert focused panes/project/search
)") == "");
}

TEST_CASE("What is disabled, covered or scrolled away can't be pressed, and the script says why") {
  CHECK(gallery("click panes/inner/work/stop") == "script:1: click panes/inner/work/stop: it is disabled");
  CHECK(gallery("click panes/inner/work/open\nassert shown panes/inner/seen/ask\nclick panes/inner/work/run") ==
        "script:3: click panes/inner/work/run: it is covered by the dialog panes/inner/seen/ask");
  CHECK(gallery("size 1440 420\nclick panes/inner/work/card2/form/note").find("it is scrolled or clipped away") !=
        std::string::npos);
  CHECK(gallery("click panes/inner/work/more\nclick panes/inner/work/card/choices/model")
            .find("it is covered by the menu item") != std::string::npos);
  CHECK(gallery("click panes/inner/work/rum").find("there is no such widget; there are panes/inner/work") !=
        std::string::npos);
}

TEST_CASE("What lies further down is brought into sight, and a long list stays within a low window") {
  CHECK(gallery(R"(
size 1440 420
assert shown panes/inner/work/run
reveal panes/inner/work/card2/form/note
type panes/inner/work/card2/form/note "seen"
assert value panes/inner/work/card2/form/note "seen"
reveal panes/inner/work/run
click panes/inner/work/run
size 1440 230
reveal panes/inner/work/card/choices/model
choose panes/inner/work/card/choices/model "Stretched"
assert value panes/inner/work/card/choices/model "Stretched"
choose panes/inner/work/card/choices/model "Mono-exponential"
assert value panes/inner/work/card/choices/model "Mono-exponential"
)") == "");
  CHECK(gallery("reveal panes/inner/work/rum").find("there is no such widget") != std::string::npos);
}

TEST_CASE("Menus, dialogs and grids are reached by keyboard and pointer") {
  CHECK(gallery(R"(
click panes/inner/work/more
click panes/inner/work/more/smooth
assert gone panes/inner/work/more/smooth
click panes/inner/work/more
assert on panes/inner/work/more/smooth
click panes/inner/work/more/layout
click panes/inner/work/more/layout/four
assert text panes/inner/seen/said "Four views."
click panes/inner/work/open
assert shown panes/inner/seen/ask
key escape
wait until gone panes/inner/seen/ask
click panes/inner/work/open
click panes/inner/seen/ask/ok
assert text panes/inner/seen/said "The dialog said yes."
wait until gone panes/inner/seen/ask
click panes/inner/seen/tabs/table/results/row-1
assert on panes/inner/seen/tabs/table/results/row-1
key down
assert on panes/inner/seen/tabs/table/results/row-2
click panes/inner/seen/tabs/table/results/columns/volume
assert value panes/inner/seen/tabs/table/results/row-0/volume "3.07"
click panes/inner/seen/tabs/table/results/columns/volume
assert value panes/inner/seen/tabs/table/results/row-0/volume "678.18"
double-click panes/inner/seen/tabs/table/results/row-4/volume
key ctrl+a
type panes/inner/seen/tabs/table/results/edit "2.5\n"
wait until gone panes/inner/seen/tabs/table/results/edit
assert value panes/inner/seen/tabs/table/results/row-4/volume "2.5"
key f1
assert text keys/list/keys-1 "Ctrl+Enter"
key f1
assert gone keys
click panes/project/search
key tab
assert focused panes/project/images
key left
assert gone panes/project/images/image-1
)") == "");
}

TEST_CASE("A picture of the window has the theme's colours, and is compared with tolerance") {
  const Display display;
  const std::string picture = scratch("light.png");
  Gallery shown;
  const auto draw = [&](const gantry_ui &ui) { shown.draw(ui); };
  REQUIRE(words(play(draw, "theme light\nhover panes/inner/seen/heading\nsnapshot " + picture + "\nassert picture " +
                               picture + " 0")) == "");
  const auto read = read_png(picture);
  REQUIRE(read);
  CHECK(read.value().width == 1440);
  CHECK(read.value().height == 900);
  std::map<std::uint32_t, std::size_t> colours;
  for (const auto pixel : read.value().rgb) ++colours[pixel & 0xffffffU];
  const Theme &light = theme(ThemeName::light);
  CHECK(colours[light.background] > 200'000);
  CHECK(colours[light.surface] > 50'000);
  CHECK(colours[light.accent] > 500);
  CHECK(colours.size() > 100);
  CHECK(words(play(draw, "theme dark\nassert picture " + picture)).find("the picture differs in") != std::string::npos);
}

TEST_CASE("A script compares a part of the window with what it was, and tells its colour") {
  const std::string part = scratch("part.png");
  const std::string colour = "panes/inner/work/run";
  CHECK(gallery("theme dark\nhover panes/inner/seen/heading\nsnapshot " + part + " " + colour + "\nassert picture " +
                part + " 0 " + colour) == "");
  CHECK(gallery("theme light\nassert picture " + part + " 0.01 " + colour).find("the picture differs in") !=
        std::string::npos);
  char accent[8];
  std::snprintf(accent, sizeof accent, "%06x", theme(ThemeName::light).accent);
  CHECK(gallery("theme light\nassert colour " + colour + " " + accent + " 60") == "");
  CHECK(gallery("theme light\nassert colour " + colour + " 00ff00").find("its mean colour is") != std::string::npos);
  CHECK(gallery("assert colour " + colour + " green").find("six hexadecimal digits") != std::string::npos);
}

TEST_CASE("Files are dropped on the window from outside") {
  const Display display;
  std::vector<std::string> dropped;
  GuiOptions options;
  options.script = scratch("drop");
  options.app.window.scale = 1;
  std::ofstream(options.script) << "drop \"/tmp/a folder/é.dcm\"\nsleep until idle\n";
  REQUIRE(words(open_gui(options, [&](App &) -> gantry::core::Result<Scene> {
            return Scene{.draw = [](const gantry_ui &) {}, .dropped = [&](const auto &paths) { dropped = paths; }};
          })) == "");
  CHECK(dropped == std::vector<std::string>{"/tmp/a folder/é.dcm"});
}
