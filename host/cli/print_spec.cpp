// SPDX-License-Identifier: Apache-2.0
#include <cmath>
#include <host/cli/print_spec.hpp>

namespace gantry::host {

std::string range_text(double low, double high) {
  if (std::isinf(low) && std::isinf(high)) return "";
  return (std::isinf(low) ? "…" : number(low)) + " to " + (std::isinf(high) ? "…" : number(high));
}

std::string first_sentence(const std::string &text) {
  const auto end = text.find(". ");
  return end == std::string::npos ? text : text.substr(0, end + 1);
}

void print_parameters(const Console &console, const std::vector<core::ParameterSpec> &parameters) {
  std::vector<std::vector<std::string>> rows;
  for (const auto &p : parameters) {
    std::string value = p.default_text;
    if (p.type <= core::ParameterType::flag) value = number(p.default_number, 10);
    std::string allowed = p.type == core::ParameterType::flag ? "0 or 1" : range_text(p.minimum, p.maximum);
    for (const auto &c : p.choices) allowed += (allowed.empty() ? "" : ", ") + c.key;
    rows.push_back({"--set " + p.key, p.required ? "(required)" : value, p.unit == "1" ? "" : p.unit, allowed, p.help});
  }
  if (!rows.empty()) console.table({"parameter", "default", "unit", "range", "what it is"}, rows);
}

}  // namespace gantry::host
