// SPDX-License-Identifier: Apache-2.0
#include <catch2/catch.hpp>
#include <core/ui/outline.hpp>

using namespace gantry::core;

namespace {

// A screen with one of everything.
struct Form {
  double level = 0.5;
  int count = 3;
  std::string name = "Ada", cell;
  bool on = false, asking = false;
  std::size_t side = 0;
  std::uint32_t rgb = 0x12AB0F;
  int runs = 0, drawn_rows = 0;
  gantry::GridState beats;
  gantry::PlotState decay;
  std::vector<double> x{1, 2, 3}, y{4, 2, 1};

  void draw(gantry::Ui &ui) {
    if (auto form = ui.section("form", "Form")) {
      ui.number("level", "Level", level, {"mm", 0, 4096});
      ui.number("count", "Count", count);
      ui.text_field("name", "Name", name, {"who", 0, 8});
      ui.toggle("on", "On", on);
      ui.choice("side", "Side", {"left", "right"}, side);
      ui.colour("ink", "Ink", rgb);
      const auto row = ui.row();
      if (ui.disabled(name.empty(), "give a name first").button("run", "Run", "play", GANTRY_UI_PRIMARY)) ++runs;
      if (ui.button("ask", "Ask …")) asking = true;
    }
    if (auto more = ui.section("more", "More", 0)) ui.text("said", "More of it");
    {
      const auto tabs = ui.tabs("tabs");
      if (auto first = ui.tab("first", "First")) ui.text("what", "one", GANTRY_UI_DIM);
      if (auto second = ui.tab("second", "Second")) ui.text("what", "two");
    }
    if (auto dialog = ui.dialog("sure", "Are you sure?", asking)) {
      if (ui.button("yes", "Yes")) {
        asking = false;
        ui.toast(GANTRY_UI_DONE, "Done");
      }
    }
  }

  void draw_tables(gantry::Ui &ui) {
    drawn_rows = 0;
    const std::vector<gantry::GridColumn> columns{{"time", "Time", "s", 0, GANTRY_UI_GRID_SORTABLE},
                                                  {"note", "Note", "", 0, GANTRY_UI_GRID_EDITABLE}};
    const auto did = ui.grid("beats", columns, 1000, beats, "No beats", [&](const gantry::GridRow &row) {
      ++drawn_rows;
      row.number(0, 0.25 * static_cast<double>(row.index()), 6);
      row.text(1, row.index() == 2 ? cell : "");
    });
    if (did.committed() && beats.edited_row == 2) cell = beats.edited_text;
    ui.plot("decay", {"Decay", {"TE", "ms"}, {"signal", "1", true}, {{"s", "Signal", GANTRY_UI_POINTS, x, y}}}, decay);
  }
};

}  // namespace

TEST_CASE("A screen reads as text: values, units, ranges, choices, what is folded and what is behind") {
  Form form;
  Outline screen([&](gantry::Ui &ui) { form.draw(ui); });
  REQUIRE(screen.draw());
  CHECK(screen.text() ==
        "section form \"Form\"\n"
        "  number level \"Level\" = 0.5 mm [0, 4096]\n"
        "  number count \"Count\" = 3\n"
        "  text field name \"Name\" = \"Ada\" hint \"who\"\n"
        "  toggle on \"On\" = off\n"
        "  choice side \"Side\" = \"left\" of \"left\", \"right\"\n"
        "  colour ink \"Ink\" = #12ab0f\n"
        "  row\n"
        "    button run \"Run\" primary\n"
        "    button ask \"Ask …\"\n"
        "section more \"More\" folded\n"
        "tabs tabs\n"
        "  tab first \"First\"\n"
        "    text what dim \"one\"\n"
        "  tab second \"Second\" behind\n"
        "dialog sure \"Are you sure?\" closed\n");
  CHECK(screen.text("form/level") == "number level \"Level\" = 0.5 mm [0, 4096]\n");
  CHECK(screen.text("tabs") == "tab first \"First\"\n  text what dim \"one\"\ntab second \"Second\" behind\n");
}

