// SPDX-License-Identifier: Apache-2.0
// Voxels and curves looked up in a dictionary.
#include <tests/core/fit/fixtures.hpp>

#include <catch2/catch.hpp>

#include <core/fit/match_levels.hpp>

#include <cmath>

using namespace fit_test;

namespace {

const std::vector<double> echoes{10, 20, 30, 40, 50, 60, 70, 80, 90, 100, 110, 120};
const nlohmann::json t2_range{{"T2", {20, 300}}};

// Without a parameter in proportion to which the values are.
struct Offset : gantry::Model {
  static constexpr const char *id = "offset", *label = "offset", *equation = "S = C + 100 exp(-TE / T2)";
  gantry::AxisColumn te{"TE", "echo time", "ms"};
  gantry::Param c{"C", "C", "signal", -20, 60, 5};
  gantry::Param t2{"T2", "T2", "ms", 20, 300, 50};
  template <class T, class X>
  T operator()(const X &x, const gantry::Params<T> &p) const {
    return p[c] + 100 * exp(-x[te] / p[t2]);
  }
};

// With a constant of each voxel.
struct Recovering : gantry::Model {
  static constexpr const char *id = "recovery", *label = "recovery", *equation = "S = M (1 - k exp(-TR / T1))";
  gantry::AxisColumn tr{"TR", "repetition time", "ms"};
  gantry::Constant k{"k", "efficiency", "1"};
  gantry::Param m{"M", "M", "signal", 0, gantry::infinity, 1}, t1{"T1", "T1", "ms", 200, 3000, 1000};
  template <class T, class X, class K>
  T operator()(const X &x, const gantry::Params<T> &p, const K &c) const {
    return p[m] * (1 - c[k] * exp(-x[tr] / p[t1]));
  }
};

std::vector<float> decay(double s0, double t2) {
  std::vector<float> y;
  for (const double te : echoes) y.push_back(static_cast<float>(s0 * std::exp(-te / t2)));
  return y;
}

// Voxel fastest.
std::vector<float> image_data(const std::vector<std::vector<float>> &voxels) {
  std::vector<float> data;
  for (std::size_t t = 0; t < echoes.size(); ++t)
    for (const auto &voxel : voxels) data.push_back(voxel[t]);
  return data;
}

Fitted look_up(const std::vector<std::vector<float>> &voxels, nlohmann::json options, std::uint32_t threads = 1,
               std::uint32_t level = best_level()) {
  return fit_image(*gantry::model_table<MonoExponential>(),
                   image_of(image_data(voxels), voxels.size(), {{"TE", "ms", echoes}}), std::move(options), threads,
                   level);
}

ObjectPtr curve_of(const std::vector<float> &y) {
  return table_of_columns({{"TE", "ms", echoes}, {"signal", "", std::vector<double>(y.begin(), y.end())}});
}

}  // namespace

TEST_CASE("a dictionary finds every truth within half a step of its grid, and its amplitude") {
  std::vector<std::vector<float>> voxels;
  std::vector<double> truth;
  for (int i = 0; i <= 200; ++i) {
    truth.push_back(25 + 270 * i / 200.0);
    voxels.push_back(decay(700 + i, truth.back()));
  }
  for (const std::string precision : {"f32", "f64"})
    for (const std::uint32_t level : {1u, best_level()}) {
      // Single precision does not tell apart what differs by a millionth.
      const int values = precision == "f32" ? 71 : 281;
      const double step = 280.0 / (values - 1);
      const auto f =
          look_up(voxels, {{"dictionary", {{"T2", values}}}, {"bounds", t2_range}, {"precision", precision}}, 2, level);
      REQUIRE(f.outcome);
      for (std::size_t i = 0; i < truth.size(); ++i) {
        CAPTURE(precision, level, truth[i]);
        const double found = static_cast<double>(f.maps.at("T2")[i]);
        CHECK(std::abs(found - truth[i]) <=
              0.52 * step);  // the middle between two curves is not quite that of their T2
        CHECK((found - 20) / step == Approx(std::round((found - 20) / step)).margin(1e-4));
        CHECK(f.status[i] == static_cast<std::uint8_t>(fit::Status::converged));
        CHECK(static_cast<double>(f.maps.at("S0")[i]) == Approx(700.0 + static_cast<double>(i)).epsilon(0.02 * step));
        CHECK(static_cast<double>(f.maps.at("R2")[i]) == Approx(1000 / found));
      }
      CHECK(f.record["dictionary"]["amplitude"] == "S0");
      CHECK(f.record["dictionary"]["entries"] == values);
      CHECK(f.record["iterations"] == 0);
    }
}

