// SPDX-License-Identifier: Apache-2.0
// The record "gantry.header/1": what a file says of itself, entry by entry, with what may identify a person marked.
//
//   HeaderEntries entries;
//   entries.add("record_duration", 1.0, "s");
//   entries.add_identifying("patient_name", "…", "patient-name");
//   job.output_record("header", GANTRY_HEADER_SCHEMA, entries.dump());
#pragma once

#include <nlohmann/json.hpp>

#include <string>

namespace gantry {

class HeaderEntries {
 public:
  void add(const std::string &key, nlohmann::json value, const char *unit = nullptr) {
    nlohmann::json entry{{"key", key}, {"value", std::move(value)}, {"identifying", false}};
    if (unit != nullptr) entry["unit"] = unit;
    entries_.push_back(std::move(entry));
  }
  // Free text, dates, places, serial numbers; nothing is added for an empty text. `role`: how the host may replace it
  // (gantry/reader.h); without one it is left out.
  void add_identifying(const std::string &key, nlohmann::json value, const char *role = nullptr) {
    if (value.is_string() && value.get_ref<const std::string &>().empty()) return;
    nlohmann::json entry{{"key", key}, {"value", std::move(value)}, {"identifying", true}};
    if (role != nullptr) entry["role"] = role;
    entries_.push_back(std::move(entry));
  }
  // Files hold text in any code page: what is not UTF-8 becomes '?'.
  std::string dump() const {
    return nlohmann::json{{"entries", entries_}}.dump(-1, ' ', false, nlohmann::json::error_handler_t::replace);
  }

 private:
  nlohmann::json entries_ = nlohmann::json::array();
};

}  // namespace gantry
