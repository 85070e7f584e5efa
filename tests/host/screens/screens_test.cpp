// SPDX-License-Identifier: Apache-2.0
// The screens at work on a project, without a window: by the paths of their widgets, as a script would do it.
#include "seat.hpp"

using namespace gantry::tests;

TEST_CASE("before a project is open the screen says how to begin, and lists what was open lately", "[screens]") {
  const House house;
  {
    Seat seat(house);
    Seat::does(seat.screen.draw());
    CHECK(seat.says("start", "Projects that you open are listed here."));
    CHECK(seat.screen.press("start/middle/halves/create"));
    CHECK(seat.says("dialog", "A project is a folder"));
    CHECK(seat.screen.press("dialog/ok").error().code == "outline.disabled");
    Seat::does(seat.screen.type("dialog/path", (house.home.path / "new").string()));
    seat.press("dialog/ok");
    seat.until([&] { return seat.workplace.project() != nullptr; });
    CHECK(seat.says(tree, "There is no data yet."));
    seat.workplace.close_project();
  }
  Seat seat(house);
  seat.until([&] { return seat.workplace.catalogue_ready(); });
  CHECK(seat.says("start", "\"new\""));
  seat.press("start/middle/halves/recent/0");
  seat.until([&] { return seat.workplace.project() != nullptr; });
  CHECK(seat.workplace.project()->name == "new");
}

TEST_CASE("what is in a project stands on the left with what it is, and is looked at in the middle", "[screens]") {
  const House house;
  Seat seat(house);
  seat.open(house);
  CHECK(seat.says(tree + "/images", "tree image-1 \"brain\""));
  CHECK(seat.says(tree + "/images", "3×1"));
  CHECK(seat.says(centre, "Nothing is selected"));
  seat.press(tree + "/images/image-1");
  CHECK(seat.says(centre, "image image image-1"));
  seat.until([&] { return seat.workplace.volumes().find("image-1").volume != nullptr; });
  CHECK(seat.workplace.volumes().find("image-1").volume->header.shape[0] == 3);
  seat.press(tree + "/tables/table-2");
  seat.until([&] { return seat.says(centre, "612.5"); });
  CHECK(seat.says(centre, "grey | 612.5"));
}

TEST_CASE("a tool is run through its form, and what it made is in the project and shown", "[screens]") {
  const House house;
  Seat seat(house);
  seat.open(house);
  seat.choose_echo();
  seat.run("10");
  const RunRecord &run = seat.workplace.project()->runs.at(0);
  CHECK(run.parameters["offset"] == 10.0);
  CHECK(run.who == "somebody");
  const std::string made = run.outputs.at(0).object;
  seat.until([&] { return seat.workplace.objects().get(made).object != nullptr; });
  CHECK(as_doubles(*seat.workplace.objects().get(made).object) == std::vector<double>{11, 12, 13});
  CHECK(seat.says(bottom + "/results", "an echo is not an original"));
  seat.press(bottom + "/results/run/output-result/show");
  CHECK(seat.workplace.view().item == run.outputs[0].item);
  seat.press(bottom + "/history");
  CHECK(seat.says(bottom + "/history", "Offset 10"));
  CHECK(seat.screen.toasts().back() == "Run is done.");

  SECTION("and run again, and verified") {
    seat.press(bottom + "/results");
    seat.press(bottom + "/results/run/again");
    seat.until([&] { return seat.runs() == 2 && !seat.workplace.busy(); });
    CHECK(seat.workplace.project()->runs[1].outputs[0].object == made);
    seat.press(bottom + "/results/run/verify");
    seat.until([&] { return seat.says(bottom + "/results", "Verified: identical"); });
  }
}

TEST_CASE("what the plugin refuses is said at the form, with the way out, and kept in the history", "[screens]") {
  const House house;
  Seat seat(house);
  seat.open(house);
  seat.choose_echo();
  seat.run("-1");
  CHECK(seat.says(form + "/error", "The offset is negative"));
  CHECK(seat.says(form + "/error", "At: offset"));
  CHECK(seat.says(form + "/error", "What to do: give 0 or more"));
  CHECK(seat.says(form + "/fields/settings", "wrong \"the offset is negative\""));
  seat.press(bottom + "/history");
  CHECK(seat.says(bottom + "/history", "failed"));
}

