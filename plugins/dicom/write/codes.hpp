// SPDX-License-Identifier: Apache-2.0
// Names and units as coded concepts.
//
//   unit_code("mm2/s")        (mm2/s, UCUM, "mm2/s")
//   quantity_code("T2*")      (113064, DCM, "T2*");  of an unknown one (Vmax, 99GANTRY, "Vmax")
//   code_of("SCT:10200004", "liver")   (10200004, SCT, "liver")
#pragma once

#include <dcmtk/config/osconfig.h>
#include <dcmtk/dcmiod/iodmacro.h>

#include <optional>
#include <string>
#include <string_view>

namespace gantry::dicom::write {

// The scheme of names that no dictionary has: the code's value is the name itself.
inline constexpr const char *own_scheme = "99GANTRY";

struct Code {
  std::string value, scheme, meaning;

  // Unchecked: DCMTK would refuse every character that is not ASCII.
  void set(CodeSequenceMacro &macro) const {
    macro.set(value.c_str(), scheme.c_str(), meaning.c_str(), "", OFFalse, OFTrue);
  }
  CodeSequenceMacro macro() const {
    CodeSequenceMacro made;
    set(made);
    return made;
  }
};

Code unit_code(std::string_view ucum);  // "": a bare number
// PS3.16's concept where the name is one that it has, by the name that was given; else of our own scheme.
Code quantity_code(std::string_view quantity);
Code own_code(std::string_view name);
// "SCHEME:value", as gantry_segment has it; nothing when the text is no code.
std::optional<Code> code_of(std::string_view text, std::string_view meaning);

}  // namespace gantry::dicom::write
