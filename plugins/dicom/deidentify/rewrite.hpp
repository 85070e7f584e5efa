// SPDX-License-Identifier: Apache-2.0
// One DICOM file without its identities: every attribute, in every sequence, as PS3.15 and the options say. Pixel data
// and transfer syntax stay as they are, byte for byte.
//
//   const Rewritten file = rewrite(bytes, policy, names);
//   file.bytes;   // a whole file, with a new meta group and an empty preamble
#pragma once

#include "names.hpp"
#include "policy.hpp"

#include <string>
#include <string_view>
#include <vector>

namespace gantry::dicom {

struct Rewritten {
  std::string bytes;
  std::string patient, study, series;  // pseudonym, new UIDs: for sorting into folders
  std::string modality;                // "" when it has none
  std::int64_t number = 0;             // Instance Number
  // For people, in words that go behind "file 12": what could not be judged (pixels that may show a name).
  std::vector<std::string> warnings;
};

// Throws Error: what Dataset::open throws; "dicom.directory" for a DICOMDIR, "dicom.document" for a file that holds
// a document (PDF, CDA, a model), whose contents can't be judged; "dicom.truncated"; "dicom.parse"; "dicom.identity".
Rewritten rewrite(std::string_view bytes, const Policy &policy, Names &names);

}  // namespace gantry::dicom
