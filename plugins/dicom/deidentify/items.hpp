// SPDX-License-Identifier: Apache-2.0
// DCMTK's items as lists: asking an item for one element, or taking one out of it, walks through all that come before.
//
//   Elements elements = taken_out(item);
//   elements[3].reset();
//   put_back(item, std::move(elements));
#pragma once

#include <dcmtk/dcmdata/dcitem.h>

#include <cstdint>
#include <map>
#include <memory>
#include <string>
#include <vector>

namespace gantry::dicom {

using Elements = std::vector<std::unique_ptr<DcmElement>>;

// Ascending. The item is left empty.
Elements taken_out(DcmItem &item);
// Those that are there still. Throws Error "dicom.parse".
void put_back(DcmItem &item, Elements elements);

std::vector<DcmElement *> elements_of(DcmItem &item);
std::vector<DcmItem *> items_of(DcmElement &element);  // of a sequence; none of anything else

std::uint32_t number_of(const DcmElement &element);  // 0x00100010
bool is_private(const DcmElement &element);

// Who reserved the blocks of private elements.
class Creators {
 public:
  explicit Creators(const Elements &elements);
  std::string of(const DcmElement &element) const;           // "" when nobody did
  static std::uint32_t block_of(const DcmElement &element);  // the tag that reserves it

 private:
  std::map<std::uint32_t, std::string> names_;
};

}  // namespace gantry::dicom
