// SPDX-License-Identifier: Apache-2.0
// What the window does between events.
#include "display.hpp"

#include <catch2/catch.hpp>
#include <chrono>
#include <gantry/cpp/ui.hpp>
#include <imgui.h>
#include <thread>

using namespace gantry::test;
using namespace gantry::host::window;
using namespace std::chrono_literals;

TEST_CASE("Presses and keys that come and go within one frame are all seen, in order") {
  ImGui::CreateContext();
  ImGuiIO &io = ImGui::GetIO();
  Input input;
  input.move(10, 20);
  input.button(0, true);
  input.button(0, false);
  input.button(0, true);
  input.feed(io);
  CHECK(io.MousePos.x == 10);
  CHECK(io.MouseDown[0]);
  CHECK(input.waiting());
  input.feed(io);
  CHECK_FALSE(io.MouseDown[0]);
  input.feed(io);
  CHECK(io.MouseDown[0]);
  CHECK_FALSE(input.waiting());
  constexpr int backspace = 259;
  input.character('a');
  input.key(backspace, true, 0);
  input.key(backspace, false, 0);
  input.character('b');
  input.feed(io);
  CHECK(io.InputQueueCharacters.size() == 1);
  CHECK_FALSE(io.KeysDown[backspace]);
  input.feed(io);
  CHECK(io.KeysDown[backspace]);
  input.feed(io);
  CHECK_FALSE(io.KeysDown[backspace]);
  CHECK(io.InputQueueCharacters.size() == 2);
  ImGui::DestroyContext();
}

TEST_CASE("Typing at 20 characters a second loses none, though every frame takes 100 ms") {
  const Display display;
  std::string text;
  const auto draw = [&](const gantry_ui &table) {
    gantry::Ui ui(table);
    ui.text_field("text", "Text", text);
    std::this_thread::sleep_for(100ms);
  };
  CHECK(words(play(draw, "type text \"the quick brown fox\" at 20\nassert value text \"the quick brown fox\"")) == "");
  CHECK(text == "the quick brown fox");
}

TEST_CASE("An idle window draws nothing, and wakes when it is asked to") {
  const Display display;
  int frames = 0;
  int after = 0;
  App::Options options;
  options.window.scale = 1;
  auto app = App::open(std::move(options));
  REQUIRE(app);
  app.value()->scene.draw = [&](const gantry_ui &) { ++frames; };
  std::thread other([&] {
    std::this_thread::sleep_for(1500ms);
    app.value()->post([&] { after = frames; });
    std::this_thread::sleep_for(700ms);
    app.value()->post([&] {
      CHECK(frames == after);
      app.value()->wake();
    });
    std::this_thread::sleep_for(700ms);
    app.value()->post([&] {
      CHECK(frames > after);
      app.value()->close();
    });
  });
  app.value()->run();
  other.join();
  CHECK(after > 0);
}

TEST_CASE("A clock is drawn as often as it asks, and no more") {
  const Display display;
  int frames = 0;
  App::Options options;
  options.window.scale = 1;
  auto app = App::open(std::move(options));
  REQUIRE(app);
  app.value()->scene.draw = [&](const gantry_ui &table) {
    gantry::Ui ui(table);
    ui.redraw_after(0.05);
    if (++frames == 20) app.value()->close();
  };
  app.value()->run();
  CHECK(frames == 20);
}

TEST_CASE("Without a display the way out is said") {
  ::unsetenv("DISPLAY");
  ::unsetenv("WAYLAND_DISPLAY");
  const auto app = App::open({});
  REQUIRE_FALSE(app);
  CHECK(app.error().code == "window.display");
  CHECK(app.error().hint.find("xvfb-run gantry gui") != std::string::npos);
}

TEST_CASE("What the user folds, moves and chooses is remembered by path") {
  const Display display;
  std::map<std::string, std::string> remembered;
  const auto draw = [&](const gantry_ui &table) {
    gantry::Ui ui(table);
    const auto split = ui.split("panes", 0.3);
    if (auto section = ui.section("part", "Part")) ui.text("in", "inside");
    split.next();
    if (auto tabs = ui.tabs("tabs")) {
      if (auto a = ui.tab("a", "A")) ui.text("in", "a");
      if (auto b = ui.tab("b", "B")) ui.text("in", "b");
    }
  };
  App *window = nullptr;
  const auto remember = [&](const gantry_ui &table) {
    draw(table);
    remembered = window->ui().remembered();
  };
  CHECK(words(play(remember, "click panes/part\nclick panes/tabs/b\ndrag panes 100 0",
                   [&](App &app) { window = &app; })) == "");
  CHECK(remembered["panes/part"] == "shut");
  CHECK(remembered["panes/tabs"] == "b");
  CHECK(std::stod(remembered["panes"]) == Approx(0.3 + 100.0 / 1434).margin(0.003));
  CHECK(words(play(draw, "assert gone panes/part/in\nassert text panes/tabs/b/in \"b\"",
                   [&](App &app) { app.ui().remembered() = remembered; })) == "");
}
