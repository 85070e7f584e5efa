// SPDX-License-Identifier: Apache-2.0
#include "vr.hpp"

namespace gantry::dicom {

bool is_known(VR vr) {
  switch (vr) {
    case VR::AE:
    case VR::AS:
    case VR::AT:
    case VR::CS:
    case VR::DA:
    case VR::DS:
    case VR::DT:
    case VR::FD:
    case VR::FL:
    case VR::IS:
    case VR::LO:
    case VR::LT:
    case VR::OB:
    case VR::OD:
    case VR::OF:
    case VR::OL:
    case VR::OV:
    case VR::OW:
    case VR::PN:
    case VR::SH:
    case VR::SL:
    case VR::SQ:
    case VR::SS:
    case VR::ST:
    case VR::SV:
    case VR::TM:
    case VR::UC:
    case VR::UI:
    case VR::UL:
    case VR::UN:
    case VR::UR:
    case VR::US:
    case VR::UT:
    case VR::UV: return true;
  }
  return false;
}

bool has_long_length(VR vr) {
  switch (vr) {
    case VR::AE:
    case VR::AS:
    case VR::AT:
    case VR::CS:
    case VR::DA:
    case VR::DS:
    case VR::DT:
    case VR::FD:
    case VR::FL:
    case VR::IS:
    case VR::LO:
    case VR::LT:
    case VR::PN:
    case VR::SH:
    case VR::SL:
    case VR::SS:
    case VR::ST:
    case VR::TM:
    case VR::UI:
    case VR::UL:
    case VR::US: return false;
    default: return true;  // PS3.5, 6.2: unknown representations have the long form
  }
}

bool is_text(VR vr) {
  switch (vr) {
    case VR::AE:
    case VR::AS:
    case VR::CS:
    case VR::DA:
    case VR::DS:
    case VR::DT:
    case VR::IS:
    case VR::LO:
    case VR::LT:
    case VR::PN:
    case VR::SH:
    case VR::ST:
    case VR::TM:
    case VR::UC:
    case VR::UI:
    case VR::UR:
    case VR::UT: return true;
    default: return false;
  }
}

bool has_charset(VR vr) {
  switch (vr) {
    case VR::LO:
    case VR::LT:
    case VR::PN:
    case VR::SH:
    case VR::ST:
    case VR::UC:
    case VR::UT: return true;
    default: return false;
  }
}

unsigned unit_bytes(VR vr) {
  switch (vr) {
    case VR::SS:
    case VR::US:
    case VR::OW:
    case VR::AT: return 2;
    case VR::SL:
    case VR::UL:
    case VR::FL:
    case VR::OF:
    case VR::OL: return 4;
    case VR::SV:
    case VR::UV:
    case VR::FD:
    case VR::OD:
    case VR::OV: return 8;
    default: return 1;
  }
}

}  // namespace gantry::dicom
