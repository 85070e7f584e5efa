// SPDX-License-Identifier: Apache-2.0
// The numbers that a model's choices have.
//
//   const Chosen chosen({{"ESP", 0}, {"refocusing", 180}, {"excitation", 90}});
//   ModelBench bench(model_named("cpmg"), axis, GANTRY_LEVEL_BASELINE, &chosen.values);
#pragma once

#include <gantry/gantry.h>

#include <map>
#include <stdexcept>
#include <string>

extern "C" const gantry_plugin_entry mri_physics_entry;

namespace mri_physics_test {

struct Chosen {
  std::map<std::string, double> numbers;
  gantry_values values{};

  explicit Chosen(std::map<std::string, double> given) : numbers(std::move(given)) {
    values.size = sizeof values;
    values.host = this;
    values.get_f64 = [](const gantry_values *v, const char *key, double *out) {
      *out = static_cast<const Chosen *>(v->host)->numbers.at(key);
      return std::int32_t{GANTRY_OK};
    };
    values.get_i64 = [](const gantry_values *v, const char *key, std::int64_t *out) {
      *out = static_cast<std::int64_t>(static_cast<const Chosen *>(v->host)->numbers.at(key));
      return std::int32_t{GANTRY_OK};
    };
  }
  Chosen(const Chosen &) = delete;
  Chosen &operator=(const Chosen &) = delete;
};

inline const gantry_model &model_named(const std::string &id) {
  const auto *models = static_cast<const gantry_models *>(mri_physics_entry.get_interface(GANTRY_MODELS_ID));
  for (std::uint32_t i = 0; i < models->count; ++i)
    if (models->items[i]->id == id) return *models->items[i];
  throw std::runtime_error("no model " + id);
}

}  // namespace mri_physics_test
