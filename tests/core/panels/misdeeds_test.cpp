// SPDX-License-Identifier: Apache-2.0
// One broken panel for each way to break: the window goes on drawing, says why, and starts it again.
#include <catch2/catch.hpp>

#include "window.hpp"

using namespace gantry::tests;

namespace {

// Presses a button and waits for what comes of it. The window draws on all the while, and shows what was drawn last.
WorkerFailure after(Window &window, const std::string &button) {
  REQUIRE(window.until([&] { return window.has(button); }));
  REQUIRE(window.until_settled());
  window.press(button);
  const int before = window.frames;
  REQUIRE(window.until_stopped());
  CHECK(window.frames > before);
  CHECK(window.has(button));
  REQUIRE(window.client().failure());
  return *window.client().failure();
}

void check_restart(Window &window, const std::string &button) {
  window.client().restart();
  CHECK_FALSE(window.client().failure());
  REQUIRE(window.until([&] { return window.client().state() == PanelClient::State::showing; }));
  CHECK(window.has(button));
}

}  // namespace

TEST_CASE("A panel that hangs is ended at its deadline, whatever signs of life it gives") {
  Window window("bad_panel_hangs", "panel", {.deadline = 2s});
  const auto failure = after(window, "go");
  CHECK(failure.error.code == "worker.hung");
  CHECK(failure.error.message ==
        "the plugin org.gantry.test.bad-panel-hangs hung: it drew nothing for 2 s, while it drew the panel \"panel\"");
  check_restart(window, "go");
}

TEST_CASE("A panel that crashes is named, with the signal") {
  Window window("bad_panel_crashes", "panel");
  const auto failure = after(window, "go");
  CHECK(failure.error.code == "worker.crashed");
  CHECK(failure.error.message ==
        "the plugin org.gantry.test.bad-panel-crashes was ended by signal 6 (aborted), while it drew the panel "
        "\"panel\"");
  CHECK(failure.signal == 6);
  check_restart(window, "go");
}

TEST_CASE("A panel that takes more memory than it may is ended for that") {
  Window window("bad_panel_allocates", "panel");
  const auto failure = after(window, "go");
  CHECK(failure.error.code == "worker.memory");
  CHECK(failure.error.message.find("its limit is 256 MiB") != std::string::npos);
  check_restart(window, "go");
}

TEST_CASE("A panel that floods the window with widgets or the log with words is stopped with the reason") {
  Window window("bad_panel_floods", "panel");
  CHECK(after(window, "widgets").error.message ==
        "the panel drew more at once than the window can draw at its full rate: a grid takes rows without number, and "
        "draws "
        "those that are seen");
  check_restart(window, "words");
  const auto failure = after(window, "words");
  CHECK(failure.error.code == "worker.flooded");
  check_restart(window, "words");
}

TEST_CASE("A panel that answers before it was asked, as if it had seen edits of the future, is ended") {
  Window window("bad_panel_lies", "panel");
  const auto failure = after(window, "go");
  CHECK(failure.error.code == "worker.protocol");
  CHECK(failure.error.message.find("broke the protocol") != std::string::npos);
  check_restart(window, "go");
}

TEST_CASE("A panel that puts its own text in the place of what was typed shows it from the drawing after the edit on") {
  Window window("bad_panel_lies", "panel");
  REQUIRE(window.until([&] { return window.has("name"); }));
  CHECK(window.text("name") == "text field name \"Name\" = \"mine\"\n");
  REQUIRE(window.until_settled());
  window.type("name", "yours");
  CHECK(window.text("name") == "text field name \"Name\" = \"yours\"\n");
  REQUIRE(window.until_settled());
  CHECK(window.text("name") == "text field name \"Name\" = \"yours\"\n");
  window.client().refresh();
  REQUIRE(window.until_settled());
  window.draw();
  CHECK(window.text("name") == "text field name \"Name\" = \"mine\"\n");
  CHECK(window.client().state() == PanelClient::State::showing);
}
