// SPDX-License-Identifier: Apache-2.0
// That a sound model passes every check, and each kind of mistake fails its own and no other.
#include <tests/core/fit/fixtures.hpp>

#include <core/fit/check_model.hpp>
#include <gantry/cpp/delay.hpp>

#include <catch2/catch.hpp>

using namespace fit_test;

namespace {

struct Sound : gantry::Model {
  static constexpr const char *id = "sound", *label = "decay", *equation = "S = S0 exp(-t k)";
  gantry::AxisColumn t{"t", "time", "ms"};
  gantry::Param s0{"S0", "S0", "signal", 0, gantry::infinity, 1000}, k{"k", "k", "/s", 1, 100, 20};
  static constexpr int example_points = 12;
  template <class T, class X>
  T operator()(const X &x, const gantry::Params<T> &p) const {
    return p[s0] * exp(-0.001 * x[t] * p[k]);
  }
  void guess(const gantry::Curve &c, const gantry::Start &p) const { p[s0] = c.y(0); }
  void example(const gantry::Example &e) const { e.spread(t, 0, 100); }
};

struct NoExample : Sound {
  static constexpr int parameter_count = 2;
  void example() const {}  // of another kind
};

struct WrongUnit : Sound {
  static constexpr int parameter_count = 3;
  gantry::Param offset{"c", "offset", "ms", 0, 100, 5};
  template <class T, class X>
  T operator()(const X &x, const gantry::Params<T> &p) const {
    return p[s0] * exp(-0.001 * x[t] * p[k]) + p[offset];
  }
};

// Many minima, and a guess that always begins at the last.
struct Lost : Sound {
  static constexpr int parameter_count = 2;
  template <class T, class X>
  T operator()(const X &x, const gantry::Params<T> &p) const {
    return p[s0] * cos(0.001 * x[t] * p[k]);
  }
  void guess(const gantry::Curve &, const gantry::Start &p) const {
    p[s0] = 1;
    p[k] = 100;
  }
};

struct Unbounded : Sound {
  static constexpr int parameter_count = 2;
  template <class T, class X>
  T operator()(const X &x, const gantry::Params<T> &p) const {
    return p[s0] / (20.0 - p[k]) * x[t];
  }
};

std::vector<std::string> failed(const gantry_model &model) {
  const auto checks = fit::check_model(model, nullptr, best_level(), 1);
  REQUIRE(checks);
  std::vector<std::string> ids;
  for (const auto &check : checks.value())
    if (!check.found.empty()) {
      UNSCOPED_INFO(check.id << ": " << check.found);
      ids.push_back(check.id);
    }
  return ids;
}

// A model's table with another way to evaluate in double precision.
gantry_model with(const gantry_model &model,
                  void (*evaluate)(const gantry_model *, const void *, const gantry_block_f64 *)) {
  gantry_model other = model;
  other.evaluate_f64 = evaluate;
  return other;
}

const gantry_model &sound() { return *gantry::model_table<Sound>(); }

}  // namespace

TEST_CASE("a sound model passes every check") { CHECK(failed(sound()).empty()); }

TEST_CASE("a model without an example is told to give one") {
  CHECK(failed(*gantry::model_table<NoExample>()) == std::vector<std::string>{"model.declared"});
}

TEST_CASE("a derivative that is wrong by a thousandth is found") {
  const auto model = with(sound(), [](const gantry_model *, const void *state, const gantry_block_f64 *block) {
    sound().evaluate_f64(&sound(), state, block);
    for (std::size_t i = 0; i < block->count && block->jacobian != nullptr; ++i)
      block->jacobian[(3 * 2 + 1) * block->stride + i] *= 1.001;
  });
  CHECK(failed(model) == std::vector<std::string>{"model.jacobian"});
}

TEST_CASE("a result that depends on the lane is found") {
  const auto model = with(sound(), [](const gantry_model *, const void *state, const gantry_block_f64 *block) {
    sound().evaluate_f64(&sound(), state, block);
    block->values[5 * block->stride + 1] *= 1 + 1e-15 * 4;
  });
  CHECK(failed(model) == std::vector<std::string>{"model.blocks"});
}

TEST_CASE("an offset in the unit of time is found to be no signal") {
  CHECK(failed(*gantry::model_table<WrongUnit>()) == std::vector<std::string>{"model.units"});
}

TEST_CASE("a guess from which nothing is found again is found") {
  CHECK(failed(*gantry::model_table<Lost>()) == std::vector<std::string>{"model.recovery"});
}

TEST_CASE("a formula that has no value at its start is found") {
  CHECK(failed(*gantry::model_table<Unbounded>()) == std::vector<std::string>{"model.finite"});
}

TEST_CASE("an evaluation without data shows the model's own example at its starts") {
  fit::FitJob job;
  job.kind = JobKind::evaluate;
  job.level = best_level();
  const Fitted f = run(sound(), job);
  REQUIRE(f.outcome);
  const Table &data = f.tables.at("data");
  REQUIRE(data.rows() == 12);
  for (std::size_t t = 0; t < 12; ++t) {
    CHECK(data.column("t")->numbers()[t] == Approx(100.0 * static_cast<double>(t) / 11));
    CHECK(data.column("S")->numbers()[t] == Approx(1000 * std::exp(-0.02 * data.column("t")->numbers()[t])));
  }
  const Fitted none = run(*gantry::model_table<MonoExponential>(), job);
  REQUIRE_FALSE(none.outcome);
  CHECK(none.outcome.error().code == "fit.example");
}
