// SPDX-License-Identifier: Apache-2.0
// Errors and chi-squared of maps against those of single curves; what saturated means.
#include <tests/core/fit/fixtures.hpp>

#include <catch2/catch.hpp>

#include <cmath>
#include <limits>

using namespace fit_test;
using nlohmann::json;

namespace {

const std::vector<double> te{10, 20, 30, 40, 50, 60, 70, 80, 90, 100, 110, 120};
const std::vector<double> ti{50, 100, 200, 400, 600, 900, 1300, 1800, 2500, 4000};

ObjectPtr voxel_of(const Simulated &s, std::size_t voxels, std::size_t i, const char *axis,
                   const std::vector<double> &x) {
  std::vector<double> y;
  for (std::size_t t = 0; t < x.size(); ++t) y.push_back(static_cast<double>(s.data[t * voxels + i]));
  return table_of_columns({{axis, "ms", x}, {"S", "", y}});
}

// The map's errors and chi-squared, voxel by voxel, as the one-curve fit has them.
void same_as_curves(const gantry_model &model, const Simulated &s, std::size_t voxels, const char *axis,
                    const std::vector<double> &x, json options, double epsilon) {
  const auto map = [&] {
    json choices = options;
    choices["errors"] = true;
    return fit_image(model, image_of(s.data, voxels, {{axis, "ms", x}}), choices);
  }();
  REQUIRE(map.outcome);
  options.erase("precision");
  options.erase("tolerance");
  for (std::size_t i = 0; i < voxels; ++i) {
    const auto curve = fit_table(model, voxel_of(s, voxels, i, axis, x), options);
    REQUIRE(curve.outcome);
    for (std::uint32_t j = 0; j < model.parameter_count; ++j) {
      const std::string symbol = model.parameters[j]->symbol;
      const json &error = curve.parameter(symbol)["standard_error"];
      INFO(symbol << " of voxel " << i << ", " << options.dump());
      const float found = map.maps.at(symbol + "_se")[i];
      if (error.is_null()) CHECK(std::isnan(found));
      else CHECK(static_cast<double>(found) == Approx(error.get<double>()).epsilon(epsilon));
    }
    for (const auto &derived : curve.record["derived"]) {
      const std::string name = derived["name"];
      INFO(name << " of voxel " << i << ", " << options.dump());
      const float found = map.maps.at(name + "_se")[i];
      if (derived["standard_error"].is_null()) CHECK(std::isnan(found));
      else CHECK(static_cast<double>(found) == Approx(derived["standard_error"].get<double>()).epsilon(epsilon));
    }
    CHECK(static_cast<double>(map.maps.at("rss")[i]) == Approx(curve.record["rss"].get<double>()).epsilon(epsilon));
    if (options.contains("sigma"))
      CHECK(static_cast<double>(map.maps.at("chi2")[i]) ==
            Approx(curve.record["reduced_chi_squared"].get<double>()).epsilon(epsilon));
  }
}

}  // namespace

TEST_CASE("a map's errors are those of the curves of its voxels") {
  constexpr std::size_t voxels = 40;
  const auto decays = simulate(*gantry::model_table<MonoExponential>(), {te}, voxels, {{500, 1500}, {30, 120}}, 20);
  const auto recoveries =
      simulate(*gantry::model_table<InversionRecovery>(), {ti}, voxels, {{500, 1500}, {900, 2800}, {300, 2000}}, 20);
  for (const auto &[precision, epsilon] : {std::pair{"f64", 1e-6}, {"f32", 1e-3}}) {
    for (const bool sigma : {false, true}) {
      json options{{"precision", precision}};
      if (std::string(precision) == "f64") options["tolerance"] = 1e-13;
      if (sigma) options["sigma"] = 17;
      same_as_curves(*gantry::model_table<MonoExponential>(), decays, voxels, "TE", te, options, epsilon);
      same_as_curves(*gantry::model_table<InversionRecovery>(), recoveries, voxels, "TI", ti, options, epsilon);
    }
  }
}

TEST_CASE("the error of R2 is that of T2 by the chain rule") {
  constexpr std::size_t voxels = 20;
  const auto s = simulate(*gantry::model_table<MonoExponential>(), {te}, voxels, {{500, 1500}, {30, 120}}, 20);
  const auto f = fit_image(*gantry::model_table<MonoExponential>(), image_of(s.data, voxels, {{"TE", "ms", te}}),
                           {{"errors", true}});
  REQUIRE(f.outcome);
  for (std::size_t i = 0; i < voxels; ++i) {
    const auto t2 = static_cast<double>(f.maps.at("T2")[i]), error = static_cast<double>(f.maps.at("T2_se")[i]);
    CHECK(static_cast<double>(f.maps.at("R2_se")[i]) == Approx(1000 * error / (t2 * t2)).epsilon(1e-5));
  }
  CHECK(f.headers.at("R2_se").unit == "/s");
}

