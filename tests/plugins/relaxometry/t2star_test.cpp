// SPDX-License-Identifier: Apache-2.0
#include <catch2/catch.hpp>
#include <cmath>
#include <tests/plugins/support/model_bench.hpp>

extern "C" const gantry_plugin_entry relaxometry_entry;

using namespace gantry::test;

namespace {

const std::vector<double> echoes{4.611, 9.221, 13.831, 18.441, 23.051, 27.661, 32.271, 36.881};  // ms

std::vector<double> decay(double s0, double t2star) {
  std::vector<double> data;
  for (const double te : echoes) data.push_back(s0 * std::exp(-te / t2star));
  return data;
}

}  // namespace

TEST_CASE("T2* decay has the values of the published equation, in f64 and f32") {
  const ModelBench model(relaxometry_entry, "t2star", {echoes});
  for (const double t2star : {1.5, 30.0, 400.0}) {
    const auto truth = decay(870, t2star);
    const auto f64 = model.values({870, t2star}), f32 = model.values_f32({870, t2star});
    for (std::size_t i = 0; i < truth.size(); ++i) {
      CHECK(f64[i] == Approx(truth[i]).epsilon(1e-13));
      CHECK(f32[i] == Approx(truth[i]).epsilon(1e-5));
    }
  }
}

TEST_CASE("the Jacobian of T2* decay is what differences of its values give") {
  const ModelBench model(relaxometry_entry, "t2star", {echoes});
  for (const double t2star : {2.0, 30.0, 900.0}) {
    const auto exact = model.jacobian({870, t2star}), near = model.differences({870, t2star});
    for (std::size_t i = 0; i < exact.size(); ++i) CHECK(exact[i] == Approx(near[i]).epsilon(1e-6).margin(1e-9));
  }
}

TEST_CASE("simulated T2* is recovered: without noise the guess is the answer already") {
  const ModelBench model(relaxometry_entry, "t2star", {echoes});
  for (const double t2star : {3.0, 12.0, 30.7, 250.0}) {
    const auto data = decay(512, t2star);
    const auto guess = model.guess(data), fitted = model.fitted(data);
    CHECK(guess[0] == Approx(512).epsilon(1e-9));
    CHECK(guess[1] == Approx(t2star).epsilon(1e-9));
    CHECK(fitted[0] == Approx(512).epsilon(1e-10));
    CHECK(fitted[1] == Approx(t2star).epsilon(1e-10));
  }
}

TEST_CASE("a guess from noise, zeros or growth lies inside the bounds") {
  const ModelBench model(relaxometry_entry, "t2star", {echoes});
  const auto inside = [&](const std::vector<double> &data) {
    const auto guess = model.guess(data);
    for (std::size_t p = 0; p < guess.size(); ++p) {
      CHECK(guess[p] >= model.c().parameters[p]->minimum);
      CHECK(guess[p] <= model.c().parameters[p]->maximum);
    }
  };
  inside(std::vector<double>(echoes.size(), 0.0));
  inside(std::vector<double>(echoes.size(), 100.0));
  inside({-1, 5, -2, 0, 0, 3, -4, 1});
  inside({1, 2, 4, 8, 16, 32, 64, 128});
  inside({1000, 0, 0, 0, 0, 0, 0, 0});
}

TEST_CASE("R2* is 1000 / T2* in 1/s") {
  const ModelBench model(relaxometry_entry, "t2star", {echoes});
  CHECK(model.derived({870, 25})[0] == Approx(40).epsilon(1e-14));
  CHECK(std::string(model.c().derived[0]->unit) == "s-1");
}
