// SPDX-License-Identifier: Apache-2.0
// A model of a plugin through its C table: values, Jacobian, guesses, one voxel at a time. Constants have their defaults, unless set.
//
//   ModelBench t2star(relaxometry_entry, "t2star", {{5, 10, 20}});   // one array for each axis column
//   t2star.values({1000, 30});                                       // S at the three echo times
#pragma once

#include <gantry/gantry.h>
#include <string>
#include <utility>
#include <vector>

namespace gantry::test {

class ModelBench {
 public:
  ModelBench(const gantry_plugin_entry &entry, const std::string &model, std::vector<std::vector<double>> axis);
  // `model` and `values`, of its choices, stay the caller's.
  ModelBench(const gantry_model &model, std::vector<std::vector<double>> axis,
             std::uint32_t level = GANTRY_LEVEL_BASELINE, const gantry_values *values = nullptr);
  ModelBench(const ModelBench &) = delete;
  ModelBench &operator=(const ModelBench &) = delete;
  ~ModelBench();

  // Of the voxel, in the order of their declaration; a model that declares some needs them.
  void set_constants(std::vector<double> constants) { constants_ = std::move(constants); }

  const gantry_model &c() const { return *model_; }
  std::vector<double> values(const std::vector<double> &params) const;  // [point * outputs + o]
  std::vector<double> values_f32(const std::vector<double> &params) const;
  std::vector<double> jacobian(const std::vector<double> &params) const;     // [(point * outputs + o) * parameters + p]
  std::vector<double> differences(const std::vector<double> &params) const;  // the same by central differences
  std::vector<double> guess(const std::vector<double> &data) const;
  std::vector<double> derived(const std::vector<double> &params) const;
  // Gauss-Newton from guess(), with the Jacobian of the model: what a sound fit must recover.
  std::vector<double> fitted(const std::vector<double> &data) const;

 private:
  template <class Block, class F>
  std::vector<double> evaluated(F evaluate, const std::vector<double> &params, bool jacobian) const;

  const gantry_model *model_;
  std::vector<std::vector<double>> axis_;
  std::vector<const double *> columns_;
  std::vector<double> constants_;
  gantry_model_setup setup_{};
  void *state_ = nullptr;
};

}  // namespace gantry::test
