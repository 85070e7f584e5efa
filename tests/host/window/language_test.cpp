// SPDX-License-Identifier: Apache-2.0
#include <catch2/catch.hpp>
#include <host/window/script/language.hpp>
#include <host/window/widgets/keys.hpp>

using namespace gantry::host::window;

namespace {

std::string refused(const std::string &text) {
  const auto steps = read_script(text, "day.script");
  return steps ? "" : steps.error().message;
}

}  // namespace

TEST_CASE("A script is read line by line, with remarks and quotes") {
  const auto read = read_script(R"(# a day's work
click form/run   # starts it
type form/name "knee \"left\"\n" at 20
wait until text jobs/1 "Done"

assert picture day.png 0.02
sleep until idle)",
                                "day.script");
  REQUIRE(read);
  const auto &steps = read.value();
  REQUIRE(steps.size() == 5);
  CHECK(steps[0].verb == "click");
  CHECK(steps[0].words == std::vector<std::string>{"form/run"});
  CHECK(steps[0].line == 2);
  CHECK(steps[1].words == std::vector<std::string>{"form/name", "knee \"left\"\n", "at", "20"});
  CHECK(steps[2].verb == "wait until text");
  CHECK(steps[3].verb == "assert picture");
  CHECK(steps[4].verb == "sleep until idle");
  CHECK(typed_in(steps) == "knee \"left\"\n");
}

TEST_CASE("What is wrong with a script is said with its line") {
  CHECK(refused("click a\npress b") == "day.script:2: there is no command \"press\"");
  CHECK(refused("click") == "day.script:1: \"click\" is followed by 1 words, not 0");
  CHECK(refused("type a \"b") == "day.script:1: a quote is not closed");
  CHECK(refused("scroll a many") == "day.script:1: \"many\" is not a number");
  CHECK(refused("type a b fast 3") == "day.script:1: after the text may stand: at N, in characters a second");
  CHECK(refused("wait until done x") == "day.script:1: there is no command \"wait\"");
}

TEST_CASE("Keys are read by name") {
  const auto p = parse_chord("Ctrl+Shift+P");
  REQUIRE(p);
  CHECK(p->key == 'P');
  CHECK(p->ctrl);
  CHECK(p->shift);
  CHECK_FALSE(p->alt);
  CHECK(parse_chord("f10")->key == parse_chord("f1")->key + 9);
  for (const char *wrong : {"", "ctrl", "ctrl+", "hyper+a", "f13", "f0", "enterr"}) {
    INFO(wrong);
    CHECK_FALSE(parse_chord(wrong));
  }
  CHECK(chord_text("ctrl+enter") == "Ctrl+Enter");
}