TEST_CASE("the nearest entry is the one that trying all of them gives, with and without an amplitude") {
  const auto s = simulate(*gantry::model_table<Offset>(), {echoes}, 300, {{-15, 55}, {25, 290}}, 3);
  const auto f = fit_image(*gantry::model_table<Offset>(), image_of(s.data, 300, {{"TE", "ms", echoes}}),
                           {{"dictionary", {{"C", 17}, {"T2", 29}}}, {"precision", "f64"}});
  REQUIRE(f.outcome);
  CHECK_FALSE(f.record["dictionary"].contains("amplitude"));
  for (std::size_t i = 0; i < 300; ++i) {
    double least = 1e300, at = 0;
    for (int a = 0; a < 17; ++a)
      for (int b = 0; b < 29; ++b) {
        double rss = 0;
        for (std::size_t t = 0; t < echoes.size(); ++t)
          rss += std::pow(
              static_cast<double>(s.data[t * 300 + i]) - (-20 + 5.0 * a + 100 * std::exp(-echoes[t] / (20 + 10.0 * b))),
              2);
        if (rss < least) {
          least = rss;
          at = 20 + 10.0 * b;
        }
      }
    CHECK(static_cast<double>(f.maps.at("T2")[i]) == Approx(at));
    CHECK(static_cast<double>(f.maps.at("rss")[i]) == Approx(least).epsilon(1e-4));
  }
}

TEST_CASE("refined, a dictionary gives the optimum of the plain fit") {
  const auto s = simulate(*gantry::model_table<MonoExponential>(), {echoes}, 500, {{500, 1500}, {30, 120}}, 15);
  const auto image = image_of(s.data, 500, {{"TE", "ms", echoes}});
  const auto &model = *gantry::model_table<MonoExponential>();
  const auto plain = fit_image(model, image, {{"precision", "f64"}});
  const auto refined = fit_image(model, image, {{"precision", "f64"}, {"dictionary", {{"T2", 12}}}, {"refine", true}});
  REQUIRE(plain.outcome);
  REQUIRE(refined.outcome);
  CHECK(refined.record["dictionary"]["refined"] == true);
  for (std::size_t i = 0; i < 500; ++i) {
    CHECK(refined.status[i] == plain.status[i]);
    CHECK(refined.maps.at("T2")[i] == Approx(plain.maps.at("T2")[i]).epsilon(1e-4));
    CHECK(refined.maps.at("rss")[i] == Approx(plain.maps.at("rss")[i]).epsilon(1e-5));
  }
}

TEST_CASE("from a dictionary's entry the search reaches what it misses from a start far off") {
  const std::vector<double> b{0, 10, 20, 40, 80, 110, 140, 170, 200, 400, 600, 800};
  const auto s =
      simulate(*gantry::model_table<Ivim>(), {b}, 200, {{900, 1100}, {0.1, 0.3}, {0.02, 0.08}, {0.0008, 0.002}}, 1);
  const auto image = image_of(s.data, 200, {{"b", "s/mm2", b}});
  nlohmann::json options{{"precision", "f64"}, {"start", {{"f", 0.69}, {"Dstar", 0.003}, {"D", 0.004}}}};
  const auto plain = fit_image(*gantry::model_table<Ivim>(), image, options);
  options.update({{"dictionary", {{"f", 12}, {"Dstar", 20}, {"D", 20}}}, {"refine", true}});
  const auto refined = fit_image(*gantry::model_table<Ivim>(), image, options);
  REQUIRE(plain.outcome);
  REQUIRE(refined.outcome);
  std::size_t right = 0;
  for (std::size_t i = 0; i < 200; ++i) {
    CHECK(refined.maps.at("rss")[i] <= plain.maps.at("rss")[i] * 1.001f);
    right += std::abs(static_cast<double>(refined.maps.at("D")[i]) - s.truth[3][i]) < 1e-4 ? 1 : 0;
  }
  CHECK(right >= 190);
}

