// SPDX-License-Identifier: Apache-2.0
#include <catch2/catch.hpp>
#include <core/ui/frame.hpp>
#include <core/ui/recorder.hpp>

using namespace gantry::core;

namespace {

template <class Draw>
Error mistake(Draw draw) {
  Recorder recorder;
  recorder.begin({});
  draw(recorder.table());
  auto frame = recorder.end();
  return frame ? Error{} : frame.error();
}

}  // namespace

TEST_CASE("What begins and does not end, or ends without a beginning, is named") {
  CHECK(mistake([](const gantry_ui *ui) { ui->section_begin(ui, "a", "A", GANTRY_UI_OPEN); }).message ==
        "the panel began a section and did not end it");
  CHECK(mistake([](const gantry_ui *ui) { ui->row_end(ui); }).message == "the panel ended a row that it had not begun");
  CHECK(mistake([](const gantry_ui *ui) {
          ui->row_begin(ui);
          ui->section_end(ui);
          ui->row_end(ui);
        }).message == "the panel ended a section within a row");
  CHECK(mistake([](const gantry_ui *ui) { ui->tab_begin(ui, "a", "A", ""), ui->tab_end(ui); }).code == "panel.nesting");
  CHECK(mistake([](const gantry_ui *ui) { ui->grid_text(ui, 0, 0, "a", 0); }).code == "panel.nesting");
  CHECK(mistake([](const gantry_ui *ui) {
          ui->split_begin(ui, "a", 0, 0.5);
          ui->split_next(ui);
          ui->split_next(ui);
          ui->split_end(ui);
        }).code == "panel.nesting");
}

TEST_CASE("Structs of wrong size and missing values are named, and nothing is read from them") {
  CHECK(mistake([](const gantry_ui *ui) { ui->toggle(ui, "a", "A", nullptr, 0); }).code == "panel.struct");
  CHECK(mistake([](const gantry_ui *ui) {
          gantry_ui_number number{};
          double value = 0;
          ui->number(ui, "a", "A", &number, &value);
        }).code == "panel.struct");
  CHECK(mistake([](const gantry_ui *ui) {
          char text[4] = {'a', 'b', 'c', 'd'};  // without an end
          const gantry_ui_text_field field{sizeof field, 0, ""};
          ui->text_field(ui, "a", "A", &field, text, sizeof text);
        }).code == "panel.struct");
}

TEST_CASE("Too much for the window's full rate is named: widgets, cells, text, points, depth, pixels") {
  const std::string too_much =
      "the panel drew more at once than the window can draw at its full rate: a grid takes rows without number, and "
      "draws "
      "those that are seen";
  const auto separators = [](int count) {
    return mistake([count](const gantry_ui *ui) {
      for (int i = 0; i < count; ++i) ui->separator(ui);
    });
  };
  CHECK(separators(5'600).message == "");
  CHECK(separators(5'601).message == too_much);
  // What takes the window longer weighs more.
  const auto numbers = [](int count) {
    return mistake([count](const gantry_ui *ui) {
      const gantry_ui_number number{sizeof number, 0, 0, 1, 0.1, 0.5, ""};
      double value = 0.5;
      for (int i = 0; i < count; ++i) ui->number(ui, "a", "A", &number, &value);
    });
  };
  CHECK(numbers(1'400).message == "");
  CHECK(numbers(1'401).message == too_much);
  CHECK(mistake([](const gantry_ui *ui) {
          const std::vector<double> values(50'001);
          const gantry_ui_series series{sizeof series, GANTRY_UI_LINE, 0,       0,      values.size(), "s", "",
                                        values.data(), values.data(),  nullptr, nullptr};
          const gantry_ui_series *const both[] = {&series, &series};
          const gantry_ui_axis axis{sizeof axis, 0, "", "", 0, 1};
          const gantry_ui_plot plot{sizeof plot, 2, both, &axis, &axis, nullptr, ""};
          gantry_ui_plot_state state{};
          state.size = sizeof state;
          ui->plot(ui, "p", &plot, &state);
        }).message ==
        "the panel plotted more than 100,000 points at once: thin them, the screen has some thousand columns");
  CHECK(mistake([](const gantry_ui *ui) {
          const std::string text(1 << 18, 'a');
          for (int i = 0; i < 2; ++i) ui->text(ui, "a", text.c_str(), 0);
        }).message == "the panel wrote more than 512 KiB of text at once: show a part of it, or a grid of its lines");
  CHECK(mistake([](const gantry_ui *ui) {
          for (int i = 0; i < 65; ++i) ui->scope_begin(ui, "a");
          for (int i = 0; i < 65; ++i) ui->scope_end(ui);
        }).code == "panel.nesting");
  CHECK(mistake([](const gantry_ui *ui) {
          const std::vector<std::uint32_t> pixels(4096 * 4096);
          const gantry_ui_picture picture{sizeof picture, 4096, 4096, 1, pixels.data(), ""};
          ui->picture(ui, "a", &picture);
          ui->picture(ui, "b", &picture);
        }).message == "the panel drew more than 64 MiB of pixels at once");
}

TEST_CASE("Strange ids, texts and numbers are mended on the way") {
  Recorder recorder;
  recorder.begin({});
  const gantry_ui *ui = recorder.table();
  ui->text(ui, "a b", "caf\xe9\x1b[2J", 0);
  ui->text(ui, nullptr, nullptr, 0);
  ui->progress(ui, "p", std::numeric_limits<double>::quiet_NaN(), nullptr);
  const double weights[] = {-1, std::numeric_limits<double>::infinity()};
  ui->columns_begin(ui, "c", 2, weights);
  ui->columns_end(ui);
  auto frame = Frame::read(recorder.end().value());
  REQUIRE(frame);
  CHECK(frame.value().items()[0].path == "a_b");
  CHECK(frame.value().items()[0].text(1) == std::string("caf??[2J"));
  CHECK(frame.value().items()[1].path == "_");
  CHECK(frame.value().items()[2].number(0) == -1);
  CHECK(frame.value().items()[3].numbers(0)[0] == 1);
}
