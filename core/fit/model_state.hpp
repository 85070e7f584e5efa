// SPDX-License-Identifier: Apache-2.0
// A model made ready for one fit: gantry_model.prepare and release as one value.
//
//   GANTRY_TRY(state, ModelState::prepare(model, axis, values, level));
//   model.evaluate_f64(&model, state.get(), &block);
#pragma once

#include <core/result.hpp>
#include <gantry/model.h>
#include <memory>
#include <vector>

namespace gantry::core::fit {

// What our own models are told beside: which of several curves it is. They know it by `size`.
struct CurveSetup : gantry_model_setup {
  const char *curve;  // "" for one alone
};

class ModelState {
 public:
  // Errors: "fit.axis" with the model's own reason when it refuses the axis or its choices.
  static Result<ModelState> prepare(const gantry_model &model, const std::vector<std::vector<double>> &axis,
                                    std::size_t points, const gantry_values *values, std::uint32_t level,
                                    const std::string &curve = "");

  const void *get() const { return state_.get(); }

 private:
  struct Release {
    const gantry_model *model;
    void operator()(void *state) const { model->release(model, state); }
  };
  ModelState(const gantry_model &model, void *state) : state_(state, Release{&model}) {}

  std::unique_ptr<void, Release> state_;
};

}  // namespace gantry::core::fit
