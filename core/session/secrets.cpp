// SPDX-License-Identifier: Apache-2.0
#include <sodium.h>

#include <algorithm>
#include <core/platform/files.hpp>
#include <core/platform/durable.hpp>
#include <core/session/secrets.hpp>

namespace gantry::core {
namespace {

namespace fs = std::filesystem;
using Bytes = std::string;
using Key = std::array<unsigned char, crypto_secretbox_KEYBYTES>;

constexpr std::size_t max_secret = 65536;

const unsigned char *raw(const Bytes &bytes) { return reinterpret_cast<const unsigned char *>(bytes.data()); }
unsigned char *raw(Bytes &bytes) { return reinterpret_cast<unsigned char *>(bytes.data()); }

Result<Bytes> read_all(const fs::path &file) {
  GANTRY_TRY(open, platform::open_for_reading(file.string()));
  return platform::read_head(open, 4 * max_secret);
}

Result<void> save_private(const fs::path &file, const Bytes &bytes) {
  GANTRY_CHECK(platform::save_file(file.string(), std::as_bytes(std::span(bytes)), platform::FileMode::owner_only));
  return done();
}

Result<Bytes> site_secret(const fs::path &folder) {
  const fs::path file = folder / "secret.key";
  std::error_code problem;
  if (fs::exists(file, problem)) {
    GANTRY_TRY(key, read_all(file));
    if (key.size() == crypto_secretbox_KEYBYTES) return key;
    return fail("storage.key", "the key of the plugins' secrets is damaged", "",
                "restore secret.key from a backup, or remove it and enter the secrets again");
  }
  Bytes key(crypto_secretbox_KEYBYTES, '\0');
  randombytes_buf(raw(key), key.size());
  fs::create_directories(folder, problem);  // the next line says what is wrong
  const auto made = platform::make_private_file(file, std::as_bytes(std::span(key)));
  if (made) return key;
  if (made.error().code != "file.exists") return fail(made.error());
  return read_all(file);  // another process was first, and its key is the one
}

// A key for each plugin and name, so that one secret can't be passed off as another.
Result<Key> key_for(const fs::path &folder, const std::string &plugin, const std::string &name) {
  GANTRY_TRY(site, site_secret(folder));
  Key key{};
  const Bytes context = plugin + '\0' + name;
  crypto_generichash(key.data(), key.size(), raw(context), context.size(), raw(site), site.size());
  return key;
}

fs::path file_of(const fs::path &folder, const std::string &plugin, const std::string &name) {
  const Bytes context = plugin + '\0' + name;
  return folder / "secrets" / blake2b(std::as_bytes(std::span(context))).substr(0, 32);
}

Result<ServiceReply> get(const fs::path &folder, const std::string &plugin, const std::string &name) {
  const auto file = file_of(folder, plugin, name);
  std::error_code problem;
  if (!fs::exists(file, problem)) return fail("not-found", "there is no secret of that name");
  GANTRY_TRY(key, key_for(folder, plugin, name));
  GANTRY_TRY(sealed, read_all(file));
  constexpr std::size_t overhead = crypto_secretbox_NONCEBYTES + crypto_secretbox_MACBYTES;
  if (sealed.size() < overhead)
    return fail("storage.damaged", "the secret is damaged", "", "enter it again", Failure::integrity);
  Bytes plain(sealed.size() - overhead, '\0');
  const auto *nonce = raw(sealed);
  if (crypto_secretbox_open_easy(raw(plain), nonce + crypto_secretbox_NONCEBYTES,
                                 sealed.size() - crypto_secretbox_NONCEBYTES, nonce, key.data()) != 0) {
    return fail("storage.damaged", "the secret is damaged, or of another user", "", "enter it again",
                Failure::integrity);
  }
  Bytes text(sodium_base64_ENCODED_LEN(plain.size(), sodium_base64_VARIANT_ORIGINAL), '\0');
  sodium_bin2base64(text.data(), text.size(), raw(plain), plain.size(), sodium_base64_VARIANT_ORIGINAL);
  text.pop_back();
  return ServiceReply{{{"base64", text}}, {}};
}

Result<ServiceReply> set(const fs::path &folder, const std::string &plugin, const std::string &name,
                         const std::string &base64) {
  Bytes plain(base64.size(), '\0');
  std::size_t length = 0;
  if (sodium_base642bin(raw(plain), plain.size(), base64.data(), base64.size(), nullptr, &length, nullptr,
                        sodium_base64_VARIANT_ORIGINAL) != 0 ||
      length > max_secret) {
    return fail("storage.secret", "a secret is at most 64 KiB");
  }
  GANTRY_TRY(key, key_for(folder, plugin, name));
  Bytes sealed(crypto_secretbox_NONCEBYTES + crypto_secretbox_MACBYTES + length, '\0');
  randombytes_buf(raw(sealed), crypto_secretbox_NONCEBYTES);
  crypto_secretbox_easy(raw(sealed) + crypto_secretbox_NONCEBYTES, raw(plain), length, raw(sealed), key.data());
  sodium_memzero(plain.data(), plain.size());
  GANTRY_CHECK(save_private(file_of(folder, plugin, name), sealed));
  return ServiceReply{};
}

}  // namespace

Result<ServiceReply> answer_secret(const fs::path &folder, const std::string &plugin, const ServiceRequest &request) {
  const auto text = [&](const char *key) {
    const auto found = request.arguments.find(key);
    return found != request.arguments.end() && found->is_string() ? found->get<std::string>() : std::string();
  };
  if (text("name").empty()) return fail("storage.name", "a secret needs a name");
  if (request.method == "get_secret") return get(folder, plugin, text("name"));
  if (request.method == "set_secret") return set(folder, plugin, text("name"), text("base64"));
  return fail("service.method", "storage has no method \"" + request.method + "\"");
}

}  // namespace gantry::core
