// SPDX-License-Identifier: Apache-2.0
// A dataset as the record "gantry.header/1": every attribute by its keyword, marked by what PS3.15 says of it.
//
//   HeaderRecord record(dataset);
//   record.add_list("SOPInstanceUIDs", uids, "uid");
//   job.output_record("header", GANTRY_HEADER_SCHEMA, record.dump());
#pragma once

#include "dataset.hpp"

#include <gantry/reader.h>

#include <nlohmann/json.hpp>

#include <array>
#include <map>
#include <string>
#include <vector>

namespace gantry::dicom {

// Sequences are arrays of objects. What identifies somebody inside of one stands beside it as an entry of its own, with
// the values of all items, "RequestAttributesSequence.ScheduledProcedureStepID", so that the rest can be kept. At most 64
// items of a sequence and 64 KiB of a value are shown; pixel data and other bulk by their size.
class HeaderRecord {
 public:
  explicit HeaderRecord(const Dataset &dataset);

  void add_uids(const char *key, const std::vector<std::string> &uids);
  void add_positions(const char *key, const std::vector<std::array<double, 3>> &positions);  // mm
  void add(const char *key, nlohmann::json value);                                           // says nothing of anybody
  std::string dump() const;
  // Only what tells nothing of anybody: for places where no one takes the rest out.
  std::string dump_without_identities() const;

 private:
  nlohmann::json value_of(const Item &item, const Element &e, const std::string &path);
  nlohmann::json items_of(const Element &e, const std::string &path);
  void add_inside(const Item &item, const Element &e, const std::string &key);
  void entry(const Item &item, const Element &e, const std::string &key);

  std::map<std::string, std::size_t> inside_;  // entries of what identifies somebody inside of sequences
  nlohmann::json entries_ = nlohmann::json::array();
};

}  // namespace gantry::dicom
