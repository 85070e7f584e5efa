// SPDX-License-Identifier: Apache-2.0
// Strength and duration, and the cable, against values that mpmath 1.2.1 computed with 40 digits; above each, its expression.
#include <tests/plugins/support/known_curve.hpp>

extern "C" const gantry_plugin_entry stimulation_entry;

using namespace gantry::test;
using Vector = std::vector<double>;

TEST_CASE("models of stimulation have the values of their published equations, and their slopes") {
  const KnownCurve curves[] = {
      // Irh/(1 - 2**(-d/tc))
      {"lapicque",
       {{0.05, 0.3, 1, 10}},
       {1.5, 0.4},
       {18.073169560525194, 3.700081803270965, 1.8221058507818894, 1.5000000447034849}},
      // Irh*(1 + tc/d)
      {"weiss", {{0.05, 0.3, 1, 10}}, {1.5, 0.4}, {13.5, 3.5, 2.1, 1.56}},
      // V0*exp(-x/lam)
      {"cable_steady", {{0, 0.5, 2, 9}}, {8, 1.7}, {8, 5.9615105361078442, 2.4669213431726516, 0.040168342026784243}},
      // V0/2*(exp(-X)*erfc(X/(2*sqrt(T)) - sqrt(T)) - exp(X)*erfc(X/(2*sqrt(T)) + sqrt(T)))
      {"cable_step",
       {{0.5, 20, 0, 1, 6, 3, 60, 40, 5}, {0, 0, 1, 1, 1, 4, 4, 12, 30}},
       {8, 1.7, 6},
       {2.5352688135231304, 7.921413803939846, 0, 0.66790294693985167, 3.2515239179468793, 0.033336155995605164,
        0.76065805461408129, 0.0064744996254532679, 5.072549105540251e-43}},
  };
  for (const KnownCurve &known : curves) check_known(stimulation_entry, known);
}

TEST_CASE("the threshold is twice the rheobase at the chronaxie, by Lapicque and by Weiss") {
  for (const char *model : {"lapicque", "weiss"})
    CHECK(ModelBench(stimulation_entry, model, {{0.4}}).values({1.5, 0.4})[0] == Approx(3).epsilon(1e-14));
}

TEST_CASE(
    "the shortest pulses need the charge that is derived, and the energy is least at the duration that is derived") {
  const ModelBench one(stimulation_entry, "lapicque", {{1e-6}});
  const auto derived = one.derived({1.5, 0.4});
  CHECK(one.values({1.5, 0.4})[0] * 1e-6 == Approx(derived[1]).epsilon(1e-5));
  const double best = derived[2];
  const Vector d{best * 0.99, best, best * 1.01}, i = ModelBench(stimulation_entry, "lapicque", {d}).values({1.5, 0.4});
  CHECK(i[1] * i[1] * d[1] < i[0] * i[0] * d[0]);
  CHECK(i[1] * i[1] * d[1] < i[2] * i[2] * d[2]);
}

TEST_CASE("after many time constants a step has spread as far as the steady state") {
  const Vector x{0, 0.7, 2, 6}, late(4, 1e3);
  const auto step = ModelBench(stimulation_entry, "cable_step", {late, x}).values({8, 1.7, 6});
  const auto steady = ModelBench(stimulation_entry, "cable_steady", {x}).values({8, 1.7});
  for (std::size_t i = 0; i < x.size(); ++i) CHECK(step[i] == Approx(steady[i]).epsilon(1e-12));
}

TEST_CASE("durations and distances that have no meaning are refused") {
  CHECK_THROWS(ModelBench(stimulation_entry, "lapicque", {{1, 0}}));
  CHECK_THROWS(ModelBench(stimulation_entry, "cable_steady", {{1, -1}}));
}
