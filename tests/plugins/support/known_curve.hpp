// SPDX-License-Identifier: Apache-2.0
// Values of models that something else computed, and how near a model must come to them.
//
//   const KnownCurve curves[] = {{"exp1", {{0, 1, 2}}, {100, 0.5}, {100, 60.653065971263345, 36.787944117144235}}};
//   for (const auto &known : curves) check_known(generic_entry, known);
#pragma once

#include <tests/plugins/support/model_bench.hpp>

#include <catch2/catch.hpp>

#include <algorithm>
#include <cmath>
#include <string>
#include <vector>

namespace gantry::test {

struct KnownCurve {
  std::string model;
  std::vector<std::vector<double>> axis;
  std::vector<double> parameters, values;  // values[point * outputs + o]
  std::vector<double> constants = {};
  double rounding = 1e-15;  // that f64 may be off, of the largest value; beside 1e-12 of each
};

// f64 to 1e-12 of each value, f32 to 1e-5 of the largest, and the Jacobian to 1e-6 of the largest of its column.
inline void check_known(ModelBench &bench, const KnownCurve &known) {
  if (!known.constants.empty()) bench.set_constants(known.constants);
  const auto f64 = bench.values(known.parameters), f32 = bench.values_f32(known.parameters);
  const auto slopes = bench.jacobian(known.parameters), differences = bench.differences(known.parameters);
  REQUIRE(f64.size() == known.values.size());
  double largest = 0;
  for (const double y : known.values) largest = std::max(largest, std::abs(y));
  const std::size_t n = known.parameters.size();
  for (std::size_t row = 0; row < f64.size(); ++row) {
    CAPTURE(known.model, row, known.values[row], f64[row], f32[row]);
    CHECK(std::abs(f64[row] - known.values[row]) <= 1e-12 * std::abs(known.values[row]) + known.rounding * largest);
    CHECK(std::abs(f32[row] - known.values[row]) <= 1e-5 * largest);
  }
  for (std::size_t p = 0; p < n; ++p) {
    double most = largest * 1e-6 / std::abs(known.parameters[p]);
    for (std::size_t row = 0; row < f64.size(); ++row) most = std::max(most, std::abs(slopes[row * n + p]));
    for (std::size_t row = 0; row < f64.size(); ++row) {
      CAPTURE(known.model, row, p);
      CHECK(std::abs(slopes[row * n + p] - differences[row * n + p]) <= 1e-6 * most);
    }
  }
}

inline void check_known(const gantry_plugin_entry &entry, const KnownCurve &known) {
  ModelBench bench(entry, known.model, known.axis);
  check_known(bench, known);
}

}  // namespace gantry::test
