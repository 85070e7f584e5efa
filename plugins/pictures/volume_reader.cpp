// SPDX-License-Identifier: Apache-2.0
#include "volume_reader.hpp"

#include "data_bytes.hpp"
#include "file_keys.hpp"
#include "meta_volume.hpp"
#include "nrrd_volume.hpp"
#include "read_voxels.hpp"
#include "text.hpp"

#include <algorithm>
#include <map>

namespace gantry::pictures {
namespace {

using Names = std::multimap<std::string, std::uint32_t, std::less<>>;

Names names_of(const Files &files) {
  Names names;
  for (std::uint32_t i = 0; i < files.count(); ++i) names.emplace(std::string(files.name(i)), i);
  return names;
}

bool is_header(std::string_view bytes) { return looks_like_nrrd(bytes) || looks_like_meta(bytes); }

StoredVolume volume_of(std::string_view file) { return looks_like_nrrd(file) ? nrrd_volume(file) : meta_volume(file); }

// The header's file, then those that hold its voxels, in order.
std::vector<std::uint32_t> files_of(const StoredVolume &stored, std::uint32_t header, const Names &names) {
  std::vector<std::uint32_t> out{header};
  for (const std::string &name : stored.data_files) {
    const auto found = names.equal_range(name);
    if (found.first == found.second) {
      throw Error("file.missing", "its voxels are in another file, which was not given", GANTRY_BAD_DATA)
          .hint("give the header together with the files beside it");
    }
    if (std::next(found.first) != found.second) {
      throw Error("file.ambiguous", "several files have the name of the one that holds its voxels", GANTRY_BAD_DATA)
          .hint("import the folders one by one, so that each name is there once");
    }
    if (std::find(out.begin(), out.end(), found.first->second) != out.end()) {
      throw Error("header.files", "its list of data files names one of them twice", GANTRY_BAD_DATA)
          .hint("correct the list in the header");
    }
    out.push_back(found.first->second);
  }
  return out;
}

std::unique_ptr<streams::Bytes> bytes_of(const StoredVolume &stored, const std::vector<std::uint32_t> &which,
                                         const Files &files) {
  std::vector<std::string_view> parts;
  for (std::size_t i = 1; i < which.size(); ++i) parts.push_back(files.map(which[i]));
  if (stored.data_files.empty()) {
    const std::string_view whole = files.map(which[0]);
    parts.push_back(stored.at_the_end ? whole : whole.substr(static_cast<std::size_t>(stored.data_offset)));
  }
  return open_data(stored, parts);
}

}  // namespace

std::uint32_t VolumeReader::sniff(std::string_view name, std::string_view head, std::uint64_t) {
  if (is_header(head)) return 100;
  const std::string known = lower(name);
  for (const std::string_view end : {".raw", ".zraw", ".raw.gz", ".raw.bz2"}) {
    if (known.size() > end.size() && known.compare(known.size() - end.size(), end.size(), end) == 0) return 1;
  }
  return 0;
}

void VolumeReader::list(Job &job, const Files &files, const Items &items) {
  const Names names = names_of(files);
  std::vector<bool> accounted(files.count(), false);
  for (std::uint32_t file = 0; file < files.count(); ++file) {
    job.progress(static_cast<double>(file) / files.count(), "reading headers");
    const std::string_view bytes = files.map(file);
    if (!is_header(bytes)) continue;
    accounted[file] = true;
    try {
      const StoredVolume stored = volume_of(bytes);
      const auto belonging = files_of(stored, file, names);
      for (const std::uint32_t one : belonging) accounted[one] = true;
      bytes_of(stored, belonging, files);
      items.add(GANTRY_KIND_VOLUME, std::to_string(file),
                std::string(stored.format) + (stored.labels ? " segmentation" : " volume"), stored.summary(),
                belonging);
      for (std::size_t i = 1; i < belonging.size(); ++i) files.unmap(belonging[i]);
    } catch (const Error &e) {
      items.refuse(file, in_words(e));
    }
    files.unmap(file);
  }
  for (std::uint32_t file = 0; file < files.count(); ++file) {
    if (!accounted[file]) {
      items.refuse(file, "it holds voxels for a header (.nhdr, .mhd) that names it, and there is none: give both");
    }
  }
}

void VolumeReader::read(Job &job, const Files &files, const std::string &key) {
  const std::uint32_t file = index_of(key, files);
  try {
    const StoredVolume stored = volume_of(files.map(file));
    const auto bytes = bytes_of(stored, files_of(stored, file, names_of(files)), files);
    for (const auto &warning : stored.warnings) job.warning(warning);
    job.output_record("header", GANTRY_HEADER_SCHEMA, stored.entries.dump());
    read_voxels(stored, *bytes, job.output_volume("volume", stored.spec()), job);
  } catch (const Error &e) {
    throw of_file(e, file, files);
  }
}

}  // namespace gantry::pictures
