// SPDX-License-Identifier: Apache-2.0
// Pseudonyms, new UIDs and moved dates, the same for the same original within a project, and not to be guessed without
// the site's secret, which lies outside the project.
//
//   GANTRY_TRY(identity, Identity::of_project(project, key));
//   identity.person({.id = "77654033"}).name;        // "P-7K2M9QXR", in this project for ever
//   identity.uid("1.2.840.113619.2.5.1762583153");   // "2.25.…"
#pragma once

#include <array>
#include <core/import/key_table.hpp>
#include <core/import/moment.hpp>
#include <core/project/project.hpp>
#include <core/project/site_key.hpp>
#include <core/worker/worker_pool.hpp>
#include <map>
#include <string>
#include <vector>

namespace gantry::core {

class Identity {
 public:
  // Gives the project a random number of its own on first use; with the site's key it makes the secret.
  static Result<Identity> of_project(const Project &project, const SiteKey &key);
  // The secret of what `scope` names: equal scopes, equal pseudonyms.
  static Identity of_scope(const SiteKey &key, const std::string &scope);
  static std::string new_scope();  // 32 hex digits

  // Who has no id is known by name and date of birth, who has neither by the study; who has nothing is "P-UNKNOWN". An id
  // that comes without an issuer is that of the only issuer it is known with, and the other way round; where two issuers
  // are known to give it, it belongs to neither.
  Pseudonym person(const Person &person);
  // "2.25." and 128 bits. Well-known UIDs (1.2.840.10008…) and what is no UID stay as they are.
  std::string uid(const std::string &original);
  // Of a pseudonym made by this. {} for another.
  Shift shift_of(const std::string &pseudonym) const;

  const std::string &scope() const { return scope_; }
  // From now on everything that is replaced is noted there; nullptr: no longer. Persons that stand in it already are known.
  void note_in(KeyTable *table);
  // Keeps in the project which ids have come with which issuers, as keyed hashes: the next import has to know.
  Result<void> save(const Project &project);

  // gantry.identity/1, for a plugin that replaces identities itself.
  Result<ServiceReply> answer(const ServiceRequest &request);

  ~Identity();
  Identity(Identity &&) = default;
  Identity &operator=(Identity &&) = default;

 private:
  // Hash of an issuer ("": none) → hash of the one under whom the id has its pseudonym.
  using Issuers = std::map<std::string, std::string>;
  struct Met {
    std::string id, issuer, under;  // hashes
  };

  Identity() = default;
  std::array<unsigned char, 32> digest(const std::string &purpose, const std::string &text) const;
  std::string hash(const std::string &purpose, const std::string &text) const;
  std::string issuer_of(const Person &person);
  void learn(const std::vector<Person> &persons, const std::string &pseudonym);

  std::string scope_;
  std::array<unsigned char, 32> secret_{};
  std::map<std::string, Issuers> issuers_;  // by hash of an id
  std::vector<Met> unsaved_;
  std::map<std::string, Shift> shifts_;      // pseudonym →
  std::map<std::string, std::string> uids_;  // original →
  KeyTable *table_ = nullptr;
};

}  // namespace gantry::core
