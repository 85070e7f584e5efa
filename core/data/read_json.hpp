// SPDX-License-Identifier: Apache-2.0
// Reads members of JSON from somebody else: each getter checks type and range, and says which member is wrong.
//
//   const JsonReader in{json, "volume"};
//   GANTRY_TRY(unit, in.text("unit", ""));   // "" where it is absent
#pragma once

#include <cmath>
#include <core/result.hpp>
#include <nlohmann/json.hpp>
#include <string>
#include <vector>

namespace gantry::core {

inline auto wrong_json(const std::string &where, const std::string &member, const std::string &why) {
  return fail("data.header", where + (member.empty() ? "" : "." + member) + " " + why, member,
              "the data was made by a faulty plugin or is damaged: make it again");
}

// `count` finite numbers.
inline Result<std::vector<double>> finite_numbers(const nlohmann::json &json, const std::string &where,
                                                  std::uint64_t count) {
  if (!json.is_array() || json.size() != count) {
    return wrong_json(where, "", "must be " + std::to_string(count) + " numbers");
  }
  std::vector<double> result;
  result.reserve(json.size());
  for (const auto &n : json) {
    if (!n.is_number() || !std::isfinite(n.get<double>())) return wrong_json(where, "", "must hold finite numbers");
    result.push_back(n.get<double>());
  }
  return result;
}

// A member that is an object, or an empty one. By reference, so that its items() may be looped over: those of a
// temporary, as value() makes one, are gone before the loop begins.
inline const nlohmann::json &member_object(const nlohmann::json &json, const char *member) {
  static const nlohmann::json empty = nlohmann::json::object();
  if (!json.is_object()) return empty;
  const auto found = json.find(member);
  return found != json.end() && found->is_object() ? *found : empty;
}

// A member that is text, or "".
inline std::string member_text(const nlohmann::json &json, const char *member) {
  if (!json.is_object()) return "";
  const auto found = json.find(member);
  return found != json.end() && found->is_string() ? found->get<std::string>() : "";
}

class JsonReader {
 public:
  JsonReader(const nlohmann::json &json, std::string where) : json_(&json), where_(std::move(where)) {}

  auto wrong(const std::string &member, const std::string &why) const { return wrong_json(where_, member, why); }
  bool has(const char *member) const { return find(member) != nullptr; }

  Result<std::string> text(const char *member) const {
    const auto *found = find(member);
    if (found == nullptr || !found->is_string()) return wrong(member, "must be text");
    return found->get<std::string>();
  }
  Result<std::string> text(const char *member, const char *otherwise) const {
    if (!has(member)) return std::string(otherwise);
    return text(member);
  }
  Result<std::int64_t> integer(const char *member) const {
    const auto *found = find(member);
    if (found == nullptr || !found->is_number_integer()) return wrong(member, "must be a whole number");
    return found->get<std::int64_t>();
  }
  Result<std::int64_t> integer(const char *member, std::int64_t otherwise) const {
    if (!has(member)) return otherwise;
    return integer(member);
  }
  Result<double> number(const char *member) const {
    const auto *found = find(member);
    if (found == nullptr || !found->is_number() || !std::isfinite(found->get<double>())) {
      return wrong(member, "must be a finite number");
    }
    return found->get<double>();
  }
  Result<bool> flag(const char *member) const {
    const auto *found = find(member);
    if (found == nullptr) return false;
    if (!found->is_boolean()) return wrong(member, "must be true or false");
    return found->get<bool>();
  }
  Result<std::vector<double>> numbers(const char *member, std::uint64_t count) const {
    const auto *found = find(member);
    if (found == nullptr) return wrong(member, "is missing");
    return finite_numbers(*found, where_ + "." + member, count);
  }
  Result<std::vector<std::string>> texts(const char *member) const {
    GANTRY_TRY(entries, array(member));
    std::vector<std::string> result;
    for (const auto &entry : *entries) {
      if (!entry.is_string()) return wrong(member, "must be a list of texts");
      result.push_back(entry.get<std::string>());
    }
    return result;
  }
  Result<const nlohmann::json *> array(const char *member) const {
    const auto *found = find(member);
    if (found == nullptr || !found->is_array()) return wrong(member, "must be a list");
    return found;
  }
  Result<JsonReader> object(const char *member) const {
    const auto *found = find(member);
    if (found == nullptr || !found->is_object()) return wrong(member, "must be an object");
    return JsonReader{*found, where_ + "." + member};
  }

 private:
  const nlohmann::json *find(const char *member) const {
    if (!json_->is_object()) return nullptr;
    const auto found = json_->find(member);
    return found == json_->end() ? nullptr : &*found;
  }

  const nlohmann::json *json_;
  std::string where_;
};

}  // namespace gantry::core
