// SPDX-License-Identifier: Apache-2.0
#include <catch2/catch.hpp>
#include <plugins/formula/units.hpp>

#include "making.hpp"

using Catch::Matchers::Contains;
using gantry::formula::atoms_of;
using gantry::formula::unit_of;
using gantry::test::Made;
using gantry::test::refusal;

TEST_CASE("the units of the parameters follow from those of the data") {
  const Made decay("S0 * exp(-R2 * TE) + offset", {{"TE", "ms"}, {"S", "mV"}});
  CHECK(decay.unit("S0") == "mV");
  CHECK(decay.unit("R2") == "ms-1");
  CHECK(decay.unit("offset") == "mV");
  const Made diffusion("S0 * exp(-b * D + b^2 * D^2 * K / 6)", {{"b", "s/mm2"}}, "", "", "signal");
  CHECK(diffusion.unit("S0") == "signal");
  CHECK(diffusion.unit("D") == "mm2.s-1");
  CHECK(diffusion.unit("K") == "1");
  const Made emax("E0 + Emax * C^n / (EC50^n + C^n)", {{"C", "ug/L"}, {"E", "mm[Hg]"}});
  CHECK(emax.unit("Emax") == "mm[Hg]");
  CHECK(emax.unit("EC50") == "L-1.ug");
  CHECK(emax.unit("n") == "1");
  const Made root("a * sqrt(x)", {{"x", "s2"}, {"y", "m"}});
  CHECK(root.unit("a") == "m.s-1");
}

TEST_CASE("units that don't fit are refused where they meet") {
  CHECK_THAT(refusal("a * (x + 1)", {{"x", "ms"}, {"y", "mV"}}),
             Contains("formula.unit") && Contains("ms") && Contains("no unit"));
  CHECK_THAT(refusal("a * exp(x)", {{"x", "ms"}, {"y", "mV"}}),
             Contains("in exp(x)") && Contains("x has the unit ms and should have none"));
  CHECK_THAT(refusal("a * x + a", {{"x", "ms"}, {"y", "mV"}}), Contains("formula.unit"));
  CHECK_THAT(refusal("a * exp(-x / 2{s})", {{"x", "ms"}, {"y", "mV"}}), Contains("ms.s-1"));
  CHECK_THAT(refusal("where(x < a, b, c + a)", {{"x", "ms"}, {"y", "mV"}}), Contains("mV"));
  CHECK_THAT(refusal("a * x", {{"x", "m("}, {"y", ""}}), Contains("can't be read"));
}

TEST_CASE("a number with a unit mends what would not fit") {
  const Made delayed("a * (1 - exp(-(t - 2.5{s}) / tau))", {{"t", "s"}, {"y", "mmol/L"}});
  CHECK(delayed.unit("tau") == "s");
  CHECK(delayed.unit("a") == "L-1.mmol");
  const Made scaled("a * exp(-x * k / 1000{ms/s})", {{"x", "ms"}, {"y", "mV"}});
  CHECK(scaled.unit("k") == "s-1");
}

TEST_CASE("units are read as products of their atoms") {
  CHECK(unit_of(atoms_of("mm2/s")) == "mm2.s-1");
  CHECK(unit_of(atoms_of("/min")) == "min-1");
  CHECK(unit_of(atoms_of("mL/(100.g)/min")) == "100-1.g-1.mL.min-1");
  CHECK(unit_of(atoms_of("{beats}/min")) == "min-1");
  CHECK(unit_of(atoms_of("10*3/uL")) == "10*3.uL-1");
  CHECK(unit_of(atoms_of("m.m-1")) == "1");
  CHECK(unit_of(atoms_of("mm[Hg].s2")) == "mm[Hg].s2");
}
