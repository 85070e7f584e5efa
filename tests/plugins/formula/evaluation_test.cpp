// SPDX-License-Identifier: Apache-2.0
// Values and derivatives of typed formulas, against the C++ compiler's and against differences.
#include <tests/core/fit/nist_models.hpp>
#include <tests/plugins/support/model_bench.hpp>
#include <tests/sdk/cpp/levels.hpp>

#include <catch2/catch.hpp>
#include <cmath>
#include <random>

#include "making.hpp"

using gantry::test::Made;
using gantry::test::ModelBench;

namespace {

std::vector<std::vector<double>> axis(std::size_t columns) {
  std::vector<std::vector<double>> all;
  for (std::size_t c = 0; c < columns; ++c) {
    auto &x = all.emplace_back();
    for (int t = 0; t < 7; ++t) x.push_back(0.4 + 0.23 * t + 0.31 * static_cast<double>(c));
  }
  return all;
}

const char *const nist_sets[] = {"Bennett5", "BoxBOD",  "Chwirut1", "DanWood", "Eckerle4", "ENSO",  "Gauss1",
                                 "Hahn1",    "Kirby2",  "Lanczos1", "MGH09",   "MGH10",    "MGH17", "Misra1a",
                                 "Misra1b",  "Misra1c", "Misra1d",  "Nelson",  "Rat42",    "Rat43", "Roszman1"};

double largest(const std::vector<double> &values) {
  double most = 0;
  for (const double v : values) most = std::max(most, std::abs(v));
  return most;
}

}  // namespace

TEST_CASE("a typed formula gives what the same formula compiled by the C++ compiler gives") {
  std::mt19937 random(7);
  std::uniform_real_distribution<double> near_one(0.6, 1.7);
  for (const std::string name : nist_sets) {
    const gantry_model *const compiled = nist::model(name);
    std::vector<gantry::formula::Column> columns;
    for (std::uint32_t c = 0; c < compiled->axis_count; ++c) columns.push_back({compiled->axis[c]->name, ""});
    columns.push_back({"y", ""});
    INFO(name << ": " << compiled->equation);
    const Made typed(compiled->equation, columns);
    REQUIRE(typed->parameter_count == compiled->parameter_count);
    // The order of parameters is that in which the formula names them.
    std::vector<std::size_t> at;
    for (const auto &symbol : typed.symbols())
      for (std::uint32_t p = 0; p < compiled->parameter_count; ++p)
        if (symbol == compiled->parameters[p]->symbol) at.push_back(p);
    REQUIRE(at.size() == compiled->parameter_count);
    for (const int level : levels::available()) {
      const ModelBench bench(*typed, axis(typed->axis_count), static_cast<std::uint32_t>(level)),
          reference(*compiled, axis(compiled->axis_count));
      for (int repeat = 0; repeat < 5; ++repeat) {
        std::vector<double> params, of_compiled(compiled->parameter_count);
        for (const std::size_t p : at) params.push_back(of_compiled[p] = near_one(random));
        const auto got = bench.values(params), want = reference.values(of_compiled);
        const auto got_slopes = bench.jacobian(params), want_slopes = reference.jacobian(of_compiled);
        const auto single = bench.values_f32(params);
        for (std::size_t t = 0; t < want.size(); ++t) {
          CHECK(got[t] == Approx(want[t]).epsilon(1e-11).margin(1e-12 * largest(want)));
          CHECK(single[t] == Approx(want[t]).epsilon(3e-5).margin(3e-6 * largest(want)));
          for (std::size_t p = 0; p < at.size(); ++p)
            CHECK(got_slopes[t * at.size() + p] ==
                  Approx(want_slopes[t * at.size() + at[p]]).epsilon(1e-10).margin(1e-11 * largest(want_slopes)));
        }
      }
    }
  }
}

TEST_CASE("derivatives of every function agree with central differences") {
  const std::string text = GENERATE(
      as<std::string>(), "a*exp(b*x)", "a*expm1(b*x)", "log(a+b*x)", "ln(a*x)+log10(b*x)+log2(b+x)", "log1p(a*b*x)",
      "sqrt(a+b*x)", "sin(a*x)+cos(b*x)", "tan(0.3*a*x*b)", "asin(0.2*a*x)+acos(0.3*b*x)", "atan(a*x/b)",
      "sinh(a*x)-cosh(b*x)", "tanh(a*x-b)", "erf(a*x-b)+erfc(b*x)", "abs(a-b*x)", "min(a,b*x)+max(a*x,b)", "pow(a*x,b)",
      "(a*x)^2.5+b^3-a^-2", "a^x*b", "where(x<1,a*x,b*x^2)", "where(x>=0.5&&x<=1.2||x>1.7,a,b)*x", "x**a/b",
      "a*x^9+b*x^-9", "-a^2*x+b²*x³", "a/(b+x)/(1+a)", "(a-b)*(b-a)*x", "pi*a*x+b");
  INFO(text);
  const Made model(text);
  const ModelBench bench(*model, axis(1));
  for (const auto &params : {std::vector<double>{0.83, 1.21}, {1.37, 0.71}}) {
    const auto slopes = bench.jacobian(params), differences = bench.differences(params);
    for (std::size_t i = 0; i < slopes.size(); ++i)
      CHECK(slopes[i] == Approx(differences[i]).epsilon(2e-6).margin(2e-6 * largest(differences)));
  }
}

