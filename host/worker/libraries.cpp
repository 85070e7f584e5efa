// SPDX-License-Identifier: Apache-2.0
#include <host/worker/libraries.hpp>

#include <core/data/object.hpp>
#include <core/platform/files.hpp>
#include <core/platform/libraries.hpp>
#include <filesystem>

namespace gantry::worker {
namespace {

std::string hash_of(const std::string &path) {
  auto opened = core::platform::open_for_reading(path);
  if (!opened) return {};
  const auto mapped = core::platform::MappedFile::map(std::move(opened.value().descriptor));
  return mapped ? core::blake2b(mapped.value().bytes()) : std::string{};
}

}  // namespace

nlohmann::json Libraries::if_changed() {
  const std::uint64_t loads = core::platform::library_loads();
  if (loads == loads_) return nullptr;
  loads_ = loads;
  nlohmann::json all = nlohmann::json::object();
  for (const auto &[path, build_id] : core::platform::loaded_libraries()) {
    std::string content = build_id;
    if (content.empty()) {
      const auto [entry, fresh] = hashes_.try_emplace(path);
      if (fresh) entry->second = hash_of(path);
      content = entry->second;
    }
    all[std::filesystem::path(path).filename().string()] = content;
  }
  return all;
}

}  // namespace gantry::worker
