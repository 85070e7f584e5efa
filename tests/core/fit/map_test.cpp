// SPDX-License-Identifier: Apache-2.0
#include <tests/core/fit/fixtures.hpp>

#include <catch2/catch.hpp>

#include <algorithm>
#include <cmath>

using namespace fit_test;

namespace {

struct Case {
  const char *name;
  const gantry_model *model;
  std::vector<AxisColumn> columns;
  std::vector<std::pair<double, double>> ranges;
  double sd;
};

std::vector<double> series(double first, double step, int n) {
  std::vector<double> x;
  for (int i = 0; i < n; ++i) x.push_back(first + step * i);
  return x;
}

std::vector<Case> cases() {
  std::vector<double> time, ca;
  for (int t = 0; t < 60; ++t) {
    time.push_back(t * 5.0 / 60);
    ca.push_back(parker(t * 5.0 / 60 - 0.25));
  }
  return {
      {"T2", gantry::model_table<MonoExponential>(), {{"TE", "ms", series(10, 10, 16)}}, {{500, 1500}, {30, 120}}, 20},
      {"T1",
       gantry::model_table<InversionRecovery>(),
       {{"TI", "ms", {50, 100, 200, 400, 600, 900, 1300, 1800, 2500, 4000}}},
       {{500, 1500}, {900, 2800}, {300, 2000}},
       20},
      {"IVIM",
       gantry::model_table<Ivim>(),
       {{"b", "s/mm2", {0, 10, 20, 40, 80, 110, 140, 170, 200, 400, 600, 800}}},
       {{900, 1100}, {0.05, 0.3}, {0.01, 0.08}, {0.0005, 0.002}},
       15},
      {"extended Tofts",
       gantry::model_table<Tofts>(),
       {{"time", "min", time}, {"Ca", "mmol/L", ca}},
       {{0.02, 0.5}, {0.1, 0.5}, {0.005, 0.1}},
       0.02}};
}

std::vector<std::vector<double>> axis_of(const Case &c) {
  std::vector<std::vector<double>> axis;
  for (const auto &column : c.columns) axis.push_back(column.values);
  return axis;
}

// One voxel as a table for the single-curve fit.
ObjectPtr voxel_table(const Case &c, const Simulated &s, std::size_t voxels, std::size_t i) {
  std::vector<Column> columns;
  for (const auto &column : c.columns) columns.push_back({column.name, column.unit, column.values});
  std::vector<double> y;
  for (std::size_t t = 0; t < c.columns.front().values.size(); ++t)
    y.push_back(static_cast<double>(s.data[t * voxels + i]));
  columns.push_back({"signal", "", y});
  return table_of_columns(columns);
}

}  // namespace

TEST_CASE("maps reach the optimum that Ceres finds, voxel by voxel") {
  constexpr std::size_t voxels = 2000;
  for (const auto &c : cases()) {
    const auto s = simulate(*c.model, axis_of(c), voxels, c.ranges, c.sd);
    const auto image = image_of(s.data, voxels, c.columns);
    for (const std::string precision : {"f32", "f64"}) {
      const auto map = fit_image(*c.model, image, {{"precision", precision}});
      REQUIRE(map.outcome);
      std::size_t there = 0;
      for (std::size_t i = 0; i < voxels; ++i) {
        const auto one = fit_table(*c.model, voxel_table(c, s, voxels, i));
        REQUIRE(one.outcome);
        there += static_cast<double>(map.maps.at("rss")[i]) <= one.record["rss"].get<double>() * (1 + 1e-3);
      }
      INFO(c.name << " " << precision << ": " << there << " of " << voxels << "\n"
                  << map.record["status"].dump() << " " << map.record["iterations"].get<double>() / voxels);
      CHECK(static_cast<double>(there) >= 0.995 * voxels);
    }
  }
}

TEST_CASE("a voxel's result depends on neither its neighbours nor the number of threads") {
  for (const auto &c : cases()) {
    INFO(c.name);
    constexpr std::size_t voxels = 1500;
    const auto s = simulate(*c.model, axis_of(c), voxels, c.ranges, c.sd, 2);
    const std::size_t points = s.data.size() / voxels;
    const auto whole = fit_image(*c.model, image_of(s.data, voxels, c.columns), {}, 1);
    const auto two = fit_image(*c.model, image_of(s.data, voxels, c.columns), {}, 2);
    const auto five = fit_image(*c.model, image_of(s.data, voxels, c.columns), {}, 5);
    // The same voxels backwards, so that each has other neighbours and another lane.
    std::vector<float> turned(s.data.size());
    for (std::size_t t = 0; t < points; ++t)
      for (std::size_t i = 0; i < voxels; ++i) turned[t * voxels + i] = s.data[t * voxels + voxels - 1 - i];
    const auto backwards = fit_image(*c.model, image_of(turned, voxels, c.columns), {}, 1);
    // And one alone.
    std::vector<float> single;
    for (std::size_t t = 0; t < points; ++t) single.push_back(s.data[t * voxels + 37]);
    const auto alone = fit_image(*c.model, image_of(single, 1, c.columns), {}, 1);
    for (const auto &[name, map] : whole.maps) {
      INFO(name);
      std::vector<float> forwards(backwards.maps.at(name).rbegin(), backwards.maps.at(name).rend());
      CHECK(map == two.maps.at(name));
      CHECK(map == five.maps.at(name));
      CHECK(map == forwards);
      CHECK(map[37] == alone.maps.at(name)[0]);
    }
    CHECK(whole.record == two.record);
  }
}

TEST_CASE("simulated parameters are recovered within the noise, at every level and precision") {
  for (const auto &c : cases()) {
    constexpr std::size_t voxels = 1000;
    const auto s = simulate(*c.model, axis_of(c), voxels, c.ranges, c.sd / 100, 3);
    const auto image = image_of(s.data, voxels, c.columns);
    for (const std::uint32_t level : {1u, 3u, 4u}) {
      if (level > best_level()) continue;
      for (const std::string precision : {"f32", "f64"}) {
        const auto map = fit_image(*c.model, image, {{"precision", precision}}, 1, level);
        REQUIRE(map.outcome);
        for (std::uint32_t j = 0; j < c.model->parameter_count; ++j) {
          const auto &found = map.maps.at(c.model->parameters[j]->symbol);
          std::vector<double> errors;
          for (std::size_t i = 0; i < voxels; ++i)
            errors.push_back(std::abs(static_cast<double>(found[i]) / s.truth[j][i] - 1));
          std::nth_element(errors.begin(), errors.begin() + voxels / 2, errors.end());
          INFO(c.name << " " << c.model->parameters[j]->symbol << " level " << level << " " << precision);
          CHECK(errors[voxels / 2] < 0.004);
        }
      }
    }
  }
}
