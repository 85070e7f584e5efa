// SPDX-License-Identifier: Apache-2.0
#include <catch2/catch.hpp>
#include <random>

#include "everything.hpp"

using namespace gantry::core;
using gantry::tests::Everything;

namespace {

Result<Frame> read(std::vector<std::byte> bytes) { return Frame::read(platform::SharedMemory::copy_of(bytes).value()); }

std::vector<std::byte> bytes_of(const platform::SharedMemory &memory) {
  return {memory.bytes().begin(), memory.bytes().end()};
}

// A frame of these records alone.
template <class Write>
Result<Frame> written(Write write) {
  FrameWriter out;
  write(out);
  return read(out.finish(1));
}

}  // namespace

TEST_CASE("A drawing comes out of a frame as it went in") {
  Everything screen;
  const Frame frame = screen.frame();
  CHECK(frame.redraw_after() == 2.5);
  REQUIRE(frame.find("number") != nullptr);
  const FrameItem &number = *frame.find("number");
  CHECK(number.text(1) == std::string("Number"));
  CHECK(number.text(2) == std::string("mm"));
  CHECK(number.number(5) == 0.5);
  REQUIRE(frame.find("containers/tree/leaf") != nullptr);
  CHECK(frame.find("containers/folded/t") == nullptr);
  CHECK(frame.find("containers/tabs/two/t") == nullptr);
  REQUIRE(frame.made("image") != nullptr);
  CHECK(frame.made("image")->shape == std::array<std::uint64_t, 5>{3, 2, 1, 1, 1});
  CHECK(frame.pixels("image")[5] == std::byte{6});
  CHECK(frame.pixels("picture").size() == 24);
}

TEST_CASE("Pixels travel once for each revision, and stay as long as they are drawn") {
  Everything screen;
  const auto first_bytes = screen.bytes();
  const Frame first = Frame::read(platform::SharedMemory::copy_of(first_bytes.bytes()).value()).value();
  screen.voxels[0] = 99;  // not told by a new revision
  const auto second_bytes = screen.bytes();
  CHECK(second_bytes.size() < first_bytes.size());
  const Frame second = Frame::read(platform::SharedMemory::copy_of(second_bytes.bytes()).value(), &first).value();
  CHECK(second.pixels("image")[0] == std::byte{1});
  CHECK(second.pixels("picture").size() == 24);
  CHECK_FALSE(Frame::read(platform::SharedMemory::copy_of(second_bytes.bytes()).value()));  // it was never sent
  screen.picture_revision = 2;
  CHECK(screen.frame({}, &second).pixels("image")[0] == std::byte{99});
}

TEST_CASE("A frame that is cut off anywhere is refused") {
  Everything screen;
  const auto whole = bytes_of(screen.bytes());
  REQUIRE(read(whole));
  for (std::size_t length = 0; length < whole.size(); ++length)
    if (read({whole.begin(), whole.begin() + static_cast<std::ptrdiff_t>(length)})) FAIL("taken at " << length);
}

TEST_CASE("A frame with any byte changed is refused or read, and never does harm") {
  Everything screen;
  const auto whole = bytes_of(screen.bytes());
  std::minstd_rand random(7);
  for (int i = 0; i < 20'000; ++i) {
    auto bytes = whole;
    for (unsigned n = 0; n <= random() % 4; ++n) bytes[random() % bytes.size()] = static_cast<std::byte>(random());
    if (const auto frame = read(bytes))
      for (const auto &item : frame.value().items())
        if (shape(item.op).texts > 0) CHECK(std::strlen(item.text(0)) < bytes.size());
  }
}

TEST_CASE("What breaks a rule of the widgets is refused: nesting, names, counts, numbers, cells, parts") {
  const auto fine = written([](FrameWriter &out) {
    out.put(Op::scope_begin, {"a"});
    out.put(Op::scope_end);
  });
  CHECK(fine);
  CHECK_FALSE(written([](FrameWriter &out) { out.put(Op::scope_begin, {"a"}); }));
  CHECK_FALSE(written([](FrameWriter &out) { out.put(Op::scope_end); }));
  CHECK_FALSE(written([](FrameWriter &out) {
    out.put(Op::scope_begin, {"a"});
    out.put(Op::row_end);
  }));
  CHECK_FALSE(written([](FrameWriter &out) { out.put(Op::text, {"a/b", "text"}, {0u}); }));
  CHECK_FALSE(written([](FrameWriter &out) { out.put(Op::text, {"a", "\xff"}, {0u}); }));
  CHECK_FALSE(written([](FrameWriter &out) { out.put(Op::text, {"a", std::string_view("x\0y", 3)}, {0u}); }));
  CHECK_FALSE(written([](FrameWriter &out) { out.put(Op::space, {}, {std::nan("")}); }));
  CHECK_FALSE(written([](FrameWriter &out) { out.put(Op::choice, {"a", "A"}, {3u, 0u, 0u}, {{}}); }));
  CHECK_FALSE(written([](FrameWriter &out) { out.put(Op::grid_text, {"a"}, {0u, 0u, 0u}); }));
  CHECK_FALSE(written([](FrameWriter &out) { out.put(Op::plot, {"a", ""}, {0u, 2u}); }));              // no axes
  CHECK_FALSE(written([](FrameWriter &out) { out.put(Op::grid_column, {"a", "", ""}, {0u, 1.0}); }));  // of no grid
  CHECK_FALSE(written([](FrameWriter &out) { out.put(Op::picture, {"a", ""}, {2u, 2u, 0u, 0u}, {{}}); }));
  CHECK_FALSE(written([](FrameWriter &out) {
    for (std::size_t i = 0; i <= max_depth; ++i) out.put(Op::scope_begin, {"a"});
    for (std::size_t i = 0; i <= max_depth; ++i) out.put(Op::scope_end);
  }));
  CHECK_FALSE(written([](FrameWriter &out) {  // more rows than there are
    out.put(Op::grid_begin, {"a", ""}, {0u, 5u, 0u, std::int64_t{-1}, std::int64_t{-1}, 3u, 3u});
    out.put(Op::grid_end);
  }));
}
