// SPDX-License-Identifier: Apache-2.0
// Two and three compartments, saturable ones and steady states against matrix exponentials (scipy 1.10.1's expm of the
// rates, an infusion as a state more, doses added up) and, where Vmax is, scipy's DOP853 at a tolerance of 1e-13.
#include "equations.hpp"

#include <disposition.hpp>
#include <tests/plugins/support/known_curve.hpp>

#include <cmath>

using namespace pk_test;

namespace {

const Vector two_days{0.1, 0.5, 1, 2, 4, 8, 12, 24, 48};

void check_course(const std::string &id, const Vector &parameters, const json &given, const Vector &wanted) {
  CAPTURE(id);
  const Solved s = solved_by(id, two_days, doses(given));
  check_near(s.values(parameters), wanted, 3e-8, 1e-9);
  check_near(s.jacobian(parameters), s.differences(parameters), 1e-5, 1e-7);
}

// What a fit of the model to its own curve derives, by name.
std::map<std::string, double> derived_by(const std::string &id, const Vector &parameters, const json &given) {
  const auto &ode = equations(id);
  json options = doses(given);
  for (std::size_t j = 0; j < parameters.size(); ++j)
    if (std::string(ode.parameters[j]->symbol) != "CL") options["fix"][ode.parameters[j]->symbol] = parameters[j];
  const Vector course = solved_by(id, two_days, doses(given)).values(parameters);
  const auto f = fit_equations(ode, table_of_columns({{"time", "h", two_days}, {"C", "mg/L", course}}), options);
  INFO((f.outcome ? "" : f.outcome.error().message));
  REQUIRE(f.outcome);
  std::map<std::string, double> found;
  for (const auto &d : f.record["derived"]) found[d["name"].get<std::string>()] = d["value"].get<double>();
  return found;
}

}  // namespace

TEST_CASE("two compartments after a bolus and an infusion follow the matrix exponential") {
  check_course("iv2", {5, 12, 8, 40},
               {{{"time", 0}, {"amount", 500}}, {{"time", 10}, {"amount", 200}, {"duration", 3}}},
               {37.41436396273469, 24.7127733581106, 15.408668139156953, 7.4138422317663775, 3.9167409046644948,
                2.7614918172415925, 6.979920673841427, 1.7326485504967362, 0.33393550872227556});
}

TEST_CASE("three compartments after an infusion follow the matrix exponential") {
  check_course("iv3", {4, 8, 12, 20, 2, 90}, {{{"time", 0}, {"amount", 300}, {"duration", 0.5}}},
               {6.7261058126815465, 23.287291157521373, 10.180161707332479, 5.166126084892881, 3.5400681660395907,
                1.93737109058382, 1.1293742489084468, 0.38871125645246807, 0.20851668343555468});
}

TEST_CASE("two compartments by mouth twice, and after a lag") {
  check_course("oral2", {1.1, 5, 12, 8, 40}, {{{"time", 0}, {"amount", 400}, {"every", 12}, {"count", 2}}},
               {3.288211287632064, 10.688009386010336, 12.657927878578583, 9.529847477401969, 4.326069474138419,
                2.3792428485476673, 1.7896564409120739, 2.5751693571006498, 0.49624337399699153});
  check_course("oral2_lag", {0.8, 5, 12, 8, 40, 0.4}, {{{"time", 0}, {"amount", 250}}},
               {0.0, 1.517278088290171, 5.74056063071161, 6.41225354396168, 3.442597545565794, 1.6229754027173762,
                1.1818578694085253, 0.5175124825599287, 0.09974114111066062});
}

TEST_CASE("saturable elimination by mouth") {
  check_course("oral1_mm", {1.2, 22, 4.5, 30}, {{{"time", 0}, {"amount", 900}}},
               {3.373449669588668, 13.328227051191327, 20.466580718617347, 26.163985394108295, 27.380024353731983,
                25.12003747773603, 22.654058362100262, 15.54793018878376, 4.02700305724822});
}

