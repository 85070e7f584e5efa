// SPDX-License-Identifier: Apache-2.0
// The secret of this site by which imported files are named: the same file gives the same name here, and none elsewhere.
//
//   GANTRY_TRY(key, SiteKey::open(platform::config_folder()));
//   GANTRY_TRY(file, key.hash_file(path));   // {keyed hash of its contents, bytes}
#pragma once

#include <array>
#include <core/project/records.hpp>
#include <filesystem>

namespace gantry::core {

class SiteKey {
 public:
  // Makes `folder`/site.key (32 random bytes, mode 0600) on first use. "site-key.damaged" when the file is no key,
  // or when others may read it.
  static Result<SiteKey> open(const std::filesystem::path &folder);

  // BLAKE2b-256 with the key over the contents; the name of the file plays no part. "file.open", "file.read".
  Result<ImportedFile> hash_file(const std::string &path) const;
  std::string hash(std::span<const std::byte> bytes) const;

  ~SiteKey();
  SiteKey(const SiteKey &) = default;
  SiteKey &operator=(const SiteKey &) = default;

 private:
  SiteKey() = default;
  std::array<unsigned char, 32> key_{};
};

}  // namespace gantry::core
