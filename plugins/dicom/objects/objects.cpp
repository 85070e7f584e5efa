// SPDX-License-Identifier: Apache-2.0
#include "objects.hpp"

#include "../header_record.hpp"
#include "report.hpp"
#include "segmentation.hpp"
#include "structures.hpp"
#include "waveform.hpp"

#include <algorithm>
#include <charconv>
#include <set>

namespace gantry::dicom {
namespace {

struct Listed {
  std::uint32_t kind = GANTRY_KIND_RECORD;
  std::string title, summary;
  std::vector<std::uint32_t> files;
};

std::string key_of(std::uint32_t file) { return "object:" + std::to_string(file); }

// What the object is, by its modality's code, which is no patient data when it is one.
std::string called(const Scan &s, const char *what) {
  const bool code = !s.modality.empty() && s.modality.size() <= 16 &&
                    std::all_of(s.modality.begin(), s.modality.end(), [](char c) { return c >= 'A' && c <= 'Z'; });
  return code ? s.modality + " " + what : what;
}

Listed structures(const Scan &s, const Dataset &d, std::uint32_t file, const Images &images) {
  Listed out{GANTRY_KIND_TABLE, called(s, "structure set"), structures_summary(d), {file}};
  const SeriesVolume *volume = drawn_on(d, images).volume;
  if (volume == nullptr) {
    out.summary += ", as contour points: the images that they were drawn on are not here";
    return out;
  }
  out.kind = GANTRY_KIND_VOLUME;
  out.summary += ", as masks on the images";
  out.files.insert(out.files.end(), volume->files.begin(), volume->files.end());
  std::sort(out.files.begin(), out.files.end());
  return out;
}

Listed document(const Scan &s, const Dataset &d, std::uint32_t file) {
  const std::string type = d.text(DCM_MIMETypeOfEncapsulatedDocument);
  if (d.bytes(DCM_EncapsulatedDocument).empty()) {
    throw Error("dicom.document", "its document is empty", GANTRY_BAD_DATA).hint("fetch the file again");
  }
  return {GANTRY_KIND_FILE, called(s, "document"), type.empty() ? "a document of unknown kind" : type, {file}};
}

Listed listed(const Scan &s, const Dataset &d, std::uint32_t file, const Images &images) {
  switch (s.kind) {
    case Kind::segmentation:
      return {GANTRY_KIND_VOLUME, called(s, "segmentation"), segmentation_summary(d, file), {file}};
    case Kind::structures: return structures(s, d, file, images);
    case Kind::waveform: return {GANTRY_KIND_SIGNAL, called(s, "waveform"), waveform_summary(d), {file}};
    case Kind::document: return document(s, d, file);
    case Kind::report: {
      const std::size_t n = count_measurements(d);
      if (n > 0) return {GANTRY_KIND_TABLE, called(s, "report"), std::to_string(n) + " measurements", {file}};
      return {GANTRY_KIND_RECORD, called(s, "report"), "no measurements", {file}};
    }
    default: return {GANTRY_KIND_RECORD, called(s, "object"), "no pixels: its attributes alone", {file}};
  }
}

std::string last_part(const std::string &path) { return path.substr(path.rfind('/') + 1); }

// A directory is of use as the list of what should be here; files are known by the last part of their names.
void list_directory(const Scan &s, std::uint32_t file, const Files &files, const Items &items) {
  std::set<std::string> given;
  for (std::uint32_t i = 0; i < files.count(); ++i) given.emplace(files.name(i));
  std::vector<std::string> missing;
  for (const std::string &path : s.named) {
    if (given.count(last_part(path)) == 0) missing.push_back(last_part(path));
  }
  if (missing.empty()) {
    items.add(GANTRY_KIND_RECORD, key_of(file), "DICOM directory",
              std::to_string(s.named.size()) + " files, which are all here", {file});
    return;
  }
  std::string names;
  for (std::size_t i = 0; i < missing.size() && i < 5; ++i) names += (i == 0 ? "" : ", ") + missing[i].substr(0, 16);
  if (missing.size() > 5) names += " …";
  items.refuse(file, "this directory names " + std::to_string(s.named.size()) + " files, of which " +
                         std::to_string(missing.size()) + " are missing (" + names +
                         "): give the whole medium where they are wanted; what is here was listed");
}

void read_document(Job &job, const Dataset &d) {
  std::string_view bytes = d.bytes(DCM_EncapsulatedDocument);
  if (const auto length = d.integer(DCM_EncapsulatedDocumentLength); length && *length >= 0)
    bytes = bytes.substr(0, std::min(bytes.size(), static_cast<std::size_t>(*length)));
  std::string type = d.text(DCM_MIMETypeOfEncapsulatedDocument);
  if (type.empty()) type = "application/octet-stream";
  job.warning("the document is kept as it is: names that are printed in it can't be taken out");
  const std::string name = type == "application/pdf" ? "document.pdf" : "document";
  job.output_file("file", type.c_str(), name.c_str(), bytes.data(), bytes.size());
}

void read_attributes(Job &job, const Scan &s, const HeaderRecord &record) {
  for (const std::string &w : s.warnings) job.warning(w);
  job.output_record("record", GANTRY_HEADER_SCHEMA, record.dump_without_identities());
}

}  // namespace

void list_objects(const std::vector<Scan> &scans, const Images &images, const Files &files, const Items &items) {
  for (std::uint32_t file = 0; file < scans.size(); ++file) {
    const Scan &s = scans[file];
    if (s.kind == Kind::absent || s.kind == Kind::refused || s.kind == Kind::image) continue;
    if (s.kind == Kind::directory) {
      list_directory(s, file, files, items);
      continue;
    }
    try {
      const Listed l = listed(s, Dataset::open(files.map(file)), file, images);
      items.add(l.kind, key_of(file), l.title, l.summary, l.files);
    } catch (const Error &e) {
      items.refuse(file, in_words(e));
    }
    files.unmap(file);
  }
}

bool read_object(Job &job, const std::string &key, const std::vector<Scan> &scans, const Images &images,
                 const Files &files) {
  const std::string prefix = "object:";
  std::uint32_t file = 0;
  const auto [end, error] =
      std::from_chars(key.data() + std::min(key.size(), prefix.size()), key.data() + key.size(), file);
  const bool named = key.rfind(prefix, 0) == 0 && error == std::errc() && end == key.data() + key.size();
  if (!named || file >= scans.size() || scans[file].kind == Kind::absent || scans[file].kind == Kind::image ||
      scans[file].kind == Kind::refused)
    return false;
  const Dataset d = Dataset::open(files.map(file));
  const Kind kind = scans[file].kind;
  if (kind == Kind::segmentation) return read_segmentation(job, d, file), true;
  if (kind == Kind::structures) return read_structures(job, d, drawn_on(d, images)), true;
  if (kind == Kind::waveform) return read_waveform(job, d), true;
  if (kind == Kind::report && count_measurements(d) > 0) return read_measurements(job, d), true;
  const HeaderRecord record(d);
  job.output_record("header", GANTRY_HEADER_SCHEMA, record.dump());
  if (kind == Kind::document) read_document(job, d);
  else read_attributes(job, scans[file], record);
  return true;
}

}  // namespace gantry::dicom
