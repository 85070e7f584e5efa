// SPDX-License-Identifier: Apache-2.0
// The record "gantry.header/1", entry by entry; what may identify a person is marked so.
//
//   HeaderEntries e;
//   e.add("record_duration", 1.0, "s");
//   e.add_identifying("patient_name", "…", "patient-name");
//   job.output_record("header", GANTRY_HEADER_SCHEMA, e.dump());
#pragma once

#include <nlohmann/json.hpp>

#include <string>

namespace gantry::biosignals {

class HeaderEntries {
 public:
  void add(const char *key, nlohmann::json value, const char *unit = nullptr) {
    nlohmann::json entry{{"key", key}, {"value", std::move(value)}, {"identifying", false}};
    if (unit != nullptr) entry["unit"] = unit;
    entries_.push_back(std::move(entry));
  }
  // Nothing is added for an empty value. Without a role the host can only leave it out.
  void add_identifying(const char *key, const std::string &value, const char *role = nullptr) {
    if (value.empty()) return;
    nlohmann::json entry{{"key", key}, {"value", value}, {"identifying", true}};
    if (role != nullptr) entry["role"] = role;
    entries_.push_back(std::move(entry));
  }
  std::string dump() const { return nlohmann::json{{"entries", entries_}}.dump(); }

 private:
  nlohmann::json entries_ = nlohmann::json::array();
};

}  // namespace gantry::biosignals
