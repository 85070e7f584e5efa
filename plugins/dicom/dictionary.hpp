// SPDX-License-Identifier: Apache-2.0
// The data dictionary (PS3.6 and known private elements), which DCMTK brings, copied once so that threads share it
// without a lock.
//
//   keyword(DCM_PatientName) == "PatientName"
//   dictionary_vr(DCM_PatientName, "") == VR::PN
#pragma once

#include "vr.hpp"

#include <dcmtk/dcmdata/dcdeftag.h>

#include <string>
#include <string_view>

namespace gantry::dicom {

using Tag = DcmTagKey;

inline std::uint32_t number_of(const Tag &tag) {
  return (static_cast<std::uint32_t>(tag.getGroup()) << 16) | tag.getElement();
}
// Otherwise the first look-up does it, which takes about 20 ms. [any thread]
void load_dictionary();

// "0010,0010"
std::string tag_text(const Tag &tag);

// VR::UN when unknown; VR::US for "US or SS", VR::OW for "OB or OW". `creator` is the private creator or "".
VR dictionary_vr(const Tag &tag, std::string_view creator);
// The standard keyword; for a private element the dictionary's name or ""; "" when unknown.
std::string keyword(const Tag &tag, std::string_view creator = "");

}  // namespace gantry::dicom
