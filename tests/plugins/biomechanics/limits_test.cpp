// SPDX-License-Identifier: Apache-2.0
// Where one material passes into another, and what tests have in common.
#include <tests/plugins/support/model_bench.hpp>

#include <catch2/catch.hpp>

#include <cmath>

extern "C" const gantry_plugin_entry biomechanics_entry;

using namespace gantry::test;
using Vector = std::vector<double>;

namespace {

const std::vector<Vector> tested{{0.8, 1.001, 1.3, 0.9, 1.1, 1.2, 0.85, 1.1, 1.5, -0.3, 0.001, 0.8},
                                 {0, 0, 0, 1, 1, 1, 2, 2, 2, 3, 3, 3}};
const std::vector<Vector> biaxial{{1.1, 1.2, 1.05, 0.95}, {1.1, 1.05, 1.2, 1.15}};
const std::vector<Vector> times{{0.01, 0.5, 3, 40}};

Vector values(const std::string &model, const std::vector<Vector> &axis, const Vector &parameters,
              const Vector &constants = {}) {
  ModelBench bench(biomechanics_entry, model, axis);
  bench.set_constants(constants);
  return bench.values(parameters);
}
void check_same(const Vector &a, const Vector &b, double within = 1e-12) {
  REQUIRE(a.size() == b.size());
  for (std::size_t i = 0; i < a.size(); ++i) CHECK(a[i] == Approx(b[i]).epsilon(within));
}

}  // namespace

TEST_CASE("richer materials are neo-Hookean where what they add is nothing") {
  const Vector plain = values("neo_hooke", tested, {0.4});
  check_same(values("mooney_rivlin", tested, {0.4, 0}), plain);
  check_same(values("yeoh", tested, {0.4, 0, 0}), plain);
  check_same(values("demiray", tested, {0.8, 0}), plain);
  check_same(values("ogden1", tested, {0.8, 2}), plain);
  check_same(values("ogden2", tested, {0.8, 2, 0, -3}), plain);
  check_same(values("ogden3", tested, {0.8, 2, 0, 5, 0, -3}), plain);
}

TEST_CASE("Ogden with exponents 2 and -2 is Mooney-Rivlin") {
  check_same(values("ogden2", tested, {0.8, 2, -0.3, -2}), values("mooney_rivlin", tested, {0.4, 0.15}));
}

TEST_CASE("small strains of every test have the shear modulus that is derived") {
  // P over strain: 3 mu0 in tension, 6 mu0 in both directions of equal tension, 4 mu0 planar, mu0 in shear.
  const std::vector<Vector> small{{1 + 1e-7, 1 + 1e-7, 1 + 1e-7, 1e-7}, {0, 1, 2, 3}};
  const struct {
    const char *model;
    Vector parameters;
  } materials[] = {{"mooney_rivlin", {0.4, 0.15}}, {"yeoh", {0.4, 0.2, 0.3}}, {"ogden2", {0.5, 4, -0.2, -3}}};
  for (const auto &material : materials) {
    CAPTURE(material.model);
    const ModelBench bench(biomechanics_entry, material.model, small);
    const double mu0 = bench.derived(material.parameters)[0];
    const Vector p = bench.values(material.parameters);
    CHECK(p[0] / 1e-7 == Approx(3 * mu0).epsilon(1e-5));
    CHECK(p[1] / 1e-7 == Approx(6 * mu0).epsilon(1e-5));
    CHECK(p[2] / 1e-7 == Approx(4 * mu0).epsilon(1e-5));
    CHECK(p[3] / 1e-7 == Approx(mu0).epsilon(1e-5));
  }
}

TEST_CASE("a sheet without fibres is neo-Hookean, and equal stretch is the equibiaxial test") {
  check_same(values("hgo2", biaxial, {0.4, 0, 10, 40, 0.1}), values("neo_hooke_biaxial", biaxial, {0.4}));
  CHECK(values("neo_hooke_biaxial", {{1.2}, {1.2}}, {0.4})[0] ==
        Approx(values("neo_hooke", {{1.2}, {1}}, {0.4})[0]).epsilon(1e-13));
}

TEST_CASE("two families bear what one of twice the stiffness bears; turned fibres change the directions") {
  check_same(values("hgo2", biaxial, {0.4, 2, 10, 40, 0.1}), values("hgo1", biaxial, {0.4, 4, 10, 40, 0.1}));
  const Vector along = values("hgo1", biaxial, {0.4, 4, 10, 25, 0.1}),
               across = values("hgo1", {biaxial[1], biaxial[0]}, {0.4, 4, 10, 65, 0.1});
  for (std::size_t i = 0; i < along.size(); ++i) CHECK(along[i] == Approx(across[i ^ 1U]).epsilon(1e-12));
}

TEST_CASE("fibres bear nothing while they are slack") {
  check_same(values("hgo1", {{0.9}, {1.05}}, {0.4, 4, 10, 0, 0}), values("neo_hooke_biaxial", {{0.9}, {1.05}}, {0.4}));
}

TEST_CASE("viscoelastic series hold the shorter ones, and the standard linear solid is one of a term") {
  check_same(values("prony2", times, {1, 2, 0.5, 0, 10}), values("prony1", times, {1, 2, 0.5}));
  check_same(values("prony3", times, {1, 2, 0.5, 3, 10, 0, 10}), values("prony2", times, {1, 2, 0.5, 3, 10}));
  check_same(values("creep2", times, {1, 2, 0.5, 0, 10}), values("creep1", times, {1, 2, 0.5}));
  check_same(values("standard_linear_solid", times, {10, 20, 10}, {0.1}), values("prony1", times, {1, 2, 0.5}));
}

TEST_CASE("what can't be is refused in words") {
  CHECK_THROWS_WITH(ModelBench(biomechanics_entry, "yeoh", {{1.1, 0}, {0, 0}}),
                    Catch::Contains("not above 0 at point 2"));
  CHECK_NOTHROW(ModelBench(biomechanics_entry, "yeoh", {{1.1, 0}, {0, 3}}));  // no shear yet
  CHECK_THROWS_WITH(ModelBench(biomechanics_entry, "hgo1", {{1.1}, {-1}}), Catch::Contains("not above 0 at point 1"));
  CHECK_THROWS_WITH(ModelBench(biomechanics_entry, "power_relaxation", {{0, 1}}), Catch::Contains("not above 0"));
}
