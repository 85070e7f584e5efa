// SPDX-License-Identifier: Apache-2.0
#include <catch2/catch.hpp>
#include <cmath>
#include <core/report/text.hpp>
#include <core/report/ticks.hpp>
#include <limits>

using namespace gantry::core::report;

TEST_CASE("Numbers have the significant digits asked for, and never lose figures before the point") {
  CHECK(number_text(0.89861, 3) == "0.899");
  CHECK(number_text(0.9996, 3) == "1.00");
  CHECK(number_text(123456, 3) == "123456");
  CHECK(number_text(1.5, 4) == "1.500");
  CHECK(number_text(0.000812, 3) == "0.000812");
  CHECK(number_text(1.234e-5, 3) == "1.23×10⁻⁵");
  CHECK(number_text(6.022e23, 4) == "6.022×10²³");
  CHECK(number_text(-0.5, 1) == "−0.5");
  CHECK(number_text(0, 3) == "0");
  CHECK(number_text(std::nan(""), 3) == "–");
  CHECK(number_text(-std::numeric_limits<double>::infinity(), 3) == "−∞");
  CHECK(fixed_text(-0.001, 1) == "0.0");
}

TEST_CASE("UCUM units are written as people write them") {
  CHECK(unit_text("mm2/s") == "mm²/s");
  CHECK(unit_text("s/mm2") == "s/mm²");
  CHECK(unit_text("[hnsf'U]") == "HU");
  CHECK(unit_text("um2/ms") == "µm²/ms");
  CHECK(unit_text("s-1") == "s⁻¹");
  CHECK(unit_text("mmol.L-1") == "mmol·L⁻¹");
  CHECK(unit_text("mL/min/1.73m2") == "mL/min/1.73m²");
  CHECK(unit_text("Cel") == "°C");
  CHECK(unit_text("mm[Hg].s2/mL") == "mmHg·s²/mL");
  CHECK(unit_text("cm[H2O]/L") == "cmH₂O/L");
  CHECK(unit_text("m[iU]/L") == "mIU/L");
  CHECK(unit_text("1").empty());
  CHECK(unit_text("ms") == "ms");
  CHECK(with_unit("ADC", "mm2/s") == "ADC (mm²/s)");
  CHECK(with_unit("Dice", "1") == "Dice");
}

TEST_CASE("Escaped text holds no markup, and no bytes that are not UTF-8") {
  CHECK(escaped("<a href=\"x\">&'") == "&lt;a href=&quot;x&quot;&gt;&amp;&#39;");
  CHECK(escaped("µ²–") == "µ²–");
  CHECK(escaped("a\x01"
                "b") ==
        "a\xEF\xBF\xBD"
        "b");
  CHECK(escaped("\xFF") == "\xEF\xBF\xBD");
  CHECK(escaped("\xC0\xBC") == "\xEF\xBF\xBD\xEF\xBF\xBD");  // an overlong '<'
  CHECK(escaped("\xE2\x82") == "\xEF\xBF\xBD\xEF\xBF\xBD");  // cut short
}

TEST_CASE("Base64 agrees with the test vectors of RFC 4648") {
  const auto of = [](std::string_view s) { return base64(std::as_bytes(std::span(s))); };
  CHECK(of("").empty());
  CHECK(of("f") == "Zg==");
  CHECK(of("fo") == "Zm8=");
  CHECK(of("foo") == "Zm9v");
  CHECK(of("foobar") == "Zm9vYmFy");
}

TEST_CASE("Ticks are round numbers inside the range") {
  const Ticks a = nice_ticks(0, 97, 5);
  CHECK(a.at == std::vector<double>{0, 20, 40, 60, 80});
  CHECK(a.text == std::vector<std::string>{"0", "20", "40", "60", "80"});
  CHECK(a.factor.empty());
  const Ticks b = nice_ticks(-0.12, 0.11, 4);
  CHECK(b.text == std::vector<std::string>{"−0.10", "−0.05", "0.00", "0.05", "0.10"});
  const Ticks c = nice_ticks(0, 3e-3, 6);
  CHECK(c.factor == "×10⁻³");
  CHECK(c.text == std::vector<std::string>{"0.0", "0.5", "1.0", "1.5", "2.0", "2.5", "3.0"});
  CHECK(log_ticks(1, 1000).at == std::vector<double>{1, 10, 100, 1000});
  CHECK(log_ticks(150, 1100).text == std::vector<std::string>{"200", "500", "1000"});
  CHECK(nice_ticks(1e16, 1e16 + 2, 5).at.size() == 1);  // steps below the spacing of doubles: no endless loop
  CHECK(nice_below(49.9) == 20);
  CHECK(nice_below(50) == 50);
  CHECK(nice_below(0.3) == Approx(0.2));
}
