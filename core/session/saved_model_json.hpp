// SPDX-License-Identifier: Apache-2.0
// A saved model as its record holds it (gantry.saved-model/1), and as the formula model's choice "parameters" has it.
//
//   to_json(model)["parameters"]   // [{"symbol":"k","unit":"/min","start":0.1,"bounds":[0,null],"help":"…"}]
#pragma once

#include <core/session/saved_models.hpp>
#include <nlohmann/json.hpp>

namespace gantry::core {

// A parameter of which nothing is known: no unit, no bounds, 1 as its start.
ModelParameterSpec unknown_parameter(const std::string &symbol);

nlohmann::json to_json(const SavedModel &model);
// Trusts nothing: "data.header" names the member. A record that says "removed" need have a name alone.
Result<SavedModel> saved_model_of(const nlohmann::json &json);

}  // namespace gantry::core
