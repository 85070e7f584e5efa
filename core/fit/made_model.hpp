// SPDX-License-Identifier: Apache-2.0
// The model that a fit is really of: the given one, or what that makes of its choices and the data.
//
//   GANTRY_TRY(made, MadeModel::of(model, job));
//   fit_curve(made.get(), job, host);
#pragma once

#include <core/fit/job.hpp>
#include <memory>

namespace gantry::core::fit {

// Whether it is one that makes another for each fit.
inline bool makes_another(const gantry_model *model) { return GANTRY_HAS(model, unmake) && model->make != nullptr; }

class MadeModel {
 public:
  // Errors: "fit.model" with the model's own reason when it can't be made; Failure::usage where what the caller said of it
  // is at fault (GANTRY_INVALID_ARGUMENT).
  static Result<MadeModel> of(const gantry_model &model, const FitJob &job);

  const gantry_model &get() const { return made_ ? *made_ : *model_; }

 private:
  struct Unmake {
    const gantry_model *maker;
    void operator()(const gantry_model *made) const { maker->unmake(maker, made); }
  };
  explicit MadeModel(const gantry_model &model) : model_(&model), made_(nullptr, Unmake{&model}) {}

  const gantry_model *model_;
  std::unique_ptr<const gantry_model, Unmake> made_;
};

}  // namespace gantry::core::fit
