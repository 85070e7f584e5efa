// SPDX-License-Identifier: Apache-2.0
// Values that identify somebody, and the question whether one of them stands in a text.
//
//   Originals originals;
//   originals.note_name("Jansen^Anna");
//   originals.stand_in("coil of JANSEN")   // true; not in "Jansenism"
#pragma once

#include <set>
#include <string>

namespace gantry::core {

// Of four bytes or more: shorter ones say nothing of anybody, and stand in everything. Well-known UIDs are nobody's.
class Originals {
 public:
  void note(std::string text);
  void note_name(const std::string &name);  // a person's: the whole and its parts

  // Whatever the case (of ASCII letters). Up to seven bytes by itself alone: not within a longer word or number, where a
  // capital behind a small letter begins a new word; longer ones anywhere.
  bool stand_in(const std::string &text) const;
  bool are(const std::string &text) const;  // exactly one of them

 private:
  std::set<std::string> texts_;  // in capitals
};

}  // namespace gantry::core
