// SPDX-License-Identifier: Apache-2.0
#include "making.hpp"

#include <catch2/catch.hpp>

using namespace gantry::test;

namespace {

void check_two_by_two(const HeldTable &t) {
  REQUIRE(t.names == std::vector<std::string>{"a", "b"});
  REQUIRE(t.rows == 2);
  CHECK(t.number("a", 0) == 0.5);
  CHECK(t.number("b", 0) == 2);
  CHECK(t.number("a", 1) == 1.25);
  CHECK(t.number("b", 1) == -3);
}

}  // namespace

TEST_CASE("every separator and decimal sign gives the same table") {
  check_two_by_two(table_of("a,b\n0.5,2\n1.25,-3\n"));
  check_two_by_two(table_of("a;b\n0,5;2\n1,25;-3\n"));
  check_two_by_two(table_of("a;b\n0.5;2\n1.25;-3\n"));
  check_two_by_two(table_of("a\tb\n0.5\t2\n1.25\t-3\n"));
  check_two_by_two(table_of("a\tb\n0,5\t2\n1,25\t-3\n"));
  check_two_by_two(table_of("\"a\",\"b\"\n\"0.5\",\"2\"\n\"1.25\",\"-3\"\n"));
  check_two_by_two(table_of("\"a\";\"b\"\n\"0,5\";\"2\"\n\"1,25\";\"-3\"\n"));
  check_two_by_two(table_of("a, b\n 0.5 , \"2\"\n+1.25, -3\n"));
}

TEST_CASE("every line ending gives the same table, with and without one at the end") {
  check_two_by_two(table_of("a,b\r\n0.5,2\r\n1.25,-3\r\n"));
  check_two_by_two(table_of("a,b\r0.5,2\r1.25,-3\r"));
  check_two_by_two(table_of("a,b\n0.5,2\n1.25,-3"));
  check_two_by_two(table_of("\n\na,b\n\n0.5,2\n  \n1.25,-3\n\n\n"));
}

TEST_CASE("comments, rows of blanks at the end and a separator behind every line are passed over") {
  check_two_by_two(table_of("# made by; a device, in 2026\na,b\n0.5,2\n# more\n1.25,-3\n# end"));
  check_two_by_two(table_of("a;b\n0,5;2\n1,25;-3\n;\n;\n"));
  check_two_by_two(table_of("a\tb\t\n0.5\t2\t\n1.25\t-3\t\n"));
}

TEST_CASE("a Dutch export is read: semicolons, decimal commas, nested brackets") {
  const HeldTable t = table_of("tijd [s];druk [mm[Hg]]\r\n0,00;80,5\r\n0,01;81,25\r\n");
  CHECK(t.names == std::vector<std::string>{"tijd", "druk"});
  CHECK(t.units == std::vector<std::string>{"s", "mm[Hg]"});
  CHECK(t.number("tijd", 1) == 0.01);
  CHECK(t.number("druk", 1) == 81.25);
}

TEST_CASE("one column of decimal commas is one column") {
  const HeldTable t = table_of("tijd [s]\n0,5\n1,5\n2\n");
  REQUIRE(t.names.size() == 1);
  CHECK(t.number("tijd", 1) == 1.5);
}

TEST_CASE("decimal commas are found below whole numbers that fill the first megabyte") {
  std::string text = "a;b\n";
  for (int i = 0; i < 200000; ++i) text += "1234;5678\n";
  const HeldTable t = table_of(text + "1,5;2\n");
  CHECK(t.number("a", 200000) == 1.5);
}

TEST_CASE("thousands are not guessed: a comma that may be one is read as a decimal comma, with a warning") {
  const Outcome o = read_text("a\tb\n1,234\t5,678\n");
  CHECK(o.tables.at("table").number("a", 0) == 1.234);
  REQUIRE(o.warnings.size() == 1);
  CHECK(read_text("a\tb\n1,234\t5,67\n").warnings.empty());
  CHECK(table_of("a;b\n1.234,5;1,5\n").text("a", 0) == "1.234,5");
  CHECK(table_of("a,b\n\"1,234\",1.5\n").text("a", 0) == "1,234");
}

TEST_CASE("UTF-8 with and without its mark, and Latin-1, give the same words") {
  for (const char *text : {"\xEF\xBB\xBFna\xC3\xAFve;b\n\xC2\xB5\xE2\x82\xAC;1\n",
                           "na\xC3\xAFve;b\n\xC2\xB5\xE2\x82\xAC;1\n", "na\xEFve;b\n\xB5\x80;1\n"}) {
    const HeldTable t = table_of(text);
    CHECK(t.names[0] == "na\xC3\xAFve");
    CHECK(t.text("na\xC3\xAFve", 0) == "\xC2\xB5\xE2\x82\xAC");
  }
}

TEST_CASE("overlong forms, surrogates and what lies beyond Unicode are not UTF-8") {
  // RFC 3629, section 4: so each byte is a character of Windows-1252.
  CHECK(table_of("a,b\n\xE0\xA0\x80,1\n").text("a", 0) == "\xE0\xA0\x80");
  CHECK(table_of("a,b\n\xE0\x82\xA0,1\n").text("a", 0) == "\xC3\xA0\xE2\x80\x9A\xC2\xA0");
  CHECK(table_of("a,b\n\xC0\xAF,1\n").text("a", 0) == "\xC3\x80\xC2\xAF");
  CHECK(table_of("a,b\n\xED\xA0\x80,1\n").text("a", 0) == "\xC3\xAD\xC2\xA0\xE2\x82\xAC");
  CHECK(table_of("a,b\n\xF0\x82\x82\xAC,1\n").text("a", 0).size() == 10);
  CHECK(table_of("a,b\n\xF4\xA0\x80\x80,1\n").text("a", 0).size() == 10);
}

TEST_CASE("quoted cells hold separators, quotes and line breaks") {
  const HeldTable t = table_of("note,n\n\"a, \"\"b\"\"\nc\",1\n\" d \",2\n5\" tube,3\n");
  REQUIRE(t.rows == 3);
  CHECK(t.text("note", 0) == "a, \"b\"\nc");
  CHECK(t.text("note", 1) == " d ");
  CHECK(t.text("note", 2) == "5\" tube");
}