TEST_CASE("What is done to a screen reaches it by path") {
  Form form;
  Outline screen([&](gantry::Ui &ui) { form.draw(ui); });
  REQUIRE(screen.type("form/level", "200.5"));
  REQUIRE(screen.type("form/count", "7"));
  REQUIRE(screen.type("form/name", "Grace"));
  REQUIRE(screen.press("form/on"));
  REQUIRE(screen.choose("form/side", "right"));
  REQUIRE(screen.press("form/run"));
  CHECK(form.level == 200.5);
  CHECK(form.count == 7);
  CHECK(form.name == "Grace");
  CHECK(form.on);
  CHECK(form.side == 1);
  CHECK(form.runs == 1);
  CHECK(screen.text("form/level") == "number level \"Level\" = 200.5 mm [0, 4096]\n");

  REQUIRE(screen.press("more"));
  CHECK(screen.text("more") == "text said \"More of it\"\n");
  REQUIRE(screen.press("tabs/second"));
  CHECK(screen.text("tabs") == "tab first \"First\" behind\ntab second \"Second\"\n  text what \"two\"\n");
}

TEST_CASE("A dialog is there while it is wanted, and its user may close it") {
  Form form;
  Outline screen([&](gantry::Ui &ui) { form.draw(ui); });
  CHECK_FALSE(screen.press("sure/yes"));
  REQUIRE(screen.press("form/ask"));
  REQUIRE(screen.press("sure/yes"));
  CHECK_FALSE(form.asking);
  CHECK(screen.toasts() == std::vector<std::string>{"Done"});
  REQUIRE(screen.press("form/ask"));
  REQUIRE(screen.close("sure"));
  CHECK_FALSE(form.asking);
  CHECK_FALSE(screen.has("sure/yes"));
}

TEST_CASE("What a person could not do is refused: not there, not shown, disabled, no room, out of range") {
  Form form;
  Outline screen([&](gantry::Ui &ui) { form.draw(ui); });
  CHECK(screen.press("form/walk").error().code == "outline.missing");
  CHECK(screen.press("more/said").error().code == "outline.missing");
  CHECK(screen.press("form/level").error().code == "outline.kind");
  CHECK(screen.type("form/level", "5000").error().code == "outline.value");
  CHECK(screen.type("form/level", "much").error().code == "outline.value");
  CHECK(screen.type("form/name", "Hopper, Grace").error().code == "outline.value");
  CHECK(screen.choose("form/side", "above").error().code == "outline.value");
  form.name.clear();
  REQUIRE(screen.draw());
  CHECK(screen.press("form/run").error().code == "outline.disabled");
  CHECK(screen.text("form/run") == "button run \"Run\" primary disabled (give a name first)\n");
  CHECK(form.runs == 0);
}

TEST_CASE("A grid asks for the rows that are seen, and gives back selection, order and what was typed") {
  Form form;
  Outline screen([&](gantry::Ui &ui) { form.draw_tables(ui); });
  REQUIRE(screen.scroll("beats", 500, 3));
  CHECK(form.drawn_rows == 3);
  CHECK(screen.text("beats") == "500: 125 | \n501: 125.25 | \n502: 125.5 | \n");
  REQUIRE(screen.scroll("beats", 998, 30));
  CHECK(form.drawn_rows == 2);
  REQUIRE(screen.select("beats", 999));
  CHECK(form.beats.selected == 999);
  REQUIRE(screen.sort("beats", "time", true));
  CHECK(form.beats.sorted_by == 0);
  CHECK(form.beats.descending == 1);
  CHECK_FALSE(screen.sort("beats", "note"));
  REQUIRE(screen.type("beats/2/note", "ectopic"));
  CHECK(form.cell == "ectopic");
  CHECK_FALSE(screen.type("beats/2/time", "1"));
}

TEST_CASE("A point of a plot is pressed by its place") {
  Form form;
  Outline screen([&](gantry::Ui &ui) { form.draw_tables(ui); });
  REQUIRE(screen.point("decay", 0, 1));
  CHECK(form.decay.series == 0);
  CHECK(form.decay.point == 1);
  CHECK(form.decay.x == 2);
  CHECK(form.decay.y == 2);
  CHECK_FALSE(screen.point("decay", 0, 3));
  CHECK(screen.text("decay") == "plot decay \"Decay\": \"TE\" ms, \"signal\" 1 log, s \"Signal\" points of 3\n");
}
