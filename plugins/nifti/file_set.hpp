// SPDX-License-Identifier: Apache-2.0
// Which files of an import belong together: a volume, the .img of a pair, .bval, .bvec and .json of the same stem.
//
//   FileSet set(files);
//   for (std::uint32_t volume : set.volumes()) … set.companion(volume, FileSet::Role::bval) …
#pragma once

#include <gantry/cpp/reader.hpp>

#include <cstdint>
#include <optional>
#include <string>
#include <string_view>
#include <vector>

namespace gantry::nifti {

class FileSet {
 public:
  enum class Role { volume, image, bval, bvec, json };

  explicit FileSet(const Files &files);

  static Role role_of(std::string_view name);
  static bool is_header_of_pair(std::string_view name);  // .hdr, .hdr.gz
  Role role(std::uint32_t file) const { return entries_[file].role; }
  std::vector<std::uint32_t> volumes() const;
  // The file of that role with the volume's stem. Error "nifti.ambiguous" where there are several.
  std::optional<std::uint32_t> companion(std::uint32_t volume, Role role) const;
  // The volume, then the companions that are there; ambiguous ones are left out.
  std::vector<std::uint32_t> belonging_to(std::uint32_t volume) const;

 private:
  struct Entry {
    std::string stem;  // as written, without extension
    Role role;
  };
  std::vector<std::uint32_t> with(const std::string &stem, Role role) const;

  std::vector<Entry> entries_;
};

}  // namespace gantry::nifti
