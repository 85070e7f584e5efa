// SPDX-License-Identifier: Apache-2.0
// Through a dataset and all its sequences: each attribute gets what the policy says, and the originals are gathered.
//
//   Walk walk(policy, names, "P-7K2M9QXR");
//   walk.through(dataset);
//   walk.search(dataset);   // the same originals where nobody expects them
#pragma once

#include "names.hpp"
#include "originals.hpp"
#include "policy.hpp"

#include <dcmtk/dcmdata/dcitem.h>

#include <map>
#include <string>
#include <vector>

namespace gantry::dicom {

class Item;

class Walk {
 public:
  Walk(const Policy &policy, Names &names, std::string pseudonym)
      : policy_(policy), names_(names), pseudonym_(std::move(pseudonym)) {}

  // Notes originals where through() will not come: in what is private and unknown. By our own reading of the file.
  void learn(const Item &item);
  // Throws Error "dicom.parse" when DCMTK refuses a change.
  void through(DcmItem &item, bool strictly = false);
  // Text of kept attributes in which an original stands (see Finder) loses it, and a number of the series or the
  // acquisition that is one.
  void search(DcmItem &item) const;

 private:
  using Times = std::map<std::string, std::string>;  // keyword → value, of one item as it was

  // True where the element stays, changed or not.
  bool treat(DcmElement &element, bool strictly, const Times &times);
  bool treat_private(DcmElement &element, const std::string &creator);
  void into(DcmElement &sequence, bool strictly);
  void put_dummy(DcmElement &element);
  void renew(DcmElement &element);
  void move(DcmElement &element, const Times &times);
  std::string moved(const std::string &value, DcmEVR vr, const std::string &partner);
  // Notes what it says, with all that is in it.
  void note(DcmElement &element);
  void note(const std::string &value, DcmEVR vr);
  void search(DcmItem &item, const Finder &originals) const;

  const Policy &policy_;
  Names &names_;
  std::string pseudonym_;
  Originals originals_;
  std::map<std::string, std::string> uids_;
};

}  // namespace gantry::dicom
