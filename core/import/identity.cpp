// SPDX-License-Identifier: Apache-2.0
#include <core/import/identity.hpp>

#include <sodium.h>

#include <algorithm>

namespace gantry::core {
namespace {

constexpr std::string_view letters = "0123456789ABCDEFGHJKMNPQRSTVWXYZ";  // Crockford's: none looks like another

std::string plain(std::string text) {
  const auto padding = [](unsigned char c) { return c <= ' '; };
  text.erase(text.begin(), std::find_if_not(text.begin(), text.end(), padding));
  text.erase(std::find_if_not(text.rbegin(), text.rend(), padding).base(), text.end());
  return text;
}

// What tells people apart. A zero byte between the parts: it stands in none of them. `issuer`: the hash of it.
std::string key_of(const Person &p, const std::string &issuer) {
  const std::string zero(1, '\0');
  if (!plain(p.id).empty()) return "id" + zero + plain(p.id) + zero + issuer;
  if (!plain(p.name).empty()) return "name" + zero + plain(p.name) + zero + plain(p.birth_date);
  if (!plain(p.study).empty()) return "study" + zero + plain(p.study);
  return "";
}

// 40 bits.
std::string pseudonym(const std::array<unsigned char, 32> &digest) {
  std::uint64_t bits = 0;
  for (std::size_t i = 0; i < 5; ++i) bits = bits << 8 | digest[i];
  std::string name = "P-";
  for (int at = 35; at >= 0; at -= 5) name += letters[bits >> at & 31];
  return name;
}

// Forty to fifty years back: no moved date is, or can be taken for, the true date of another examination. One to three
// hours to either side: what is done by day stays within its day.
Shift shift(const std::array<unsigned char, 32> &digest) {
  const auto number = [&digest](std::size_t at) {
    return static_cast<unsigned>(digest[at]) << 16 | static_cast<unsigned>(digest[at + 1]) << 8 | digest[at + 2];
  };
  const int seconds = 3600 + static_cast<int>(number(8) % 7200);
  return {-14'610 - static_cast<int>(number(5) % 3650), (digest[11] & 1U) != 0 ? seconds : -seconds};
}

// 128 bits as a decimal number (PS3.5, B.2: 2.25 and a UUID).
std::string decimal(const std::array<unsigned char, 32> &digest) {
  std::array<unsigned char, 16> bytes{};
  std::copy_n(digest.begin(), bytes.size(), bytes.begin());
  bytes[6] = static_cast<unsigned char>((bytes[6] & 0x0FU) | 0x80U);  // a UUID of version 8, RFC 9562
  bytes[8] = static_cast<unsigned char>((bytes[8] & 0x3FU) | 0x80U);
  std::string digits;
  while (std::any_of(bytes.begin(), bytes.end(), [](unsigned char b) { return b != 0; })) {
    unsigned rest = 0;
    for (auto &byte : bytes) {
      const unsigned value = rest << 8 | byte;
      byte = static_cast<unsigned char>(value / 10);
      rest = value % 10;
    }
    digits += static_cast<char>('0' + rest);
  }
  std::reverse(digits.begin(), digits.end());
  return digits;
}

std::string hex_of(const unsigned char *bytes, std::size_t size) {
  std::string hex(2 * size + 1, '\0');
  sodium_bin2hex(hex.data(), hex.size(), bytes, size);
  hex.pop_back();
  return hex;
}

constexpr const char *met_key = "identity_id ";  // and the hashes of an id and of its issuer

std::string argument(const ServiceRequest &request, const char *key) {
  const auto found = request.arguments.find(key);
  return found != request.arguments.end() && found->is_string() ? found->get<std::string>() : "";
}

}  // namespace

std::string Identity::new_scope() {
  std::array<unsigned char, 16> bytes{};
  randombytes_buf(bytes.data(), bytes.size());
  return hex_of(bytes.data(), bytes.size());
}

Result<Identity> Identity::of_project(const Project &project, const SiteKey &key) {
  std::string scope = new_scope();
  std::vector<std::pair<std::string, std::string>> met;
  GANTRY_CHECK(project.database().transact([&](soci::session &sql) {
    sql << "INSERT OR IGNORE INTO meta (key, value) VALUES ('identity_scope', :s)", soci::use(scope);
    sql << "SELECT value FROM meta WHERE key = 'identity_scope'", soci::into(scope);
    const soci::rowset<soci::row> rows = (sql.prepare << "SELECT key, value FROM meta WHERE key LIKE 'identity_id %'");
    for (const auto &row : rows) met.emplace_back(row.get<std::string>(0), row.get<std::string>(1));
  }));
  Identity identity = of_scope(key, scope);
  for (const auto &[words, under] : met) {
    const std::size_t id = std::char_traits<char>::length(met_key), end = words.find(' ', id);
    if (end != std::string::npos) identity.issuers_[words.substr(id, end - id)][words.substr(end + 1)] = under;
  }
  return identity;
}

Result<void> Identity::save(const Project &project) {
  if (unsaved_.empty()) return done();
  GANTRY_CHECK(project.database().transact([this](soci::session &sql) {
    for (const Met &met : unsaved_) {
      const std::string key = met_key + met.id + ' ' + met.issuer;
      sql << "INSERT OR IGNORE INTO meta (key, value) VALUES (:k, :v)", soci::use(key), soci::use(met.under);
    }
  }));
  unsaved_.clear();
  return done();
}

Identity Identity::of_scope(const SiteKey &key, const std::string &scope) {
  Identity identity;
  identity.scope_ = scope;
  const std::string name = "gantry identity/1 " + scope;
  std::string hex = key.hash(std::as_bytes(std::span(name)));
  sodium_hex2bin(identity.secret_.data(), identity.secret_.size(), hex.data(), hex.size(), nullptr, nullptr, nullptr);
  sodium_memzero(hex.data(), hex.size());
  return identity;
}

Identity::~Identity() { sodium_memzero(secret_.data(), secret_.size()); }

std::array<unsigned char, 32> Identity::digest(const std::string &purpose, const std::string &text) const {
  const std::string message = purpose + '\0' + text;
  std::array<unsigned char, 32> out{};
  crypto_generichash(out.data(), out.size(), reinterpret_cast<const unsigned char *>(message.data()), message.size(),
                     secret_.data(), secret_.size());
  return out;
}

std::string Identity::hash(const std::string &purpose, const std::string &text) const {
  return hex_of(digest(purpose, text).data(), 16);
}

std::string Identity::issuer_of(const Person &person) {
  const std::string id = hash("id", plain(person.id)), given = plain(person.issuer);
  const std::string issuer = given.empty() ? "" : hash("issuer", given);
  Issuers &known = issuers_[id];
  if (const auto found = known.find(issuer); found != known.end()) return found->second;
  const bool joins = known.size() == 1 && (issuer.empty() || known.begin()->first.empty());
  const std::string under = joins ? known.begin()->second : issuer;
  known.emplace(issuer, under);
  unsaved_.push_back({id, issuer, under});
  return under;
}

// Persons who were given this pseudonym: one of their issuers makes it.
void Identity::learn(const std::vector<Person> &persons, const std::string &name) {
  for (const Person &p : persons) {
    if (plain(p.id).empty()) continue;
    for (const Person &other : persons) {
      const std::string under = plain(other.issuer).empty() ? "" : hash("issuer", plain(other.issuer));
      if (pseudonym(digest("person", key_of(p, under))) != name) continue;
      issuers_[hash("id", plain(p.id))].emplace(plain(p.issuer).empty() ? "" : hash("issuer", plain(p.issuer)), under);
    }
  }
}

void Identity::note_in(KeyTable *table) {
  table_ = table;
  if (table == nullptr) return;
  for (const auto &[name, persons] : table->noted()) learn(persons, name);
}

Pseudonym Identity::person(const Person &person) {
  const std::string key = key_of(person, plain(person.id).empty() ? "" : issuer_of(person));
  const auto bits = digest("person", key);
  Pseudonym out{key.empty() ? "P-UNKNOWN" : pseudonym(bits), shift(bits)};
  shifts_[out.name] = out.shift;
  if (table_ != nullptr && !key.empty()) table_->note(person, out);
  return out;
}

std::string Identity::uid(const std::string &original) {
  const std::string text = plain(original);
  const bool well_formed = !text.empty() && text.find_first_not_of("0123456789.") == std::string::npos;
  if (!well_formed || text.rfind("1.2.840.10008.", 0) == 0) return well_formed ? text : "";
  auto &known = uids_[text];
  if (known.empty()) {
    known = "2.25." + decimal(digest("uid", text));
    if (table_ != nullptr) table_->note_uid(text, known);
  }
  return known;
}

Shift Identity::shift_of(const std::string &pseudonym) const {
  const auto found = shifts_.find(pseudonym);
  return found == shifts_.end() ? Shift{} : found->second;
}

Result<ServiceReply> Identity::answer(const ServiceRequest &request) {
  if (request.method == "open") return ServiceReply{};
  if (request.method == "uid") return ServiceReply{{{"replacement", uid(argument(request, "original"))}}, {}};
  if (request.method == "person") {
    const Pseudonym made = person({argument(request, "id"), argument(request, "issuer"), argument(request, "name"),
                                   argument(request, "birth_date"), argument(request, "study")});
    return ServiceReply{{{"pseudonym", made.name}}, {}};
  }
  if (request.method == "moment") {
    const std::string who = argument(request, "pseudonym");
    if (shifts_.find(who) == shifts_.end())
      return fail("identity.person", "dates are moved for a pseudonym made before");
    const Moment out = moved(shift_of(who), {argument(request, "date"), argument(request, "time")});
    return ServiceReply{{{"date", out.date}, {"time", out.time}}, {}};
  }
  return fail("service.method", "there is no method \"" + request.method + "\" of identities");
}

}  // namespace gantry::core
