// SPDX-License-Identifier: Apache-2.0
// Attributes that were stored with an unknown representation (UN) get the one that the dictionary has for them, so that
// what stands in them is seen.
//
//   settle(dataset);   // PatientName UN → PN, with sequences and what is in them
#pragma once

#include <dcmtk/dcmdata/dcitem.h>

namespace gantry::dicom {

// What the dictionary doesn't know, or DCMTK can't read as what it should be, stays UN.
void settle(DcmItem &item);

}  // namespace gantry::dicom
