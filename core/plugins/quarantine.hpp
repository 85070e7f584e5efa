// SPDX-License-Identifier: Apache-2.0
// Plugins that broke, and pairs of plugin and input that broke, by content hash: kept between sessions, until Retry.
//
//   if (auto reason = quarantine.reason(hash)) …                 // the plugin is not loaded
//   quarantine.add_pair(hash, inputs, "signal 11 …");            // this plugin is not given these inputs again
#pragma once

#include <core/result.hpp>
#include <filesystem>
#include <functional>
#include <nlohmann/json.hpp>
#include <optional>
#include <string>
#include <vector>

namespace gantry::core {

struct QuarantineEntry {
  std::string plugin, reason, when, log_tail;
};

class Quarantine {
 public:
  // One JSON file in `folder`; made when there is something to keep. A damaged file is set aside and said: "quarantine.damaged".
  static Result<Quarantine> open(const std::filesystem::path &folder);

  std::optional<QuarantineEntry> entry(const std::string &library_hash) const;
  std::optional<std::string> pair_reason(const std::string &library_hash, const std::string &input_hash) const;
  // How many different inputs this plugin broke on.
  std::size_t broken_inputs(const std::string &library_hash) const;

  // Another Gantry, or another part of this one, may have added to the list or taken from it.
  void read_again();

  // Each writes the file at once.
  Result<void> add(const std::string &library_hash, QuarantineEntry entry);
  Result<void> add_pair(const std::string &library_hash, const std::string &input_hash, const std::string &plugin,
                        const std::string &reason, const std::string &when);
  // Retry: forgets the plugin and its pairs. False when there was nothing.
  Result<bool> release(const std::string &library_hash);

 private:
  // Reads the list again, edits it and writes it, with other processes kept out meanwhile.
  Result<void> change(const std::function<void(nlohmann::json &)> &edit);
  Result<void> save() const;

  std::filesystem::path file_;
  nlohmann::json content_;
};

}  // namespace gantry::core