TEST_CASE("voxels that can't be looked up have a status and no number") {
  auto nothing = decay(0, 50), broken = decay(900, 50), below = decay(-300, 50), short_lived = decay(900, 20);
  broken[4] = std::nanf("");
  const auto f =
      look_up({decay(900, 50), nothing, broken, below, short_lived}, {{"dictionary", true}, {"bounds", t2_range}});
  REQUIRE(f.outcome);
  using fit::Status;
  const Status expected[] = {Status::converged, Status::no_signal, Status::not_finite_input, Status::singular,
                             Status::at_bound};
  for (std::size_t i = 0; i < 5; ++i) {
    CAPTURE(i);
    CHECK(f.status[i] == static_cast<std::uint8_t>(expected[i]));
    CHECK(std::isfinite(f.maps.at("T2")[i]) == fit::has_values(expected[i]));
    CHECK(std::isfinite(f.maps.at("S0")[i]) == fit::has_values(expected[i]));
    CHECK(std::isfinite(f.maps.at("R2")[i]) == fit::has_values(expected[i]));
  }
}

TEST_CASE("a bound on the amplitude is kept, and the entry is the nearest under it") {
  const auto f =
      look_up({decay(900, 50)}, {{"dictionary", {{"T2", 281}}}, {"bounds", {{"T2", {20, 300}}, {"S0", {0, 600}}}}});
  REQUIRE(f.outcome);
  CHECK(f.maps.at("S0")[0] == 600);
  CHECK(f.status[0] == static_cast<std::uint8_t>(fit::Status::at_bound));
  double least = 1e300, at = 0;
  for (int t2 = 20; t2 <= 300; ++t2) {
    double rss = 0;
    for (const double te : echoes) rss += std::pow(900 * std::exp(-te / 50) - 600 * std::exp(-te / t2), 2);
    if (rss < least) {
      least = rss;
      at = t2;
    }
  }
  CHECK(static_cast<double>(f.maps.at("T2")[0]) == Approx(at));
}

TEST_CASE("a voxel's result depends on neither threads nor neighbours, and is that of the curve") {
  const auto s = simulate(*gantry::model_table<MonoExponential>(), {echoes}, 1300, {{500, 1500}, {30, 250}}, 20);
  const auto image = image_of(s.data, 1300, {{"TE", "ms", echoes}});
  const nlohmann::json options{{"dictionary", {{"T2", 200}}}, {"bounds", t2_range}, {"precision", "f64"}};
  const auto &model = *gantry::model_table<MonoExponential>();
  const auto one = fit_image(model, image, options, 1), three = fit_image(model, image, options, 3);
  REQUIRE(one.outcome);
  CHECK(one.maps == three.maps);
  CHECK(one.status == three.status);
  nlohmann::json of_curves = options;
  of_curves.erase("precision");
  for (const std::size_t i : {0u, 517u, 1299u}) {
    std::vector<float> y;
    for (std::size_t t = 0; t < echoes.size(); ++t) y.push_back(s.data[t * 1300 + i]);
    const auto curve = fit_table(model, curve_of(y), of_curves);
    REQUIRE(curve.outcome);
    CHECK(static_cast<float>(curve.parameter("T2")["value"].get<double>()) == one.maps.at("T2")[i]);
    CHECK(curve.parameter("S0")["value"].get<double>() == Approx(one.maps.at("S0")[i]));
    CHECK(curve.record["message"].get<std::string>().find("200 entries") != std::string::npos);
  }
}

TEST_CASE("a map of a constant is followed: each voxel is looked up among curves of its own constant") {
  const std::vector<double> tr{100, 300, 700, 1500, 3000, 6000};
  std::vector<float> data, constants;
  constexpr std::size_t voxels = 100;
  for (std::size_t i = 0; i < voxels; ++i) constants.push_back(0.6f + 0.004f * static_cast<float>(i));
  for (const double t : tr)
    for (std::size_t i = 0; i < voxels; ++i)
      data.push_back(static_cast<float>(800 * (1 - static_cast<double>(constants[i]) * std::exp(-t / 1000))));
  fit::FitJob job;
  job.options = {{"dictionary", {{"T1", 57}}}};  // 200, 250 …
  job.inputs = {{"image", image_of(data, voxels, {{"TR", "ms", tr}})}, {"k", volume_of(constants)}};
  const auto f = run(*gantry::model_table<Recovering>(), job);
  REQUIRE(f.outcome);
  for (std::size_t i = 0; i < voxels; ++i) {
    CHECK(std::abs(f.maps.at("T1")[i] - 1000) <= 51);
    CHECK(f.maps.at("M")[i] == Approx(800).epsilon(0.02));
  }
}

