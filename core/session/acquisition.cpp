// SPDX-License-Identifier: Apache-2.0
#include <core/session/acquisition.hpp>

#include <core/data/unit.hpp>

#include <optional>
#include <string_view>

namespace gantry::core {
namespace {

using nlohmann::json;

struct Known {
  std::string_view name, keyword, unit;  // the unit where the entry has none
};
constexpr Known known[] = {{"TR", "RepetitionTime", "ms"},
                           {"TE", "EchoTime", "ms"},
                           {"TI", "InversionTime", "ms"},
                           {"FA", "FlipAngle", "deg"},
                           {"B0", "MagneticFieldStrength", "T"}};

// The one number of a header's entry, in this unit.
std::optional<double> value_of(const json &entries, const Known &wanted, const std::string &unit) {
  for (const auto &entry : entries) {
    if (!entry.is_object() || entry.value("key", json()) != wanted.keyword) continue;
    json value = entry.value("value", json());
    if (value.is_array() && value.size() == 1) value = value.front();
    if (!value.is_number()) return std::nullopt;
    const json stated = entry.value("unit", json());
    const auto factor = unit_factor(stated.is_string() ? stated.get<std::string>() : std::string(wanted.unit), unit);
    if (!factor) return std::nullopt;
    return value.get<double>() * factor.value();
  }
  return std::nullopt;
}

bool says(const json &options, const char *group, const std::string &name) {
  const auto found = options.find(group);
  return found != options.end() && found->is_object() && found->contains(name);
}

}  // namespace

void add_acquisition(const ModelSpec &spec, const std::optional<Axis> &axis, const json &entries, json &options) {
  const auto add = [&](const QuantitySpec &q) {
    for (const Known &one : known) {
      if (q.name != one.name || says(options, "constants", q.name) || says(options, "columns", q.name)) continue;
      if (const auto value = value_of(entries, one, q.unit)) options["constants"][q.name] = *value;
    }
  };
  for (const auto &q : spec.axis)
    if (!axis || axis->column(q.name) == nullptr) add(q);
  for (const auto &q : spec.constants) add(q);
}

}  // namespace gantry::core
