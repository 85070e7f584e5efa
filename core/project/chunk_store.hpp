// SPDX-License-Identifier: Apache-2.0
// Chunks of at most 1 MiB on disk, named by the BLAKE2b of their contents, compressed by zstd: objects/ab/ab34….
//
//   const ChunkStore store(folder / "objects");
//   GANTRY_CHECK(store.put(hash, bytes));          // not yet durable
//   GANTRY_CHECK(store.get(hash, destination));    // checked
#pragma once

#include <core/data/object.hpp>
#include <filesystem>
#include <functional>
#include <span>
#include <string>
#include <vector>

namespace gantry::core {

bool is_chunk_name(std::string_view name);  // 64 small hex digits
std::size_t largest_chunk_file();           // bytes on disk

class ChunkStore {
 public:
  explicit ChunkStore(std::filesystem::path folder) : folder_(std::move(folder)) {}

  const std::filesystem::path &folder() const { return folder_; }
  std::filesystem::path path(const std::string &hash) const { return folder_ / hash.substr(0, 2) / hash; }

  // Makes the folders 00 to ff, durable, unless they are there.
  Result<void> create() const;
  // There is a file of that name, not an empty one: says nothing about its contents.
  bool holds(const std::string &hash) const;
  // Compresses and places. "disk.full", "disk.write".
  Result<void> put(const std::string &hash, std::span<const std::byte> bytes) const;
  // Fills `bytes`, whose size must be the chunk's. "project.integrity" names the chunk when it is missing, cut off or altered.
  Result<void> get(const std::string &hash, std::span<std::byte> bytes) const;

 private:
  std::filesystem::path folder_;
};

// Calls work(0) … work(count - 1) on two threads at most; the first error ends it and is returned. What each call does
// must not depend on the others.
Result<void> in_parallel(std::size_t count, const std::function<Result<void>(std::size_t)> &work);

}  // namespace gantry::core
