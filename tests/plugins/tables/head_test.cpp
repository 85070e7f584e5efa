// SPDX-License-Identifier: Apache-2.0
#include "making.hpp"

#include <catch2/catch.hpp>

using namespace gantry::test;

namespace {

using Words = std::vector<std::string>;

std::pair<std::string, std::string> heading(const std::string &cell) {
  const HeldTable t = table_of("\"" + cell + "\"\tx\n1\t2\n");
  return {t.names[0], t.units[0]};
}

std::pair<std::string, std::string> both(const char *name, const char *unit) { return {name, unit}; }

}  // namespace

TEST_CASE("units are read from brackets and behind a slash, and from nothing else") {
  CHECK(heading("time [s]") == both("time", "s"));
  CHECK(heading("time[s]") == both("time", "s"));
  CHECK(heading("time (s)") == both("time", "s"));
  CHECK(heading("time / s") == both("time", "s"));
  CHECK(heading("flow [mL/(min.100g)]") == both("flow", "mL/(min.100g)"));
  CHECK(heading("p [mm[Hg]]") == both("p", "mm[Hg]"));
  CHECK(heading("x []") == both("x", ""));
  CHECK(heading("time_ms") == both("time_ms", ""));
  CHECK(heading("mg/mL") == both("mg/mL", ""));
  CHECK(heading("event(s)") == both("event(s)", ""));
  CHECK(heading("signal (second channel)") == both("signal (second channel)", ""));
  CHECK(heading("group (n=5)") == both("group (n=5)", ""));
  CHECK(heading("[s]") == both("[s]", ""));
  CHECK(heading("a)]") == both("a)]", ""));
  CHECK(heading("c [\xC2\xB5mol/L]") == both("c", "umol/L"));
  CHECK(heading("T (\xC2\xB0"
                "C)") == both("T", "Cel"));
}

TEST_CASE("a second row of brackets alone gives the units") {
  const HeldTable t = table_of("time,pressure,n\n[s],(kPa),[]\n0.5,2,3\n");
  CHECK(t.rows == 1);
  CHECK(t.units == Words{"s", "kPa", ""});
  const HeldTable quoted = table_of("\"time\";\"p\"\n\"[s]\";\"[mm[Hg]]\"\n0,5;2\n");
  CHECK(quoted.units == Words{"s", "mm[Hg]"});
  CHECK(table_of("a,b\n[s],x\n1,2\n").rows == 2);  // not every cell: a row of data
}

TEST_CASE("without a head row the columns are numbered") {
  const HeldTable numbers = table_of("0,5;1,5\n1,0;2,5\n");
  CHECK(numbers.names == Words{"column1", "column2"});
  CHECK(numbers.rows == 2);
  const HeldTable mixed = table_of("case,0.5\nother,1.5\n");
  CHECK(mixed.names == Words{"column1", "column2"});
  CHECK(mixed.text("column1", 0) == "case");
  CHECK(table_of("1,NA\n2,3\n").rows == 2);
}

TEST_CASE("a head row may hold numbers, beside a word above numbers") {
  const HeldTable t = table_of("id,2019,2020\n1,5,6\n2,7,8\n");
  CHECK(t.names == Words{"id", "2019", "2020"});
  CHECK(t.rows == 2);
  CHECK(table_of("\"1\",\"2\"\n5,6\n").names == Words{"1", "2"});
}

TEST_CASE("names are unique and none is empty") {
  CHECK(table_of("a,a,,a_2\n1,2,3,4\n").names == Words{"a", "a_3", "column3", "a_2"});
}
