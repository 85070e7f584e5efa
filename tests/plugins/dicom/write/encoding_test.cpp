// SPDX-License-Identifier: Apache-2.0
#include <plugins/dicom/write/encoding.hpp>

#include <catch2/catch.hpp>

#include <charconv>
#include <cmath>
#include <set>

using namespace gantry::dicom::write;

TEST_CASE("a decimal string has at most 16 characters and is the shortest that gives the number back where one fits") {
  CHECK(decimal_string(0.1) == "0.1");
  CHECK(decimal_string(-0.0) == "0");
  CHECK(decimal_string(1.0 / 3) == "0.33333333333333");
  CHECK(decimal_string(-1234567.890625) == "-1234567.890625");
  for (const double x : {1e300, -1.2345678901234567e-300, 123456789012345678.0, -0.00012345678901234567}) {
    const std::string text = decimal_string(x);
    double back = 0;
    std::from_chars(text.data(), text.data() + text.size(), back);
    CHECK(text.size() <= 16);
    CHECK(back == Approx(x).epsilon(1e-8));
  }
}

TEST_CASE("a text is cut between characters, and a backslash in it separates no values") {
  CHECK(fitted("Läsion", 3) == "Läs");
  CHECK(fitted("a\\b\nc", 16) == "a/b c");
  CHECK(fitted("name   ", 16) == "name");
}

TEST_CASE("a new UID is a random UUID under 2.25") {
  std::set<std::string> seen;
  for (int i = 0; i < 100; ++i) {
    const std::string uid = new_uid();
    CHECK(is_uid(uid));
    CHECK(uid.rfind("2.25.", 0) == 0);
    CHECK(uid[5] != '0');
    seen.insert(uid);
  }
  CHECK(seen.size() == 100);
}
