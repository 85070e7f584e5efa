// SPDX-License-Identifier: Apache-2.0
#include "reader.hpp"

#include "companions.hpp"
#include "file_set.hpp"
#include "geometry.hpp"
#include "header_record.hpp"
#include "voxels.hpp"

#include <charconv>
#include <cstdio>

namespace gantry::nifti {
namespace {

using Role = FileSet::Role;

// Everything about a volume but its voxels.
struct Opened {
  Header header;
  Placement placement;
  Description description;
  std::unique_ptr<Bytes> voxels;  // stands at the first voxel
};

// What claims more bytes than its file can hold is refused before memory is asked for.
void check_size(const Opened &opened) {
  if (opened.header.data_bytes() <= opened.voxels->at_most_left()) return;
  throw Error("nifti.truncated",
              "its header announces " + std::to_string(opened.header.data_bytes()) +
                  " bytes of voxels, which the file can't hold",
              GANTRY_BAD_DATA)
      .hint("the copy was interrupted or the header is damaged: fetch the file again");
}

std::unique_ptr<Bytes> open_image(const Files &files, const FileSet &set, std::uint32_t volume, const Header &header) {
  const auto image = set.companion(volume, Role::image);
  if (!image) {
    throw Error("nifti.pair", "its voxels are in an .img of the same name, which was not given", GANTRY_BAD_DATA)
        .hint("give the .hdr and the .img together");
  }
  auto bytes = open_bytes(files.map(*image));
  if (!bytes->skip(header.data_offset)) {
    throw Error("nifti.truncated", "its .img ends before the voxels begin", GANTRY_BAD_DATA)
        .hint("the copy was interrupted or the header is damaged: fetch both files again");
  }
  return bytes;
}

std::optional<std::string_view> text_of(const Files &files, const FileSet &set, std::uint32_t volume, Role role) {
  const auto file = set.companion(volume, role);
  return file ? std::optional(files.map(*file)) : std::nullopt;
}

Opened open_volume(const Files &files, const FileSet &set, std::uint32_t volume) {
  Opened opened;
  opened.voxels = open_bytes(files.map(volume));
  opened.header = read_header(*opened.voxels);
  if (opened.header.pair) opened.voxels = open_image(files, set, volume, opened.header);
  check_size(opened);
  opened.placement = place(*opened.header.image);
  opened.description = describe(opened.header, opened.placement.geometry,
                                {text_of(files, set, volume, Role::bval), text_of(files, set, volume, Role::bvec),
                                 text_of(files, set, volume, Role::json)});
  return opened;
}

std::string summary_of(const Opened &opened) {
  const Header &h = opened.header;
  std::string text = std::to_string(h.shape[0]) + "x" + std::to_string(h.shape[1]) + "x" + std::to_string(h.shape[2]);
  if (h.shape[3] > 1 || h.shape[4] > 1) text += "x" + std::to_string(h.shape[3]);
  if (h.shape[4] > 1) text += "x" + std::to_string(h.shape[4]);
  const double *s = opened.placement.geometry.spacing;
  char sizes[96];
  std::snprintf(sizes, sizeof sizes, ", %.4gx%.4gx%.4g mm", s[0], s[1], s[2]);
  text += std::string(" ") + h.type->name + (h.scaled ? " (scaled)" : "") + sizes;
  if (!opened.description.axis_name.empty()) text += ", axis " + opened.description.axis_name;
  return text;
}

bool is_label_map(const Opened &opened) {
  const std::uint32_t type = delivered_type(opened.header);
  const bool whole = type <= GANTRY_I64;
  return whole && (opened.header.image->intent_code == NIFTI_INTENT_LABEL || !opened.description.segments.empty());
}

VolumeSpec spec_of(const Opened &opened) {
  const Header &h = opened.header;
  const Description &d = opened.description;
  VolumeSpec spec;
  spec.dtype(delivered_type(h)).shape(h.shape[0], h.shape[1], h.shape[2]).geometry(opened.placement.geometry);
  if (d.axis_name.empty()) {
    spec.frames(h.shape[3]);
  } else {
    spec.axis(d.axis_name, d.columns);
  }
  if (h.shape[4] > 1) {
    std::vector<std::string> names = d.channels;
    for (std::uint64_t c = names.size(); c < h.shape[4]; ++c) names.push_back(std::to_string(c + 1));
    spec.channels(std::move(names));
  }
  if (is_label_map(opened)) spec.labels(d.segments);
  return spec.unit(d.unit.c_str()).quantity(d.quantity.c_str()).modality(d.modality.c_str());
}

void refuse(const Items &items, const std::vector<std::uint32_t> &files, const Error &error) {
  const std::string hint = error.hint().empty() ? "" : ": " + error.hint();
  for (const std::uint32_t file : files) items.refuse(file, error.what() + hint);
}

void list_one(const Files &files, const FileSet &set, std::uint32_t volume, const Items &items) {
  const auto belonging = set.belonging_to(volume);
  try {
    const Opened opened = open_volume(files, set, volume);
    items.add(GANTRY_KIND_VOLUME, std::to_string(volume), opened.header.analyze ? "ANALYZE volume" : "NIfTI volume",
              summary_of(opened), belonging);
  } catch (const Error &e) {
    refuse(items, belonging, e);
  }
  for (const std::uint32_t file : belonging) files.unmap(file);
}

const char *reason_for_lonely(Role role) {
  switch (role) {
    case Role::image: return "an .img is read beside its .hdr, which was not given: give both together";
    case Role::json: return "a .json is read beside a NIfTI volume of the same name, and there is none";
    default:
      return "b-values and directions are read beside a NIfTI volume of the same name, which was not given: "
             "give NAME.nii.gz together with NAME.bval and NAME.bvec";
  }
}

void warn(const Opened &opened, const Job &job) {
  const Header &h = opened.header;
  if (!opened.placement.warning.empty()) job.warning(opened.placement.warning);
  if (h.analyze) {
    job.warning("an ANALYZE 7.5 file does not say which side is left: its orientation is assumed");
    if (h.scaled) job.warning("the factor that SPM puts into ANALYZE headers was applied to its values");
  } else if ((opened.placement.geometry.flags & GANTRY_GEOMETRY_ASSUMED) != 0) {
    job.warning("the header does not say where its voxels are (qform and sform): their orientation is assumed");
  }
}

std::uint32_t index_of(const std::string &key, const Files &files) {
  std::uint32_t index = 0;
  const auto [end, error] = std::from_chars(key.data(), key.data() + key.size(), index);
  if (error == std::errc() && end == key.data() + key.size() && index < files.count()) return index;
  throw Error("nifti.key", "there is no item \"" + key + "\" among these files", GANTRY_NOT_FOUND)
      .hint("list the files first");
}

}  // namespace

std::uint32_t NiftiReader::sniff(std::string_view name, std::string_view head, std::uint64_t) {
  if (FileSet::role_of(name) != Role::volume) return 1;
  std::string first(540, '\0');
  try {
    const auto bytes = open_bytes(head);
    first.resize(bytes->read(first.data(), first.size()));
  } catch (const Error &) {
    return 0;  // gzip of something shorter than a header, or damaged
  }
  if (looks_like_nifti(first)) return 100;
  return FileSet::is_header_of_pair(name) && looks_like_analyze(first) ? 100 : 0;
}

void NiftiReader::list(Job &job, const Files &files, const Items &items) {
  const FileSet set(files);
  std::vector<bool> accounted(files.count(), false);
  for (const std::uint32_t volume : set.volumes()) {
    job.progress(static_cast<double>(volume) / files.count(), "reading headers");
    for (const std::uint32_t file : set.belonging_to(volume)) accounted[file] = true;
    list_one(files, set, volume, items);
  }
  for (std::uint32_t file = 0; file < files.count(); ++file) {
    if (!accounted[file]) items.refuse(file, reason_for_lonely(set.role(file)));
  }
}

void NiftiReader::read(Job &job, const Files &files, const std::string &key) {
  const std::uint32_t volume = index_of(key, files);
  try {
    const Opened opened = open_volume(files, FileSet(files), volume);
    warn(opened, job);
    job.output_record("header", GANTRY_HEADER_SCHEMA, header_record(opened.header));
    read_voxels(*opened.voxels, opened.header, job.output_volume("volume", spec_of(opened)), job);
  } catch (const Error &e) {
    const std::string which = "file " + std::to_string(volume + 1) + " of " + std::to_string(files.count()) + ": ";
    throw Error(e.code(), which + e.what(), e.status()).at(e.parameter()).hint(e.hint());
  }
}

}  // namespace gantry::nifti
