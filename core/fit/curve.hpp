// SPDX-License-Identifier: Apache-2.0
// Curves that are fitted together, and the numbers that are sought: of one curve, or shared by all.
//
//   CurveProblem problem(model, settings, std::move(curves));
//   problem.unknowns[problem.place[1][0]]   // what the second curve's first parameter is
//   Response measured = response_of(problem);
#pragma once

#include <core/fit/model_state.hpp>
#include <core/fit/points.hpp>
#include <core/fit/rice_point.hpp>
#include <core/fit/settings.hpp>

#include <optional>
#include <string>
#include <vector>

namespace gantry::core::fit {

struct Curve {
  std::string name;  // among several; "" for one alone
  Points points;
  ModelState state;
  std::vector<double> y;      // [t * outputs + o]
  std::vector<double> sigma;  // of each y; empty: nothing is known
  std::vector<double> constants;
  std::string unit;  // of the data
};

struct Unknown {
  std::size_t parameter = 0;         // of the model
  std::optional<std::size_t> curve;  // nothing: of all curves
  double lower = 0, upper = 0;
  bool fixed = false;
};

struct CurveProblem {
  // One curve: unknown j is parameter j. Several: those of settings.curve.share, and the fixed ones, are of all curves.
  CurveProblem(const gantry_model &model, const Settings &settings, std::vector<Curve> curves);

  const gantry_model &model;
  const Settings &settings;
  std::vector<Curve> curves;
  std::vector<Unknown> unknowns;
  std::vector<std::vector<std::size_t>> place;  // [curve][parameter] → unknown
  std::vector<std::size_t> first_row;           // of each curve, and one more: the number of rows

  std::size_t rows() const { return first_row.back(); }
  std::size_t curve_of(std::size_t row) const;
  std::vector<std::size_t> free() const;  // unknowns that are sought
  std::vector<bool> fixed() const;        // of each unknown
  bool at_bound(std::size_t unknown, double value) const;
  bool rician() const { return settings.map.rician; }
  std::string name(std::size_t unknown) const;  // "T2", "T2 of left"
};

// The data of all curves, row by row; apart from the problem, since resampling exchanges them.
struct Response {
  std::vector<double> y, weight;  // weight: of the residual, 1 / sigma; 0 leaves the row out
  std::vector<RicePoint> rice;    // of each y, where the noise is Rician
};
Response response_of(const CurveProblem &problem);

// One curve's values and, where asked for, the Jacobian [row][parameter]. Not for two threads at once.
class CurveModel {
 public:
  CurveModel(const CurveProblem &problem, std::size_t curve);
  void evaluate(const double *unknowns, bool with_jacobian);
  double value(std::size_t row) const { return values_[row * lanes]; }
  double slope(std::size_t row, std::size_t parameter) const {
    return jacobian_[(row * parameters_ + parameter) * lanes];
  }
  std::size_t rows() const { return rows_; }

 private:
  static constexpr std::size_t lanes = GANTRY_BLOCK_LANES;
  const gantry_model &model_;
  const Curve &curve_;
  const std::vector<std::size_t> &place_;
  std::size_t parameters_, rows_;
  std::vector<double> params_, constants_, values_, jacobian_;
};

// Values of all rows at these unknowns.
std::vector<double> values_at(const CurveProblem &problem, const std::vector<double> &unknowns);

}  // namespace gantry::core::fit
