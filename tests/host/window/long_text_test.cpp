// SPDX-License-Identifier: Apache-2.0
// A text as long as a panel may write, in a window.
#include "display.hpp"

#include <algorithm>
#include <catch2/catch.hpp>
#include <core/ui/recorder.hpp>
#include <core/ui/replay.hpp>
#include <gantry/cpp/ui.hpp>
#include <imgui.h>

using namespace gantry::test;
using namespace gantry::host::window;
namespace core = gantry::core;

namespace {

// What a panel drew in its worker.
core::Frame panel_of(const std::string &words) {
  core::Recorder recorder;
  recorder.begin({});
  gantry::Ui(*recorder.table()).text("words", words);
  auto memory = recorder.end();
  REQUIRE(memory);
  auto frame = core::Frame::read(std::move(memory.value()));
  REQUIRE(frame);
  return std::move(frame.value());
}

std::string repeated(const std::string &word, int count) {
  std::string words;
  for (int i = 0; i < count; ++i) words += word;
  return words;
}

}  // namespace

// Dear ImGui draws all of a text that it wraps, and ends the program over more than 65,535 vertices of one text.
TEST_CASE("A panel's text of 100,000 words is drawn and scrolled to its end") {
  const Display display;
  for (const char *word : {"word ", "word\n", "wordword"}) {  // lines that wrap, lines, one that can't be parted
    const core::Frame frame = panel_of(repeated(word, std::string_view(word).size() > 5 ? 60'000 : 100'000) + "end.");
    core::Edits edits;
    int most_vertices = 0;
    const auto draw = [&](const gantry_ui &table) {
      gantry::Ui ui(table);
      const auto box = ui.width(24).height(30).box("view", GANTRY_UI_SCROLL);
      core::replay(frame, 1, table, edits);
      most_vertices = std::max(most_vertices, ImGui::GetWindowDrawList()->VtxBuffer.Size);
    };
    CHECK(words(play(draw,
                     "assert shown view/words\nscroll view/words -5\nscroll view/words -30\nscroll view/words 10\n"
                     "assert shown view/words")) == "");
    CHECK(most_vertices > 400);
    CHECK(most_vertices < 65'536);
  }
}
