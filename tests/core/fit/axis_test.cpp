// SPDX-License-Identifier: Apache-2.0
// Axis columns beside plain numbers of the data: words, numbers given once, columns of a second table, the data's own unit.
#include <tests/core/fit/fixtures.hpp>

#include <core/fit/points.hpp>
#include <gantry/cpp/delay.hpp>

#include <catch2/catch.hpp>

using namespace fit_test;
using Catch::Contains;

namespace {

// Twice as steep in shear.
struct Stiffness : gantry::Model {
  static constexpr const char *id = "stiffness", *label = "stiffness", *equation = "P = mu x, or 2 mu x in shear";
  gantry::AxisColumn x0{"x", "strain", "1"};
  gantry::AxisWords mode{"mode", "kind of test", {"tension", "shear"}};
  gantry::Param mu{"mu", "mu", "signal", 0, gantry::infinity, 1};
  template <class T, class X>
  T operator()(const X &x, const gantry::Params<T> &p) const {
    return p[mu] * (x[mode] == 1 ? 2 * x[x0] : x[x0]);
  }
};

struct Steady : gantry::Model {
  static constexpr const char *id = "steady", *label = "steady", *equation = "S = a FA + b TR";
  gantry::AxisColumn fa{"FA", "flip angle", "deg"}, tr{"TR", "repetition time", "ms", 10};
  gantry::Param a{"a", "a", "signal", 0, gantry::infinity, 1}, b{"b", "b", "signal", 0, gantry::infinity, 1};
  template <class T, class X>
  T operator()(const X &x, const gantry::Params<T> &p) const {
    return p[a] * x[fa] + p[b] * x[tr];
  }
};

struct Straight : gantry::Model {
  static constexpr const char *id = "line", *label = "line", *equation = "y = a + b x";
  gantry::AxisColumn x0{"x", "x", "axis"};
  gantry::Param a{"a", "a", "signal", -gantry::infinity, gantry::infinity, 0},
      b{"b", "b", "signal/axis", -gantry::infinity, gantry::infinity, 1};
  template <class T, class X>
  T operator()(const X &x, const gantry::Params<T> &p) const {
    return p[a] + p[b] * x[x0];
  }
};

// The input some time ago.
struct Late : gantry::Model {
  static constexpr const char *id = "late", *label = "late", *equation = "C = g Ca(t - d)";
  gantry::AxisColumn time{"time", "time", "s"}, ca{"Ca", "input", "mmol/L"};
  gantry::Param g{"g", "g", "1", 0, 10, 1}, d{"d", "d", "s", 0, 5, 1};
  template <class T, class X>
  void curve(const X &x, const gantry::Params<T> &p, gantry::Out<T> &y) const {
    for (std::size_t t = 0; t < x.size(); ++t) y[t] = p[g] * gantry::delayed(x, time, ca, t, p[d]);
  }
};

double value(const Fitted &f, const std::string &symbol) { return f.parameter(symbol)["value"].get<double>(); }

}  // namespace

TEST_CASE("a column of words tells the rows apart, in any case") {
  const auto table = [](std::vector<std::string> modes) {
    return table_of_columns({{"x", "1", std::vector<double>{1, 2, 1, 2}},
                             {"mode", "", std::move(modes)},
                             {"P", "kPa", std::vector<double>{3, 6, 6, 12}}});
  };
  const Fitted f = fit_table(*gantry::model_table<Stiffness>(), table({"tension", "Tension", "SHEAR", "shear"}));
  REQUIRE(f.outcome);
  CHECK(value(f, "mu") == Approx(3));
  const Fitted wrong = fit_table(*gantry::model_table<Stiffness>(), table({"tension", "tension", "torsion", "shear"}));
  REQUIRE_FALSE(wrong.outcome);
  CHECK(wrong.outcome.error().code == "fit.word");
  CHECK_THAT(wrong.outcome.error().message, Contains("torsion") && Contains("row 3"));
  CHECK_THAT(wrong.outcome.error().hint, Contains("tension, shear"));
}

TEST_CASE("a word may be given once for all points") {
  const auto table =
      table_of_columns({{"x", "1", std::vector<double>{1, 2}}, {"P", "kPa", std::vector<double>{6, 12}}});
  const Fitted f = fit_table(*gantry::model_table<Stiffness>(), table, {{"constants", {{"mode", "shear"}}}});
  REQUIRE(f.outcome);
  CHECK(value(f, "mu") == Approx(3));
  CHECK_FALSE(fit_table(*gantry::model_table<Stiffness>(), table, {{"constants", {{"mode", "torsion"}}}}).outcome);
  const Fitted none = fit_table(*gantry::model_table<Stiffness>(), table);
  REQUIRE_FALSE(none.outcome);
  CHECK_THAT(none.outcome.error().message, Contains("tension, shear"));
}

