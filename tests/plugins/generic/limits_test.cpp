// SPDX-License-Identifier: Apache-2.0
// Where one generic model passes into another, and what is derived from their parameters.
#include <tests/plugins/support/model_bench.hpp>

#include <catch2/catch.hpp>

#include <cmath>

extern "C" const gantry_plugin_entry generic_entry;

using namespace gantry::test;
using Vector = std::vector<double>;

namespace {

const Vector places{0, 0.3, 0.9, 1.5, 2.2, 4, 7};

Vector values(const std::string &model, const Vector &parameters, const Vector &x = places) {
  return ModelBench(generic_entry, model, {x}).values(parameters);
}
void check_same(const Vector &a, const Vector &b, double within = 1e-13) {
  REQUIRE(a.size() == b.size());
  for (std::size_t i = 0; i < a.size(); ++i) CHECK(a[i] == Approx(b[i]).epsilon(within).margin(within));
}

}  // namespace

TEST_CASE("a Voigt peak is Gaussian without a Lorentzian width, and Lorentzian where that is far the larger") {
  check_same(values("voigt", {2, 1.2, 0.1, 0.8, 0}), values("gaussian", {2, 1.2, 0.1, 0.8}));
  check_same(values("voigt", {2, 1.2, 0.1, 1e-4, 0.8}), values("lorentzian", {2, 1.2, 0.1, 0.8}), 1e-7);
}

TEST_CASE("a pseudo-Voigt peak is what its parts are") {
  check_same(values("pseudo_voigt", {2, 1.2, 0.1, 1.6, 1}), values("lorentzian", {2, 1.2, 0.1, 0.8}));
  check_same(values("pseudo_voigt", {2, 1.2, 0.1, 1.6, 0}),
             values("gaussian", {2, 1.2, 0.1, 0.8 / std::sqrt(2 * std::log(2.0))}));
}

TEST_CASE("a peak has half its height at half its derived width, and its derived area") {
  struct Shape {
    const char *model;
    Vector parameters;
    double within;
  };
  for (const Shape &shape :
       {Shape{"gaussian", {2, 1.2, 0, 0.8}, 1e-12}, Shape{"lorentzian", {2, 1.2, 0, 0.8}, 1e-12},
        Shape{"voigt", {2, 1.2, 0, 0.8, 0.5}, 1e-3}, Shape{"voigt", {2, 1.2, 0, 0.02, 0.9}, 1e-3}}) {
    CAPTURE(shape.model);
    Vector x;
    constexpr int steps = 400000;
    constexpr double reach = 2000;
    for (int i = 0; i <= steps; ++i) x.push_back(1.2 + reach * (2.0 * i / steps - 1));
    const ModelBench bench(generic_entry, shape.model, {x});
    const auto derived = bench.derived(shape.parameters);
    CHECK(values(shape.model, shape.parameters, {1.2 + derived[0] / 2})[0] == Approx(1).epsilon(shape.within));
    double area = 0;
    for (const double y : bench.values(shape.parameters)) area += y * 2 * reach / steps;
    CHECK(area == Approx(derived[1]).epsilon(1e-3));  // the wings beyond are left out
  }
}

TEST_CASE("sigmoids hold each other as special cases") {
  check_same(values("logistic5", {0.2, 2, 1.5, 1.3, 1}), values("logistic4", {0.2, 2, 1.5, 1.3}));
  check_same(values("logistic4", {0, 2, 1.5, 1.3}), values("logistic3", {2, 1.5, 1.3}));
  check_same(values("hill", {0, 2, 1.5, 1}), values("michaelis_menten", {2, 1.5}));
  for (const double g : {0.3, 4.0})
    CHECK(values("logistic5", {0.2, 2, 1.5, 1.3, g}, {1.5})[0] == Approx(1.1).epsilon(1e-13));  // half-way at x50
}

TEST_CASE("exponentials hold each other as special cases") {
  const Vector single = values("exp1", {2, 0.4});
  check_same(values("exp1_offset", {2, 0.4, 0}), single);
  check_same(values("exp2", {0, 2, 0.4, 5}), single);
  check_same(values("stretched_decay", {2, 1 / 0.4, 1}), single);
  const Vector two = values("exp2", {1, 2, 0.4, 5});
  check_same(values("exp2_offset", {1, 2, 0.4, 5, 0}), two);
  check_same(values("exp3", {0, 1, 2, 0.4, 5, 3}), two);
  check_same(values("exp3_offset", {0, 1, 2, 0.4, 5, 3, 0}), two);
}

TEST_CASE("each polynomial is the next one without its last term") {
  const Vector c{1.5, -0.5, 0.75, -0.25, 0.125};
  const char *models[] = {"line", "parabola", "cubic", "quartic", "quintic"};
  for (std::size_t degree = 1; degree < 5; ++degree) {
    Vector lower(c.begin(), c.begin() + static_cast<std::ptrdiff_t>(degree) + 1), higher = lower;
    higher.push_back(0);
    check_same(values(models[degree], higher), values(models[degree - 1], lower));
  }
}

TEST_CASE("sigmoids stay numbers, values and slopes, however far from their middle") {
  for (const char *model : {"logistic4", "logistic5"}) {
    const ModelBench bench(generic_entry, model, {{-1e4, -800, 1.5, 800, 1e4}});
    const Vector p = std::string(model) == "logistic4" ? Vector{0.2, 2, 1.5, 3} : Vector{0.2, 2, 1.5, 3, 0.7};
    CHECK(bench.values(p)[0] == Approx(0.2));
    CHECK(bench.values(p)[4] == Approx(2));
    for (const double slope : bench.jacobian(p)) CHECK(std::isfinite(slope));
  }
}

TEST_CASE("a power law and a stretched exponential refuse negative x") {
  CHECK_THROWS_WITH(ModelBench(generic_entry, "power", {{1, -2}}), Catch::Contains("negative at point 2"));
  CHECK_THROWS_WITH(ModelBench(generic_entry, "stretched_decay", {{-1, 2}}), Catch::Contains("negative at point 1"));
}
