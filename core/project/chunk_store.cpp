// SPDX-License-Identifier: Apache-2.0
#include <core/project/chunk_store.hpp>

#include <zstd.h>

#include <algorithm>
#include <array>
#include <atomic>
#include <core/platform/durable.hpp>
#include <core/platform/files.hpp>
#include <mutex>
#include <optional>
#include <thread>

namespace gantry::core {
namespace {

namespace fs = std::filesystem;

constexpr int compression_level = 3;

auto damaged(const std::string &hash, const std::string &how) {
  return fail("project.integrity", "chunk " + hash + " of the project " + how, hash,
              "restore the file objects/" + hash.substr(0, 2) + "/" + hash + " from a backup, or make the data again",
              Failure::integrity);
}

}  // namespace

bool is_chunk_name(std::string_view text) {
  return text.size() == 64 && text.find_first_not_of("0123456789abcdef") == std::string_view::npos;
}

std::size_t largest_chunk_file() { return ZSTD_compressBound(chunk_bytes); }

Result<void> ChunkStore::create() const {
  constexpr std::string_view digits = "0123456789abcdef";
  std::error_code error;
  if (fs::is_directory(folder_ / "ff", error)) return done();  // the last one: all are there
  fs::create_directories(folder_, error);
  for (const char a : digits) {
    for (const char b : digits) fs::create_directory(folder_ / std::string{a, b}, error);
  }
  if (error || !fs::is_directory(folder_ / "ff", error)) {
    return fail("disk.write", "the folder for the project's data can't be made: " + error.message(), folder_.string(),
                "check that you may write there and that there is room");
  }
  return platform::make_durable({folder_});
}

bool ChunkStore::holds(const std::string &hash) const {
  std::error_code error;
  const auto bytes = fs::file_size(path(hash), error);
  return !error && bytes > 0;
}

Result<void> ChunkStore::put(const std::string &hash, std::span<const std::byte> bytes) const {
  std::vector<std::byte> packed(ZSTD_compressBound(bytes.size()));
  const std::size_t size = ZSTD_compress(packed.data(), packed.size(), bytes.data(), bytes.size(), compression_level);
  if (ZSTD_isError(size) != 0) {
    return fail("project.compress", std::string("a chunk can't be compressed: ") + ZSTD_getErrorName(size));
  }
  return platform::place_file(path(hash), std::span(packed).first(size));
}

Result<void> ChunkStore::get(const std::string &hash, std::span<std::byte> bytes) const {
  if (!is_chunk_name(hash)) return damaged(hash, "has a name that no chunk can have");
  const auto file = platform::open_for_reading(path(hash).string());
  if (!file) return damaged(hash, "is missing or can't be read");
  if (file.value().bytes > largest_chunk_file()) return damaged(hash, "is altered (longer than any chunk)");
  GANTRY_TRY(packed, platform::read_head(file.value(), largest_chunk_file()));
  // Never more than `bytes`: a file made to swell ends in an error.
  const std::size_t size = ZSTD_decompress(bytes.data(), bytes.size(), packed.data(), packed.size());
  if (ZSTD_isError(size) != 0 || size != bytes.size()) return damaged(hash, "is cut off or altered");
  if (blake2b(bytes) != hash) return damaged(hash, "is altered: its contents no longer give its name");
  return done();
}

Result<void> in_parallel(std::size_t count, const std::function<Result<void>(std::size_t)> &work) {
  std::atomic<std::size_t> next{0};
  std::mutex guard;
  std::optional<Error> first;
  const auto take_turns = [&] {
    for (std::size_t i = next++; i < count; i = next++) {
      auto result = work(i);
      if (result) continue;
      const std::lock_guard lock(guard);
      if (!first) first = std::move(result).error();
      next = count;
    }
  };
  if (count > 1 && std::thread::hardware_concurrency() > 1) {
    std::thread second(take_turns);
    take_turns();
    second.join();
  } else {
    take_turns();
  }
  if (first) return fail(std::move(*first));
  return done();
}

}  // namespace gantry::core
