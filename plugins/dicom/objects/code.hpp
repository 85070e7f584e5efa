// SPDX-License-Identifier: Apache-2.0
// A coded concept (PS3.3, 8.8) as Gantry writes it.
//
//   code_text(item.item(DCM_ConceptNameCodeSequence)) == "SCT:10200004"
#pragma once

#include "../dataset.hpp"

namespace gantry::dicom {

// "" when the value or its scheme is missing.
inline std::string code_text(const Item &item) {
  const std::string plain = item.text(DCM_CodeValue), value = plain.empty() ? item.text(DCM_LongCodeValue) : plain;
  const std::string scheme = item.text(DCM_CodingSchemeDesignator);
  return value.empty() || scheme.empty() ? "" : scheme + ":" + value;
}

}  // namespace gantry::dicom
