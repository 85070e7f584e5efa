// SPDX-License-Identifier: Apache-2.0
// DCMTK writes warnings with values of the dataset to the console unless told not to.
//
//   quiet_dcmtk();   // before its first use
#pragma once

namespace gantry::dicom {

void quiet_dcmtk();  // [any thread]; does something the first time only

}  // namespace gantry::dicom
