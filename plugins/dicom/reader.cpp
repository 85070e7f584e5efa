// SPDX-License-Identifier: Apache-2.0
#include "reader.hpp"

#include "dataset.hpp"
#include "images.hpp"
#include "objects/objects.hpp"

#include <algorithm>

namespace gantry::dicom {
namespace {

void list_images(const Images &images, const Items &items) {
  for (const SeriesVolume &v : images.volumes()) {
    try {
      items.add(GANTRY_KIND_VOLUME, v.key, v.title, images.summary_of(v), v.files);
    } catch (const Error &e) {
      for (const std::uint32_t file : v.files) items.refuse(file, in_words(e));
    }
  }
  for (const Refusal &r : images.refused()) items.refuse(r.file, r.reason);
}

}  // namespace

std::uint32_t DicomReader::sniff(std::string_view, std::string_view head, std::uint64_t) {
  return looks_like_dicom(head);
}

Wishes DicomReader::wishes() const { return {voi.value(), resample.value()}; }

void DicomReader::list(Job &job, const Files &files, const Items &items) {
  const std::vector<Scan> scans = scan_files(job, files, wishes());
  for (std::uint32_t file = 0; file < scans.size(); ++file) {
    if (scans[file].kind == Kind::refused) items.refuse(file, scans[file].refusal);
  }
  const Images images(scans, files, wishes());
  list_images(images, items);
  list_objects(scans, images, files, items);
}

void DicomReader::read(Job &job, const Files &files, const std::string &key) {
  const std::vector<Scan> scans = scan_files(job, files, wishes(), true);
  const Images images(scans, files, wishes());
  if (const SeriesVolume *volume = images.find(key)) return images.read(job, *volume);
  if (read_object(job, key, scans, images, files)) return;
  for (const Scan &s : scans) {  // an item of refused files: say why
    if (s.kind == Kind::refused) throw Error("dicom.refused", s.refusal, GANTRY_BAD_DATA);
  }
  throw Error("dicom.key", "there is no item \"" + key + "\" among these files", GANTRY_NOT_FOUND)
      .hint("list the files first");
}

}  // namespace gantry::dicom
