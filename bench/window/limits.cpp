// SPDX-License-Identifier: Apache-2.0
#include <bench/window/limits.hpp>

#include <cmath>
#include <core/ui/recorder.hpp>
#include <core/ui/replay.hpp>
#include <gantry/cpp/ui.hpp>

namespace gantry::bench {
namespace {

using core::Op;

// Drawn once, as in a worker, and replayed in each frame, in a pane of a panel's usual size.
core::Result<Scenario> scenario_of(std::string name, const std::function<void(Ui &)> &contents) {
  struct Drawn {
    core::Frame frame;
    core::Edits edits;
  };
  core::Recorder recorder;
  recorder.begin({});
  Ui written(*recorder.table());
  contents(written);
  GANTRY_TRY(memory, recorder.end());
  GANTRY_TRY(frame, core::Frame::read(std::move(memory)));
  const auto drawn = std::make_shared<Drawn>();
  drawn->frame = std::move(frame);
  return Scenario{.name = std::move(name), .draw = [drawn](const gantry_ui &table) {
                    Ui ui(table);
                    const auto pane = ui.width(24).height(-0.01).box("view", GANTRY_UI_SCROLL);
                    core::replay(drawn->frame, 1, table, drawn->edits);
                  }};
}

// One kind of widget: what weighs in one of it, and one of it.
struct Specimen {
  const char *name;
  std::uint32_t weight;
  void (*draw)(Ui &, const std::string &id);
};

constexpr std::uint32_t of(Op op, std::uint32_t texts = 0) { return core::weight(op) + texts * core::weight(Op::text); }

void draw_choice(Ui &ui, const std::string &id, std::uint32_t flags) {
  std::size_t index = 1;
  ui.choice(id, "Plane", {"Axial", "Coronal", "Sagittal"}, index, flags);
}

void draw_number(Ui &ui, const std::string &id, std::uint32_t flags) {
  double value = 0.5;
  ui.number(id, "Level", value, {"mm", 0, 1, 0.1, 0.5, flags});
}

void draw_text_field(Ui &ui, const std::string &id) {
  std::string value = "half typed";
  ui.text_field(id, "Name", value);
}

void draw_toggle(Ui &ui, const std::string &id) {
  bool on = true;
  ui.toggle(id, "Shown", on);
}

void draw_colour(Ui &ui, const std::string &id) {
  std::uint32_t rgb = 0x3366cc;
  ui.colour(id, "Colour", rgb);
}

void draw_tabs(Ui &ui, const std::string &id) {
  const auto tabs = ui.tabs(id);
  if (const auto tab = ui.tab("one", "One", "table")) ui.text("text", "alone");
  if (const auto tab = ui.tab("two", "Two", "table")) ui.text("text", "alone");
}

void draw_columns(Ui &ui, const std::string &id) {
  const auto columns = ui.columns(id, {1, 1});
  ui.text("left", "alone");
  columns.next();
  ui.text("right", "alone");
}

void draw_split(Ui &ui, const std::string &id) {
  const auto split = ui.height(2).split(id, 0.5);
  ui.text("left", "alone");
  split.next();
  ui.text("right", "alone");
}

void draw_grid(Ui &ui, const std::string &id) {
  GridState state{};
  ui.height(7).grid(id, {{"time", "Time", "s", 0, 0}, {"value", "Value", "mV", 0, 0}}, 3, state, "No rows",
                    [](const GridRow &row) {
                      row.number(0, 0.5, 3);
                      row.number(1, 1.5, 3);
                    });
}

void draw_plot(Ui &ui, const std::string &id) {
  std::vector<double> x, y;
  for (int i = 0; i < 30; ++i) x.push_back(i), y.push_back(std::sin(i / 5.0));
  ui.height(12).plot(id, {"Curve", {"time", "s"}, {"pressure", "kPa"}, {{"one", "One", GANTRY_UI_LINE, x, y}}});
}

void draw_picture(Ui &ui, const std::string &id) {
  static const std::vector<std::uint8_t> grey(std::size_t{32} * 32 * 4, 128);
  Picture square;
  square.width = square.height = 32;
  square.revision = 1;
  square.rgba = grey.data();
  square.alt = "a square";
  ui.picture(id, square);
}

constexpr Specimen specimens[] = {
    {"texts", of(Op::text), [](Ui &ui, const std::string &id) { ui.text(id, "a text that is not long"); }},
    {"icons", of(Op::icon), [](Ui &ui, const std::string &id) { ui.icon(id, "table"); }},
    {"progress bars", of(Op::progress), [](Ui &ui, const std::string &id) { ui.progress(id, 0.4, "reading"); }},
    {"equations", of(Op::equation),
     [](Ui &ui, const std::string &id) { ui.equation(id, "S = S0 * exp(-TE / T2star) + C"); }},
    {"pictures", of(Op::picture), draw_picture},
    {"buttons", of(Op::button), [](Ui &ui, const std::string &id) { ui.button(id, "Press", "play"); }},
    {"toggles", of(Op::toggle), draw_toggle},
    {"drop-down choices", of(Op::choice), [](Ui &ui, const std::string &id) { draw_choice(ui, id, 0); }},
    {"segments of three", of(Op::choice),
     [](Ui &ui, const std::string &id) { draw_choice(ui, id, GANTRY_UI_SEGMENTS); }},
    {"radio buttons, three", of(Op::choice),
     [](Ui &ui, const std::string &id) { draw_choice(ui, id, GANTRY_UI_RADIO); }},
    {"number fields", of(Op::number), [](Ui &ui, const std::string &id) { draw_number(ui, id, 0); }},
    {"sliders", of(Op::number), [](Ui &ui, const std::string &id) { draw_number(ui, id, GANTRY_UI_SLIDER); }},
    {"text fields", of(Op::text_field), draw_text_field},
    {"colours", of(Op::colour), draw_colour},
    {"sections around a text", of(Op::section_begin, 1),
     [](Ui &ui, const std::string &id) {
       if (const auto section = ui.section(id, "Section")) ui.text("text", "alone");
     }},
    {"tree nodes", of(Op::tree_begin),
     [](Ui &ui, const std::string &id) { const auto node = ui.tree(id, "Node", "table", GANTRY_UI_LEAF); }},
    {"menus", of(Op::menu_begin), [](Ui &ui, const std::string &id) { const auto menu = ui.menu(id, "More", "cog"); }},
    {"two tabs around a text", of(Op::tabs_begin, 1) + 2 * of(Op::tab_begin), draw_tabs},
    {"columns of two texts", of(Op::columns_begin, 2) + of(Op::column_next), draw_columns},
    {"splits of two texts", of(Op::split_begin, 2) + of(Op::split_next), draw_split},
    {"boxes around a text", of(Op::box_begin, 1),
     [](Ui &ui, const std::string &id) {
       const auto box = ui.box(id);
       ui.text("text", "alone");
     }},
    {"boxes that scroll", of(Op::box_begin, 1),
     [](Ui &ui, const std::string &id) {
       const auto box = ui.height(2).box(id, GANTRY_UI_SCROLL);
       ui.text("text", "alone");
     }},
    {"grids of three rows", of(Op::grid_begin), draw_grid},
    {"plots of 30 points", of(Op::plot), draw_plot},
};

void draw_words(Ui &ui) {
  std::string words;
  while (words.size() + 16 < core::max_written_bytes) words += "word after word ";
  ui.text("words", words);
}

void draw_points(Ui &ui, std::uint32_t style) {
  std::vector<double> x, y;
  for (std::size_t i = 0; i < core::max_points; ++i) {
    x.push_back(static_cast<double>(i));
    y.push_back(std::sin(x.back() / 700) + 0.3 * std::sin(x.back() * x.back()));
  }
  ui.height(20).plot("curve", {"Curve", {"time", "s"}, {"pressure", "kPa"}, {{"one", "One", style, x, y}}});
}

}  // namespace

core::Result<std::vector<Scenario>> panels_at_their_limits() {
  std::vector<Scenario> all;
  const auto add = [&](std::string name, const std::function<void(Ui &)> &contents) -> core::Result<void> {
    GANTRY_TRY(scenario, scenario_of(std::move(name), contents));
    all.push_back(std::move(scenario));
    return core::done();
  };
  GANTRY_CHECK(add("a panel of one text", [](Ui &ui) { ui.text("one", "alone"); }));
  for (const Specimen &specimen : specimens) {
    const std::uint32_t count = core::max_weight / specimen.weight;
    GANTRY_CHECK(add(std::to_string(count) + " " + specimen.name, [&](Ui &ui) {
      for (std::uint32_t i = 0; i < count; ++i) specimen.draw(ui, "thing-" + std::to_string(i));
    }));
  }
  GANTRY_CHECK(add("as long a text as may be", draw_words));
  GANTRY_CHECK(add("a curve of 100,000 points", [](Ui &ui) { draw_points(ui, GANTRY_UI_LINE); }));
  GANTRY_CHECK(add("a cloud of 100,000 points", [](Ui &ui) { draw_points(ui, GANTRY_UI_POINTS); }));
  return all;
}

}  // namespace gantry::bench
