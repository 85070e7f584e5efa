// SPDX-License-Identifier: Apache-2.0
// Who is behind a pseudonym: originals and their replacements, in one encrypted file apart from the project. Who has the
// file and its passphrase can undo de-identification; nobody else can.
//
//   GANTRY_TRY(table, KeyTable::open(file, passphrase));    // makes a new one where there is none
//   table.note({.id = "77654033"}, pseudonym);
//   GANTRY_CHECK(table.save());                             // the whole file anew, or as it was
//
// Argon2id makes the key of the passphrase, XChaCha20-Poly1305 encrypts (libsodium). The file: "GNTRYKT1", Argon2id's
// two limits (64 bit, little endian), its salt, a nonce and 16 zero bytes encrypted (by which a wrong passphrase is told
// from a damaged file), a nonce and the table as encrypted JSON.
#pragma once

#include <core/import/moment.hpp>
#include <core/platform/lock.hpp>
#include <core/result.hpp>
#include <filesystem>
#include <map>
#include <nlohmann/json.hpp>
#include <string>
#include <vector>

namespace gantry::core {

// Whose a file is, as the file says it, in UTF-8.
struct Person {
  std::string id{}, issuer{}, name{}, birth_date{}, study{};
  auto operator<=>(const Person &) const = default;
};

struct Pseudonym {
  std::string name;
  Shift shift;
};

class KeyTable {
 public:
  // Holds the file until it goes. Errors: "key-table.passphrase" (wrong), "key-table.damaged", "key-table.newer",
  // "key-table.in-use", "key-table.weak" for a new one with a passphrase under 8 characters.
  static Result<KeyTable> open(const std::filesystem::path &file, const std::string &passphrase);

  void note(const Person &person, const Pseudonym &pseudonym);
  void note_uid(const std::string &original, const std::string &replacement);
  // Atomic and durable; the file can be read by its owner alone. Nothing to do when nothing was noted.
  Result<void> save();

  // What identities are made for: pseudonyms noted here go on when it is used again. "" in a new table.
  const std::string &scope() const { return scope_; }
  void set_scope(const std::string &scope);

  // By pseudonym: {"pseudonym", "persons": [{id, issuer, name, birth_date}], "days", "seconds"}; by new UID: {"uid",
  // "original"}. "key-table.unknown".
  Result<nlohmann::json> lookup(const std::string &word) const;
  std::size_t persons() const { return pseudonyms_.size(); }
  std::map<std::string, std::vector<Person>> noted() const;  // by pseudonym
  const std::filesystem::path &file() const { return file_; }

  ~KeyTable();
  KeyTable(KeyTable &&) = default;
  KeyTable &operator=(KeyTable &&) = default;

 private:
  struct Known {
    std::vector<Person> persons;
    Shift shift;
  };

  KeyTable() = default;
  Result<void> make(const std::string &passphrase);
  Result<void> read(const std::string &bytes, const std::string &passphrase);
  Result<void> take(const std::string &text);
  nlohmann::json content() const;

  std::filesystem::path file_;
  platform::FileLock lock_;
  std::string head_;  // all but the last nonce and the table
  std::vector<unsigned char> key_;
  std::string scope_;
  std::map<std::string, Known> pseudonyms_;
  std::map<std::string, std::string> uids_;  // replacement → original
  bool changed_ = false;
};

}  // namespace gantry::core
