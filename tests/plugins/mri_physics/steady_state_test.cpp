// SPDX-License-Identifier: Apache-2.0
// The closed forms against published conditions, and against matrices that numpy solved.
#include "chosen.hpp"

#include <core/fit/check_model.hpp>
#include <tests/plugins/support/known_curve.hpp>
#include <tests/plugins/support/model_fit.hpp>

using namespace gantry::test;
using namespace mri_physics_test;

TEST_CASE("the steady states have the values that were computed apart") {
  const KnownCurve curves[] = {
      // numpy: the fixed point of rotation, relaxation and precession, as 3 by 3 matrices.
      {"bssfp",
       {{0, 90, 180, 270}, {35, 35, 35, 35}, {10, 10, 10, 10}, {5, 5, 5, 5}},
       {1000, 1000, 80, 7},
       {55.149084896824505, 110.66972610590292, 140.01039729948852, 136.00785982551898},
       {1},
       1e-13},
      {"bssfp", {{180}, {70}, {5}, {2}}, {1000, 250, 60, -20}, {227.72869367912102}, {1}, 1e-13},
      // numpy, by the equations.
      {"spin_echo", {{15, 90}, {500, 2000}}, {1000, 900, 70}, {336.2808209459374, 243.42234872077145}},
      {"ir_spin_echo", {{150, 900}, {12, 40}, {3000, 2500}}, {1000, 900, 70}, {553.3383079915026, 185.91196877994008}},
      {"spgr", {{5, 40}, {3, 9}, {20, 20}}, {1000, 900, 25}, {70.55285097675694, 35.92663765422635}, {1.1}},
  };
  for (const auto &known : curves) check_known(mri_physics_entry, known);
}

TEST_CASE("a spoiled echo is largest at the Ernst angle") {
  const double t1 = 900, tr = 20, ernst = std::acos(std::exp(-tr / t1)) * 180 / M_PI;
  const ModelBench bench(mri_physics_entry, "spgr", {{ernst - 0.5, ernst, ernst + 0.5}, {0, 0, 0}, {tr, tr, tr}});
  const auto s = bench.values({1, t1, 30});
  CHECK(s[1] > s[0]);
  CHECK(s[1] > s[2]);
  // M0 sqrt((1 - E1) / (1 + E1)), Ernst and Anderson 1966.
  CHECK(s[1] == Approx(std::sqrt(std::tanh(tr / t1 / 2))).epsilon(1e-12));
}

TEST_CASE("a balanced echo on resonance is that of Freeman and Hill, and ends where T1 equals T2 at half of M0") {
  const double t1 = 1000, t2 = 80, tr = 5, angle = 50 * M_PI / 180;
  const double e1 = std::exp(-tr / t1), e2 = std::exp(-tr / t2);
  const ModelBench bench(mri_physics_entry, "bssfp", {{180}, {50}, {tr}, {0}});
  CHECK(bench.values({1, t1, t2, 0})[0] ==
        Approx(std::sin(angle) * (1 - e1) / (1 - (e1 - e2) * std::cos(angle) - e1 * e2)).epsilon(1e-12));
  const ModelBench fluid(mri_physics_entry, "bssfp", {{180}, {90}, {0.01}, {0}});
  CHECK(fluid.values({1, 1000, 1000, 0})[0] == Approx(0.5).epsilon(1e-4));
}

TEST_CASE("one fit gives T1, T2 and off-resonance back from phase-cycled balanced echoes with noise") {
  std::vector<std::vector<double>> axis(4);
  for (int i = 0; i < 12; ++i) {
    axis[0].push_back(30.0 * i);
    axis[1].push_back(35);
    axis[2].push_back(10);
    axis[3].push_back(5);
  }
  const ModelBench bench(mri_physics_entry, "bssfp", axis);
  auto data = bench.values({5000, 900, 70, -18});
  for (std::size_t t = 0; t < data.size(); ++t) data[t] += (t % 2 == 0 ? 0.2 : -0.2);
  const auto found = ModelFit(mri_physics_entry, "bssfp", axis).fitted(data);
  CHECK(found.at("T1") == Approx(900).epsilon(0.03));
  CHECK(found.at("T2") == Approx(70).epsilon(0.03));
  CHECK(found.at("df") == Approx(-18).margin(0.2));
}

TEST_CASE("every model of MRI physics passes the checks of plugins validate") {
  const Chosen chosen({{"ESP", 0}, {"refocusing", 180}, {"excitation", 90}, {"inversion", 0}, {"orders", 30}});
  for (const char *id : {"spgr", "bssfp", "spin_echo", "ir_spin_echo", "cpmg", "mrf_bssfp", "mrf_fisp"}) {
    const auto checks = gantry::core::fit::check_model(model_named(id), &chosen.values, GANTRY_LEVEL_BASELINE, 1);
    REQUIRE(checks);
    for (const auto &check : checks.value()) {
      INFO(id << ": " << check.id << ": " << check.found);
      CHECK(check.found.empty());
    }
  }
}
