// SPDX-License-Identifier: Apache-2.0
// Hodgkin and Huxley against scipy 1.10.1: DOP853 with a relative tolerance of 1e-13, piece by piece around the pulse.
#include <tests/core/fit/ode/fixtures.hpp>

#include <algorithm>
#include <cmath>

extern "C" const gantry_plugin_entry stimulation_entry;

using namespace ode_test;

namespace {

const Vector ms{0.5, 1.5, 2, 2.5, 3, 3.5, 4, 5, 7, 10, 15};

const gantry_ode &membrane() {
  return *static_cast<const gantry_odes *>(stimulation_entry.get_interface(GANTRY_ODES_ID))->items[0];
}

// Constants in the order of their declaration, but for the pulse and the temperature those of 1952.
Vector potential(const Vector &times, double amplitude, double onset, double duration, double celsius,
                 const Vector &conductances = {120, 36, 0.3}) {
  fit::FitJob job;
  fit::FitHost host;
  const auto model = fit::OdeModel::of(membrane(), job, host);
  REQUIRE(model);
  gantry::test::ModelBench bench(*model.value(), {times});
  bench.set_constants({50, -77, -54.387, -65, 1, celsius, amplitude, onset, duration});
  const auto slopes = bench.jacobian(conductances);
  for (const double slope : slopes) CHECK(std::isfinite(slope));
  return bench.values(conductances);
}

}  // namespace

TEST_CASE("a pulse makes the spike that an independent integration makes") {
  check_near(potential(ms, 20, 1, 1, 6.3),
             {-64.99813424649888, -55.928372592822306, -41.03046355709518, 40.16973668125152, 24.132899705169844,
              -1.3015300602262891, -24.540398661224973, -74.76288163819488, -75.42570556189294, -72.72355426127712,
              -67.39640038575737},
             0, 2e-5);
  // Its summit, 40.50898 mV at 2.53261 ms.
  check_near(potential({2.5326118884124478}, 20, 1, 1, 6.3), {40.508980818049714}, 0, 2e-5);
}

TEST_CASE("a weak pulse makes none, warmth makes it shorter, a pulse may begin at once") {
  check_near(potential(ms, 5, 1, 1, 6.3),
             {-64.99813424649888, -62.77574803767257, -60.78673792036581, -61.04185901849198, -61.29327971112729,
              -61.74102060055093, -62.383960572014125, -63.95635176806706, -66.0380713911058, -66.0301578294378,
              -64.9082874872662},
             0, 2e-5);
  check_near(potential(ms, 20, 1, 1, 18.5),
             {-64.9981016325765, -54.993762396634594, 29.947228271729152, -48.41573234825246, -75.37730360966557,
              -74.98051124001604, -73.7771694499982, -70.84770981638557, -66.025346026189, -64.38041166707255,
              -65.04057667014363},
             0, 2e-5);
  check_near(potential(ms, 15, 0, 2, 6.3, {100, 30, 0.4}),
             {-57.660969874694636, -1.487889150941876, 33.381264792000835, 8.58076773627539, -15.720557441251563,
              -37.97211583788899, -66.53796784867299, -75.56225139709102, -73.84888393170297, -70.0802276889753,
              -64.92626707872013},
             0, 2e-5);
}

TEST_CASE("conductances come back from a spike, from a guess that needs no solution") {
  Vector times;
  for (int i = 0; i <= 300; ++i) times.push_back(0.05 * i);
  const Vector truth{95, 44, 0.45};
  const Vector volts = potential(times, 20, 1, 1, 6.3, truth);
  const auto f = fit_equations(membrane(), table_of_columns({{"t", "ms", times}, {"V", "mV", volts}}), json::object());
  INFO((f.outcome ? "" : f.outcome.error().message));
  REQUIRE(f.outcome);
  const char *symbols[] = {"gNa", "gK", "gL"};
  for (std::size_t j = 0; j < 3; ++j) {
    CAPTURE(symbols[j]);
    CHECK(f.parameter(symbols[j])["start"].get<double>() == Approx(truth[j]).epsilon(0.1));
    CHECK(f.parameter(symbols[j])["value"].get<double>() == Approx(truth[j]).epsilon(1e-5));
  }
}
