// SPDX-License-Identifier: Apache-2.0
// The text at the head of an NRRD file, field by field (http://teem.sourceforge.net/nrrd/format.html, NRRD0001 to 5).
// Read here and not by teem or ITK, since those insist on paths, which a worker does not have.
//
//   NrrdHeader header = parse_nrrd(files.map(0));
//   header.field("sizes");          // "128 128 62"
#pragma once

#include <cstdint>
#include <map>
#include <string>
#include <string_view>
#include <utility>
#include <vector>

namespace gantry::pictures {

struct NrrdHeader {
  std::map<std::string, std::string> fields;              // by lower-case name; "datafile" is "data file" …
  std::vector<std::pair<std::string, std::string>> keys;  // key:=value, in order
  std::map<std::string, std::string> key_values;          // the same, by key; the first of equal ones
  std::vector<std::string> comments;                      // without "#"
  std::vector<std::string> listed_files;                  // after "data file: LIST"
  std::uint64_t data_offset = 0;                          // behind the empty line; the whole file where there is none
  bool ended = false;                                     // there is an empty line: voxels follow

  std::string field(const std::string &name) const;     // "" when absent
  std::string required(const std::string &name) const;  // Error "header.field"
  std::string key(const std::string &name) const;       // "" when absent
};

bool looks_like_nrrd(std::string_view head);
NrrdHeader parse_nrrd(std::string_view file);  // throws Error "header.*"

}  // namespace gantry::pictures
