// SPDX-License-Identifier: Apache-2.0
// Value representations (PS3.5, 6.2) as two letters in a number, so that they can be compared and switched on.
//
//   if (element.vr == VR::DS) …      // "DS"
//   vr_name(element.vr) == "DS"
#pragma once

#include <cstdint>
#include <string>

namespace gantry::dicom {

constexpr std::uint16_t vr_code(char a, char b) {
  return static_cast<std::uint16_t>((static_cast<unsigned char>(a) << 8) | static_cast<unsigned char>(b));
}

enum class VR : std::uint16_t {
  AE = vr_code('A', 'E'),
  AS = vr_code('A', 'S'),
  AT = vr_code('A', 'T'),
  CS = vr_code('C', 'S'),
  DA = vr_code('D', 'A'),
  DS = vr_code('D', 'S'),
  DT = vr_code('D', 'T'),
  FD = vr_code('F', 'D'),
  FL = vr_code('F', 'L'),
  IS = vr_code('I', 'S'),
  LO = vr_code('L', 'O'),
  LT = vr_code('L', 'T'),
  OB = vr_code('O', 'B'),
  OD = vr_code('O', 'D'),
  OF = vr_code('O', 'F'),
  OL = vr_code('O', 'L'),
  OV = vr_code('O', 'V'),
  OW = vr_code('O', 'W'),
  PN = vr_code('P', 'N'),
  SH = vr_code('S', 'H'),
  SL = vr_code('S', 'L'),
  SQ = vr_code('S', 'Q'),
  SS = vr_code('S', 'S'),
  ST = vr_code('S', 'T'),
  SV = vr_code('S', 'V'),
  TM = vr_code('T', 'M'),
  UC = vr_code('U', 'C'),
  UI = vr_code('U', 'I'),
  UL = vr_code('U', 'L'),
  UN = vr_code('U', 'N'),
  UR = vr_code('U', 'R'),
  US = vr_code('U', 'S'),
  UT = vr_code('U', 'T'),
  UV = vr_code('U', 'V'),
};

inline std::string vr_name(VR vr) {
  const auto code = static_cast<std::uint16_t>(vr);
  return {static_cast<char>(code >> 8), static_cast<char>(code & 0xff)};
}

// One of the 34 above.
bool is_known(VR vr);
// Explicit VR: two reserved bytes and a length of four (PS3.5, table 7.1-1).
bool has_long_length(VR vr);
// Characters, padded by spaces or NUL.
bool is_text(VR vr);
// Text of the Specific Character Set (PS3.5, 6.1.2.3): LO LT PN SH ST UC UT.
bool has_charset(VR vr);
// Bytes of one number in a binary VR; 1 for all others.
unsigned unit_bytes(VR vr);

}  // namespace gantry::dicom
