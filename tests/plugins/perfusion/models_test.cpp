// SPDX-License-Identifier: Apache-2.0
// The exchange models against solutions that were found another way, for an input of straight lines at unequal steps:
// scipy.integrate.quad of the convolution (epsabs 1e-13) piece by piece, and solve_ivp (DOP853, rtol 1e-12) of the two
// compartments' equations.
#include <catch2/catch.hpp>
#include <cmath>
#include <tests/plugins/support/model_bench.hpp>
#include <tests/plugins/support/model_fit.hpp>

extern "C" const gantry_plugin_entry perfusion_entry;

using namespace gantry::test;

namespace {

const std::vector<double> seconds{0, 4, 6, 9, 15, 25, 40, 60}, plasma{0, 0, 3, 5, 2, 1.2, 1.0, 0.8};

struct Solved {
  const char *model;
  std::vector<double> parameters, values;
};
// vp f(T) + Ktrans / 60 * integral(f(u) exp(-kep (T - u))), Ktrans = 0.3 /min, ve = 0.25, vp = 0.05; without kep for Patlak.
// Fp = 60 mL/min/dL, PS = 0.12 /min, ve = 0.2, vp = 0.06 for the two compartments.
const std::vector<Solved> solved{
    {"extended_tofts",
     {0.3, 0.25, 0.05, 0},
     {0, 0, 0.1648019841060602, 0.3223210300049846, 0.2622397241371742, 0.2647345219050199, 0.27262256124499734,
      0.2628583482389538}},
    {"patlak", {0.3, 0.05, 0}, {0, 0, 0.16500000000000004, 0.325, 0.28, 0.32, 0.3925, 0.47250000000000003}},
    {"exchange2",
     {60, 0.12, 0.2, 0.06, 0},
     {0, 0, 0.02697482006830965, 0.11411208215081514, 0.1798127757652913, 0.15274327675931282, 0.14746577070880795,
      0.15215692771201986}},
    {"uptake2",
     {60, 0.12, 0.06, 0},
     {0, 0, 0.026975014386137284, 0.11412697187752947, 0.1802213368322103, 0.15606999368094346, 0.15943884846760198,
      0.17961121306552227}},
};

}  // namespace

TEST_CASE("each model's curve is that of an independent solution, at unequal steps, in f64 and f32") {
  for (const Solved &s : solved) {
    INFO(s.model);
    const ModelBench bench(perfusion_entry, s.model, {seconds, plasma});
    const auto f64 = bench.values(s.parameters), f32 = bench.values_f32(s.parameters);
    for (std::size_t t = 0; t < s.values.size(); ++t) {
      CHECK(f64[t] == Approx(s.values[t]).epsilon(1e-9).margin(1e-12));
      CHECK(f32[t] == Approx(s.values[t]).epsilon(1e-5).margin(1e-6));
    }
  }
}

TEST_CASE("Tofts is extended Tofts without plasma") {
  const auto tofts = ModelBench(perfusion_entry, "tofts", {seconds, plasma}).values({0.3, 0.25, 2});
  const auto extended = ModelBench(perfusion_entry, "extended_tofts", {seconds, plasma}).values({0.3, 0.25, 0, 2});
  for (std::size_t t = 0; t < seconds.size(); ++t) CHECK(tofts[t] == Approx(extended[t]).margin(1e-15));
}

TEST_CASE("a delay of whole points moves the curve by them; the input before its first point is its first value") {
  std::vector<double> time, input;
  for (int t = 0; t < 40; ++t) {
    time.push_back(2.0 * t);
    input.push_back(t < 5 ? 0 : 6 * std::exp(-0.2 * (t - 5)));
  }
  for (const auto &[id, parameters] : {std::pair{"extended_tofts", std::vector<double>{0.3, 0.25, 0.05}},
                                       std::pair{"patlak", std::vector<double>{0.3, 0.05}},
                                       std::pair{"exchange2", std::vector<double>{60, 0.12, 0.2, 0.06}},
                                       std::pair{"uptake2", std::vector<double>{60, 0.12, 0.06}}}) {
    const ModelBench bench(perfusion_entry, id, {time, input});
    auto at_once = parameters, late = parameters;
    at_once.push_back(0);
    late.push_back(6);
    const auto first = bench.values(at_once), moved = bench.values(late);
    INFO(id);
    for (std::size_t t = 3; t < time.size(); ++t) CHECK(moved[t] == Approx(first[t - 3]).epsilon(1e-12).margin(1e-15));
    for (std::size_t t = 0; t < 3; ++t) CHECK(moved[t] == 0);
  }
}

TEST_CASE("with Ca in whole blood the plasma holds Ca / (1 - Hct)") {
  const ModelFit model(perfusion_entry, "extended_tofts", {seconds, plasma});
  auto tissue = ModelBench(perfusion_entry, "extended_tofts", {seconds, plasma}).values({0.3, 0.25, 0.05, 0});
  for (double &c : tissue) c /= 1 - 0.42;
  const auto found = model.fitted(tissue, R"({"constants": {"Hct": 0.42}, "fix": {"delay": 0}})");
  CHECK(found.at("Ktrans") == Approx(0.3).epsilon(1e-5));
  CHECK(found.at("vp") == Approx(0.05).epsilon(1e-5));
  CHECK(found.at("kep") == Approx(1.2).epsilon(1e-5));
}

TEST_CASE("what is derived of the two compartments follows from flow, barrier and volumes") {
  const ModelBench bench(perfusion_entry, "exchange2", {seconds, plasma});
  const auto derived = bench.derived({60, 0.12, 0.2, 0.06, 0});
  CHECK(derived[0] == Approx(0.6 * 0.12 / 0.72));  // Ktrans, 1/min
  CHECK(derived[1] == Approx(0.12 / 0.72));        // E
  CHECK(derived[2] == Approx(60 * 0.06 / 0.72));   // Tp, s
  CHECK(derived[3] == Approx(60 * 0.26 / 0.6));    // MTT, s
}

TEST_CASE("times that do not increase are refused in words") {
  for (const auto &time : {std::vector<double>{0, 1, 1, 2}, std::vector<double>{0, 2, 1, 3}})
    CHECK_THROWS_WITH(ModelBench(perfusion_entry, "tofts", {time, {0, 1, 2, 1}}),
                      Catch::Contains("time must increase"));
}
