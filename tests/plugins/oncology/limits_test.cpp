// SPDX-License-Identifier: Apache-2.0
// Where one model passes into another, and what is derived from their parameters.
#include <tests/plugins/support/model_bench.hpp>

#include <catch2/catch.hpp>

#include <cmath>

extern "C" const gantry_plugin_entry oncology_entry;

using namespace gantry::test;
using Vector = std::vector<double>;

namespace {

Vector values(const std::string &model, const std::vector<Vector> &axis, const Vector &parameters,
              const Vector &constants = {}) {
  ModelBench bench(oncology_entry, model, axis);
  bench.set_constants(constants);
  return bench.values(parameters);
}
Vector derived(const std::string &model, const Vector &parameters, const Vector &constants = {}) {
  std::vector<Vector> axis(2, Vector{1});
  ModelBench bench(oncology_entry, model, axis);
  bench.set_constants(constants);
  return bench.derived(parameters);
}
void check_same(const Vector &a, const Vector &b, double within = 1e-12) {
  REQUIRE(a.size() == b.size());
  for (std::size_t i = 0; i < a.size(); ++i) CHECK(a[i] == Approx(b[i]).epsilon(within));
}

const Vector doses{0, 0.5, 2, 4, 5.9};

}  // namespace

TEST_CASE("survival is linear-quadratic given at once, in one fraction, below the dose at which it changes") {
  const Vector once = values("lq", {doses}, {0.3, 0.04});
  check_same(values("lq_protracted", {doses, Vector(5, 0)}, {0.3, 0.04, 1.5}), once);
  check_same(values("lq_fractions", {doses, Vector(5, 1)}, {0.3, 0.04}), once);
  check_same(values("lql", {doses}, {0.3, 0.04, 6}), once);
}

TEST_CASE("slow irradiation spares as many fractions do: in the end only the linear part is left") {
  CHECK(values("lq_protracted", {{6}, {1e9}}, {0.3, 0.04, 1.5})[0] == Approx(std::exp(-1.8)).epsilon(1e-6));
  CHECK(values("lq_fractions", {{6}, {1e9}}, {0.3, 0.04})[0] == Approx(std::exp(-1.8)).epsilon(1e-6));
}

TEST_CASE("protraction's two formulas meet without a step") {
  // mu T = 0.5 is where the series ends.
  const double at = 0.5 / std::log(2.0);
  const Vector s = values("lq_protracted", {{8, 8}, {at * (1 - 1e-13), at * (1 + 1e-13)}}, {0.3, 0.04, 1});
  CHECK(s[0] == Approx(s[1]).epsilon(1e-12));
}

TEST_CASE("Hug and Kellerer's curve begins as the linear-quadratic one that is derived") {
  const Vector p{1, 2.2, 0.35}, ab = derived("hug_kellerer", p);
  CHECK(values("hug_kellerer", {{0.01}}, p)[0] == Approx(values("lq", {{0.01}}, ab)[0]).epsilon(1e-7));
}

TEST_CASE("one target leaves an exponential") {
  CHECK(values("multi_target", {{4}}, {1.3, 1})[0] == Approx(std::exp(-4 / 1.3)).epsilon(1e-13));
}

TEST_CASE("tumours grow exponentially while nothing holds them") {
  const Vector days{0, 3, 12};
  const Vector free = values("growth_exponential", {days}, {0.2, 0.15});
  check_same(values("growth_gompertz", {days}, {0.2, 0.15, 1e-9}), free, 1e-6);
  check_same(values("growth_logistic", {days}, {0.2, 0.15, 1e9}), free, 1e-6);
}

TEST_CASE("growth doubles in its doubling time and ends at K") {
  const double exponential = derived("growth_exponential", {0.2, 0.15})[0];
  CHECK(values("growth_exponential", {{exponential}}, {0.2, 0.15})[0] == Approx(0.4).epsilon(1e-13));
  const Vector gompertz = derived("growth_gompertz", {0.2, 0.4, 0.1});
  CHECK(values("growth_gompertz", {{1e4}}, {0.2, 0.4, 0.1})[0] == Approx(gompertz[0]).epsilon(1e-13));
  CHECK(values("growth_gompertz", {{gompertz[1]}}, {0.2, 0.4, 0.1})[0] == Approx(0.4).epsilon(1e-13));
  CHECK(values("growth_logistic", {{1e4}}, {0.2, 0.3, 3})[0] == Approx(3).epsilon(1e-13));
  CHECK(values("growth_bertalanffy", {{1e4}}, {0.2, 0.3, 3})[0] == Approx(3).epsilon(1e-13));
}

TEST_CASE("at the doses that are derived, control and harm are as probable as their names say") {
  const double d50 = derived("tcp_lq", {0.28, 7.5}, {8})[0];
  CHECK(values("tcp_lq", {{d50}, {2}}, {0.28, 7.5}, {8})[0] == Approx(0.5).epsilon(1e-12));
  CHECK(values("tcp_poisson", {{60}}, {60, 1.8})[0] == Approx(0.5).epsilon(1e-13));
  CHECK(values("tcp_poisson", {{derived("tcp_poisson", {60, 1.8})[0]}}, {60, 1.8})[0] ==
        Approx(std::exp(-1.0)).epsilon(1e-12));
  CHECK(values("ntcp_lkb", {{50}}, {50, 0.18})[0] == Approx(0.5).epsilon(1e-13));
  CHECK(values("ntcp_lkb", {{derived("ntcp_lkb", {50, 0.18})[0]}}, {50, 0.18})[0] == Approx(0.05).epsilon(1e-12));
  CHECK(values("ntcp_seriality", {{50}, {1}}, {50, 2, 0.7})[0] == Approx(0.5).epsilon(1e-12));
}

TEST_CASE("probabilities stay numbers, values and slopes, at any dose") {
  const Vector dose{0, 1, 500, 1e5};
  const struct {
    const char *model;
    std::vector<Vector> axis;
    Vector parameters;
  } models[] = {{"tcp_poisson", {dose}, {60, 10}},
                {"tcp_lq", {dose, Vector(4, 2)}, {1.5, 10}},
                {"ntcp_lkb", {dose}, {50, 0.02}},
                {"ntcp_seriality", {dose, Vector(4, 0.5)}, {50, 6, 0.02}},
                {"multi_target", {dose}, {0.3, 30}}};
  for (const auto &one : models) {
    CAPTURE(one.model);
    ModelBench bench(oncology_entry, one.model, one.axis);
    bench.set_constants({10});
    for (const double y : bench.values(one.parameters)) CHECK((y >= 0 && y <= 1));
    for (const double slope : bench.jacobian(one.parameters)) CHECK(std::isfinite(slope));
  }
}
