// SPDX-License-Identifier: Apache-2.0
#include "making.hpp"

#include <catch2/catch.hpp>

#include <cmath>

using namespace gantry::test;

namespace {

std::size_t type(const std::string &cells) {
  std::string text = "a,b\n";
  for (const char c : cells) text += c == ' ' ? ",x\n" : std::string(1, c);
  return table_of(text).columns[0].index();
}

constexpr std::size_t f64 = 0, i64 = 1, words = 2;

}  // namespace

TEST_CASE("whole numbers are integers, unless one is missing, too large, or not whole") {
  CHECK(type("1 -2 +3 ") == i64);
  CHECK(type("9007199254740991 ") == i64);
  CHECK(type("9007199254740992 ") == f64);
  CHECK(type("9007199254740993 ") == f64);
  CHECK(type("1 2.0 ") == f64);
  CHECK(type("-0 ") == f64);
  CHECK(type("1 NA ") == f64);
  CHECK(type("1  2 ") == f64);
  CHECK(type("1 two ") == words);
  CHECK(type("0x10 ") == words);
  CHECK(type("1e5 ") == f64);
  CHECK(type("Na ") == words);  // sodium
  CHECK(type("- ") == words);
  CHECK(type("1- ") == words);
  CHECK(type("2026-11-21 ") == words);
}

TEST_CASE("missing cells are NaN in columns of numbers and stay as they are in columns of text") {
  const HeldTable t = table_of("a,b\n1.5,x\nNA,\nNaN,NA\n,y\nn.a.,z\n");
  for (std::size_t row = 1; row < 5; ++row) CHECK(std::isnan(t.number("a", row)));
  CHECK(t.text("b", 1) == "");
  CHECK(t.text("b", 2) == "NA");
}

TEST_CASE("numbers beyond a double's range become infinite or 0") {
  const HeldTable t = table_of("a,b\n1e400,1\n-1e400,1\n1e-400,1\n-Inf,1\n4.9406564584124654e-324,1\n");
  CHECK(t.number("a", 0) == INFINITY);
  CHECK(t.number("a", 1) == -INFINITY);
  CHECK(t.number("a", 2) == 0);
  CHECK(t.number("a", 3) == -INFINITY);
  CHECK(t.number("a", 4) == std::nextafter(0.0, 1.0));
}

TEST_CASE("quoted numbers are text beside bare cells, and numbers where everything is quoted") {
  const HeldTable r = table_of("\"Subject\",\"Wt\"\n\"1\",79.6\n\"10\",72.4\n");
  CHECK(r.text("Subject", 1) == "10");
  CHECK(table_of("\"a\",\"b\"\n\"1\",\"x\"\n").number("a", 0) == 1);
}

TEST_CASE("a row without values in the middle is kept") {
  const HeldTable t = table_of("a,b\n1,x\n,\n3,z\n");
  REQUIRE(t.rows == 3);
  CHECK(std::isnan(t.number("a", 1)));
  CHECK(t.text("b", 1) == "");
  CHECK(t.text("b", 2) == "z");
}