TEST_CASE("a job is cancelled where it runs, and the screen answers all the while", "[screens]") {
  const House house;
  Seat seat(house);
  seat.open(house);
  seat.choose_echo();
  Seat::does(seat.screen.type(form + "/fields/settings/offset", "999"));  // waits until it is cancelled
  seat.press(form + "/run");
  seat.until([&] { return seat.says(form, "= 25 %"); });
  seat.press(tree + "/tables/table-2");
  seat.until([&] { return seat.says(centre, "612.5"); });  // read while the job runs
  seat.press(form + "/cancel");
  seat.until([&] { return !seat.workplace.busy(); });
  seat.press(bottom + "/jobs");
  CHECK(seat.says(bottom + "/jobs", "cancelled"));
  CHECK(seat.runs() == 0);
}

TEST_CASE("two runs beside each other show what changed in settings and in numbers", "[screens]") {
  const House house;
  Seat seat(house);
  seat.open(house);
  seat.choose_echo();
  seat.run("10");
  seat.run("30");
  Seat::does(seat.screen.fold(bottom + "/results/run/compare", true));
  Seat::does(seat.screen.draw());
  const std::string other = shown_moment(seat.workplace.project()->runs[0].started) + "  Offset 10";
  Seat::does(seat.screen.choose(bottom + "/results/run/compare/with", other));
  seat.until([&] { return !seat.workplace.comparison().waiting; });
  CHECK(seat.says(bottom + "/results/run/compare", "setting | Offset | 10 | 30"));
  CHECK(seat.says(bottom + "/results/run/compare", "figure | result, mean | 12 | 32"));
  CHECK(seat.says(bottom + "/results/run/compare", "largest difference 20"));
  CHECK(seat.says(bottom + "/results/run/compare", "3 things differ."));
}

TEST_CASE("the language is another at once, numbers and all", "[screens]") {
  const House house;
  Seat seat(house);
  seat.open(house);
  seat.choose_echo();
  CHECK(seat.says(form, "button run \"Run\" primary"));
  seat.press("top/bar/language/nl");
  CHECK(seat.says(form, "button run \"Uitvoeren\" primary"));
  CHECK(seat.says(tree, "Beelden · 1"));
  CHECK(seat.workplace.preferences().language == "nl");
  seat.press("top/bar/language/en");
  CHECK(seat.says(form, "button run \"Run\" primary"));
}

TEST_CASE("what was said, done and compared in one language is read in the other", "[screens]") {
  const House house;
  Seat seat(house);
  seat.open(house);
  seat.choose_echo();
  seat.run("10");
  seat.run("30");
  Seat::does(seat.screen.fold(bottom + "/results/run/compare", true));
  Seat::does(seat.screen.draw());
  const std::string other = shown_moment(seat.workplace.project()->runs[0].started) + "  Offset 10";
  Seat::does(seat.screen.choose(bottom + "/results/run/compare/with", other));
  seat.until([&] { return !seat.workplace.comparison().waiting; });
  seat.press(bottom + "/results/run/verify");
  seat.until([&] { return !seat.workplace.busy(); });
  CHECK(seat.workplace.told_again("Run is done.") == "Run is done.");
  seat.press("top/bar/language/nl");
  CHECK(seat.workplace.told_again("Run is done.") == "Uitvoeren is klaar.");
  CHECK(seat.workplace.told_again("1 run was repeated; 0 differ.") == "1 run is herhaald; afwijkend: 0.");
  CHECK(seat.workplace.told_again("nobody said this") == "nobody said this");
  CHECK(seat.says(bottom + "/results/run/compare", "grootste verschil 20"));
  seat.press(bottom + "/jobs");
  CHECK(seat.says(bottom + "/jobs", "Een run verifiëren"));
  seat.press(bottom + "/log");
  CHECK(seat.says(bottom + "/log", "Een run verifiëren: klaar"));
}

