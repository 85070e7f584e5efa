// SPDX-License-Identifier: Apache-2.0
#include "dictionary.hpp"

#include "quiet.hpp"

#include <dcmtk/config/osconfig.h>
#include <dcmtk/dcmdata/dcdict.h>
#include <dcmtk/dcmdata/dcdicent.h>

#include <cstdio>
#include <unordered_map>
#include <utility>
#include <vector>

namespace gantry::dicom {
namespace {

struct Entry {
  VR vr = VR::UN;
  std::string name;
};

VR vr_of(const DcmDictEntry &entry) {
  switch (entry.getEVR()) {
    case EVR_xs:
    case EVR_lt:
    case EVR_up: return entry.getEVR() == EVR_up ? VR::UL : VR::US;
    case EVR_ox:
    case EVR_px: return VR::OW;
    case EVR_na: return VR::UN;
    default: break;
  }
  const char *name = DcmVR(entry.getEVR()).getValidVRName();
  return static_cast<VR>(vr_code(name[0], name[1]));
}

class Dictionary {
 public:
  Dictionary() {
    quiet_dcmtk();
    DcmDataDictionary &dictionary = dcmDataDict.wrlock();
    for (auto it = dictionary.normalBegin(); it != dictionary.normalEnd(); ++it) add(**it);
    for (auto it = dictionary.repeatingBegin(); it != dictionary.repeatingEnd(); ++it) add_repeating(**it);
    dcmDataDict.wrunlock();
  }
  const Entry *find(const Tag &tag, std::string_view creator) const {
    if ((tag.getGroup() & 1) != 0) return find_private(tag, creator);
    const auto found = entries_.find(number_of(tag));
    if (found != entries_.end()) return &found->second;
    for (const auto &[base, entry] : repeating_) {
      const bool inside = (tag.getGroup() & 0xff00) == base.getGroup() && tag.getElement() == base.getElement();
      if (inside) return &entry;
    }
    return nullptr;
  }

 private:
  static Entry entry_of(const DcmDictEntry &entry) { return {vr_of(entry), entry.getTagName()}; }
  void add(const DcmDictEntry &entry) {
    const Tag key(entry.getGroup(), entry.getElement());
    const char *creator = entry.getPrivateCreator();
    if (creator == nullptr) {
      entries_.emplace(number_of(key), entry_of(entry));
    } else {
      private_[creator].emplace(number_of(Tag(key.getGroup(), key.getElement() & 0xff)), entry_of(entry));
    }
  }
  void add_repeating(const DcmDictEntry &entry) {
    if (entry.getPrivateCreator() != nullptr) return add(entry);
    repeating_.emplace_back(Tag(entry.getGroup(), entry.getElement()), entry_of(entry));
  }
  const Entry *find_private(const Tag &tag, std::string_view creator) const {
    const auto of_creator = private_.find(std::string(creator));
    if (of_creator == private_.end()) return nullptr;
    const auto found = of_creator->second.find(number_of(Tag(tag.getGroup(), tag.getElement() & 0xff)));
    return found == of_creator->second.end() ? nullptr : &found->second;
  }

  std::unordered_map<std::uint32_t, Entry> entries_;
  std::unordered_map<std::string, std::unordered_map<std::uint32_t, Entry>> private_;
  std::vector<std::pair<Tag, Entry>> repeating_;  // 50xx and 60xx by their first group
};

const Dictionary &dictionary() {
  static const Dictionary copied;
  return copied;
}

}  // namespace

void load_dictionary() { dictionary(); }

std::string tag_text(const Tag &tag) {
  char text[16];
  std::snprintf(text, sizeof text, "%04X,%04X", tag.getGroup(), tag.getElement());
  return text;
}

VR dictionary_vr(const Tag &tag, std::string_view creator) {
  if (tag.getElement() == 0) return VR::UL;
  if ((tag.getGroup() & 1) != 0 && tag.getElement() >= 0x10 && tag.getElement() <= 0xff) return VR::LO;
  const Entry *entry = dictionary().find(tag, creator);
  return entry == nullptr ? VR::UN : entry->vr;
}

std::string keyword(const Tag &tag, std::string_view creator) {
  if ((tag.getGroup() & 1) != 0 && tag.getElement() >= 0x10 && tag.getElement() <= 0xff) return "PrivateCreator";
  const Entry *entry = dictionary().find(tag, creator);
  return entry == nullptr ? "" : entry->name;
}

}  // namespace gantry::dicom
