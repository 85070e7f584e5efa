// SPDX-License-Identifier: Apache-2.0
#include "declared.hpp"

#include <gantry/cpp/error.hpp>

#include <cmath>
#include <nlohmann/json.hpp>

namespace gantry::formula {
namespace {

using nlohmann::json;

[[noreturn]] void wrong(const std::string &why) {
  throw Error("formula.parameters", "the formula's parameters " + why)
      .at("parameters")
      .hint("write them like [{\"symbol\":\"T2\",\"unit\":\"ms\",\"start\":30,\"bounds\":[0,null]}]");
}

std::string text(const json &entry, const char *member) {
  const auto found = entry.find(member);
  if (found == entry.end()) return "";
  if (!found->is_string()) wrong(std::string("need text as ") + member);
  return found->get<std::string>();
}

double number(const json &value, const char *member) {
  if (!value.is_number() || !std::isfinite(value.get<double>())) wrong(std::string("need numbers as ") + member);
  return value.get<double>();
}

Declared one(const json &entry) {
  if (!entry.is_object()) wrong("are not a list of objects");
  Declared d{text(entry, "symbol"), text(entry, "label"), text(entry, "help"), text(entry, "unit")};
  if (d.symbol.empty()) wrong("have one without a symbol");
  if (const auto start = entry.find("start"); start != entry.end()) d.start = number(*start, "start");
  if (const auto bounds = entry.find("bounds"); bounds != entry.end()) {
    if (!bounds->is_array() || bounds->size() != 2) wrong("need a low and a high end as bounds");
    if (!(*bounds)[0].is_null()) d.minimum = number((*bounds)[0], "bounds");
    if (!(*bounds)[1].is_null()) d.maximum = number((*bounds)[1], "bounds");
    if (!(d.minimum < d.maximum)) wrong("leave " + d.symbol + " no room between its bounds");
  }
  return d;
}

}  // namespace

std::vector<Declared> declared_in(const std::string &text) {
  std::vector<Declared> all;
  if (text.empty()) return all;
  const json list = json::parse(text, nullptr, false);
  if (!list.is_array()) wrong("are not a list");
  for (const auto &entry : list) {
    all.push_back(one(entry));
    for (std::size_t i = 0; i + 1 < all.size(); ++i)
      if (all[i].symbol == all.back().symbol) wrong("name " + all.back().symbol + " twice");
  }
  return all;
}

}  // namespace gantry::formula
