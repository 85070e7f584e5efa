// SPDX-License-Identifier: Apache-2.0
#include <core/import/key_table.hpp>

#include <sodium.h>

#include <algorithm>
#include <core/platform/durable.hpp>
#include <core/platform/files.hpp>

namespace gantry::core {
namespace {

using nlohmann::json;
namespace fs = std::filesystem;

constexpr std::string_view mark = "GNTRYKT1";
constexpr std::size_t limits_bytes = 2 * sizeof(std::uint64_t);
constexpr std::size_t nonce_bytes = crypto_aead_xchacha20poly1305_ietf_NPUBBYTES;
constexpr std::size_t tag_bytes = crypto_aead_xchacha20poly1305_ietf_ABYTES;
constexpr std::size_t check_bytes = 16;
constexpr std::size_t salt_at = mark.size() + limits_bytes;
constexpr std::size_t check_at = salt_at + crypto_pwhash_SALTBYTES;
constexpr std::size_t head_bytes = check_at + nonce_bytes + check_bytes + tag_bytes;
constexpr std::size_t most_bytes = std::size_t{4} << 30;
// All that Gantry has ever asked for. A file that asks for more was made to exhaust memory or time.
constexpr std::uint64_t most_memory = crypto_pwhash_MEMLIMIT_MODERATE, most_passes = crypto_pwhash_OPSLIMIT_MODERATE;

auto damaged(const fs::path &file) {
  return fail("key-table.damaged", "the key table is damaged or cut off; nothing was changed", file.string(),
              "restore it from a backup", Failure::integrity);
}

const unsigned char *raw(const std::string &text) { return reinterpret_cast<const unsigned char *>(text.data()); }

std::string number(std::uint64_t value) {
  std::string out;
  for (int i = 0; i < 8; ++i) out += static_cast<char>(value >> (8 * i) & 0xFFU);
  return out;
}

std::uint64_t number_at(const std::string &bytes, std::size_t at) {
  std::uint64_t value = 0;
  for (std::size_t i = 8; i-- > 0;) value = value << 8 | static_cast<unsigned char>(bytes[at + i]);
  return value;
}

std::string random(std::size_t bytes) {
  std::string out(bytes, '\0');
  randombytes_buf(out.data(), out.size());
  return out;
}

// A fresh nonce and the ciphertext; `bound` is checked along with it.
std::string encrypted(const std::string &text, const std::string &bound, const std::vector<unsigned char> &key) {
  const std::string nonce = random(nonce_bytes);
  std::string out(text.size() + tag_bytes, '\0');
  crypto_aead_xchacha20poly1305_ietf_encrypt(reinterpret_cast<unsigned char *>(out.data()), nullptr, raw(text),
                                             text.size(), raw(bound), bound.size(), nullptr, raw(nonce), key.data());
  return nonce + out;
}

std::optional<std::string> decrypted(const std::string &bytes, const std::string &bound,
                                     const std::vector<unsigned char> &key) {
  if (bytes.size() < nonce_bytes + tag_bytes) return std::nullopt;
  std::string out(bytes.size() - nonce_bytes - tag_bytes, '\0');
  const int failed = crypto_aead_xchacha20poly1305_ietf_decrypt(
      reinterpret_cast<unsigned char *>(out.data()), nullptr, nullptr, raw(bytes) + nonce_bytes,
      bytes.size() - nonce_bytes, raw(bound), bound.size(), raw(bytes), key.data());
  if (failed != 0) return std::nullopt;
  return out;
}

Result<std::vector<unsigned char>> key_of(const std::string &passphrase, const std::string &head) {
  std::vector<unsigned char> key(crypto_aead_xchacha20poly1305_ietf_KEYBYTES);
  const auto passes = number_at(head, mark.size()), memory = number_at(head, mark.size() + 8);
  if (crypto_pwhash(key.data(), key.size(), passphrase.data(), passphrase.size(), raw(head) + salt_at, passes,
                    static_cast<std::size_t>(memory), crypto_pwhash_ALG_ARGON2ID13) != 0)
    return fail("memory.none", "there is not enough memory to make a key of the passphrase (256 MiB)");
  return key;
}

std::string text_of(const json &object, const char *name) {
  const auto found = object.find(name);
  return found != object.end() && found->is_string() ? found->get<std::string>() : "";
}

int integer_of(const json &object, const char *name) {
  const auto found = object.find(name);
  return found != object.end() && found->is_number_integer() ? found->get<int>() : 0;
}

json to_json(const Person &p) {
  return {{"id", p.id}, {"issuer", p.issuer}, {"name", p.name}, {"birth_date", p.birth_date}};
}

}  // namespace

KeyTable::~KeyTable() { sodium_memzero(key_.data(), key_.size()); }

Result<KeyTable> KeyTable::open(const fs::path &file, const std::string &passphrase) {
  if (sodium_init() < 0) return fail("key-table.random", "the system gives no random numbers");
  KeyTable table;
  table.file_ = file;
  std::error_code error;
  if (file.has_parent_path()) fs::create_directories(file.parent_path(), error);
  auto lock = platform::FileLock::take(file.string() + ".lock");
  if (!lock && lock.error().code == "lock.held")
    return fail("key-table.in-use", "another Gantry is using this key table", file.string(), "wait until it has ended");
  if (!lock) return fail(lock.error());
  table.lock_ = std::move(lock).value();
  if (!fs::exists(file, error)) {
    GANTRY_CHECK(table.make(passphrase));
    return table;
  }
  GANTRY_TRY(opened, platform::open_for_reading(file.string()));
  if (opened.bytes > most_bytes) return damaged(file);
  GANTRY_TRY(bytes, platform::read_head(opened, most_bytes));
  GANTRY_CHECK(table.read(bytes, passphrase));
  return table;
}

Result<void> KeyTable::make(const std::string &passphrase) {
  if (passphrase.size() < 8)
    return fail("key-table.weak", "the passphrase has fewer than 8 characters", file_.string(),
                "choose a long one; several words are good", Failure::usage);
  head_ = std::string(mark) + number(crypto_pwhash_OPSLIMIT_MODERATE) + number(crypto_pwhash_MEMLIMIT_MODERATE) +
          random(crypto_pwhash_SALTBYTES);
  GANTRY_TRY(key, key_of(passphrase, head_));
  key_ = std::move(key);
  head_ += encrypted(std::string(check_bytes, '\0'), head_, key_);
  changed_ = true;
  return done();
}

Result<void> KeyTable::read(const std::string &bytes, const std::string &passphrase) {
  if (bytes.size() >= mark.size() && bytes.compare(0, 7, mark, 0, 7) == 0 && bytes[7] > mark[7])
    return fail("key-table.newer", "this key table is of a later Gantry", file_.string(), "update Gantry");
  if (bytes.size() < head_bytes || bytes.compare(0, mark.size(), mark) != 0) return damaged(file_);
  if (number_at(bytes, mark.size()) > most_passes || number_at(bytes, mark.size() + 8) > most_memory)
    return damaged(file_);
  head_ = bytes.substr(0, head_bytes);
  GANTRY_TRY(key, key_of(passphrase, head_));
  key_ = std::move(key);
  if (!decrypted(head_.substr(check_at), head_.substr(0, check_at), key_))
    return fail("key-table.passphrase", "this is not the passphrase of the key table", file_.string(),
                "try again; nothing was changed", Failure::usage);
  auto text = decrypted(bytes.substr(head_bytes), head_, key_);
  if (!text) return damaged(file_);
  const auto taken = take(*text);
  sodium_memzero(text->data(), text->size());
  return taken;
}

Result<void> KeyTable::take(const std::string &text) {
  const json content = json::parse(text, nullptr, false);
  if (!content.is_object() || !content.contains("persons") || !content["persons"].is_array() ||
      !content.contains("uids") || !content["uids"].is_object())
    return damaged(file_);
  scope_ = text_of(content, "scope");
  for (const auto &entry : content["persons"]) {
    if (!entry.is_object() || !entry.contains("originals") || !entry["originals"].is_array()) return damaged(file_);
    Known &known = pseudonyms_[text_of(entry, "pseudonym")];
    known.shift = {integer_of(entry, "days"), integer_of(entry, "seconds")};
    for (const auto &p : entry["originals"]) {
      if (!p.is_object()) return damaged(file_);
      known.persons.push_back(
          {text_of(p, "id"), text_of(p, "issuer"), text_of(p, "name"), text_of(p, "birth_date"), ""});
    }
  }
  for (const auto &[replacement, original] : content["uids"].items()) {
    if (original.is_string()) uids_[replacement] = original.get<std::string>();
  }
  return done();
}

json KeyTable::content() const {
  json persons = json::array();
  for (const auto &[name, known] : pseudonyms_) {
    json originals = json::array();
    for (const auto &p : known.persons) originals.push_back(to_json(p));
    persons.push_back({{"pseudonym", name},
                       {"days", known.shift.days},
                       {"seconds", known.shift.seconds},
                       {"originals", std::move(originals)}});
  }
  return {{"scope", scope_}, {"persons", std::move(persons)}, {"uids", uids_}};
}

void KeyTable::note(const Person &person, const Pseudonym &pseudonym) {
  Known &known = pseudonyms_[pseudonym.name];
  known.shift = pseudonym.shift;
  Person kept = person;
  kept.study.clear();
  if (std::find(known.persons.begin(), known.persons.end(), kept) != known.persons.end()) return;
  known.persons.push_back(std::move(kept));
  changed_ = true;
}

void KeyTable::note_uid(const std::string &original, const std::string &replacement) {
  if (uids_.emplace(replacement, original).second) changed_ = true;
}

std::map<std::string, std::vector<Person>> KeyTable::noted() const {
  std::map<std::string, std::vector<Person>> all;
  for (const auto &[name, known] : pseudonyms_) all[name] = known.persons;
  return all;
}

void KeyTable::set_scope(const std::string &scope) {
  changed_ = changed_ || scope_ != scope;
  scope_ = scope;
}

Result<void> KeyTable::save() {
  if (!changed_) return done();
  std::string text = content().dump(-1, ' ', false, json::error_handler_t::replace);
  const std::string bytes = head_ + encrypted(text, head_, key_);
  sodium_memzero(text.data(), text.size());
  GANTRY_CHECK(platform::save_file(file_, std::as_bytes(std::span(bytes)), platform::FileMode::owner_only));
  changed_ = false;
  return done();
}

Result<json> KeyTable::lookup(const std::string &word) const {
  if (const auto found = pseudonyms_.find(word); found != pseudonyms_.end()) {
    json persons = json::array();
    for (const auto &p : found->second.persons) persons.push_back(to_json(p));
    return json{{"pseudonym", word},
                {"persons", persons},
                {"days", found->second.shift.days},
                {"seconds", found->second.shift.seconds}};
  }
  if (const auto found = uids_.find(word); found != uids_.end())
    return json{{"uid", word}, {"original", found->second}};
  return fail("key-table.unknown", "the key table doesn't know \"" + word + "\"", word,
              "give a pseudonym (P-…) or a UID as they stand in de-identified data", Failure::usage);
}

}  // namespace gantry::core
