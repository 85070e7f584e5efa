// SPDX-License-Identifier: Apache-2.0
#include <algorithm>
#include <core/log/log.hpp>
#include <core/platform/durable.hpp>
#include <core/platform/lock.hpp>
#include <core/plugins/quarantine.hpp>
#include <fstream>
#include <thread>

namespace gantry::core {
namespace {

using nlohmann::json;
namespace fs = std::filesystem;

json fresh() { return {{"plugins", json::object()}, {"pairs", json::object()}}; }

bool all_texts(const json &entry, std::initializer_list<const char *> members) {
  return entry.is_object() && std::all_of(members.begin(), members.end(), [&](const char *member) {
           return entry.contains(member) && entry.at(member).is_string();
         });
}

bool sound(const json &content) {
  if (!content.is_object() || !content.contains("plugins") || !content.contains("pairs")) return false;
  for (const auto &entry : content["plugins"]) {
    if (!all_texts(entry, {"plugin", "reason", "when", "log_tail"})) return false;
  }
  for (const auto &inputs : content["pairs"]) {
    if (!inputs.is_object()) return false;
    for (const auto &entry : inputs) {
      if (!all_texts(entry, {"plugin", "reason", "when"})) return false;
    }
  }
  return content["plugins"].is_object() && content["pairs"].is_object();
}

// Nothing when there is no such file, or it is damaged.
std::optional<json> read_list(const fs::path &file) {
  std::ifstream in(file);
  json read = json::parse(in, nullptr, false);
  if (read.is_discarded() || !sound(read)) return std::nullopt;
  return read;
}

}  // namespace

Result<Quarantine> Quarantine::open(const fs::path &folder) {
  Quarantine q;
  q.file_ = folder / "quarantine.json";
  q.content_ = fresh();
  std::error_code problem;
  if (!fs::exists(q.file_, problem)) return q;
  if (auto list = read_list(q.file_)) {
    q.content_ = std::move(*list);
    return q;
  }
  // Starting afresh is safe (a broken plugin is caught again), losing the evidence is not.
  fs::rename(q.file_, q.file_.string() + ".damaged", problem);
  log::write(log::Severity::warning, "quarantine.damaged: the list of broken plugins was damaged, and is set aside");
  return q;
}

std::optional<QuarantineEntry> Quarantine::entry(const std::string &library_hash) const {
  const auto found = content_["plugins"].find(library_hash);
  if (found == content_["plugins"].end()) return std::nullopt;
  return QuarantineEntry{found->at("plugin"), found->at("reason"), found->at("when"), found->at("log_tail")};
}

std::optional<std::string> Quarantine::pair_reason(const std::string &library_hash,
                                                   const std::string &input_hash) const {
  const auto found = content_["pairs"].find(library_hash);
  if (found == content_["pairs"].end() || !found->contains(input_hash)) return std::nullopt;
  return found->at(input_hash).at("reason").get<std::string>();
}

std::size_t Quarantine::broken_inputs(const std::string &library_hash) const {
  const auto found = content_["pairs"].find(library_hash);
  return found == content_["pairs"].end() ? 0 : found->size();
}

void Quarantine::read_again() {
  if (auto now = read_list(file_)) content_ = std::move(*now);
}

Result<void> Quarantine::change(const std::function<void(json &)> &edit) {
  auto lock = platform::FileLock::take(file_.string() + ".lock");
  for (int tries = 0; !lock && lock.error().code == "lock.held" && tries < 200; ++tries) {
    std::this_thread::sleep_for(std::chrono::milliseconds(10));
    lock = platform::FileLock::take(file_.string() + ".lock");
  }
  // A home on a network drive may not lock: then the last one writes, as without this.
  read_again();
  edit(content_);
  return save();
}

Result<void> Quarantine::add(const std::string &library_hash, QuarantineEntry e) {
  return change([&](json &list) {
    list["plugins"][library_hash] = {
        {"plugin", e.plugin}, {"reason", e.reason}, {"when", e.when}, {"log_tail", e.log_tail}};
  });
}

Result<void> Quarantine::add_pair(const std::string &library_hash, const std::string &input_hash,
                                  const std::string &plugin, const std::string &reason, const std::string &when) {
  return change([&](json &list) {
    list["pairs"][library_hash][input_hash] = {{"plugin", plugin}, {"reason", reason}, {"when", when}};
  });
}

Result<bool> Quarantine::release(const std::string &library_hash) {
  read_again();
  if (!content_["plugins"].contains(library_hash) && !content_["pairs"].contains(library_hash)) return false;
  GANTRY_CHECK(change([&](json &list) {
    list["plugins"].erase(library_hash);
    list["pairs"].erase(library_hash);
  }));
  return true;
}

Result<void> Quarantine::save() const {
  const std::string text = content_.dump(1, ' ', false, json::error_handler_t::replace) + '\n';
  if (!platform::save_file(file_, std::as_bytes(std::span(text)))) {
    return fail("quarantine.write", "the list of broken plugins can't be written", file_.string(),
                "make room on the disk, or check who may write there");
  }
  return done();
}

}  // namespace gantry::core
