// SPDX-License-Identifier: Apache-2.0
#include <catch2/catch.hpp>
#include <core/import/moment.hpp>

using namespace gantry::core;

namespace {
const Shift back{-15'000, 5'400};  // and an hour and a half on
}

TEST_CASE("a date moves by whole days in the form that it came in") {
  // 15,000 days before 31 January 2020 it was 6 January 1979 (GNU date -d '2020-01-31 -15000 days').
  CHECK(moved(back, {"20200131", ""}).date == "19790106");
  CHECK(moved(back, {"2020-01-31", ""}).date == "1979-01-06");
  CHECK(moved(back, {"202001", ""}).date == "197812");
  CHECK(moved(back, {"2020", ""}).date == "1978");
}

TEST_CASE("a time moves with its date over midnight, and keeps its precision") {
  const Moment late = moved(back, {"20200131", "235000.125"});
  CHECK(late.time == "012000.125");
  CHECK(late.date == "19790107");
  const Moment early = moved({-15'000, -5'400}, {"20200131", "0010"});
  CHECK(early.time == "2240");
  CHECK(early.date == "19790105");
  CHECK(moved(back, {"", "10:15:30"}).time == "11:45:30");
}

TEST_CASE("what is no date or time becomes nothing") {
  for (const char *text : {"20201301", "20200230", "1997.04.24", "today", "-0200131", "2020013", "99991231x"})
    CHECK(moved(back, {text, ""}).date.empty());
  for (const char *text : {"2500", "10:15:61", "1015.5", "noon", "1"}) CHECK(moved(back, {"", text}).time.empty());
  CHECK(moved(back, {"00010101", ""}).date.empty());
}

TEST_CASE("date and time in one move together and lose their offset from UTC") {
  CHECK(moved_datetime(back, "20200131101530.25+0100") == "19790106114530.25");
  CHECK(moved_datetime(back, "2020-01-31T10:15:30Z") == "1979-01-06T11:45:30");
  CHECK(moved_datetime(back, "20200131") == "19790106");
  CHECK(moved_datetime(back, "2020-0500") == "1978");
  CHECK(moved_datetime(back, "2020013199").empty());
}

TEST_CASE("distances in time stay as they were") {
  for (int hour = 0; hour < 24; ++hour) {
    const std::string clock = (hour < 10 ? "0" : "") + std::to_string(hour) + "0000";
    const std::string one = moved_datetime(back, "20191231" + clock), other = moved_datetime(back, "20200107" + clock);
    // Seven days apart before and after.
    CHECK(one.substr(8) == other.substr(8));
    CHECK(moved({7, 0}, {one.substr(0, 8), ""}).date == other.substr(0, 8));
  }
}
