// SPDX-License-Identifier: Apache-2.0
#include <core/project/site_key.hpp>

#include <sodium.h>

#include <algorithm>
#include <core/platform/durable.hpp>
#include <core/platform/files.hpp>
#include <fstream>

namespace gantry::core {
namespace {

namespace fs = std::filesystem;

std::string hex_digest(crypto_generichash_state &state) {
  std::array<unsigned char, crypto_generichash_BYTES> digest{};
  crypto_generichash_final(&state, digest.data(), digest.size());
  std::array<char, 2 * crypto_generichash_BYTES + 1> hex{};
  sodium_bin2hex(hex.data(), hex.size(), digest.data(), digest.size());
  return hex.data();
}

Result<void> make_key(const fs::path &folder, const fs::path &file) {
  std::error_code error;
  fs::create_directories(folder, error);
  if (error)
    return fail("disk.write", "the folder for Gantry's settings can't be made: " + error.message(), folder.string());
  std::array<unsigned char, 32> key{};
  randombytes_buf(key.data(), key.size());
  const auto made = platform::make_private_file(file, std::as_bytes(std::span(key)));
  sodium_memzero(key.data(), key.size());
  if (!made && made.error().code != "file.exists") return fail(made.error());
  return done();
}

}  // namespace

SiteKey::~SiteKey() { sodium_memzero(key_.data(), key_.size()); }

Result<SiteKey> SiteKey::open(const fs::path &folder) {
  if (sodium_init() < 0) return fail("site-key.random", "the system gives no random numbers");
  const fs::path file = folder / "site.key";
  std::error_code error;
  if (!fs::exists(file, error)) GANTRY_CHECK(make_key(folder, file));
  GANTRY_TRY(open, platform::open_for_reading(file.string()));
  const auto others = fs::status(file).permissions() & (fs::perms::group_all | fs::perms::others_all);
  GANTRY_TRY(bytes, platform::read_head(open, 33));
  SiteKey key;
  if (bytes.size() != key.key_.size() || others != fs::perms::none) {
    return fail("site-key.damaged", "the site's key is damaged, or others may read it", file.string(),
                "restore it from a backup, readable by you alone (mode 0600); without it, files imported before can't "
                "be recognised");
  }
  std::copy(bytes.begin(), bytes.end(), key.key_.begin());
  sodium_memzero(bytes.data(), bytes.size());
  return key;
}

std::string SiteKey::hash(std::span<const std::byte> bytes) const {
  crypto_generichash_state state;
  crypto_generichash_init(&state, key_.data(), key_.size(), crypto_generichash_BYTES);
  crypto_generichash_update(&state, reinterpret_cast<const unsigned char *>(bytes.data()), bytes.size());
  return hex_digest(state);
}

Result<ImportedFile> SiteKey::hash_file(const std::string &path) const {
  std::ifstream in(path, std::ios::binary);
  if (!in) return fail("file.open", "the file can't be opened", path, "check that it is there and may be read");
  crypto_generichash_state state;
  crypto_generichash_init(&state, key_.data(), key_.size(), crypto_generichash_BYTES);
  std::vector<char> buffer(chunk_bytes);
  ImportedFile file;
  while (in) {
    in.read(buffer.data(), static_cast<std::streamsize>(buffer.size()));
    const auto got = static_cast<std::size_t>(in.gcount());
    crypto_generichash_update(&state, reinterpret_cast<const unsigned char *>(buffer.data()), got);
    file.bytes += got;
  }
  if (!in.eof()) return fail("file.read", "the file can't be read to its end", path, "check the disk that it is on");
  file.keyed_hash = hex_digest(state);
  return file;
}

}  // namespace gantry::core
