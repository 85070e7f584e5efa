// SPDX-License-Identifier: Apache-2.0
#include "walk.hpp"

#include "../dataset.hpp"
#include "checked.hpp"
#include "items.hpp"
#include "safe_private.hpp"

#include <dcmtk/dcmdata/dctk.h>
#include <gantry/cpp/error.hpp>

#include <algorithm>
#include <set>

namespace gantry::dicom {
namespace {

constexpr const char *nothing = "REMOVED";

void changed(const OFCondition &done) { check(done, "an attribute can't be changed"); }

// All values with their backslashes; "" for what is no text.
std::string text_of(DcmElement &element) {
  OFString text;
  const bool is_string = is_text(element.getVR()) || is_moment(element.getVR()) || element.getVR() == EVR_UI ||
                         element.getVR() == EVR_CS || element.getVR() == EVR_AS || element.getVR() == EVR_DS ||
                         element.getVR() == EVR_IS;
  if (is_string && element.getOFStringArray(text).good()) return {text.data(), text.size()};
  if (element.getVR() != EVR_UN) return {};
  Uint8 *bytes = nullptr;
  if (element.getUint8Array(bytes).bad() || bytes == nullptr) return {};
  return {reinterpret_cast<const char *>(bytes), element.getLengthField()};
}

std::string trimmed(const std::string &text) {
  const auto first = std::find_if(text.begin(), text.end(), [](unsigned char c) { return c > ' '; });
  const auto last = std::find_if(text.rbegin(), text.rend(), [](unsigned char c) { return c > ' '; }).base();
  return first < last ? std::string(first, last) : std::string();
}

std::vector<std::string> split(const std::string &text, const char *marks) {
  std::vector<std::string> parts;
  for (std::size_t begin = 0; begin <= text.size();) {
    const auto end = std::min(text.find_first_of(marks, begin), text.size());
    parts.push_back(trimmed(text.substr(begin, end - begin)));
    begin = end + 1;
  }
  return parts;
}

std::string joined(const std::vector<std::string> &parts) {
  std::string out;
  for (std::size_t i = 0; i < parts.size(); ++i) out += (i == 0 ? "" : "\\") + parts[i];
  return out;
}

void put(DcmElement &element, const std::string &text) { changed(element.putOFStringArray(text.c_str())); }

std::string keyword(const DcmElement &element) { return DcmTag(element.getTag()).getTagName(); }

// StudyDate ↔ StudyTime.
std::string partner_of(const std::string &keyword, bool is_date) {
  const std::string mine = is_date ? "Date" : "Time", other = is_date ? "Time" : "Date";
  const auto at = keyword.rfind(mine);
  return at == std::string::npos ? "" : keyword.substr(0, at) + other + keyword.substr(at + mine.size());
}

bool can_hold_a_name(const DcmElement &element) {
  // Of code strings this one alone is written by hand.
  return is_text(element.getVR()) || element.getTag() == DCM_BodyPartExamined;
}

}  // namespace

void Walk::learn(const Item &item) {
  for (const Element &element : item.elements()) {
    for (const auto &inner : element.items) learn(Item(inner.get()));
    if (!element.items.empty()) continue;
    const std::uint32_t tag = dicom::number_of(element.tag);
    const bool name = element.vr == VR::PN;
    if (!name && policy_.act(tag, EVR_LO, false) == Act::keep) continue;
    const bool text =
        name || element.vr == VR::LO || element.vr == VR::SH || element.vr == VR::ST || element.vr == VR::LT;
    if (text && element.tag.getGroup() % 2 == 0) note(std::string(element.value), name ? EVR_PN : EVR_LO);
  }
}

void Walk::through(DcmItem &item, bool strictly) {
  Elements elements = taken_out(item);
  Times times;
  for (const auto &element : elements) {
    if (element->getVR() == EVR_DA || element->getVR() == EVR_TM) times[keyword(*element)] = text_of(*element);
  }
  const Creators creators(elements);
  std::set<std::uint32_t> blocks;  // in which something is left
  for (auto &element : elements) {
    if (element->getETag() == 0 || (is_private(*element) && element->getETag() <= 0xFF)) continue;
    const bool stays = is_private(*element) ? treat_private(*element, trimmed(creators.of(*element)))
                                            : treat(*element, strictly, times);
    if (!stays) element.reset();
    else if (is_private(*element)) blocks.insert(Creators::block_of(*element));
  }
  for (auto &element : elements) {
    const bool creator = element != nullptr && is_private(*element) && element->getETag() <= 0xFF;
    if (creator && element->getETag() != 0 && blocks.count(dicom::number_of(*element)) == 0) element.reset();
  }
  put_back(item, std::move(elements));
}

bool Walk::treat_private(DcmElement &element, const std::string &creator) {
  if (!creator.empty() && policy_.keeps(Keep::private_safe) && is_safe_private(dicom::number_of(element), creator)) {
    into(element, false);
    return true;
  }
  note(element);
  return false;
}

void Walk::into(DcmElement &sequence, bool strictly) {
  for (DcmItem *item : items_of(sequence)) through(*item, strictly);
}

bool Walk::treat(DcmElement &element, bool strictly, const Times &times) {
  const std::uint32_t tag = dicom::number_of(element);
  const Act act = policy_.act(tag, element.getVR(), strictly);
  if (act == Act::keep) {
    // Of those over 89 there are few.
    if (tag == 0x00101010 && text_of(element).compare(0, 3, "089") > 0 &&
        text_of(element).find('Y') != std::string::npos)
      put(element, "090Y");
    return true;
  }
  if (act == Act::walk || act == Act::walk_strictly) return into(element, act == Act::walk_strictly), true;
  note(element);
  if (tag == 0x00100010 || tag == 0x00100020) return put(element, pseudonym_), true;
  switch (act) {
    case Act::new_uid: return renew(element), true;
    case Act::move: return move(element, times), true;
    case Act::dummy: return put_dummy(element), true;
    case Act::empty: return changed(element.clear()), true;
    default: return false;
  }
}

void Walk::put_dummy(DcmElement &element) {
  switch (element.getVR()) {
    case EVR_SQ: {
      auto &sequence = dynamic_cast<DcmSequenceOfItems &>(element);
      changed(sequence.clear());
      auto *code = new DcmItem();
      changed(sequence.append(code));
      changed(code->putAndInsertString(DCM_CodeValue, nothing));
      changed(code->putAndInsertString(DCM_CodingSchemeDesignator, "99GANTRY"));
      changed(code->putAndInsertString(DCM_CodeMeaning, nothing));
      return;
    }
    case EVR_DA: return put(element, "18000101");
    case EVR_TM: return put(element, "000000");
    case EVR_DT: return put(element, "18000101000000");
    case EVR_AS: return put(element, "000Y");
    case EVR_DS:
    case EVR_IS: return put(element, "0");
    case EVR_UI: return renew(element);
    case EVR_CS: return put(element, nothing);
    default: break;
  }
  if (is_text(element.getVR())) return put(element, nothing);
  const Uint8 zeros[2] = {0, 0};
  changed(element.putUint8Array(zeros, sizeof zeros));
}

void Walk::renew(DcmElement &element) {
  auto uids = split(text_of(element), "\\");
  for (auto &uid : uids) {
    while (!uid.empty() && uid.back() == '\0') uid.pop_back();
    if (uid.empty()) continue;
    auto &known = uids_[uid];
    if (known.empty()) known = names_.uid(uid);
    uid = known;
  }
  put(element, joined(uids));
}

void Walk::move(DcmElement &element, const Times &times) {
  const DcmEVR vr = element.getVR();
  const auto found = times.find(partner_of(keyword(element), vr == EVR_DA));
  const auto partners = split(found == times.end() ? "" : found->second, "\\");
  auto values = split(text_of(element), "\\");
  for (std::size_t i = 0; i < values.size(); ++i)
    values[i] = moved(values[i], vr, i < partners.size() ? partners[i] : std::string());
  const bool readable = std::all_of(values.begin(), values.end(), [](const auto &v) { return !v.empty(); });
  if (readable) return put(element, joined(values));
  changed(element.clear());
}

std::string Walk::moved(const std::string &value, DcmEVR vr, const std::string &partner) {
  if (value.empty()) return "";
  if (vr == EVR_DA) return names_.moment(pseudonym_, value, partner).first;
  if (vr == EVR_TM) return names_.moment(pseudonym_, partner, value).second;
  // The offset from UTC tells where somebody is.
  const std::string local = value.substr(0, value.find_first_of("+-"));
  const std::string date = local.substr(0, 8), time = local.size() > 8 ? local.substr(8) : "";
  const auto &out = names_.moment(pseudonym_, date, time);
  return out.first.empty() || (!time.empty() && out.second.empty()) ? "" : out.first + out.second;
}

void Walk::note(DcmElement &element) {
  if (dynamic_cast<DcmSequenceOfItems *>(&element) == nullptr) return note(text_of(element), element.getVR());
  for (DcmItem *item : items_of(element)) {
    for (DcmElement *inner : elements_of(*item)) {
      // Codes and classes are words of everybody's.
      const std::uint32_t tag = dicom::number_of(*inner);
      if (inner->getVR() != EVR_CS && !(tag >= 0x00080100 && tag <= 0x00080124) && tag != 0x00081150) note(*inner);
    }
  }
}

void Walk::note(const std::string &text, DcmEVR vr) {
  auto parts = split(text, "\\");
  if (vr == EVR_PN) {
    const auto names = split(text, "\\^= ");
    parts.insert(parts.end(), names.begin(), names.end());
  }
  for (const auto &part : parts) {
    const bool well_known = part == nothing || part.rfind("1.2.840.10008.", 0) == 0;
    if (!well_known) originals_.note(part);
  }
}

void Walk::search(DcmItem &item) const { search(item, Finder(originals_)); }

void Walk::search(DcmItem &item, const Finder &originals) const {
  for (DcmElement *element : elements_of(item)) {
    const std::uint32_t tag = dicom::number_of(*element);
    if (dynamic_cast<DcmSequenceOfItems *>(element) != nullptr) {
      for (DcmItem *inner : items_of(*element)) search(*inner, originals);
    } else if (element->getVR() == EVR_UI) {
      const std::string uid = text_of(*element);
      if (const auto found = uids_.find(uid); found != uids_.end()) put(*element, found->second);
    } else if (tag == 0x00200011 || tag == 0x00200012) {
      if (originals_.are(trimmed(text_of(*element)))) changed(element->clear());
    } else if (can_hold_a_name(*element) && tag != 0x00100010 && tag != 0x00100020) {
      const std::string text = text_of(*element), cleaned = originals.without(text, nothing);
      if (cleaned != text) put(*element, cleaned);
    }
  }
}

}  // namespace gantry::dicom
