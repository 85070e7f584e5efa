// SPDX-License-Identifier: Apache-2.0
// What a file's header says, as it may be stored: identities replaced or left out, and none of them left elsewhere.
//
//   Cleaning cleaning(identity, {"modified-dates", "private"});
//   json header = cleaning.entries(item.header);        // as gantry.header/1 has them
//   GANTRY_TRY(object, cleaning.object(item.data[0].object));
#pragma once

#include <core/import/identity.hpp>
#include <core/import/keep.hpp>
#include <core/import/originals.hpp>
#include <optional>
#include <set>
#include <string>
#include <vector>

namespace gantry::core {

// A label map of what is drawn over images.
bool is_overlay(const Object &object);

// One item of an import. The entries come first: what they name is looked for in everything else.
class Cleaning {
 public:
  Cleaning(Identity &identity, const std::set<std::string> &keep) : identity_(identity), keep_(keep) {}

  nlohmann::json entries(const nlohmann::json &entries);
  // The same data with a header, records or texts that hold none of the originals; itself where there are none in it.
  Result<ObjectPtr> object(const ObjectPtr &object);
  // Drawings over images are graphics (PS3.15, E.3.3), and may be words: they go unless those are kept.
  bool may_keep(const Object &object) const;
  // A sentence with an original in it is not handed on.
  std::string words(const std::string &text) const;

  const std::set<std::string> &removed() const { return removed_; }  // names of the entries that were left out

 private:
  nlohmann::json replacement(const nlohmann::json &entry, const nlohmann::json &all);
  nlohmann::json moved_value(const nlohmann::json &entry, const nlohmann::json &all, const std::string &role) const;
  bool kept(const nlohmann::json &entry) const;
  void take(const nlohmann::json &value, bool name);
  // Without the originals that stand in it; nothing where that is all of it.
  std::optional<nlohmann::json> cleaned(const nlohmann::json &entry);
  void add_method(nlohmann::json &entries) const;
  bool clean(nlohmann::json &json) const;  // true: something was changed
  // Segments and channels that bear an original as their name get their number in its place: they can be told apart.
  bool number_names(nlohmann::json &header) const;

  Identity &identity_;
  const std::set<std::string> &keep_;
  Pseudonym who_;
  Originals originals_;
  std::set<std::string> removed_;
};

}  // namespace gantry::core
