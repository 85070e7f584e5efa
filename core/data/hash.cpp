// SPDX-License-Identifier: Apache-2.0
// Names by content: canonical JSON, BLAKE2b, and the root hash over header and chunks. SHA-256 is OpenSSL's: libsodium's
// makes no use of what processors have for it, and takes eight times as long.
#include <openssl/crypto.h>
#include <openssl/evp.h>
#include <sodium.h>

#include <algorithm>
#include <array>
#include <core/data/object.hpp>
#include <new>

namespace gantry::core {
namespace {

// Before the first hash, on one thread: libsodium picks its fastest code for this processor, and OpenSSL leaves the
// machine's configuration alone.
[[maybe_unused]] const bool sodium_is_ready = sodium_init() >= 0;
[[maybe_unused]] const bool openssl_is_ready = OPENSSL_init_crypto(OPENSSL_INIT_NO_LOAD_CONFIG, nullptr) == 1;

template <std::size_t size>
std::string hex_of(const std::array<unsigned char, size> &digest) {
  std::array<char, 2 * size + 1> hex{};
  return sodium_bin2hex(hex.data(), hex.size(), digest.data(), digest.size());
}

}  // namespace

std::string canonical(const nlohmann::json &json) {
  // nlohmann keeps object keys sorted and writes the shortest digits that read back to the same double.
  return json.dump(-1, ' ', false, nlohmann::json::error_handler_t::replace);
}

std::string blake2b(std::span<const std::byte> bytes) {
  std::array<unsigned char, crypto_generichash_BYTES> digest{};
  crypto_generichash(digest.data(), digest.size(), reinterpret_cast<const unsigned char *>(bytes.data()), bytes.size(),
                     nullptr, 0);
  return hex_of(digest);
}

std::string sha256(std::span<const std::byte> bytes) {
  std::array<unsigned char, 32> digest{};
  if (EVP_Digest(bytes.data(), bytes.size(), digest.data(), nullptr, EVP_sha256(), nullptr) != 1)
    throw std::bad_alloc();  // the only way in which it can fail
  return hex_of(digest);
}

std::vector<std::string> chunk_hashes(std::span<const std::byte> bytes) {
  std::vector<std::string> result;
  for (std::size_t at = 0; at < bytes.size(); at += chunk_bytes) {
    result.push_back(blake2b(bytes.subspan(at, std::min(chunk_bytes, bytes.size() - at))));
  }
  return result;
}

std::string root_hash(const nlohmann::json &header, const std::vector<std::string> &chunks) {
  std::string text = canonical(header);
  text.push_back('\0');
  for (const auto &chunk : chunks) text += chunk;
  return blake2b(std::as_bytes(std::span(text)));
}

std::string content_hash(const Object &object) { return root_hash(object.header, chunk_hashes(object.bytes.bytes())); }

}  // namespace gantry::core
