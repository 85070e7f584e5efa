// SPDX-License-Identifier: Apache-2.0
#include "wfdb_files.hpp"

#include "text.hpp"

#include <algorithm>

namespace gantry::biosignals {
namespace {

std::string_view stem_of(std::string_view name) { return name.substr(0, name.rfind('.')); }

}  // namespace

bool is_header_name(std::string_view name) {
  return name.size() > 4 && lower_case(name.substr(name.size() - 4)) == ".hea";
}

WfdbFiles::WfdbFiles(const Files &files) : files_(files) {
  for (std::uint32_t i = 0; i < files.count(); ++i) {
    const std::string name(files.name(i));
    if (name.empty()) continue;  // not one of the item that is being read
    auto &same = by_name_[name];
    if (same.empty()) by_stem_[std::string(stem_of(name))].push_back(name);
    same.push_back(i);
    if (is_header_name(name)) headers_.push_back(i);
  }
}

std::optional<std::uint32_t> WfdbFiles::beside(std::uint32_t header, const std::string &name) const {
  const auto found = by_name_.find(name);
  if (found == by_name_.end()) return std::nullopt;
  const auto &headers = by_name_.at(std::string(files_.name(header)));
  const auto place = static_cast<std::size_t>(std::find(headers.begin(), headers.end(), header) - headers.begin());
  if (found->second.size() == headers.size()) return found->second[place];
  if (headers.size() == 1 && found->second.size() == 1) return found->second.front();
  throw Error("wfdb.ambiguous",
              "several records of the same name were given, and it can't be told which file belongs to which",
              GANTRY_BAD_DATA)
      .hint("import their folders one at a time");
}

std::vector<std::uint32_t> WfdbFiles::annotations_beside(std::uint32_t header) const {
  std::vector<std::string> names;
  const auto found = by_stem_.find(stem_of(files_.name(header)));
  if (found != by_stem_.end()) names = found->second;
  const auto is_reference = [](const std::string &name) { return name.substr(stem_of(name).size()) == ".atr"; };
  std::sort(names.begin(), names.end(), [&](const std::string &a, const std::string &b) {
    return std::pair(!is_reference(a), a) < std::pair(!is_reference(b), b);
  });
  std::vector<std::uint32_t> beside_it;
  for (const std::string &name : names) {
    if (is_header_name(name)) continue;
    if (const auto file = beside(header, name)) beside_it.push_back(*file);
  }
  return beside_it;
}

}  // namespace gantry::biosignals