TEST_CASE("half-lives are the eigenvalues', area is dose over clearance, peaks are where a search finds them") {
  auto d = derived_by("iv2", {5, 12, 8, 40}, {{{"time", 0}, {"amount", 500}}, {{"time", 10}, {"amount", 200}}});
  CHECK(d["half_life1"] == Approx(0.570617821428889).epsilon(1e-7));
  CHECK(d["half_life"] == Approx(10.103848759194264).epsilon(1e-7));
  CHECK(d["k12"] == Approx(8.0 / 12));
  CHECK(d["k21"] == Approx(8.0 / 40));
  CHECK(d["Vss"] == Approx(52));
  CHECK(d["AUC"] == Approx(140));
  CHECK(d["Cmax"] == Approx(500.0 / 12));
  CHECK(d["Tmax"] == 0);
  d = derived_by("iv3", {4, 8, 12, 20, 2, 90}, {{{"time", 0}, {"amount", 300}, {"duration", 0.5}}});
  CHECK(d["half_life1"] == Approx(0.258255622685315).epsilon(1e-7));
  CHECK(d["half_life2"] == Approx(3.983873441035353).epsilon(1e-7));
  CHECK(d["half_life"] == Approx(48.55258118892851).epsilon(1e-7));
  CHECK(d["Cmax"] == Approx(23.287291157521373).epsilon(1e-7));
  CHECK(d["Tmax"] == Approx(0.5));
  // scipy's minimize_scalar on the matrix exponential.
  d = derived_by("oral2", {1.1, 5, 12, 8, 40}, {{{"time", 0}, {"amount", 400}, {"every", 12}, {"count", 2}}});
  CHECK(d["Tmax"] == Approx(12.960458250965555).epsilon(1e-7));
  CHECK(d["Cmax"] == Approx(14.338311467017368).epsilon(1e-7));
  d = derived_by("oral2_lag", {0.8, 5, 12, 8, 40, 0.4}, {{{"time", 0}, {"amount", 250}}});
  CHECK(d["Tmax"] == Approx(1.5531719955085903).epsilon(1e-7));
  CHECK(d["Cmax"] == Approx(6.751611588963311).epsilon(1e-7));
  d = derived_by("oral1", {1.4, 2.8, 31}, {{{"time", 0}, {"amount", 320}}});
  const double ke = 2.8 / 31;
  CHECK(d["Tmax"] == Approx(std::log(1.4 / ke) / (1.4 - ke)).epsilon(1e-7));
}

TEST_CASE("exponentials give the compartments back that made them, however far apart the rates are") {
  using namespace gantry::pk;
  for (const double apart : {2.0, 50.0, 1e4}) {
    CAPTURE(apart);
    const Micro<3> m{7, 0.4, {0.9, 0.2 / apart}, {1.3, 0.05 / apart}};
    const Micro<3> back = micro(disposition(m));
    CHECK(back.volume == Approx(7).epsilon(1e-9));
    CHECK(back.out == Approx(0.4).epsilon(1e-9));
    for (std::size_t j = 0; j < 2; ++j) {
      CHECK(back.to[j] == Approx(m.to[j]).epsilon(1e-7));
      CHECK(back.back[j] == Approx(m.back[j]).epsilon(1e-7));
    }
  }
}

TEST_CASE("one interval of a steady state is that after 40 doses, of boluses and of infusions") {
  using namespace gantry::test;
  const Vector interval{0, 0.5, 1, 3, 6, 11.5};
  const KnownCurve known[] = {{"iv1_ss",
                               {interval},
                               {4, 25},
                               {2.3299354543793442, 5.994984184631556, 9.378250577830956, 9.833948826170865,
                                6.085084209506022, 2.5239889462465217},
                               {300, 12, 1.5}},
                              {"iv1_ss",
                               {interval},
                               {4, 25},
                               {14.061516168395224, 12.980415430025603, 11.982433666345951, 8.701032668616485,
                                5.384054506902549, 2.2332138050253776},
                               {300, 12, 0}},
                              {"iv2_ss",
                               {interval},
                               {5, 12, 8, 40},
                               {2.3624368881566307, 8.751662523476753, 12.594693938414487, 6.0267502853610075,
                                3.6085108054696557, 2.444900547126322},
                               {300, 12, 1.5}},
                              {"oral1_ss",
                               {interval},
                               {1.3, 4, 25},
                               {2.350849473633687, 7.658442609068846, 9.934795685233476, 9.645235611959558,
                                6.134104379147491, 2.5466429208652364},
                               {300, 12}}};
  for (const auto &one : known) check_known(pharmacokinetics_entry, one);
}

TEST_CASE("in a steady state the area of an interval is dose over clearance, and the trough its end") {
  gantry::test::ModelBench bench(pharmacokinetics_entry, "iv1_ss", {{12}});
  bench.set_constants({300, 12, 1.5});
  const auto d = bench.derived({4, 25});
  CHECK(d[1] == Approx(75));
  CHECK(d[2] == Approx(75.0 / 12));
  CHECK(d[3] == Approx(bench.values({4, 25})[0]).epsilon(1e-13));
  CHECK(d[4] == Approx(1 / (1 - std::exp(-1.92))));
}

TEST_CASE("effects over concentration: half of it at EC50, nothing without the drug, as much as there is at Imax = 1") {
  using namespace gantry::test;
  // By hand: 3^2 = 9 of 10, and so on.
  check_known(pharmacokinetics_entry, {"emax", {{0, 2, 18}}, {10, 90, 2}, {10, 55, 91}});
  check_known(pharmacokinetics_entry, {"sigmoid_emax", {{0, 2, 6, 2.0 / 3}}, {10, 90, 2, 2}, {10, 55, 91, 19}});
  check_known(pharmacokinetics_entry, {"imax", {{0, 2, 18}}, {80, 1, 2}, {80, 40, 8}});
  check_known(pharmacokinetics_entry, {"sigmoid_imax", {{0, 2, 6, 2.0 / 3}}, {80, 0.5, 2, 2}, {80, 60, 44, 76}});
  const auto d = ModelBench(pharmacokinetics_entry, "sigmoid_emax", {{1}}).derived({0, 100, 5, 2});
  CHECK(d[0] == Approx(5.0 / 3));
  CHECK(d[1] == Approx(15));
}
