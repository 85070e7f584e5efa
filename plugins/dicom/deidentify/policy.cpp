// SPDX-License-Identifier: Apache-2.0
#include "policy.hpp"

#include <gantry/cpp/error.hpp>

#include <cstring>
#include <sstream>

namespace gantry::dicom {
namespace {

// Of the patient, in the dictionary but not in the table: qualifiers of the id, dates in another calendar.
constexpr std::uint32_t of_the_patient[] = {0x00100024, 0x00100033, 0x00100034, 0x00100035};
constexpr std::uint32_t person_identification_codes[] = {0x00401101, 0x0040A088, 0x00700086};

bool among(const std::uint32_t *begin, const std::uint32_t *end, std::uint32_t tag) {
  for (const auto *at = begin; at != end; ++at) {
    if (*at == tag) return true;
  }
  return false;
}

// Code Value, Code Meaning and what belongs to them.
bool is_code(std::uint32_t tag) { return tag >= 0x00080100 && tag <= 0x00080124; }

}  // namespace

bool is_text(DcmEVR vr) {
  switch (vr) {
    case EVR_AE:
    case EVR_LO:
    case EVR_LT:
    case EVR_PN:
    case EVR_SH:
    case EVR_ST:
    case EVR_UC:
    case EVR_UR:
    case EVR_UT: return true;
    default: return false;
  }
}

bool is_moment(DcmEVR vr) { return vr == EVR_DA || vr == EVR_TM || vr == EVR_DT; }

Policy Policy::of_words(const std::string &words) {
  std::set<Keep> keep;
  std::istringstream in(words);
  for (std::string word; in >> word;) {
    bool known = false;
    for (std::size_t i = 0; i < keep_count; ++i) {
      if (name(static_cast<Keep>(i)) != word) continue;
      keep.insert(static_cast<Keep>(i));
      known = true;
    }
    if (!known)
      throw Error("dicom.keep", "\"" + word + "\" is nothing that can be kept", GANTRY_INVALID_ARGUMENT)
          .at("keep")
          .hint("see the help of this parameter");
  }
  return Policy(std::move(keep));
}

Act Policy::act(std::uint32_t tag, DcmEVR vr, bool strictly) const {
  const bool overlay = (tag >> 16 & 0xFF01U) == 0x6000U;
  if (overlay) return keeps(Keep::graphics) ? Act::keep : Act::remove;
  const Rule *const rule = rule_for(tag);
  if (rule == nullptr) return unlisted(tag, vr, strictly);
  const bool sequence = vr == EVR_SQ;
  for (std::size_t i = 0; i < keep_count; ++i) {
    const auto option = static_cast<Keep>(i);
    if (!keeps(option)) continue;
    const char how = kept_under(*rule, option);
    if (how == 'K') return sequence ? Act::walk : Act::keep;
    if (how != 'C') continue;
    if (option != Keep::modified_dates) return sequence ? Act::walk : Act::keep;
    if (is_moment(vr)) return Act::move;
  }
  return basic(*rule, vr);
}

Act Policy::basic(const Rule &rule, DcmEVR vr) const {
  const std::string action = rule.basic;
  const bool sequence = vr == EVR_SQ, optional = action[0] == 'X';
  if (action == "U") return Act::new_uid;
  if (action == "X") return Act::remove;
  if (action == "X/Z/U*") return sequence ? Act::walk : Act::remove;
  if (action.find('D') == std::string::npos) return Act::empty;
  if (!sequence) return Act::dummy;
  // References whose UIDs are new say no more than a dummy would.
  if (std::strchr(rule.options, 'U') != nullptr) return Act::walk;
  if (optional) return Act::remove;
  return among(std::begin(person_identification_codes), std::end(person_identification_codes), rule.tag)
             ? Act::dummy
             : Act::walk_strictly;
}

Act Policy::unlisted(std::uint32_t tag, DcmEVR vr, bool strictly) const {
  if (vr == EVR_SQ) return strictly ? Act::walk_strictly : Act::walk;
  if (vr == EVR_UN || among(std::begin(of_the_patient), std::end(of_the_patient), tag)) return Act::remove;
  if (vr == EVR_PN) return strictly ? Act::dummy : Act::empty;
  if (is_moment(vr)) return keeps(Keep::dates) ? Act::keep : keeps(Keep::modified_dates) ? Act::move : Act::remove;
  if (strictly && is_text(vr) && !is_code(tag)) return Act::dummy;
  return Act::keep;
}

}  // namespace gantry::dicom
