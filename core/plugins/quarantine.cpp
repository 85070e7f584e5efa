// SPDX-License-Identifier: Apache-2.0
#include <core/platform/files.hpp>
#include <core/plugins/quarantine.hpp>
#include <fstream>

namespace gantry::core {
namespace {

using nlohmann::json;
namespace fs = std::filesystem;

json fresh() { return {{"plugins", json::object()}, {"pairs", json::object()}}; }

bool sound(const json &content) {
  if (!content.is_object() || !content.contains("plugins") || !content.contains("pairs")) return false;
  for (const auto &entry : content["plugins"]) {
    if (!entry.is_object() || !entry.contains("reason") || !entry["reason"].is_string()) return false;
  }
  for (const auto &inputs : content["pairs"]) {
    if (!inputs.is_object()) return false;
  }
  return content["plugins"].is_object() && content["pairs"].is_object();
}

}  // namespace

Result<Quarantine> Quarantine::open(const fs::path &folder) {
  Quarantine q;
  q.file_ = folder / "quarantine.json";
  q.content_ = fresh();
  std::error_code problem;
  if (!fs::exists(q.file_, problem)) return q;
  std::ifstream in(q.file_);
  json read = json::parse(in, nullptr, false);
  if (!read.is_discarded() && sound(read)) {
    q.content_ = std::move(read);
    return q;
  }
  // Starting afresh is safe (a broken plugin is caught again), losing the evidence is not.
  fs::rename(q.file_, q.file_.string() + ".damaged", problem);
  return q;
}

std::optional<QuarantineEntry> Quarantine::entry(const std::string &library_hash) const {
  const auto found = content_["plugins"].find(library_hash);
  if (found == content_["plugins"].end()) return std::nullopt;
  return QuarantineEntry{found->value("plugin", ""), found->value("reason", ""), found->value("when", ""),
                         found->value("log_tail", "")};
}

std::optional<std::string> Quarantine::pair_reason(const std::string &library_hash, const std::string &input_hash) const {
  const auto found = content_["pairs"].find(library_hash);
  if (found == content_["pairs"].end() || !found->contains(input_hash)) return std::nullopt;
  return (*found)[input_hash].value("reason", "");
}

std::size_t Quarantine::broken_inputs(const std::string &library_hash) const {
  const auto found = content_["pairs"].find(library_hash);
  return found == content_["pairs"].end() ? 0 : found->size();
}

Result<void> Quarantine::add(const std::string &library_hash, QuarantineEntry e) {
  content_["plugins"][library_hash] = {
      {"plugin", e.plugin}, {"reason", e.reason}, {"when", e.when}, {"log_tail", e.log_tail}};
  return save();
}

Result<void> Quarantine::add_pair(const std::string &library_hash, const std::string &input_hash,
                                  const std::string &plugin, const std::string &reason, const std::string &when) {
  content_["pairs"][library_hash][input_hash] = {{"plugin", plugin}, {"reason", reason}, {"when", when}};
  return save();
}

Result<bool> Quarantine::release(const std::string &library_hash) {
  const bool known = content_["plugins"].erase(library_hash) + content_["pairs"].erase(library_hash) > 0;
  if (known) GANTRY_CHECK(save());
  return known;
}

Result<void> Quarantine::save() const {
  std::error_code problem;
  fs::create_directories(file_.parent_path(), problem);
  const fs::path fresh_file = file_.string() + ".new";
  std::ofstream out(fresh_file);
  out << content_.dump(1, ' ', false, json::error_handler_t::replace) << '\n';
  out.close();
  if (out) fs::rename(fresh_file, file_, problem);
  if (!out || problem) {
    return fail("quarantine.write", "the list of broken plugins can't be written", file_.string(),
                "make room on the disk, or check who may write there");
  }
  return done();
}

}  // namespace gantry::core
