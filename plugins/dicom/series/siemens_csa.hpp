// SPDX-License-Identifier: Apache-2.0
// Siemens' CSA header, (0029,1010) and (0029,1020) of "SIEMENS CSA HEADER": named values, in its first form and in that
// which begins with "SV10". As described by nibabel ("Siemens format DICOM with CSA header", Brett et al.).
//
//   const CsaHeader csa = csa_header(bytes);
//   csa.numbers("NumberOfImagesInMosaic")[0] == 35;
#pragma once

#include <map>
#include <string>
#include <string_view>
#include <vector>

namespace gantry::dicom {

class CsaHeader {
 public:
  explicit CsaHeader(std::map<std::string, std::vector<std::string>> values) : values_(std::move(values)) {}

  // As far as they are numbers; empty when the name is not there.
  std::vector<double> numbers(const std::string &name) const;

 private:
  std::map<std::string, std::vector<std::string>> values_;
};

// What can be read of it; empty when it is none. Never throws but std::bad_alloc.
CsaHeader csa_header(std::string_view bytes);

}  // namespace gantry::dicom
