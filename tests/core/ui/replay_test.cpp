// SPDX-License-Identifier: Apache-2.0
#include <catch2/catch.hpp>
#include <core/ui/outline.hpp>
#include <core/ui/replay.hpp>

#include "everything.hpp"

using namespace gantry::core;
using gantry::tests::Everything;

namespace {

constexpr std::uint32_t did_change = GANTRY_UI_CHANGED;

// The window: another recorder, into which frames are drawn, and which can be given what a user does.
struct Window {
  Recorder recorder;
  Edits edits;
  std::optional<Frame> drawn;

  void show(const Frame &frame, std::uint64_t sequence, Drawing done = {}) {
    recorder.begin(std::move(done));
    replay(frame, sequence, *recorder.table(), edits);
    drawn = Frame::read(recorder.end().value(), drawn ? &*drawn : nullptr).value();
  }
};

}  // namespace

TEST_CASE("A frame that is drawn again is the same frame") {
  Everything screen;
  const Frame frame = screen.frame();
  Window window;
  window.show(frame, 1);
  CHECK(outline(*window.drawn) == outline(frame));
  CHECK(window.drawn->pixels("image").size() == 6);
  const FrameItem &there = *window.drawn->find("number"), &here = *frame.find("number");
  for (std::size_t w = 0; w < 6; ++w) CHECK(there.word(w) == here.word(w));
  CHECK_FALSE(window.edits.waiting());
}

TEST_CASE("What is done in the window reaches the screen, each widget in its own kind") {
  Everything screen;
  const Frame frame = screen.frame();
  Window window;
  const auto pass = [&](const std::string &path, std::uint32_t what, nlohmann::json value) {
    window.show(frame, 1, {{{path, what, std::move(value), 1}}, {}});
    auto drawing = window.edits.take();
    REQUIRE(drawing);
    screen.bytes(drawing_of(nlohmann::json::parse(to_json(*drawing).dump())));
    window.edits.seen(window.edits.revision());
  };
  pass("number", did_change, 0.75);
  CHECK(screen.level == 0.75);
  pass("name", did_change, "Grace");
  CHECK(screen.name == "Grace");
  pass("toggle", did_change, false);
  CHECK_FALSE(screen.on);
  pass("choice", did_change, 2u);
  CHECK(screen.side == 2);
  pass("colour", did_change, 0xABCDEFu);
  CHECK(screen.rgb == 0xABCDEF);
  pass("button", GANTRY_UI_PRESSED, nullptr);
  CHECK(screen.pressed == 1);
  pass("containers/tree/leaf", GANTRY_UI_PRESSED, nullptr);
  CHECK(screen.pressed == 2);
  pass("containers/dialog", did_change, false);
  CHECK_FALSE(screen.asking);
  pass("grid", did_change, {{"selected", 3}, {"sorted_by", 0}, {"descending", 1}});
  CHECK(screen.grid.selected == 3);
  CHECK(screen.grid.descending == 1);
  pass("plot", GANTRY_UI_PRESSED, {{"series", 0}, {"point", 2}, {"x", 3.0}, {"y", 1.0}, {"hovered", 1}});
  CHECK(screen.plot.point == 2);
  pass("image", did_change, {{"slice", 5}, {"pan", {1.5, 2.5}}, {"voxel", {1, 2, 3}}});
  CHECK(screen.image.slice == 5);
  CHECK(screen.image.pan[1] == 2.5);
  CHECK(screen.image.voxel[2] == 3);
}

TEST_CASE("The user's value stands against frames that are older, and gives way to the screen's answer") {
  Everything screen;
  const Frame old = screen.frame();
  Window window;
  window.show(old, 1, {{{"number", did_change, 0.9, 1}}, {}});
  window.show(old, 1);
  CHECK(window.drawn->find("number")->number(5) == 0.9);
  window.show(old, 2);  // a newer frame that had not seen the edit yet
  CHECK(window.drawn->find("number")->number(5) == 0.9);
  const auto drawing = window.edits.take();
  screen.level = 0.2;  // as a panel has it that knows better than its user
  window.edits.seen(drawing->edits[0].revision);
  window.show(screen.frame({}, &old), 3);
  CHECK(window.drawn->find("number")->number(5) == 0.2);
}

TEST_CASE("A standing value is not forced upon another kind of widget at the same place") {
  FrameWriter out;
  out.put(Op::toggle, {"a", "A"}, {0u, 0u});
  const auto first = Frame::read(platform::SharedMemory::copy_of(out.finish(1)).value()).value();
  Window window;
  window.show(first, 1, {{{"a", did_change, true, 1}}, {}});
  for (const bool grid : {false, true}) {
    out.clear();
    if (grid) {
      out.put(Op::grid_begin, {"a", ""}, {0u, 0u, 0u, std::int64_t{-1}, std::int64_t{-1}, 0u, 0u});
      out.put(Op::grid_end);
    } else {
      out.put(Op::number, {"a", "A", ""}, {0u, 0.0, 1.0, 0.0, 0.0, 0.25});
    }
    window.show(Frame::read(platform::SharedMemory::copy_of(out.finish(1)).value()).value(), 2);
    if (!grid) CHECK(window.drawn->find("a")->number(5) == 0.25);
  }
}

TEST_CASE("What is folded or behind in the window is asked for when it is opened there") {
  Everything screen;
  const Frame frame = screen.frame();
  Window window;
  window.show(frame, 1, {{}, {{"containers/folded", true}, {"containers/tabs", "two"}, {"containers/tree", false}}});
  const auto drawing = window.edits.take();
  REQUIRE(drawing);
  CHECK(drawing->states.at("containers/folded") == true);
  CHECK(drawing->states.at("containers/tabs") == "two");
  CHECK(drawing->states.at("containers/tree") == false);
  CHECK(window.drawn->find("containers/tree/leaf") == nullptr);
  window.show(screen.frame(*drawing, &frame), 2);
  CHECK(window.drawn->find("containers/folded/t") != nullptr);
  CHECK(window.drawn->find("containers/tabs/two/t") != nullptr);
}

TEST_CASE("Rows that are scrolled to are asked for, with some around them") {
  Everything screen;
  const Frame frame = screen.frame();
  Window window;
  window.show(frame, 1, {{}, {{"grid", {100, 20}}}});
  const auto drawing = window.edits.take();
  REQUIRE(drawing);
  CHECK(drawing->states.at("grid") == nlohmann::json{80, 60});
  window.show(screen.frame(*drawing, &frame), 2);
  CHECK(outline(*window.drawn, "grid").starts_with("100: 150 | x\n"));
  CHECK_FALSE(window.edits.waiting());
}

TEST_CASE("Toasts, copying and focus come once for each frame") {
  Everything screen;
  const Frame frame = screen.frame();
  Window window;
  const auto toasts = [&] {
    const auto &items = window.drawn->items();
    return std::count_if(items.begin(), items.end(),
                         [](const FrameItem &item) { return item.op == Op::toast || item.op == Op::copy; });
  };
  window.show(frame, 1);
  CHECK(toasts() == 2);
  window.show(frame, 1);
  CHECK(toasts() == 0);
  window.show(frame, 2);
  CHECK(toasts() == 2);
}
