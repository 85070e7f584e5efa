// SPDX-License-Identifier: Apache-2.0
// What a de-identified file says of itself (PS3.15, E.1.1), and what to say of pixels that nobody has looked at.
//
//   stamp(dataset, policy);   // PatientIdentityRemoved YES, the method, its codes, whether dates were moved
#pragma once

#include "policy.hpp"

#include <dcmtk/dcmdata/dcitem.h>

#include <string>
#include <vector>

namespace gantry::dicom {

class Dataset;

inline constexpr const char *implementation_class_uid = "2.25.176219840517934830284660317845562870321";
inline constexpr const char *implementation_version = "GANTRY";

// Throws Error "dicom.parse" when DCMTK refuses.
void stamp(DcmItem &dataset, const Policy &policy);

// That names or faces may be seen in the pixels, in words; nothing when the file says there are none, or is of a kind
// that has none.
std::vector<std::string> unjudged_pixels(const Dataset &dataset);

}  // namespace gantry::dicom
