// SPDX-License-Identifier: Apache-2.0
// Annotation files of WFDB records, in MIT format.
//
//   const WfdbAnnotations a = wfdb_annotations(bytes);   // throws Error "wfdb.annotations"
//   a.list[0].sample, a.symbol(a.list[0].code);          // 77, "N"
//
// Moody, WFDB Applications Guide, annot(5) (https://physionet.org/physiotools/wag/annot-5.htm); codes: WFDB
// Programmer's Guide, "Annotation Codes" (https://physionet.org/physiotools/wpg/wpg_36.htm).
#pragma once

#include <cstdint>
#include <map>
#include <string>
#include <string_view>
#include <vector>

namespace gantry::biosignals {

struct WfdbAnnotation {
  std::int64_t sample = 0;  // in units of 1/resolution s
  int code = 0, subtype = 0, channel = 0, num = 0;
  std::string text;  // the AUX string
};

struct WfdbAnnotations {
  std::vector<WfdbAnnotation> list;
  double resolution = 0;    // per second; 0: the record's frames
  bool by_channel = false;  // some annotation names a channel
  bool ended = false;       // the end mark was there

  std::string symbol(int code) const;
  std::string description(int code) const;
  std::map<int, std::pair<std::string, std::string>> defined;  // by the file itself: symbol and description
};

// These first bytes can be such a file. `whole`: they are all of it.
bool looks_like_annotations(std::string_view head, bool whole);
WfdbAnnotations wfdb_annotations(std::string_view bytes);
// For people: what the code means, with subtype, number and text.
std::string label_of(const WfdbAnnotations &annotations, const WfdbAnnotation &one);

}  // namespace gantry::biosignals
