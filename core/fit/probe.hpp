// SPDX-License-Identifier: Apache-2.0
// A model evaluated as it is, without a fit: one set of parameters, or a block of sets.
//
//   GANTRY_TRY(probe, Probe::of(model, where, job.values, job.level));
//   probe.at({1000, 30}).values[t * outputs + o]
#pragma once

#include <core/fit/model_state.hpp>

#include <cstdint>
#include <vector>

namespace gantry::core::fit {

// Where a model is evaluated: its axis and its constants, in its units.
struct Place {
  std::vector<std::vector<double>> axis;  // [column][point]
  std::vector<double> constants;
  std::size_t points = 0;
};

template <class F>
struct Evaluated {
  std::vector<F> values;    // [row], rows = points * outputs
  std::vector<F> jacobian;  // [row * parameters + p]
};

class Probe {
 public:
  // Errors: as ModelState::prepare. `model` and `values` must outlive it.
  static Result<Probe> of(const gantry_model &model, const Place &place, const gantry_values *values,
                          std::uint32_t level);

  Evaluated<double> at(const std::vector<double> &parameters) const;
  // One block of `lanes` (a multiple of GANTRY_BLOCK_LANES, at least sets.size()) with the sets in its first lanes, and the
  // last of them in the others. F: float or double.
  template <class F>
  std::vector<Evaluated<F>> block(const std::vector<std::vector<double>> &sets, std::size_t lanes) const;

 private:
  Probe(const gantry_model &model, const Place &place, ModelState state)
      : model_(model),
        rows_(place.points * model.output_count),
        constants_(place.constants),
        state_(std::move(state)) {}
  const gantry_model &model_;
  std::size_t rows_;
  std::vector<double> constants_;
  ModelState state_;
};

}  // namespace gantry::core::fit
