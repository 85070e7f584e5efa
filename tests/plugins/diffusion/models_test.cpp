// SPDX-License-Identifier: Apache-2.0
#include <catch2/catch.hpp>
#include <cmath>
#include <tests/plugins/support/model_bench.hpp>

extern "C" const gantry_plugin_entry diffusion_entry;

using namespace gantry::test;

namespace {

const std::vector<double> b_values{0, 300, 600, 900, 1200, 1500, 1800, 2100, 2400, 2700};  // s/mm2

// Jensen et al. 2005, eq. 11; K = 0: Stejskal and Tanner.
std::vector<double> decay(double s0, double d, double k) {
  std::vector<double> data;
  for (const double b : b_values) data.push_back(s0 * std::exp(-b * d + b * b * d * d * k / 6));
  return data;
}

void check_jacobian(const ModelBench &model, const std::vector<double> &params) {
  const auto exact = model.jacobian(params), near = model.differences(params);
  for (std::size_t i = 0; i < exact.size(); ++i) CHECK(exact[i] == Approx(near[i]).epsilon(1e-6).margin(1e-6));
}

}  // namespace

TEST_CASE("mono-exponential diffusion has the values of the published equation, and its slopes") {
  const ModelBench model(diffusion_entry, "adc", {b_values});
  for (const double d : {0.2e-3, 0.8e-3, 3e-3}) {
    const auto truth = decay(400, d, 0), f64 = model.values({400, d}), f32 = model.values_f32({400, d});
    for (std::size_t i = 0; i < truth.size(); ++i) {
      CHECK(f64[i] == Approx(truth[i]).epsilon(1e-13));
      CHECK(f32[i] == Approx(truth[i]).epsilon(1e-5));
    }
    check_jacobian(model, {400, d});
  }
}

TEST_CASE("simulated ADC is recovered: without noise the guess is the answer already") {
  const ModelBench model(diffusion_entry, "adc", {b_values});
  for (const double d : {0.2e-3, 0.8e-3, 3e-3}) {
    const auto data = decay(400, d, 0);
    CHECK(model.guess(data)[1] == Approx(d).epsilon(1e-9));
    CHECK(model.fitted(data)[0] == Approx(400).epsilon(1e-10));
    CHECK(model.fitted(data)[1] == Approx(d).epsilon(1e-10));
  }
}

TEST_CASE("kurtosis has the values of the published equation, and its slopes") {
  const ModelBench model(diffusion_entry, "kurtosis", {b_values});
  for (const double k : {0.3, 0.9, 1.5}) {
    const auto truth = decay(250, 0.9e-3, k), f64 = model.values({250, 0.9e-3, k}),
               f32 = model.values_f32({250, 0.9e-3, k});
    for (std::size_t i = 0; i < truth.size(); ++i) {
      CHECK(f64[i] == Approx(truth[i]).epsilon(1e-13));
      CHECK(f32[i] == Approx(truth[i]).epsilon(1e-5));
    }
    check_jacobian(model, {250, 0.9e-3, k});
  }
}

TEST_CASE("simulated kurtosis is recovered from the model's own guess") {
  const ModelBench model(diffusion_entry, "kurtosis", {b_values});
  for (const double d : {0.5e-3, 0.9e-3, 1.2e-3}) {
    for (const double k : {0.3, 0.9, 1.3}) {
      const auto fitted = model.fitted(decay(250, d, k));
      INFO("D " << d << ", K " << k);
      CHECK(fitted[0] == Approx(250).epsilon(1e-9));
      CHECK(fitted[1] == Approx(d).epsilon(1e-9));
      CHECK(fitted[2] == Approx(k).epsilon(1e-8));
    }
  }
}

TEST_CASE("guesses from zeros, negative values or growth lie inside the bounds") {
  for (const char *id : {"adc", "kurtosis"}) {
    const ModelBench model(diffusion_entry, id, {b_values});
    for (const auto &data : {std::vector<double>(10, 0.0), std::vector<double>(10, 7.0), std::vector<double>(10, -3.0),
                             decay(1, -1e-3, 0)}) {
      const auto guess = model.guess(data);
      for (std::size_t p = 0; p < guess.size(); ++p) {
        INFO(id << ", parameter " << p);
        CHECK(guess[p] >= model.c().parameters[p]->minimum);
        CHECK(guess[p] <= model.c().parameters[p]->maximum);
      }
    }
  }
}
