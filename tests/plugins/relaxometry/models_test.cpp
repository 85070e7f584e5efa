// SPDX-License-Identifier: Apache-2.0
// Values against the published equations, computed apart (Python, the expression beside them), and recovery from the guess.
#include <catch2/catch.hpp>
#include <cmath>
#include <tests/plugins/support/model_bench.hpp>
#include <tests/plugins/support/model_fit.hpp>

extern "C" const gantry_plugin_entry relaxometry_entry;

using namespace gantry::test;

namespace {

void check_values(const char *model, const std::vector<double> &axis, const std::vector<double> &parameters,
                  const std::vector<double> &wanted) {
  const ModelBench bench(relaxometry_entry, model, {axis});
  const auto values = bench.values(parameters), single = bench.values_f32(parameters);
  INFO(model);
  for (std::size_t i = 0; i < wanted.size(); ++i) {
    CHECK(values[i] == Approx(wanted[i]).epsilon(1e-12));
    CHECK(single[i] == Approx(wanted[i]).epsilon(1e-5));
  }
}

const std::vector<double> inversions{30, 100, 200, 350, 500, 700, 1000, 1500, 2500, 4000, 6000};  // ms

std::vector<double> recovery(double a, double b, double time, bool magnitude) {
  std::vector<double> s;
  for (const double ti : inversions) s.push_back(a - b * std::exp(-ti / time));
  if (magnitude)
    for (double &y : s) y = std::abs(y);
  return s;
}

}  // namespace

TEST_CASE("decays onto a level, inversion and saturation recovery have the values of their equations") {
  // [900 * exp(-t / 70) + 40 for t in (10, 80, 300)]
  check_values("t2_offset", {10, 80, 300}, {900, 70, 40}, {820.1901097751635, 327.0159015915734, 52.38740805974536});
  check_values("t2star_offset", {10, 80, 300}, {900, 70, 40},
               {820.1901097751635, 327.0159015915734, 52.38740805974536});
  // [1000 - 1900 * exp(-t / 800) for t in (50, 400, 1500, 4000)]
  check_values("t1_ir", {50, 400, 1500, 4000}, {1000, 1900, 800},
               {-784.884819345604, -152.40825345400344, 708.6255629946359, 987.1979007017376});
  check_values("t1_molli", {50, 400, 1500, 4000}, {1000, 1900, 800},
               {784.884819345604, 152.40825345400344, 708.6255629946359, 987.1979007017376});
  // [500 * (1 - exp(-t / 900)) for t in (100, 900, 4000)]
  check_values("t1_sr", {100, 900, 4000}, {500, 900}, {52.5803415928151, 316.06027941427885, 494.1281857714893});
}

TEST_CASE("inversion recovery of magnitude images finds T1 on whichever point the sign turns") {
  for (const double t1 : {60.0, 250.0, 800.0, 1400.0, 3000.0}) {
    for (const double b : {1500.0, 1900.0, 2000.0}) {
      INFO("T1 " << t1 << ", B " << b);
      const ModelFit model(relaxometry_entry, "t1_ir_magnitude", {inversions});
      const auto found = model.fitted(recovery(1000, b, t1, true));
      CHECK(found.at("T1") == Approx(t1).epsilon(1e-5));
      CHECK(found.at("A") == Approx(1000).epsilon(1e-5));
      CHECK(found.at("B") == Approx(b).epsilon(1e-5));
    }
  }
}

TEST_CASE("Look-Locker corrects T1 for the pulses, with sign and without") {
  for (const char *id : {"t1_look_locker", "t1_molli"}) {
    const ModelFit model(relaxometry_entry, id, {inversions});
    const auto found = model.fitted(recovery(700, 1600, 750, std::string(id) == "t1_molli"));
    INFO(id);
    CHECK(found.at("T1star") == Approx(750).epsilon(1e-5));
    CHECK(found.at("T1") == Approx(750 * (1600.0 / 700 - 1)).epsilon(1e-5));
  }
}

TEST_CASE("a known inversion gives M0 and T1, by its efficiency and the repetition time") {
  // [1000 * abs(1 - 2 * 0.9 * exp(-t / 800) - (1 - 1.8) * exp(-3000 / 800)) for t in (50, 400, 1500)]
  const std::vector<double> data{672.1293163794492, 72.94099079793297, 742.7752563639361};
  const ModelFit model(relaxometry_entry, "t1_ir_ideal", {{50, 400, 1500}, {3000, 3000, 3000}});
  const auto found = model.fitted(data, R"({"constants": {"efficiency": 0.9}})");
  CHECK(found.at("M0") == Approx(1000).epsilon(1e-5));
  CHECK(found.at("T1") == Approx(800).epsilon(1e-5));
}

TEST_CASE("variable flip angle gives M0 and T1 with B1 as a constant") {
  // def vfa(fa, tr, t1, m0, b1): a = radians(fa * b1); e = exp(-tr / t1); return m0 * sin(a) * (1 - e) / (1 - e * cos(a))
  // [vfa(f, 5.4, 1100, 12000, 0.9) for f in (2, 5, 12)]
  const std::vector<double> data{342.5790616467491, 578.8877836740728, 488.8948456270017};
  const ModelFit model(relaxometry_entry, "t1_vfa", {{2, 5, 12}, {5.4, 5.4, 5.4}});
  const auto found = model.fitted(data, R"({"constants": {"B1": 0.9}})");
  CHECK(found.at("T1") == Approx(1100).epsilon(1e-5));
  CHECK(found.at("M0") == Approx(12000).epsilon(1e-5));
  CHECK(found.at("R1") == Approx(1000.0 / 1100).epsilon(1e-5));
  // Without it T1 is wrong by about twice the error of B1.
  CHECK(model.fitted(data).at("T1") == Approx(1100 * 0.81).epsilon(0.02));
}

TEST_CASE("guesses of every model from zeros, noise or growth lie inside the bounds") {
  const std::vector<std::vector<double>> strange{std::vector<double>(inversions.size(), 0.0),
                                                 std::vector<double>(inversions.size(), 50.0),
                                                 {-1, 5, -2, 0, 0, 3, -4, 1, 0, 2, -3},
                                                 {1, 2, 4, 8, 16, 32, 64, 128, 256, 512, 1024},
                                                 {1000, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0}};
  for (const char *id :
       {"t2", "t2_offset", "t2star_offset", "t1_ir", "t1_ir_magnitude", "t1_sr", "t1_look_locker", "t1_molli"}) {
    const ModelBench model(relaxometry_entry, id, {inversions});
    for (const auto &data : strange) {
      const auto guess = model.guess(data);
      for (std::size_t p = 0; p < guess.size(); ++p) {
        INFO(id << ", parameter " << p);
        CHECK(guess[p] >= model.c().parameters[p]->minimum);
        CHECK(guess[p] <= model.c().parameters[p]->maximum);
      }
    }
  }
}
