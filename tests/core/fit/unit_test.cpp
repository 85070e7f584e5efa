// SPDX-License-Identifier: Apache-2.0
#include <core/data/unit.hpp>

#include <catch2/catch.hpp>

using namespace gantry::core;

TEST_CASE("units of one dimension convert by their factor") {
  const auto factor = [](const char *from, const char *to) { return unit_factor(from, to).value(); };
  CHECK(factor("s", "ms") == Approx(1000));
  CHECK(factor("ms", "min") == Approx(1.0 / 60000));
  CHECK(factor("s/mm2", "s/m2") == Approx(1e6));
  CHECK(factor("mm2/s", "um2/ms") == Approx(1000));
  CHECK(factor("/min", "/s") == Approx(1.0 / 60));
  CHECK(factor("min-1", "Hz") == Approx(1.0 / 60));
  CHECK(factor("mmol/L", "umol/ml") == Approx(1));
  CHECK(factor("mm[Hg]", "kPa") == Approx(0.133322).epsilon(1e-6));  // NIST SP 811, table B.8
  CHECK(factor("mmHg", "mm[Hg]") == 1);
  CHECK(factor("cmH2O.s/L", "cm[H2O]/(L/s)") == Approx(1));
  CHECK(factor("dyn.s/cm5", "mmHg.s/mL") == Approx(1 / 1333.22));  // vascular resistance, 1 mmHg = 1333.22 dyn/cm2
  CHECK(factor("10*-3.mm2/s", "um2/ms") == Approx(1));
  CHECK(factor("{beats}/min", "/min") == Approx(1));
  CHECK(factor("ml/(min.100.g)", "ml/min/g") == Approx(0.01));
  CHECK(factor("[hnsf'U]", "[hnsf'U]") == 1);
  CHECK(factor("%", "1") == Approx(0.01));
  CHECK(factor("uT", "mT") == Approx(1e-3));
  CHECK(factor("kcal", "J") == Approx(4184));
  CHECK(factor("", "1") == 1);
}

TEST_CASE("international units take prefixes and convert to nothing else") {
  CHECK(unit_factor("m[iU]/L", "u[IU]/mL").value() == Approx(1));  // insulin
  CHECK(unit_factor("k[iU]", "[iU]").value() == Approx(1000));
  CHECK_FALSE(unit_factor("[iU]", "U"));
  CHECK_FALSE(unit_factor("[iU]", "1"));
}

TEST_CASE("units that measure different things are refused in words") {
  const auto refused = unit_factor("s", "mm");
  REQUIRE_FALSE(refused);
  CHECK(refused.error().code == "unit.dimension");
  CHECK_THAT(refused.error().message, Catch::Contains("cannot convert \"s\" to \"mm\""));
  CHECK_FALSE(unit_factor("Cel", "K"));
  CHECK_FALSE(unit_factor("[hnsf'U]", "1"));
}

TEST_CASE("what is no unit is refused, and the part is named") {
  for (const char *text : {"furlong", "ms/", "mm2/(s", "3.x", "m99999", "((((((((((m))))))))))", "."}) {
    INFO(text);
    const auto refused = unit_factor(text, "s");
    REQUIRE_FALSE(refused);
    CHECK(refused.error().code == "unit.unknown");
  }
}
