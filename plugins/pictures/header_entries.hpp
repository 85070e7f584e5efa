// SPDX-License-Identifier: Apache-2.0
// The record "gantry.header/1": what a file says of itself, entry by entry, with what may identify a person marked.
//
//   HeaderEntries entries;
//   entries.add("encoding", "gzip");
//   job.output_record("header", GANTRY_HEADER_SCHEMA, entries.dump());
#pragma once

#include <nlohmann/json.hpp>

#include <string>

namespace gantry::pictures {

class HeaderEntries {
 public:
  void add(const std::string &key, nlohmann::json value) { put(key, std::move(value), false, nullptr); }
  // Free text, dates, places, serial numbers. `role`: how the host may replace it (nullptr: it is left out).
  void add_identifying(const std::string &key, nlohmann::json value, const char *role = nullptr) {
    put(key, std::move(value), true, role);
  }
  // Files hold text in any code page: what is not UTF-8 becomes '?'.
  std::string dump() const {
    return nlohmann::json{{"entries", entries_}}.dump(-1, ' ', false, nlohmann::json::error_handler_t::replace);
  }

 private:
  void put(const std::string &key, nlohmann::json value, bool identifying, const char *role) {
    nlohmann::json entry{{"key", key}, {"value", std::move(value)}, {"identifying", identifying}};
    if (role != nullptr) entry["role"] = role;
    entries_.push_back(std::move(entry));
  }

  nlohmann::json entries_ = nlohmann::json::array();
};

}  // namespace gantry::pictures
