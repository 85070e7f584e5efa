// SPDX-License-Identifier: Apache-2.0
#include "quiet.hpp"

#include <dcmtk/config/osconfig.h>
#include <dcmtk/oflog/oflog.h>

namespace gantry::dicom {

void quiet_dcmtk() {
  static const bool done = [] {
    OFLog::configure(OFLogger::OFF_LOG_LEVEL);
    return true;
  }();
  static_cast<void>(done);
}

}  // namespace gantry::dicom
