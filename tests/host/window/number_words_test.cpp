// SPDX-License-Identifier: Apache-2.0
#include <catch2/catch.hpp>
#include <host/window/widgets/number_words.hpp>
#include <limits>

using namespace gantry::host::window;

namespace {

constexpr double inf = std::numeric_limits<double>::infinity();

gantry_ui_number between(double low, double high, double step = 0, unsigned flags = 0) {
  return {sizeof(gantry_ui_number), flags, low, high, step, 0, ""};
}

}  // namespace

TEST_CASE("Either decimal sign and either minus sign is read") {
  CHECK(parse_typed("1,5") == 1.5);
  CHECK(parse_typed("1.5") == 1.5);
  CHECK(parse_typed(" −0,25 ") == -0.25);
  CHECK(parse_typed("-3e-2") == -0.03);
  CHECK(parse_typed("+7") == 7);
  CHECK(parse_typed("−8,1×10⁻⁴") == -8.1e-4);
  CHECK(typeable("−8,1×10⁻¹²") == "-8,1e-12");
  for (const char *wrong : {"", " ", "abc", "1,2,3", "1.000,5", "5 mm", "nan", "inf", "1e999"}) {
    INFO(wrong);
    CHECK_FALSE(parse_typed(wrong));
  }
}

TEST_CASE("A number is shown without noise, and what is shown is read as the same number") {
  CHECK(typed_text(0.1 + 0.2, false, '.') == "0.3");
  CHECK(typed_text(1.5, false, ',') == "1,5");
  CHECK(typed_text(3, true, ',') == "3");
  CHECK(typed_text(1e6, true, '.') == "1000000");
  for (const double value : {0.0, -1024.0, 7.409e-4, 1e-12, 123456.789})
    CHECK(parse_typed(typed_text(value, false, ',')) == Approx(value));
}

TEST_CASE("An arrow key steps by the given step, a hundredth of the range, or a digit of the value") {
  CHECK(step_of(between(0, 5000, 50), 10) == 50);
  CHECK(step_of(between(0, 5000), 10) == 50);
  CHECK(step_of(between(0, 5000, 0, GANTRY_UI_INTEGER), 10) == 1);
  CHECK(step_of(between(-inf, inf), 320) == Approx(10));
}

TEST_CASE("Values stay within their range, and whole where that is asked for") {
  CHECK(clamped(between(2, 8), 9) == 8);
  CHECK(clamped(between(2, 8), -1) == 2);
  CHECK(clamped(between(2, 8, 0, GANTRY_UI_INTEGER), 3.6) == 4);
  CHECK(clamped(between(-inf, inf), -1e9) == -1e9);
}
