// SPDX-License-Identifier: Apache-2.0
// Names by content: canonical JSON, BLAKE2b, and the root hash over header and chunks.
#include <sodium.h>

#include <algorithm>
#include <core/data/object.hpp>

namespace gantry::core {
namespace {

// Before the first hash, on one thread: libsodium picks its fastest code for this processor.
[[maybe_unused]] const bool sodium_is_ready = sodium_init() >= 0;

}  // namespace

std::string canonical(const nlohmann::json &json) {
  // nlohmann keeps object keys sorted and writes the shortest digits that read back to the same double.
  return json.dump(-1, ' ', false, nlohmann::json::error_handler_t::replace);
}

std::string blake2b(std::span<const std::byte> bytes) {
  std::array<unsigned char, crypto_generichash_BYTES> digest{};
  crypto_generichash(digest.data(), digest.size(), reinterpret_cast<const unsigned char *>(bytes.data()), bytes.size(),
                     nullptr, 0);
  std::string hex(2 * digest.size() + 1, '\0');
  sodium_bin2hex(hex.data(), hex.size(), digest.data(), digest.size());
  hex.pop_back();
  return hex;
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
