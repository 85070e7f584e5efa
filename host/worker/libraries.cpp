// SPDX-License-Identifier: Apache-2.0
#include <host/worker/libraries.hpp>

#include <core/data/object.hpp>
#include <core/platform/files.hpp>
#include <core/platform/libraries.hpp>
#include <filesystem>
#include <system_error>
#include <utility>

namespace gantry::worker {
namespace {

std::string hash_of(const std::string &path) {
  auto opened = core::platform::open_for_reading(path);
  if (!opened) return {};
  const auto mapped = core::platform::MappedFile::map(std::move(opened.value().descriptor));
  return mapped ? core::blake2b(mapped.value().bytes()) : std::string{};
}

}  // namespace

Libraries::~Libraries() {
  leaving_ = true;
  if (early_.joinable()) early_.join();
}

void Libraries::begin() {
  if (std::exchange(begun_, true)) return;
  try {
    early_ = std::thread([this, paths = core::platform::loaded_libraries()] {
      for (const auto &path : paths) {
        if (leaving_) return;
        hashes_.emplace(path, hash_of(path));
      }
    });
  } catch (const std::system_error &) {
    // No thread may be started: if_changed() does it all.
  }
}

nlohmann::json Libraries::if_changed() {
  if (early_.joinable()) early_.join();
  const std::uint64_t loads = core::platform::library_loads();
  if (loads == loads_) return nullptr;
  loads_ = loads;
  nlohmann::json all = nlohmann::json::object();
  for (const auto &path : core::platform::loaded_libraries()) {
    const auto [entry, fresh] = hashes_.try_emplace(path);
    if (fresh) entry->second = hash_of(path);
    all[std::filesystem::path(path).filename().string()] = entry->second;
  }
  return all;
}

}  // namespace gantry::worker