TEST_CASE("a weighted curve is looked up by its weights, and refined it is the plain fit") {
  auto y = decay(900, 60);
  y.back() = 600;
  std::vector<double> sd(echoes.size(), 1);
  sd.back() = 1e6;
  const auto table =
      table_of_columns({{"TE", "ms", echoes}, {"signal", "", std::vector<double>(y.begin(), y.end())}, {"sd", "", sd}});
  const auto &model = *gantry::model_table<MonoExponential>();
  const auto f =
      fit_table(model, table,
                {{"dictionary", {{"T2", 281}}}, {"bounds", t2_range}, {"sigma", "sd"}, {"columns", {{"S", "signal"}}}});
  INFO((f.outcome ? "" : f.outcome.error().message));
  REQUIRE(f.outcome);
  CHECK(f.parameter("T2")["value"].get<double>() == Approx(60));
  const auto refined = fit_table(model, curve_of(decay(900, 61.3)),
                                 {{"dictionary", {{"T2", 9}}}, {"refine", true}, {"bounds", t2_range}});
  REQUIRE(refined.outcome);
  CHECK(refined.parameter("T2")["value"].get<double>() == Approx(61.3).epsilon(1e-5));
}

TEST_CASE("what can't be looked up is said in words") {
  const auto said = [](const gantry_model &model, nlohmann::json options) {
    const auto f = fit_table(model, curve_of(decay(900, 50)), std::move(options));
    return f.outcome ? std::string() : f.outcome.error().message;
  };
  const auto &t2 = *gantry::model_table<MonoExponential>();
  const auto contains = [](const std::string &text, const char *part) { return text.find(part) != std::string::npos; };
  CHECK(contains(said(t2, {{"dictionary", {{"T3", 9}}}}), "no parameter \"T3\""));
  CHECK(contains(said(t2, {{"dictionary", {{"T2", 1}}}}), "whole numbers from 2"));
  CHECK(contains(said(t2, {{"dictionary", {{"T2", 2.5}}}}), "whole numbers from 2"));
  CHECK(contains(said(t2, {{"dictionary", {{"S0", 9}}}}), "S0 is the amplitude"));
  CHECK(contains(said(t2, {{"dictionary", {{"T2", 9}}}, {"fix", {{"T2", 50}}}}), "T2 is fixed"));
  CHECK(contains(said(t2, {{"dictionary", true}, {"fix", {{"T2", 50}}}}), "only the amplitude is sought"));
  CHECK(contains(said(t2, {{"refine", true}}), "belongs to a dictionary"));
  CHECK(contains(said(t2, {{"dictionary", true}, {"noise", "rician"}, {"sigma", 5}}), "noise floor"));
  CHECK(contains(said(t2, {{"dictionary", true}, {"interval", "profile"}}), "asymptotic"));
  CHECK(contains(said(t2, {{"dictionary", true}, {"loss", "huber:1.345"}}), "robust"));
  CHECK(contains(said(*gantry::model_table<InversionRecovery>(), {{"dictionary", true}, {"columns", {{"TI", "TE"}}}}),
                 "A has no upper bound"));
  CHECK(contains(said(*gantry::model_table<Offset>(), {{"dictionary", {{"C", 10000}, {"T2", 10000}}}}), "16000000"));
}

TEST_CASE("a dictionary that does not fit into a slab is made in parts, and can be cancelled") {
  // 700 x 700 entries of 12 numbers: 23.5 MB in f32, 47 MB in f64, two slabs.
  const auto s = simulate(*gantry::model_table<Offset>(), {echoes}, 20, {{-15, 55}, {25, 290}}, 0);
  const auto image = image_of(s.data, 20, {{"TE", "ms", echoes}});
  const auto f = fit_image(*gantry::model_table<Offset>(), image,
                           {{"dictionary", {{"C", 700}, {"T2", 700}}}, {"precision", "f64"}});
  REQUIRE(f.outcome);
  for (std::size_t i = 0; i < 20; ++i) {
    CHECK(std::abs(static_cast<double>(f.maps.at("T2")[i]) - s.truth[1][i]) <= 2);
    CHECK(std::abs(static_cast<double>(f.maps.at("C")[i]) - s.truth[0][i]) <= 0.4);
  }
  fit::FitJob job;
  job.options = {{"dictionary", {{"C", 700}, {"T2", 700}}}};
  job.inputs = {{"image", image}};
  const auto cancelled = run(*gantry::model_table<Offset>(), job, [] { return true; });
  REQUIRE_FALSE(cancelled.outcome);
  CHECK(cancelled.outcome.error().failure == Failure::cancelled);
}
