// SPDX-License-Identifier: Apache-2.0
#include <algorithm>
#include <core/data/unit.hpp>
#include <core/import/acquired.hpp>
#include <iterator>

namespace gantry::core {
namespace {

constexpr Acquired known[] = {{"TR", "RepetitionTime", "ms"},
                              {"TE", "EchoTime", "ms"},
                              {"TI", "InversionTime", "ms"},
                              {"FA", "FlipAngle", "deg"},
                              {"B0", "MagneticFieldStrength", "T"}};

}  // namespace

const Acquired *acquired(std::string_view name) {
  const auto found = std::find_if(std::begin(known), std::end(known), [&](const auto &a) { return a.name == name; });
  return found == std::end(known) ? nullptr : found;
}

std::string acquired_names() {
  std::string names;
  for (const auto &one : known) names += (names.empty() ? "" : ", ") + std::string(one.name);
  return names;
}

std::optional<double> acquired_value(const nlohmann::json &entries, std::string_view name, const std::string &unit) {
  using nlohmann::json;
  const Acquired *const wanted = acquired(name);
  if (wanted == nullptr) return std::nullopt;
  for (const auto &entry : entries) {
    if (!entry.is_object() || entry.value("key", json()) != wanted->keyword) continue;
    json value = entry.value("value", json());
    if (value.is_array() && value.size() == 1) value = value.front();
    if (!value.is_number()) return std::nullopt;
    const json stated = entry.value("unit", json());
    const auto factor = unit_factor(stated.is_string() ? stated.get<std::string>() : std::string(wanted->unit), unit);
    if (!factor) return std::nullopt;
    return value.get<double>() * factor.value();
  }
  return std::nullopt;
}

}  // namespace gantry::core
