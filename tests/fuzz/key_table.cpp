// SPDX-License-Identifier: Apache-2.0
// Key tables: a file as it is, or (first byte odd) a table rightly encrypted by somebody who has the passphrase.
#include <sodium.h>
#include <core/import/key_table.hpp>
#include <cstdint>
#include <cstdlib>
#include <tests/support/folder.hpp>

namespace {

constexpr const char *passphrase = "correct horse battery staple";

std::string little(std::uint64_t value) {
  std::string out;
  for (int i = 0; i < 8; ++i) out += static_cast<char>(value >> (8 * i) & 0xFFU);
  return out;
}

std::string encrypted(const std::string &text, const std::string &bound, const unsigned char *key) {
  const std::string nonce(crypto_aead_xchacha20poly1305_ietf_NPUBBYTES, 'n');
  std::string out(text.size() + crypto_aead_xchacha20poly1305_ietf_ABYTES, '\0');
  const auto raw = [](const std::string &s) { return reinterpret_cast<const unsigned char *>(s.data()); };
  crypto_aead_xchacha20poly1305_ietf_encrypt(reinterpret_cast<unsigned char *>(out.data()), nullptr, raw(text),
                                             text.size(), raw(bound), bound.size(), nullptr, raw(nonce), key);
  return nonce + out;
}

// The layout that key_table.hpp describes, with the least that Argon2id does.
std::string table_of(const std::string &text) {
  const std::string salt(crypto_pwhash_SALTBYTES, 's');
  std::string head = "GNTRYKT1" + little(crypto_pwhash_OPSLIMIT_MIN) + little(crypto_pwhash_MEMLIMIT_MIN) + salt;
  unsigned char key[crypto_aead_xchacha20poly1305_ietf_KEYBYTES];
  if (crypto_pwhash(key, sizeof key, passphrase, std::string(passphrase).size(),
                    reinterpret_cast<const unsigned char *>(salt.data()), crypto_pwhash_OPSLIMIT_MIN,
                    crypto_pwhash_MEMLIMIT_MIN, crypto_pwhash_ALG_ARGON2ID13) != 0)
    std::abort();
  head += encrypted(std::string(16, '\0'), head, key);
  return head + encrypted(text, head, key);
}

}  // namespace

extern "C" int LLVMFuzzerTestOneInput(const std::uint8_t *data, std::size_t size) {
  static const gantry::tests::Folder folder;
  if (sodium_init() < 0) std::abort();
  if (size == 0) return 0;
  const std::string rest(reinterpret_cast<const char *>(data) + 1, size - 1);
  const bool by_owner = data[0] % 2 != 0;
  const std::string file = folder.write("site.keys", by_owner ? table_of(rest) : rest);
  auto table = gantry::core::KeyTable::open(file, passphrase);
  if (!table && by_owner && table.error().code == "key-table.passphrase") std::abort();
  if (!table) return 0;
  (void)table.value().lookup("P-AAAAAAAA");
  table.value().note({"1", "", "", "", ""}, {"P-AAAAAAAA", {}});
  if (!table.value().save()) std::abort();
  return 0;
}
