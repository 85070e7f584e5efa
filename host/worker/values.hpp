// SPDX-License-Identifier: Apache-2.0
// The parameter values of one job, checked against what the plugin declares, as its gantry_values table.
//
//   GANTRY_TRY(values, Values::make({tool->parameters, tool->parameter_count}, job.parameters));
//   context.values = values->table();
#pragma once

#include <core/result.hpp>
#include <gantry/parameter.h>
#include <map>
#include <memory>
#include <nlohmann/json.hpp>
#include <span>
#include <string>
#include <variant>
#include <vector>

namespace gantry::worker {

using core::Result;

class Values {
 public:
  // Absent values take their defaults. Errors name the parameter: "parameter.unknown", "parameter.required",
  // "parameter.type", "parameter.range", "parameter.choice".
  static Result<std::unique_ptr<Values>> make(std::span<const gantry_parameter *const> declared,
                                              const nlohmann::json &given);

  const gantry_values *table() const { return &table_; }

 private:
  using Value = std::variant<double, std::int64_t, std::string, std::vector<double>>;
  Values();
  static Result<Value> value_of(const gantry_parameter &parameter, const nlohmann::json &given);
  template <class T>
  static const T *find(const gantry_values *values, const char *key, std::int32_t &status);

  std::map<std::string, Value, std::less<>> values_;
  gantry_values table_{};
};

}  // namespace gantry::worker
