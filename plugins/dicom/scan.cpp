// SPDX-License-Identifier: Apache-2.0
#include "scan.hpp"

#include "parallel.hpp"
#include "pixels/overlay.hpp"
#include "series/read_frames.hpp"

#include <algorithm>
#include <future>
#include <optional>

namespace gantry::dicom {
namespace {

constexpr std::uint32_t batch = 64;            // files that are mapped at a time
constexpr std::size_t most_stay_mapped = 512;  // files: some systems let a worker open 1024

bool begins(const std::string &text, const char *with) { return text.rfind(with, 0) == 0; }

// Classes of PS3.4, table B.5-1, that always hold pixels: without them the file was cut off between two attributes.
bool is_image_class(const std::string &sop) {
  const std::string base = "1.2.840.10008.5.1.4.1.1.";
  if (!begins(sop, base.c_str())) return false;
  const std::string rest = sop.substr(base.size());
  static const char *const classes[] = {"1", "2", "3", "4", "6", "7", "12", "13", "20", "30", "77", "128", "130"};
  const std::string family = rest.substr(0, rest.find('.'));
  const bool spectroscopy = rest == "4.2" || rest == "128.1.1";
  return !spectroscopy && std::find(std::begin(classes), std::end(classes), family) != std::end(classes);
}

Kind kind_of(const Dataset &d) {
  const std::string sop = d.text(DCM_SOPClassUID), modality = d.text(DCM_Modality);
  if (d.has(DCM_DirectoryRecordSequence)) return Kind::directory;
  if (sop == "1.2.840.10008.5.1.4.1.1.66.4" || d.has(DCM_SegmentSequence)) return Kind::segmentation;
  if (d.has(DCM_StructureSetROISequence) || modality == "RTSTRUCT") return Kind::structures;
  if (d.has(DCM_WaveformSequence)) return Kind::waveform;
  if (d.has(DCM_EncapsulatedDocument)) return Kind::document;
  const bool described = d.has_value(DCM_Rows) && d.has_value(DCM_Columns);
  if (d.pixel_data() != nullptr && described) return Kind::image;
  if (d.pixel_data() == nullptr && (described || is_image_class(sop))) {
    throw Error("dicom.no-pixels", "it is an image without pixel data", GANTRY_BAD_DATA)
        .hint("the copy was interrupted, or the pixels were taken out: fetch it again");
  }
  if (begins(sop, "1.2.840.10008.5.1.4.1.1.88.") || d.has(DCM_ContentSequence)) return Kind::report;
  return Kind::other;
}

void take_scale(const Dataset &d, Scan &s) {
  const auto grid = d.number(DCM_DoseGridScaling);
  if (!grid) return;
  const std::string units = d.text(DCM_DoseUnits);
  for (FrameHeader &f : s.frames) {
    f.slope = *grid;
    f.intercept = 0;
    f.unit = units == "GY" ? "Gy" : units == "RELATIVE" ? "1" : "";
  }
}

void take_image(const Dataset &d, std::uint32_t file, const Wishes &wishes, Scan &s) {
  const Frames placed(d);  // throws when its pixels can't be read
  s.format = placed.format();
  s.meaning = Meaning::of(d, s.format);
  s.frames = frame_headers(d, file);
  take_scale(d, s);
  for (const Overlay &o : overlays_of(d, s.format, s.warnings)) s.overlays.push_back({o.group, o.name});
  delivered_type(s.format, s.meaning);
  if (!wishes.shown || s.format.samples > 1 || s.meaning.palette) return;
  s.voi = voi_of_frames(d);
  for (Voi &voi : s.voi) voi.table.reset();  // of thousands of files they would be much
}

void take_directory(const Dataset &d, Scan &s) {
  for (const Item &record : d.items(DCM_DirectoryRecordSequence)) {
    std::string path;
    for (const std::string &part : record.texts(DCM_ReferencedFileID)) path += (path.empty() ? "" : "/") + part;
    if (!path.empty()) s.named.push_back(path);
  }
}

}  // namespace

std::string in_words(const Error &error) {
  return std::string(error.what()) + (error.hint().empty() ? "" : ": " + error.hint());
}

Voi voi_of(const std::vector<Voi> &voi, std::uint32_t frame) {
  if (voi.size() == 1) return voi.front();
  return frame < voi.size() ? voi[frame] : Voi();
}

Scan scan(std::string_view bytes, std::uint32_t file, const Wishes &wishes) {
  Scan s;
  try {
    const Dataset d = Dataset::open(bytes);
    s.kind = kind_of(d);
    s.modality = d.text(DCM_Modality);
    s.sop_class = d.text(DCM_SOPClassUID);
    s.warnings = d.warnings();
    if (s.kind == Kind::other && d.pixel_data() != nullptr)
      s.warnings.emplace_back("it has pixel data and nothing says what they are: they are left out");
    if (s.kind == Kind::image) take_image(d, file, wishes, s);
    if (s.kind == Kind::directory) take_directory(d, s);
  } catch (const Error &e) {
    s = Scan();
    s.kind = Kind::refused;
    s.refusal = in_words(e);
  }
  return s;
}

std::vector<Scan> scan_files(const Job &job, const Files &files, const Wishes &wishes, bool stay_mapped) {
  std::vector<Scan> scans(files.count());
  std::vector<std::uint32_t> here;  // when an item is read, the files of the others are places without a name
  for (std::uint32_t file = 0; file < files.count(); ++file) {
    if (files.byte_size(file) > 0 || !files.name(file).empty()) here.push_back(file);
  }
  std::future<void> dictionary;  // whoever has many files is about to need it
  if (here.size() >= batch && job.threads() > 1) dictionary = std::async(std::launch::async, load_dictionary);
  stay_mapped &= here.size() <= most_stay_mapped;
  for (std::size_t first = 0; first < here.size(); first += batch) {
    const std::size_t count = std::min<std::size_t>(batch, here.size() - first);
    std::vector<std::optional<std::string_view>> bytes(count);
    for (std::size_t i = 0; i < count; ++i) {
      Scan &scanned = scans[here[first + i]];
      try {
        bytes[i] = files.map(here[first + i]);
      } catch (const Error &e) {
        scanned.kind = Kind::refused;
        scanned.refusal = in_words(e);
      }
    }
    const auto work = [&](std::size_t i) {
      if (bytes[i]) scans[here[first + i]] = scan(*bytes[i], here[first + i], wishes);
    };
    for_each_in_parallel(job.threads(), count, work, [&](std::size_t) { job.check(); });
    for (std::size_t i = 0; i < count && !stay_mapped; ++i) files.unmap(here[first + i]);
    job.progress(static_cast<double>(first + count) / static_cast<double>(here.size()), "reading headers");
  }
  return scans;
}

}  // namespace gantry::dicom
