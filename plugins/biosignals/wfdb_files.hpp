// SPDX-License-Identifier: Apache-2.0
// Files of an import by name, and which of them belong to one WFDB header.
//
//   const WfdbFiles set(files);
//   set.beside(header, "100.dat");      // the index, or nothing
//   set.annotations_beside(header);     // 100.atr, 100.qrs …
#pragma once

#include <gantry/cpp/reader.hpp>

#include <cstdint>
#include <map>
#include <optional>
#include <string>
#include <string_view>
#include <vector>

namespace gantry::biosignals {

bool is_header_name(std::string_view name);  // ends in .hea

class WfdbFiles {
 public:
  explicit WfdbFiles(const Files &files);

  const std::vector<std::uint32_t> &headers() const { return headers_; }
  // The file of that name which goes with a header. Names are without folders, so two records of one name may be
  // there: the first file then goes with the first header. Throws Error "wfdb.ambiguous" where that can't be told.
  std::optional<std::uint32_t> beside(std::uint32_t header, const std::string &name) const;
  // Other files of the header's name, the reference annotations (.atr) first, then by ending.
  std::vector<std::uint32_t> annotations_beside(std::uint32_t header) const;

 private:
  const Files &files_;
  std::map<std::string, std::vector<std::uint32_t>, std::less<>> by_name_;
  std::map<std::string, std::vector<std::string>, std::less<>> by_stem_;  // names, each once
  std::vector<std::uint32_t> headers_;
};

}  // namespace gantry::biosignals
