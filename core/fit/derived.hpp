// SPDX-License-Identifier: Apache-2.0
// Quantities that a model derives from its parameters, and how they change with these, for their errors (delta method).
//
//   const DerivedQuantities derived(model, state);
//   derived.at(params, constants)                  // [quantity]
//   derived.slopes(params, constants, {0, 2})      // [quantity][0: by the first parameter, 1: by the third]
//
// Slopes are central differences in double, of 1e-5 of the parameter: some ten digits.
#pragma once

#include <core/fit/model_state.hpp>

#include <Eigen/Core>

#include <vector>

namespace gantry::core::fit {

class DerivedQuantities {
 public:
  DerivedQuantities(const gantry_model &model, const ModelState &state) : model_(model), state_(state) {}

  std::size_t count() const { return model_.derived_count; }
  // `params`: of all parameters; `constants` as the model declares them.
  std::vector<double> at(const std::vector<double> &params, const std::vector<double> &constants) const;
  Eigen::MatrixXd slopes(std::vector<double> params, const std::vector<double> &constants,
                         const std::vector<std::size_t> &by) const;

 private:
  const gantry_model &model_;
  const ModelState &state_;
};

}  // namespace gantry::core::fit
