// SPDX-License-Identifier: Apache-2.0
// What DCMTK answers, checked.
//
//   check(item.putAndInsertString(tag, value), "an attribute can't be added");
#pragma once

#include <dcmtk/ofstd/ofcond.h>
#include <gantry/cpp/error.hpp>

#include <string>

namespace gantry::dicom {

// Throws Error "dicom.parse".
inline void check(const OFCondition &done, const char *what) {
  if (done.bad()) throw Error("dicom.parse", std::string(what) + ": " + done.text(), GANTRY_BAD_DATA);
}

}  // namespace gantry::dicom
