// SPDX-License-Identifier: Apache-2.0
#include "making.hpp"

#include <catch2/catch.hpp>

#include <random>

using namespace gantry::test;

extern "C" const gantry_plugin_entry tables_entry;

TEST_CASE("a row of another width is refused by its line, counted with comments and quoted line breaks") {
  CHECK(refusal("a,b\n1,2\n3\n") == "line 3 has 1 cell where line 1 has 2");
  CHECK(refusal("# c\na,b\n\"x\ny\",2\n3,4,5\n") == "line 5 has 3 cells where line 2 has 2");
  CHECK(refusal("a;b\r\n1,5;2\r\n\r\n3;4;5\r\n") == "line 4 has 3 cells where line 1 has 2");
  CHECK(refusal("Report of today\na,b\n1,2\n") == "line 2 has 2 cells where line 1 has 1");
  std::string late = "a,b\n";
  for (int i = 0; i < 400000; ++i) late += "1,2\n";  // beyond what the separator is found from
  CHECK(refusal(late + "3\n") == "line 400002 has 1 cell where line 1 has 2");
}

TEST_CASE("what holds no table is refused in words") {
  CHECK(refusal("") == "there is nothing in it");
  CHECK(refusal("\xEF\xBB\xBF\n\n# only a comment\n") == "there is nothing in it");
  CHECK(refusal("a,b\n") == "there are names of columns in it, but no rows below them");
  CHECK(refusal("a,b\n[s],[m]\n") == "there are names of columns in it, but no rows below them");
  CHECK(refusal("a,b\n,\n") == "there are names of columns in it, but no rows below them");
  CHECK(refusal(std::string("a,b\n1,\0\n", 8)) == "it holds bytes that are no text");
  CHECK(refusal("a,b\n\x81\xFF,1\n") == "it holds bytes that are no text");
  CHECK(refusal(std::string("\xFF\xFE"
                            "a\0,\0",
                            6)) == "it is text in UTF-16");
  CHECK(refusal("a,b\n1,\"2\n3,4\n") == "the quote that opens in line 2 is never closed");
  CHECK(refusal("a,b\n1,\"2\"x\n") == "in line 2 text follows a closing quote");
  CHECK(refusal(std::string(70000, ',') + "\n") == "line 1 has more than 65,536 cells");
}

TEST_CASE("an unknown key is refused, and cancelling ends the reading") {
  PluginBench bench(tables_entry);
  CHECK(bench.read("text-table", {{"a.csv", "a,b\n1,2\n"}}, "1").status == GANTRY_NOT_FOUND);
  CHECK(bench.read("text-table", {{"a.csv", "a,b\n1,2\n"}}, "x").code == "tables.key");
  CHECK(bench.cancel_at_call(1).read("text-table", {{"a.csv", "a,b\n1,2\n"}}, "0").status == GANTRY_CANCELLED);
}

TEST_CASE("every file of several is listed or refused by itself") {
  const Outcome o = PluginBench(tables_entry)
                        .list("text-table", {{"a.csv", "a,b\n1,2\n"}, {"b.csv", ""}, {"c.csv", "t;p\n0,5;1\n1;2\n"}});
  REQUIRE(o.items.size() == 2);
  CHECK(o.items[0].summary == "1 row, 2 columns, separator comma, decimal point");
  CHECK(o.items[1].key == "2");
  CHECK(o.items[1].files == std::vector<std::uint32_t>{2});
  CHECK(o.items[1].summary == "2 rows, 2 columns, separator semicolon, decimal comma");
  CHECK(o.refused.count(1) == 1);
}

namespace {

// Whatever the bytes are: a table of equal columns, or a refusal in words.
void check_answer(const std::string &bytes) {
  PluginBench(tables_entry).sniff("text-table", {"a.csv", bytes});
  const Outcome o = read_text(bytes);
  if (o.status == GANTRY_OK) {
    const HeldTable &t = o.tables.at("table");
    REQUIRE(t.rows > 0);
    REQUIRE_FALSE(t.names.empty());
  } else {
    REQUIRE(o.status == GANTRY_BAD_DATA);
    REQUIRE_FALSE(o.message.empty());
    REQUIRE_FALSE(o.hint.empty());
  }
}

const char valid[] =
    "\xEF\xBB\xBF# device 7\r\n\"tijd [s]\";druk "
    "[mm[Hg]];\"op\"\"merking\"\r\n0,5;80;\"a;b\r\nc\"\r\n1,0;NA;na\xC3\xAFve\r\n-1e3;;\r\n";

}  // namespace

TEST_CASE("every truncation of a valid file is answered") {
  const std::string whole(valid);
  check_answer(whole);
  for (std::size_t n = 0; n < whole.size(); ++n) check_answer(whole.substr(0, n));
}

TEST_CASE("every single byte of a valid file may be any other") {
  for (std::size_t at = 0; at + 1 < sizeof valid; ++at) {
    for (int value = 0; value < 256; value += 1) {
      std::string bytes(valid);
      bytes[at] = static_cast<char>(value);
      check_answer(bytes);
    }
  }
}

TEST_CASE("texts strewn from the characters that matter are answered") {
  const std::string letters = "\",;\t\r\n#[]() /.-+1e5aN\xC3\xA9\x80";
  std::mt19937 random(2026);
  for (int i = 0; i < 20000; ++i) {
    std::string bytes(random() % 60, ' ');
    for (char &c : bytes) c = letters[random() % letters.size()];
    check_answer(bytes);
  }
}