TEST_CASE("an edit of a form is undone and done again", "[screens]") {
  const House house;
  Seat seat(house);
  seat.open(house);
  seat.choose_echo();
  Seat::does(seat.screen.type(form + "/fields/settings/offset", "10"));
  Seat::does(seat.screen.type(form + "/fields/settings/offset", "20"));
  seat.press("top/bar/undo");
  CHECK(seat.says(form + "/fields/settings", "\"Offset\" = 10"));
  seat.press("top/bar/undo");
  CHECK(seat.says(form + "/fields/settings", "\"Offset\" = 0"));
  seat.press("top/bar/redo");
  CHECK(seat.says(form + "/fields/settings", "\"Offset\" = 10"));
}

TEST_CASE("the window reopens where it was, half-typed form included", "[screens]") {
  const House house;
  {
    Seat seat(house);
    seat.open(house);
    seat.choose_echo();
    Seat::does(seat.screen.type(form + "/fields/settings/offset", "42"));
    seat.workplace.view().images["image-1"].slice = 0;
    REQUIRE(seat.workplace.save());
  }
  Seat seat(house);
  seat.until([&] { return seat.workplace.project() != nullptr && seat.workplace.catalogue_ready(); });
  Seat::does(seat.screen.draw());
  CHECK(seat.workplace.view().item == "image-1");
  CHECK(seat.says(form + "/fields/settings", "\"Offset\" = 42"));
}

TEST_CASE("a preset brings the settings back, and leaves the data as it is", "[screens]") {
  const House house;
  Seat seat(house);
  seat.open(house);
  seat.choose_echo();
  Seat::does(seat.screen.type(form + "/fields/settings/offset", "7"));
  Seat::does(seat.screen.type(form + "/presets/preset-name", "seven"));
  seat.press(form + "/presets/preset-save");
  seat.press(form + "/reset");
  CHECK(seat.says(form + "/fields/settings", "\"Offset\" = 0"));
  seat.press(form + "/presets/preset-seven");
  CHECK(seat.says(form + "/fields/settings", "\"Offset\" = 7"));
  CHECK(seat.says(form + "/fields/inputs", "\"brain  (image-1)\" of"));
}

TEST_CASE("the palette finds by a few letters and goes there", "[screens]") {
  const House house;
  Seat seat(house);
  seat.open(house);
  seat.press("top/bar/search");
  Seat::does(seat.screen.type("palette/find", "plgn"));
  CHECK(seat.says("palette", "0: Plugins | Command"));
  seat.press("palette/go");
  CHECK(seat.says("plugins", "org.gantry.test.good-echo 1.0.0"));
  CHECK_FALSE(seat.workplace.view().palette);
  seat.press("top/bar/search");
  Seat::does(seat.screen.type("palette/find", "qqqq"));
  CHECK(seat.says("palette", "Nothing fits. Try fewer letters."));
}

TEST_CASE("a plugin that broke stands first with the reason, and Retry lets it go", "[screens]") {
  const House house;
  house.bundles.add("bad_crash_in_init");
  Seat seat(house);
  seat.open(house);
  seat.choose_tool("bad-crash-in-init",
                   "work/panes/sides/tools/list/category-Other/tool_org.gantry.test.bad-crash-in-init.run");
  seat.press(form + "/run");
  seat.until([&] { return !seat.workplace.busy(); });
  seat.press("top/bar/plugins");
  CHECK(seat.says("plugins/org.gantry.test.bad-crash-in-init", "in quarantine"));
  CHECK(seat.says("plugins/org.gantry.test.bad-crash-in-init", "Since "));
  seat.press("plugins/org.gantry.test.bad-crash-in-init/retry");
  seat.until([&] { return seat.says("plugins/org.gantry.test.bad-crash-in-init", "\"ready\""); });
}