TEST_CASE("a parameter at its bound or fixed has no error in a map, and the others' hold with it as given") {
  constexpr std::size_t voxels = 10;
  const auto s = simulate(*gantry::model_table<MonoExponential>(), {te}, voxels, {{900, 1100}, {60, 80}}, 5);
  same_as_curves(*gantry::model_table<MonoExponential>(), s, voxels, "TE", te, {{"bounds", {{"T2", {1, 50}}}}}, 1e-3);
  const auto fixed = fit_image(*gantry::model_table<MonoExponential>(), image_of(s.data, voxels, {{"TE", "ms", te}}),
                               {{"errors", true}, {"fix", {{"T2", 70}}}});
  REQUIRE(fixed.outcome);
  CHECK(fixed.maps.count("T2_se") == 0);
  CHECK(fixed.maps.at("S0_se")[0] > 0);
  CHECK(std::isnan(fixed.maps.at("R2_se")[0]));  // follows from what is given
}

TEST_CASE("what the data don't determine has no error in a map") {
  // Only A - B shows in points that are all at TI = 0.
  std::vector<float> data(6, 10.f);
  data[1] = 11;
  const auto f = fit_image(*gantry::model_table<InversionRecovery>(),
                           image_of(data, 1, {{"TI", "ms", {0, 0, 0, 0, 0, 0}}}), {{"errors", true}});
  REQUIRE(f.outcome);
  for (const char *map : {"A_se", "B_se", "T1_se"}) CHECK(std::isnan(f.maps.at(map)[0]));
}

TEST_CASE("maps of errors and chi-squared depend on neither threads nor neighbours") {
  constexpr std::size_t voxels = 1300;
  const auto s = simulate(*gantry::model_table<MonoExponential>(), {te}, voxels, {{50, 150}, {30, 120}}, 20);
  std::vector<float> magnitudes;
  for (const float x : s.data) magnitudes.push_back(std::abs(x));
  const auto image = image_of(magnitudes, voxels, {{"TE", "ms", te}});
  for (const char *noise : {"gaussian", "rician"}) {
    const json options{{"errors", true}, {"sigma", 20}, {"noise", noise}};
    const auto one = fit_image(*gantry::model_table<MonoExponential>(), image, options, 1);
    const auto three = fit_image(*gantry::model_table<MonoExponential>(), image, options, 3);
    REQUIRE(one.outcome);
    for (const auto &[name, map] : one.maps) {
      INFO(name << " " << noise);
      CHECK(std::memcmp(map.data(), three.maps.at(name).data(), map.size() * sizeof(float)) == 0);
    }
    std::vector<float> single;
    for (std::size_t t = 0; t < te.size(); ++t) single.push_back(magnitudes[t * voxels + 700]);
    const auto alone =
        fit_image(*gantry::model_table<MonoExponential>(), image_of(single, 1, {{"TE", "ms", te}}), options, 1);
    for (const auto &[name, map] : one.maps)
      CHECK(std::memcmp(&map[700], alone.maps.at(name).data(), sizeof(float)) == 0);
  }
}

TEST_CASE("a value at the end of what the data can hold is saturated") {
  const auto statuses = [](const ObjectPtr &image, const json &options) {
    const auto f = fit_image(*gantry::model_table<MonoExponential>(), image, options);
    REQUIRE(f.outcome);
    return f.status;
  };
  const auto saturated = static_cast<std::uint8_t>(fit::Status::saturated);
  // 12 bits in 16, and integers that a slope has made floats: the largest is said.
  std::vector<std::uint16_t> twelve_bits;
  std::vector<float> scaled;
  for (const double t : te)
    for (const double s0 : {1000.0, 6000.0}) {
      const auto stored = std::min(4095.0, std::round(s0 * std::exp(-t / 60)));
      twelve_bits.push_back(static_cast<std::uint16_t>(stored));
      scaled.push_back(static_cast<float>(0.5 * stored + 10));
    }
  const auto said = statuses(image_of(twelve_bits, 2, {{"TE", "ms", te}}), {{"saturation", 4095}});
  CHECK(said[0] != saturated);
  CHECK(said[1] == saturated);
  CHECK(statuses(image_of(scaled, 2, {{"TE", "ms", te}}), {{"saturation", 0.5 * 4095 + 10}})[1] == saturated);
  CHECK(statuses(image_of(scaled, 2, {{"TE", "ms", te}}), json::object())[1] != saturated);
  std::vector<std::int16_t> low(te.size(), 100);
  low[3] = std::numeric_limits<std::int16_t>::min();
  CHECK(statuses(image_of(low, 1, {{"TE", "ms", te}}), json::object())[0] == saturated);
  std::vector<float> high(te.size(), 100.f);
  high[3] = std::numeric_limits<float>::max();
  CHECK(statuses(image_of(high, 1, {{"TE", "ms", te}}), json::object())[0] == saturated);
  high[3] = std::numeric_limits<float>::infinity();
  CHECK(statuses(image_of(high, 1, {{"TE", "ms", te}}), json::object())[0] ==
        static_cast<std::uint8_t>(fit::Status::not_finite_input));
}
