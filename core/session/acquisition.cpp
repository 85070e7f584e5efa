// SPDX-License-Identifier: Apache-2.0
#include <core/session/acquisition.hpp>

#include <core/import/acquired.hpp>

namespace gantry::core {
namespace {

using nlohmann::json;

bool says(const json &options, const char *group, const std::string &name) {
  const auto found = options.find(group);
  return found != options.end() && found->is_object() && found->contains(name);
}

}  // namespace

void add_acquisition(const ModelSpec &spec, const std::optional<Axis> &axis, const json &entries, json &options) {
  const auto add = [&](const QuantitySpec &q) {
    if (says(options, "constants", q.name) || says(options, "columns", q.name)) return;
    if (const auto value = acquired_value(entries, q.name, q.unit)) options["constants"][q.name] = *value;
  };
  for (const auto &q : spec.axis)
    if (!axis || axis->column(q.name) == nullptr) add(q);
  for (const auto &q : spec.constants) add(q);
}

}  // namespace gantry::core
