// SPDX-License-Identifier: Apache-2.0
#include <bench/window/limits.hpp>

#include <cmath>
#include <core/ui/recorder.hpp>
#include <core/ui/replay.hpp>
#include <gantry/cpp/ui.hpp>

namespace gantry::bench {
namespace {

struct Panel {
  const char *name;
  std::function<void(Ui &)> contents;
};

// Drawn once, as in a worker, and replayed in each frame, in a pane of a panel's usual size.
core::Result<Scenario> scenario_of(const Panel &panel) {
  struct Drawn {
    core::Frame frame;
    core::Edits edits;
  };
  core::Recorder recorder;
  recorder.begin({});
  Ui written(*recorder.table());
  panel.contents(written);
  GANTRY_TRY(memory, recorder.end());
  GANTRY_TRY(frame, core::Frame::read(std::move(memory)));
  const auto drawn = std::make_shared<Drawn>();
  drawn->frame = std::move(frame);
  return Scenario{.name = panel.name, .draw = [drawn](const gantry_ui &table) {
                    Ui ui(table);
                    const auto pane = ui.width(24).height(-0.01).box("view", GANTRY_UI_SCROLL);
                    core::replay(drawn->frame, 1, table, drawn->edits);
                  }};
}

std::string numbered(std::size_t i) { return "thing-" + std::to_string(i); }

std::size_t most(core::Op op) { return core::max_weight / core::weight(op); }

void draw_texts(Ui &ui) {
  for (std::size_t i = 0; i < most(core::Op::text); ++i) ui.text(numbered(i), "a text that is not long");
}

void draw_numbers(Ui &ui) {
  double value = 0.5;
  for (std::size_t i = 0; i < most(core::Op::number); ++i)
    ui.number(numbered(i), "Level", value, {"mm", 0, 1, 0.1, 0.5});
}

void draw_fields(Ui &ui) {
  std::string value = "half typed";
  for (std::size_t i = 0; i < most(core::Op::text_field); ++i) ui.text_field(numbered(i), "Name", value);
}

void draw_buttons(Ui &ui) {
  for (std::size_t i = 0; i < most(core::Op::button); ++i) ui.button(numbered(i), "Press");
}

void draw_toggles(Ui &ui) {
  bool on = true;
  for (std::size_t i = 0; i < most(core::Op::toggle); ++i) ui.toggle(numbered(i), "Shown", on);
}

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
  for (const Panel &panel :
       {Panel{"a panel of one text", [](Ui &ui) { ui.text("one", "alone"); }},
        {"a panel of texts, as many as may be", draw_texts},
        {"a panel of number fields, as many", draw_numbers},
        {"a panel of text fields, as many", draw_fields},
        {"a panel of buttons, as many", draw_buttons},
        {"a panel of toggles, as many", draw_toggles},
        {"a panel of as long a text as may be", draw_words},
        {"a panel's curve of as many points", [](Ui &ui) { draw_points(ui, GANTRY_UI_LINE); }},
        {"a panel's cloud of as many points", [](Ui &ui) { draw_points(ui, GANTRY_UI_POINTS); }}}) {
    GANTRY_TRY(scenario, scenario_of(panel));
    all.push_back(std::move(scenario));
  }
  return all;
}

}  // namespace gantry::bench
