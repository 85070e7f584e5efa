// SPDX-License-Identifier: Apache-2.0
#include "file_set.hpp"

#include <algorithm>
#include <utility>

namespace gantry::nifti {
namespace {

constexpr std::pair<std::string_view, FileSet::Role> extensions[] = {
    {".nii.gz", FileSet::Role::volume}, {".nii", FileSet::Role::volume},   {".hdr.gz", FileSet::Role::volume},
    {".hdr", FileSet::Role::volume},    {".img.gz", FileSet::Role::image}, {".img", FileSet::Role::image},
    {".bvals", FileSet::Role::bval},    {".bval", FileSet::Role::bval},    {".bvecs", FileSet::Role::bvec},
    {".bvec", FileSet::Role::bvec},     {".json", FileSet::Role::json},
};
constexpr FileSet::Role companions[] = {FileSet::Role::image, FileSet::Role::bval, FileSet::Role::bvec,
                                        FileSet::Role::json};

char lower(char c) { return c >= 'A' && c <= 'Z' ? static_cast<char>(c - 'A' + 'a') : c; }

bool ends_with(std::string_view name, std::string_view extension) {
  return name.size() >= extension.size() &&
         std::equal(extension.begin(), extension.end(), name.end() - static_cast<std::ptrdiff_t>(extension.size()),
                    [](char e, char n) { return e == lower(n); });
}

// What no extension tells is taken for a volume: its content decides.
std::pair<std::string_view, FileSet::Role> stem_and_role(std::string_view name) {
  for (const auto &[extension, role] : extensions) {
    if (ends_with(name, extension)) return {name.substr(0, name.size() - extension.size()), role};
  }
  return {name, FileSet::Role::volume};
}

}  // namespace

FileSet::Role FileSet::role_of(std::string_view name) { return stem_and_role(name).second; }

bool FileSet::is_header_of_pair(std::string_view name) { return ends_with(name, ".hdr") || ends_with(name, ".hdr.gz"); }

FileSet::FileSet(const Files &files) {
  for (std::uint32_t i = 0; i < files.count(); ++i) {
    const auto [stem, role] = stem_and_role(files.name(i));
    entries_.push_back({std::string(stem), role});
  }
}

std::vector<std::uint32_t> FileSet::with(const std::string &stem, Role role) const {
  std::vector<std::uint32_t> found;
  for (std::uint32_t i = 0; i < entries_.size(); ++i) {
    if (entries_[i].role == role && entries_[i].stem == stem) found.push_back(i);
  }
  return found;
}

std::vector<std::uint32_t> FileSet::volumes() const {
  std::vector<std::uint32_t> found;
  for (std::uint32_t i = 0; i < entries_.size(); ++i) {
    if (entries_[i].role == Role::volume) found.push_back(i);
  }
  return found;
}

std::optional<std::uint32_t> FileSet::companion(std::uint32_t volume, Role role) const {
  const auto found = with(entries_[volume].stem, role);
  if (found.size() > 1) {
    throw Error("nifti.ambiguous", "several companions of its name are given", GANTRY_BAD_DATA)
        .hint("import the folders one by one, so that each name is there once");
  }
  return found.empty() ? std::nullopt : std::optional(found.front());
}

std::vector<std::uint32_t> FileSet::belonging_to(std::uint32_t volume) const {
  std::vector<std::uint32_t> found{volume};
  for (const Role role : companions) {
    const auto some = with(entries_[volume].stem, role);
    if (some.size() == 1) found.push_back(some.front());
  }
  return found;
}

}  // namespace gantry::nifti
