// SPDX-License-Identifier: Apache-2.0
// The tensor against numpy.linalg.eigh of [[1.7, 0.2, -0.1], [0.2, 0.4, 0.05], [-0.1, 0.05, 0.3]] * 1e-3.
#include <catch2/catch.hpp>
#include <cmath>
#include <tensor.hpp>
#include <tests/plugins/support/model_bench.hpp>

extern "C" const gantry_plugin_entry diffusion_entry;

using namespace gantry::test;

namespace {

const std::vector<double> parameters{1000, 1.7e-3, 0.4e-3, 0.3e-3, 0.2e-3, -0.1e-3, 0.05e-3};
// Two without weighting, six and three more directions.
const std::vector<double> b{0, 0, 1000, 1000, 1000, 1000, 1000, 1000, 1000, 1000, 1000};
const double h = std::sqrt(0.5), t = std::sqrt(1.0 / 3);
const std::vector<std::vector<double>> axis{b,
                                            {0, 0, 1, 0, 0, h, h, 0, 0.6, t, h},
                                            {0, 0, 0, 1, 0, h, 0, h, 0.48, t, -h},
                                            {0, 0, 0, 0, 1, 0, h, h, 0.64, t, 0}};

}  // namespace

TEST_CASE("eigenvalues, directions and anisotropy are those of an independent decomposition") {
  const auto e = diffusion::eigen({1.7e-3, 0.4e-3, 0.3e-3, 0.2e-3, -0.1e-3, 0.05e-3});
  CHECK(e.value[0] == Approx(0.0017359105302927667).epsilon(1e-12));
  CHECK(e.value[1] == Approx(0.00040656727819007166).epsilon(1e-12));
  CHECK(e.value[2] == Approx(0.0002575221915171613).epsilon(1e-12));
  CHECK(e.vector[0][0] == Approx(0.9873164167422784).epsilon(1e-12));
  CHECK(e.vector[0][1] == Approx(0.1454278047618013).epsilon(1e-12));
  CHECK(e.vector[0][2] == Approx(-0.06369495139609431).epsilon(1e-12));
  CHECK(diffusion::fractional_anisotropy(e.value) == Approx(0.782611487009604).epsilon(1e-12));
}

TEST_CASE("a diagonal tensor, alike in all directions or in one alone, has the anisotropy it must have") {
  CHECK(diffusion::fractional_anisotropy(diffusion::eigen({1, 1, 1, 0, 0, 0}).value) == Approx(0).margin(1e-12));
  CHECK(diffusion::fractional_anisotropy(diffusion::eigen({0, 0, 1, 0, 0, 0}).value) == Approx(1).epsilon(1e-12));
  CHECK(diffusion::eigen({0, 0, 1, 0, 0, 0}).vector[0][2] == Approx(1).epsilon(1e-12));
  CHECK(diffusion::fractional_anisotropy({0, 0, 0}) == 0);
}

TEST_CASE("the signal is that of 1000 * exp(-1000 * g @ D @ g), and the guess gives the tensor back without noise") {
  const ModelBench model(diffusion_entry, "tensor", axis);
  const auto signal = model.values(parameters);
  CHECK(signal[8] == Approx(408.1338886313493).epsilon(1e-12));
  const auto guess = model.guess(signal);
  for (std::size_t p = 0; p < parameters.size(); ++p) CHECK(guess[p] == Approx(parameters[p]).epsilon(1e-9));
  const auto derived = model.derived(guess);
  CHECK(derived[0] == Approx(0.782611487009604).epsilon(1e-9));
  CHECK(derived[1] == Approx(0.0008).epsilon(1e-9));
}

TEST_CASE("where directions are missing, or the signal is not positive, the guess keeps the declared starts") {
  const ModelBench model(diffusion_entry, "tensor", {{0, 1000, 1000}, {0, 1, 1}, {0, 0, 0}, {0, 0, 0}});
  for (const auto &data : {std::vector<double>{100, 50, 50}, std::vector<double>{0, 0, 0}}) {
    const auto guess = model.guess(data);
    for (std::uint32_t p = 0; p < guess.size(); ++p) CHECK(guess[p] == model.c().parameters[p]->start);
  }
}
