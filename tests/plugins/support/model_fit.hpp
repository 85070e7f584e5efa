// SPDX-License-Identifier: Apache-2.0
// A model of a plugin fitted to one curve by the host's own fit, from the model's guess, between its bounds.
//
//   ModelFit tofts(perfusion_entry, "tofts", {seconds, plasma});
//   tofts.fitted(tissue).at("Ktrans");
//   tofts.fitted(tissue, R"({"fix": {"delay": 0}})").at("Ktrans");    // options as in core/fit/job.hpp
#pragma once

#include <gantry/gantry.h>
#include <map>
#include <string>
#include <vector>

namespace gantry::test {

class ModelFit {
 public:
  ModelFit(const gantry_plugin_entry &entry, const std::string &model, std::vector<std::vector<double>> axis);
  // By parameter and derived quantity. In double precision.
  std::map<std::string, double> fitted(const std::vector<double> &data, const std::string &options = "{}") const;

 private:
  const gantry_model *model_;
  std::vector<std::vector<double>> axis_;
};

}  // namespace gantry::test
