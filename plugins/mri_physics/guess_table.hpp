// SPDX-License-Identifier: Apache-2.0
// Where a fit begins: the curve of a coarse grid that points in the direction of the data, and its length.
//
//   table.fill({gantry::spaced_log(50, 5000, 16), gantry::spaced_log(5, 1000, 12)}, points,
//              [&](const double *p, double *y) { … });          // p[0] is 1, the amplitude; p[1], p[2] from the axes
//   table.begin(c, p);
#pragma once

#include <gantry/cpp/guess.hpp>
#include <gantry/cpp/model_given.hpp>

#include <cmath>
#include <cstddef>
#include <vector>

namespace mri_physics {

class GuessTable {
 public:
  // Every combination of the axes; shape(parameters, values) fills the values of one curve with the amplitude 1.
  template <class Shape>
  void fill(const std::vector<std::vector<double>> &axes, std::size_t rows, Shape shape) {
    rows_ = rows;
    parameters_ = axes.size() + 1;
    sets_.clear();
    shapes_.clear();
    std::size_t count = 1;
    for (const auto &axis : axes) count *= axis.size();
    std::vector<double> set(parameters_, 1.0), values(rows);
    for (std::size_t entry = 0; entry < count; ++entry) {
      std::size_t rest = entry;
      for (std::size_t a = 0; a < axes.size(); ++a) {
        set[a + 1] = axes[a][rest % axes[a].size()];
        rest /= axes[a].size();
      }
      shape(set.data(), values.data());
      sets_.insert(sets_.end(), set.begin(), set.end());
      shapes_.insert(shapes_.end(), values.begin(), values.end());
    }
  }

  // The first parameter is the amplitude. Leaves the declared starts where no curve fits.
  void begin(const gantry::Curve &c, const gantry::Start &p) const {
    double most = 0;
    for (std::size_t entry = 0; entry * parameters_ < sets_.size(); ++entry) {
      double by_data = 0, by_itself = 0;
      for (std::size_t t = 0; t < rows_; ++t) {
        const double shape = shapes_[entry * rows_ + t];
        by_data += shape * c.y(t);
        by_itself += shape * shape;
      }
      const double explained = by_data * by_data / by_itself;
      if (!(by_data > 0) || !(explained > most)) continue;
      most = explained;
      p[0] = by_data / by_itself;
      for (std::size_t j = 1; j < parameters_; ++j) p[static_cast<int>(j)] = sets_[entry * parameters_ + j];
    }
  }

 private:
  std::size_t rows_ = 0, parameters_ = 1;
  std::vector<double> sets_, shapes_;
};

}  // namespace mri_physics
