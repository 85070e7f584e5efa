// SPDX-License-Identifier: Apache-2.0
#include "items.hpp"

#include <dcmtk/dcmdata/dctk.h>
#include <gantry/cpp/error.hpp>

namespace gantry::dicom {

Elements taken_out(DcmItem &item) {
  Elements out;
  while (DcmElement *first = item.remove(0UL)) out.emplace_back(first);
  return out;
}

void put_back(DcmItem &item, Elements elements) {
  for (auto &element : elements) {
    if (element == nullptr) continue;
    const OFCondition done = item.insert(element.get());
    if (done.bad())
      throw Error("dicom.parse", std::string("an attribute can't be kept: ") + done.text(), GANTRY_BAD_DATA);
    element.release();  // NOLINT(bugprone-unused-return-value): the item's now
  }
}

std::vector<DcmElement *> elements_of(DcmItem &item) {
  std::vector<DcmElement *> out;
  DcmObject *at = nullptr;
  while ((at = item.nextInContainer(at)) != nullptr) {
    if (auto *element = dynamic_cast<DcmElement *>(at)) out.push_back(element);
  }
  return out;
}

std::vector<DcmItem *> items_of(DcmElement &element) {
  std::vector<DcmItem *> out;
  auto *sequence = dynamic_cast<DcmSequenceOfItems *>(&element);
  DcmObject *at = nullptr;
  while (sequence != nullptr && (at = sequence->nextInContainer(at)) != nullptr) {
    if (auto *item = dynamic_cast<DcmItem *>(at)) out.push_back(item);
  }
  return out;
}

std::uint32_t number_of(const DcmElement &element) {
  return static_cast<std::uint32_t>(element.getGTag()) << 16 | element.getETag();
}

bool is_private(const DcmElement &element) { return (element.getGTag() & 1) != 0; }

Creators::Creators(const Elements &elements) {
  for (const auto &element : elements) {
    if (element == nullptr || !is_private(*element) || element->getETag() > 0xFF) continue;
    OFString name;
    if (element->getOFStringArray(name).good()) names_[number_of(*element)] = {name.data(), name.size()};
  }
}

std::string Creators::of(const DcmElement &element) const {
  const auto found = names_.find(block_of(element));
  return found == names_.end() ? std::string() : found->second;
}

std::uint32_t Creators::block_of(const DcmElement &element) {
  return static_cast<std::uint32_t>(element.getGTag()) << 16 | element.getETag() >> 8;
}

}  // namespace gantry::dicom
