// SPDX-License-Identifier: Apache-2.0
// What happens to an attribute, under the options that were chosen.
//
//   const Policy policy({Keep::modified_dates, Keep::private_safe});
//   policy.act(0x00100010, EVR_PN, false) == Act::dummy
#pragma once

#include "profile.hpp"

#include <dcmtk/dcmdata/dcvr.h>

#include <set>
#include <string>

namespace gantry::dicom {

enum class Act {
  keep,
  remove,
  empty,
  dummy,          // a value that says nothing
  new_uid,        // the same for the same original
  move,           // a date or a time
  walk,           // a sequence: its items are gone through
  walk_strictly,  // and of text in them only codes stay
};

class Policy {
 public:
  // Error "dicom.keep" names a word that is no option. "modified-dates private" and so on; "" for the basic profile.
  static Policy of_words(const std::string &words);
  explicit Policy(std::set<Keep> keep) : keep_(std::move(keep)) {}

  // Of an attribute with an even group. `strictly`: it lies in a sequence that has to be replaced by what says nothing.
  Act act(std::uint32_t tag, DcmEVR vr, bool strictly) const;
  bool keeps(Keep option) const { return keep_.count(option) > 0; }

 private:
  Act unlisted(std::uint32_t tag, DcmEVR vr, bool strictly) const;
  Act basic(const Rule &rule, DcmEVR vr) const;

  std::set<Keep> keep_;
};

bool is_text(DcmEVR vr);  // free text, names and addresses: what can hold anybody's name
bool is_moment(DcmEVR vr);

}  // namespace gantry::dicom