TEST_CASE("an axis column that the data lack is what the model says, or what is given") {
  const auto table = table_of_columns(
      {{"FA", "deg", std::vector<double>{5, 10, 15}}, {"S", "", std::vector<double>{5 + 60, 10 + 60, 15 + 60}}});
  const Fitted own = fit_table(*gantry::model_table<Steady>(), table);
  REQUIRE(own.outcome);
  CHECK(value(own, "b") == Approx(6));
  const Fitted given = fit_table(*gantry::model_table<Steady>(), table, {{"constants", {{"TR", 20}}}});
  REQUIRE(given.outcome);
  CHECK(value(given, "b") == Approx(3));
}

TEST_CASE("a column may be called by the words of what it holds, wherever it stands") {
  const auto table = table_of_columns({{"Repetition time", "", std::vector<double>{10, 20, 10}},
                                       {"S", "", std::vector<double>{65, 130, 75}},
                                       {"flip angle", "", std::vector<double>{5, 10, 15}}});
  const Fitted f = fit_table(*gantry::model_table<Steady>(), table);
  REQUIRE(f.outcome);
  CHECK(value(f, "a") == Approx(1));
  CHECK(value(f, "b") == Approx(6));
}

TEST_CASE("a model that takes the data's own units says its results in them") {
  const auto table = table_of_columns(
      {{"dose", "mg/L", std::vector<double>{1, 2, 3}}, {"effect", "mm[Hg]", std::vector<double>{12, 14, 16}}});
  const Fitted f = fit_table(*gantry::model_table<Straight>(), table);
  REQUIRE(f.outcome);
  CHECK(value(f, "b") == Approx(2));
  CHECK(f.parameter("a")["unit"] == "mm[Hg]");
  CHECK(f.parameter("b")["unit"] == "mm[Hg]/(mg/L)");
}

TEST_CASE("units in the data's own are put together, and not guessed where one is unknown") {
  CHECK(fit::unit_in_data("signal/axis2", "mV", "s") == "mV/s2");
  CHECK(fit::unit_in_data("1/axis", "", "mg/L") == "1/(mg/L)");
  CHECK(fit::unit_in_data("signal", "mg/L", "") == "mg/L");
  CHECK(fit::unit_in_data("signal/axis", "mV", "") == "");
  CHECK(fit::unit_in_data("mm2/s", "mV", "s") == "mm2/s");
}

TEST_CASE("a map takes the input function of a table, between its rows, by the time that both have under some name") {
  const std::vector<double> minutes{0, 0.1, 0.2, 0.3, 0.4, 0.5, 0.6};
  const auto input = [](double s) { return s < 6 ? 0.0 : s < 12 ? (s - 6) / 2 : 3.0; };  // bends at rows of the table
  std::vector<double> voxels;
  for (const double t : minutes)
    for (const double gain : {1.0, 2.5}) voxels.push_back(gain * input(60 * t - 2));
  const auto image = image_of(voxels, 2, {{"t", "min", minutes}});
  fit::FitJob job;
  job.kind = JobKind::fit_map;
  job.level = best_level();
  job.options = {{"precision", "f64"}};
  const auto table = [](std::vector<double> s, std::vector<double> c) {
    return table_of_columns({{"Time", "s", std::move(s)}, {"Ca", "mmol/L", std::move(c)}});
  };
  job.inputs = {{"image", image}, {"axis", table({0, 6, 12, 48}, {0, 0, 3, 3})}};
  const Fitted f = run(*gantry::model_table<Late>(), job);
  REQUIRE(f.outcome);
  CHECK(f.maps.at("g")[0] == Approx(1).epsilon(1e-4));
  CHECK(f.maps.at("g")[1] == Approx(2.5).epsilon(1e-4));
  CHECK(f.maps.at("d")[1] == Approx(2).epsilon(1e-3));
  job.inputs[1].object = table({0, 6, 12}, {0, 0, 3});
  const Fitted part = run(*gantry::model_table<Late>(), job);
  REQUIRE_FALSE(part.outcome);
  CHECK(part.outcome.error().code == "fit.axis");
  job.inputs.pop_back();
  const Fitted none = run(*gantry::model_table<Late>(), job);
  REQUIRE_FALSE(none.outcome);
  CHECK_THAT(none.outcome.error().message, Contains("Ca") && Contains("mmol/L"));
}
