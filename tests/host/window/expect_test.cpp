// SPDX-License-Identifier: Apache-2.0
#include <catch2/catch.hpp>
#include <filesystem>
#include <host/window/script/expect.hpp>
#include <host/window/script/pictures.hpp>
#include <unistd.h>

using namespace gantry::host::window;

namespace {

Screen screen() {
  Screen s;
  s.seen.push_back(
      {.path = "form", .kind = Kind::section, .rect = {0, 0, 100, 100}, .visible = {0, 0, 100, 100}, .on = true});
  s.seen.push_back({.path = "form/classes",
                    .kind = Kind::number,
                    .rect = {0, 0, 10, 10},
                    .visible = {0, 0, 10, 10},
                    .focused = true,
                    .label = "Classes",
                    .value = "3",
                    .error = "From 2 to 8."});
  s.seen.push_back({.path = "form/run",
                    .kind = Kind::button,
                    .rect = {0, 200, 10, 210},
                    .visible = {},
                    .enabled = false,
                    .hovered = true,
                    .label = "Run"});
  return s;
}

std::string of(const char *verb, std::vector<std::string> words) {
  return unmet(screen(), {.line = 1, .text = "", .verb = verb, .words = std::move(words)});
}

}  // namespace

TEST_CASE("What a script expects is told apart from what is there, in words") {
  CHECK(of("assert shown", {"form/classes"}).empty());
  CHECK(of("assert shown", {"form/run"}) == "it is scrolled or clipped away");
  CHECK(of("assert gone", {"form/old"}).empty());
  CHECK(of("assert gone", {"form/run"}) == "it is there");
  CHECK(of("assert shown", {"run"}) == "there is no run; there are form/run, form");
  CHECK(of("assert enabled", {"form/run"}) == "it is disabled");
  CHECK(of("assert disabled", {"form/run"}).empty());
  CHECK(of("assert on", {"form"}).empty());
  CHECK(of("assert off", {"form"}) == "it is on");
  CHECK(of("assert focused", {"form/classes"}).empty());
  CHECK(of("assert focused", {"form/run"}) == "form/classes has the keyboard");
  CHECK(of("assert value", {"form/classes", "3"}).empty());
  CHECK(of("assert value", {"form/classes", "4"}) == "its value is \"3\"");
  CHECK(of("wait until text", {"form/classes", "From 2"}).empty());
  CHECK(of("assert text", {"form/classes", "wrong"}) == "it says \"Classes | 3 | From 2 to 8.\"");
  CHECK(of("assert count", {"form", "2"}).empty());
  CHECK(of("assert count", {"form", "3"}) == "there are 2");
  CHECK(of("assert count", {".", "1"}).empty());
}

TEST_CASE("What covers a widget is named") {
  const Screen s = screen();
  CHECK(s.covering(*s.find("form/classes")) == "the button form/run");
  CHECK(s.covering(*s.find("form/run")).empty());
}

TEST_CASE("Words that are cut off, or reach beyond their pane, are named; data in lists may be") {
  const auto cut = [](Kind kind, bool ellipsis, float right, const char *label) {
    Screen s;
    s.seen.push_back({.path = "pane/it",
                      .kind = kind,
                      .rect = {0, 0, 100, 20},
                      .visible = {0, 0, right, 20},
                      .cut = ellipsis,
                      .label = label});
    return unmet(s, {.line = 1, .text = "", .verb = "assert whole", .words = {"pane"}});
  };
  CHECK(cut(Kind::button, true, 100, "Uitvoeren") == "the button pane/it is cut off: \"Uitvoeren\"");
  CHECK(cut(Kind::text, false, 60, "Resultaten") == "the text pane/it is cut off: \"Resultaten\"");
  CHECK(cut(Kind::button, false, 100, "Uitvoeren").empty());
  CHECK(cut(Kind::button, false, 60, "").empty());         // nothing to be read
  CHECK(cut(Kind::button, true, 0, "Elsewhere").empty());  // scrolled away
  CHECK(cut(Kind::cell, true, 100, "skull-stripped brain").empty());
}

TEST_CASE("What is seen of a widget is compared by its mean colour, and with a picture taken before, with tolerance") {
  Pixels pixels{20, 10, std::vector<std::uint32_t>(200, 0xff102030)};
  for (std::size_t i = 0; i < 200; ++i)
    if (i % 20 < 10) pixels.rgb[i] = i / 20 < 5 ? 0xff000000 : 0xff804020;
  Screen s;
  s.seen.push_back({.path = "half", .rect = {-5, 0, 10, 10}, .visible = {0, 0, 10, 10}});
  s.seen.push_back({.path = "gone", .rect = {0, 50, 10, 60}, .visible = {}});
  const auto of = [&](const char *verb, std::vector<std::string> words) {
    return unmet_in(pixels, s, {.line = 1, .text = "", .verb = verb, .words = std::move(words)});
  };
  CHECK(of("assert colour", {"half", "402010"}).empty());
  CHECK(of("assert colour", {"half", "482018", "7"}) == "its mean colour is 402010");
  CHECK(of("assert colour", {"half", "482018", "8"}).empty());
  CHECK(of("assert colour", {"gone", "000000"}) == "nothing of gone is to be seen");
  CHECK(part_of(pixels, s, "half").width == 10);
  CHECK(part_of(pixels, s, ".").rgb.size() == 200);

  const auto file = std::filesystem::temp_directory_path() / ("gantry-part-" + std::to_string(::getpid()) + ".png");
  REQUIRE(write_png(part_of(pixels, s, "half"), file.string()));
  CHECK(of("assert picture", {file.string(), "0", "half"}).empty());
  pixels.rgb[0] = 0xffffffff;  // one of a hundred
  CHECK(of("assert picture", {file.string(), "0.01", "half"}).empty());
  CHECK(of("assert picture", {file.string(), "0.009", "half"}) == "the picture differs in 1.000000 % of its pixels");
  std::filesystem::remove(file);
}
