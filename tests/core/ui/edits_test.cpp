// SPDX-License-Identifier: Apache-2.0
#include <catch2/catch.hpp>
#include <core/ui/edits.hpp>

using namespace gantry::core;

namespace {
constexpr std::uint32_t changed = GANTRY_UI_CHANGED, committed = GANTRY_UI_COMMITTED, pressed = GANTRY_UI_PRESSED;
}

TEST_CASE("What was done is told in order, one widget at a time") {
  Edits edits;
  edits.did("name", changed, "a");
  edits.did("name", changed, "ab");
  edits.did("run", pressed, nullptr);
  edits.did("run", pressed, nullptr);
  edits.did("name", changed, "abc");
  edits.did("name", committed, "abc");
  edits.did("name", changed, "abcd");

  const auto told = [&] {
    const auto drawing = edits.take();
    REQUIRE(drawing);
    REQUIRE(drawing->edits.size() == 1);
    return drawing->edits[0];
  };
  CHECK(told().value == "ab");  // typed on before anybody listened: one change
  CHECK(told().path == "run");  // pressed twice: told twice, after the text that it was pressed with
  CHECK(told().path == "run");
  const Edit last = told();
  CHECK(last.value == "abc");
  CHECK(last.what == (changed | committed));
  CHECK(told().value == "abcd");
  CHECK_FALSE(edits.take());
}

TEST_CASE("A value stands until the other side has seen it") {
  Edits edits;
  edits.did("level", changed, 1.0);
  edits.did("level", changed, 2.0);
  const auto first = edits.take();
  edits.did("level", changed, 3.0);
  edits.seen(first->edits[0].revision);
  REQUIRE(edits.standing("level") != nullptr);
  CHECK(*edits.standing("level") == 3.0);
  edits.seen(edits.take()->edits[0].revision);
  CHECK(edits.standing("level") == nullptr);
}

TEST_CASE("Folding is told once, and not where it is as the frame has it") {
  Edits edits;
  edits.keep("section", true, true);
  CHECK_FALSE(edits.waiting());
  edits.keep("section", false, true);
  const auto drawing = edits.take();
  REQUIRE(drawing);
  CHECK(drawing->states.at("section") == false);
  edits.keep("section", false, true);  // drawn again before the other side answered
  CHECK_FALSE(edits.waiting());
}

TEST_CASE("After a restart what is folded is told anew, and what was done to the old one is not") {
  Edits edits;
  edits.keep("section", false, true);
  edits.did("run", pressed, nullptr);
  edits.did("name", changed, "a");
  (void)edits.take();
  edits.restart();
  const auto drawing = edits.take();
  REQUIRE(drawing);
  CHECK(drawing->edits.empty());
  CHECK(drawing->states.at("section") == false);
  CHECK(edits.standing("name") == nullptr);
}

TEST_CASE("A drawing survives its way as JSON") {
  const Drawing drawing{{{"a/b", changed, "x", 7}}, {{"tabs", "second"}, {"grid", {10, 20}}}};
  const Drawing back = drawing_of(nlohmann::json::parse(to_json(drawing).dump()));
  REQUIRE(back.edits.size() == 1);
  CHECK(back.edits[0].path == "a/b");
  CHECK(back.edits[0].value == "x");
  CHECK(back.edits[0].revision == 7);
  CHECK(back.states == drawing.states);
}