TEST_CASE("a block of more voxels than go through the steps together gives each its own value") {
  const Made model("a*exp(-b*x)+c");
  const std::vector<double> x{0.5, 1, 2};
  const double *const columns[] = {x.data()};
  const gantry_model_setup setup{sizeof setup, GANTRY_LEVEL_BASELINE, 3, columns, nullptr};
  void *state = nullptr;
  const char *reason = nullptr;
  REQUIRE(model->prepare(&*model, &setup, &state, &reason) == GANTRY_OK);
  constexpr std::size_t stride = 160;
  std::vector<double> params(3 * stride), values(3 * stride), jacobian(9 * stride);
  for (std::size_t i = 0; i < stride; ++i) {
    params[i] = 1 + static_cast<double>(i);
    params[stride + i] = 0.01 * static_cast<double>(i);
    params[2 * stride + i] = 3 - static_cast<double>(i);
  }
  const gantry_block_f64 block{sizeof block, stride, stride, params.data(), nullptr, values.data(), jacobian.data()};
  model->evaluate_f64(&*model, state, &block);
  for (std::size_t t = 0; t < 3; ++t)
    for (std::size_t i = 0; i < stride; ++i) {
      const double decay = std::exp(-params[stride + i] * x[t]);
      CHECK(values[t * stride + i] == Approx(params[i] * decay + params[2 * stride + i]).epsilon(1e-12));
      CHECK(jacobian[(t * 3 + 1) * stride + i] == Approx(-params[i] * x[t] * decay).epsilon(1e-12));
      CHECK(jacobian[(t * 3 + 2) * stride + i] == 1);
    }
  model->release(&*model, state);
}

TEST_CASE("the sums that least squares needs are those of the values and derivatives, at every level") {
  const std::string text =
      GENERATE(as<std::string>(), "exp(-b*x)", "a*exp(-b*x)", "a*exp(-b*x)+c", "a*exp(-b*x)+c*exp(-d*x)",
               "a*exp(-b*x)+c*exp(-d*x)+e", "a*exp(-b*x)+c*exp(-d*x)+e*exp(-f*x)");
  const Made model(text);
  REQUIRE(model->normal_f32 != nullptr);
  constexpr std::size_t points = 21, stride = 80;
  std::vector<double> x;
  for (std::size_t t = 0; t < points; ++t) x.push_back(0.1 * static_cast<double>(t));
  const double *const columns[] = {x.data()};
  const std::size_t n = model->parameter_count, pairs = n * (n + 1) / 2;
  std::vector<float> params(n * stride), y(points * stride);
  for (std::size_t i = 0; i < params.size(); ++i) params[i] = 0.5F + 0.01F * static_cast<float>(i % 97);
  for (std::size_t i = 0; i < y.size(); ++i) y[i] = 0.03F * static_cast<float>(i % 71);
  for (const int level : levels::available()) {
    const gantry_model_setup setup{sizeof setup, static_cast<std::uint32_t>(level), points, columns, nullptr};
    void *state = nullptr;
    const char *reason = nullptr;
    REQUIRE(model->prepare(&*model, &setup, &state, &reason) == GANTRY_OK);
    std::vector<float> values(points * stride), jacobian(points * n * stride);
    const gantry_block_f32 block{sizeof block, stride, stride, params.data(), nullptr, values.data(), jacobian.data()};
    model->evaluate_f32(&*model, state, &block);
    std::vector<float> cost(stride), gradient(n * stride), matrix(pairs * stride);
    const gantry_normal_f32 sums{sizeof sums, stride,      stride,          params.data(), nullptr,
                                 y.data(),    cost.data(), gradient.data(), matrix.data()};
    model->normal_f32(&*model, state, &sums);
    model->release(&*model, state);
    for (std::size_t i = 0; i < stride; ++i) {
      std::vector<double> want(1 + n + pairs);
      for (std::size_t t = 0; t < points; ++t) {
        const double r = static_cast<double>(y[t * stride + i]) - static_cast<double>(values[t * stride + i]);
        const auto d = [&](std::size_t p) { return static_cast<double>(jacobian[(t * n + p) * stride + i]); };
        want[0] += r * r;
        for (std::size_t p = 0; p < n; ++p) {
          want[1 + p] += r * d(p);
          for (std::size_t q = 0; q <= p; ++q) want[1 + n + p * (p + 1) / 2 + q] += d(p) * d(q);
        }
      }
      const auto close = [](float got, double right, double size) {
        CHECK(static_cast<double>(got) == Approx(right).epsilon(2e-6).margin(2e-6 * size));
      };
      close(cost[i], want[0], want[0]);
      for (std::size_t p = 0; p < n; ++p)
        close(gradient[p * stride + i], want[1 + p], std::sqrt(want[0] * want[1 + n + p * (p + 3) / 2]));
      for (std::size_t e = 0; e < pairs; ++e) close(matrix[e * stride + i], want[1 + n + e], want[1 + n]);
    }
  }
}

TEST_CASE("a formula of many parameters has no sums, as they would not stay in the registers") {
  CHECK(Made("a+b*x+c*x^2+d*x^3+e*x^4+f*x^5+g*x^6")->normal_f32 == nullptr);
}
