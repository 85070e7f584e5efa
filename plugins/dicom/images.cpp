// SPDX-License-Identifier: Apache-2.0
#include "images.hpp"

#include "deidentify/stamp.hpp"
#include "header_record.hpp"
#include "objects/overlay_map.hpp"
#include "parallel.hpp"
#include "series/words.hpp"

#include <gantry/cpp/fill.hpp>

#include <algorithm>
#include <cstdio>
#include <cstring>
#include <map>
#include <memory>
#include <set>

namespace gantry::dicom {
namespace {

// A voxel rectangle of the volume and the frame that it comes from.
struct Piece {
  std::uint32_t frame;  // index into the headers
  std::uint32_t slice, point;
};

// All that one stored frame gives: one piece, or the tiles of a mosaic.
struct Task {
  std::uint32_t file, frame;
  std::vector<Piece> pieces;
};

struct OpenFile {
  std::unique_ptr<Dataset> dataset;
  std::unique_ptr<Frames> frames;
};

const char *name_of_type(std::uint32_t dtype) {
  constexpr const char *names[] = {"",        "uint8",     "int8",       "uint16", "int16",
                                   "uint32",  "int32",     "uint64",     "int64",  "float32",
                                   "float64", "complex64", "complex128", "RGB",    "RGBA"};
  return names[dtype];
}

std::vector<Task> tasks_of(const SeriesVolume &v, const std::vector<FrameHeader> &frames) {
  std::map<std::pair<std::uint32_t, std::uint32_t>, std::size_t> at;
  std::vector<Task> tasks;
  for (std::uint32_t point = 0; point < v.points; ++point) {
    for (std::uint32_t slice = 0; slice < v.slices; ++slice) {
      const std::uint32_t source = v.source(slice, point);
      if (source == no_frame) continue;
      const FrameHeader &f = frames[source];
      const auto [found, added] = at.try_emplace({f.file, f.frame}, tasks.size());
      if (added) tasks.push_back({f.file, f.frame, {}});
      tasks[found->second].pieces.push_back({source, slice, point});
    }
  }
  return tasks;
}

// Copies tasks' frames into the volume.
class Filling {
 public:
  Filling(const SeriesVolume &v, const std::vector<FrameHeader> &frames, const gantry_volume &out, const Fill &fill)
      : v_(v), frames_(frames), out_(out), fill_(fill), bytes_(type_bytes(out.dtype)) {}

  void fill(const Frames &decoded, const Task &task, const Meaning &meaning, const Job &job) const {
    const PixelFormat &f = decoded.format();
    const FrameHeader &first = frames_[task.pieces.front().frame];
    const unsigned channels = delivered_channels(f);
    const bool whole = task.pieces.size() == 1 && !first.mosaic && channels == 1;
    if (f.rows < v_.rows || f.columns < v_.columns) refuse();
    if (whole) {
      if (f.rows != v_.rows || f.columns != v_.columns) refuse();
      thread_local std::vector<std::uint64_t> slice;  // stays in the processor's cache from one slice to the next
      slice.resize(static_cast<std::size_t>(slice_bytes() + 7) / 8);
      deliver(decoded, task.frame, meaning, out_.dtype, slice.data());
      fill_.put(out_, offset(task.pieces.front(), 0), slice.data(), slice_bytes());
    } else {
      std::vector<std::uint64_t> words(static_cast<std::size_t>(f.values() * bytes_ + 7) / 8);
      deliver(decoded, task.frame, meaning, out_.dtype, words.data());
      for (const Piece &p : task.pieces) copy(reinterpret_cast<const char *>(words.data()), f, channels, p);
    }
    for (const Piece &p : task.pieces) {
      for (unsigned c = 0; c < channels; ++c) {
        job.ready(out_, offset(p, c), offset(p, c) + slice_bytes());
      }
    }
  }

 private:
  [[noreturn]] static void refuse() {
    throw Error("dicom.series", "its frames have different sizes", GANTRY_BAD_DATA)
        .hint("a header is damaged: fetch the series again");
  }
  std::uint64_t slice_bytes() const { return std::uint64_t{v_.rows} * v_.columns * bytes_; }
  std::uint64_t offset(const Piece &p, unsigned channel) const {
    const std::uint64_t slices = std::uint64_t{v_.slices} * v_.points;
    return (channel * slices + std::uint64_t{p.point} * v_.slices + p.slice) * slice_bytes();
  }
  void copy(const char *from, const PixelFormat &f, unsigned channels, const Piece &p) const {
    const FrameHeader &h = frames_[p.frame];
    const std::size_t row = v_.columns * bytes_;
    if (h.tile_row + std::uint64_t{v_.rows} > f.rows || h.tile_column + std::uint64_t{v_.columns} > f.columns) refuse();
    for (unsigned c = 0; c < channels; ++c) {
      for (std::uint32_t y = 0; y < v_.rows; ++y) {
        const std::uint64_t pixel = (std::uint64_t{c} * f.rows + h.tile_row + y) * f.columns + h.tile_column;
        std::memcpy(static_cast<char *>(out_.writable) + offset(p, c) + y * row, from + pixel * bytes_, row);
      }
    }
  }

  const SeriesVolume &v_;
  const std::vector<FrameHeader> &frames_;
  const gantry_volume &out_;
  const Fill &fill_;
  std::size_t bytes_;
};

VolumeSpec spec_of(const SeriesVolume &v, const FrameHeader &first, std::uint32_t dtype, unsigned channels) {
  VolumeSpec spec;
  spec.dtype(dtype).shape(v.columns, v.rows, v.slices).geometry(v.placement.c());
  if (!v.axis_name.empty()) spec.axis(v.axis_name, v.axis);
  else spec.frames(v.points);
  if (channels == 3) spec.channels({"red", "green", "blue"});
  return spec.unit(v.unit.c_str()).modality(first.modality.c_str());
}

std::string quantity_of(const Dataset &d) {
  const Item shared = d.item(DCM_SharedFunctionalGroupsSequence), frame = d.item(DCM_PerFrameFunctionalGroupsSequence);
  for (const Item &holder : {Item(d), shared, frame}) {
    const Item mapping = holder.item(DCM_RealWorldValueMappingSequence);
    const Item code = mapping.item(DCM_QuantityDefinitionSequence).item(DCM_ConceptCodeSequence);
    if (code) return code.text(DCM_CodeMeaning);
    if (mapping.has(DCM_LUTLabel) && d.pixel_data() != nullptr && d.pixel_data()->tag != DCM_PixelData)
      return mapping.text(DCM_LUTLabel);
  }
  if (d.has(DCM_DoseGridScaling)) return "dose";
  return "";
}

std::string padding_warning(const Dataset &d, const Meaning &m, const std::string &unit) {
  const auto value = d.integer(DCM_PixelPaddingValue);
  if (!value) return "";
  const bool is_signed = d.integer(DCM_PixelRepresentation).value_or(0) == 1;
  const auto stored = [&](std::int64_t v) {  // of VR US or SS by PixelRepresentation, whatever the file says
    return static_cast<double>(is_signed ? static_cast<std::int16_t>(v) : static_cast<std::uint16_t>(v));
  };
  const auto text = [&](double v) {
    char digits[48];
    std::snprintf(digits, sizeof digits, "%.9g", v * m.slope + m.intercept);
    return std::string(digits);
  };
  std::string range = text(stored(*value));
  if (const auto limit = d.integer(DCM_PixelPaddingRangeLimit)) range += " to " + text(stored(*limit));
  return "voxels outside of what was imaged hold the padding value " + range + (unit.empty() ? "" : " " + unit) +
         ": leave them out of measurements";
}

}  // namespace

Images::Images(const std::vector<Scan> &scans, const Files &files) : scans_(scans), files_(files) {
  for (const Scan &s : scans) {
    if (s.kind == Kind::image) frames_.insert(frames_.end(), s.frames.begin(), s.frames.end());
  }
  sorted_ = sort(frames_, [this](const FrameHeader &a, const FrameHeader &b) { return same_pixels(a, b); });
}

bool Images::same_pixels(const FrameHeader &a, const FrameHeader &b) const {
  if (a.file == b.file) return a.frame == b.frame;
  const PixelFormat &fa = scans_[a.file].format, &fb = scans_[b.file].format;
  if (fa.rows != fb.rows || fa.columns != fb.columns || fa.stored_dtype() != fb.stored_dtype() ||
      fa.samples != fb.samples)
    return false;
  try {
    const Dataset da = Dataset::open(files_.map(a.file)), db = Dataset::open(files_.map(b.file));
    const auto size = static_cast<std::size_t>(fa.values() * fa.container_bytes());
    std::vector<char> va(size), vb(size);
    Frames(da).stored(a.frame, va.data());
    Frames(db).stored(b.frame, vb.data());
    return va == vb;
  } catch (const Error &) {
    return false;  // what can't be decoded is no duplicate
  }
}

const SeriesVolume *Images::find(const std::string &key) const {
  // Several volumes of one key are numbered, and read() sees one of them alone: then the number says nothing.
  for (const std::string &wanted : {key, key.substr(0, key.find('-'))}) {
    for (const SeriesVolume &v : volumes()) {
      if (v.key == wanted) return &v;
    }
  }
  return nullptr;
}

Meaning Images::meaning_of(const FrameHeader &frame) const {
  Meaning m = scans_[frame.file].meaning;
  m.slope = frame.slope;
  m.intercept = frame.intercept;
  return m;
}

std::uint32_t Images::dtype_of(const SeriesVolume &v) const {
  std::uint32_t dtype = 0;
  for (const std::uint32_t source : v.sources) {
    if (source == no_frame) continue;
    const FrameHeader &f = frames_[source];
    const std::uint32_t own = delivered_type(scans_[f.file].format, meaning_of(f));
    dtype = dtype == 0 ? own : common_type(dtype, own);
  }
  return dtype;
}

std::string Images::type_of(const SeriesVolume &v) const { return name_of_type(dtype_of(v)); }

std::string Images::overlays_of(const SeriesVolume &v) const {
  const std::size_t n = overlay_names(v, frames_, scans_).size();
  return n == 0 ? "" : ", " + counted(n, "overlay", "overlays");
}

void Images::header(Job &job, const SeriesVolume &v) const {
  std::vector<std::string> uids;
  std::set<std::string> seen;
  std::vector<Vec3> positions;
  const FrameHeader *first = nullptr;
  for (const std::uint32_t source : v.sources) {
    if (source == no_frame) continue;
    const FrameHeader &f = frames_[source];
    if (first == nullptr) first = &f;
    if (!seen.insert(f.sop_instance_uid).second) continue;
    uids.push_back(f.sop_instance_uid);
    if (f.position) positions.push_back(*f.position);
  }
  const Dataset d = Dataset::open(files_.map(first->file));
  HeaderRecord record(d);
  record.add_uids("SOPInstanceUIDs", uids);
  if (positions.size() == uids.size()) record.add_positions("SlicePositions", positions);
  if (!v.slice_times.empty()) record.add("SliceTiming", v.slice_times);
  job.output_record("header", GANTRY_HEADER_SCHEMA, record.dump());
  const std::string padding = padding_warning(d, meaning_of(*first), v.unit);
  if (!padding.empty()) job.warning(padding);
  for (const std::string &unjudged : unjudged_pixels(d)) job.warning("the image " + unjudged);
}

void Images::read(Job &job, const SeriesVolume &v) const {
  const std::vector<Task> tasks = tasks_of(v, frames_);
  for (const std::string &w : v.warnings) job.warning(w);
  std::set<std::string> said;
  for (const std::uint32_t file : v.files) {
    for (const std::string &w : scans_[file].warnings) {
      if (said.insert(w).second) job.warning(w);
    }
  }
  header(job, v);
  const FrameHeader &first = frames_[tasks.front().pieces.front().frame];
  const std::string quantity = quantity_of(Dataset::open(files_.map(first.file)));
  VolumeSpec spec = spec_of(v, first, dtype_of(v), delivered_channels(scans_[first.file].format));
  spec.quantity(quantity.c_str());
  const gantry_volume &out = job.output_volume("volume", spec);
  const Fill fill(job);
  const Filling filling(v, frames_, out, fill);
  // Files are mapped by this thread alone, some at a time.
  for (std::size_t begin = 0; begin < tasks.size();) {
    std::map<std::uint32_t, OpenFile> open;
    std::size_t end = begin;
    for (; end < tasks.size() && (open.size() < 64 || open.count(tasks[end].file) > 0); ++end) {
      OpenFile &f = open[tasks[end].file];
      if (f.dataset) continue;
      f.dataset = std::make_unique<Dataset>(Dataset::open(files_.map(tasks[end].file)));
      f.frames = std::make_unique<Frames>(*f.dataset);
    }
    const auto work = [&](std::size_t i) {
      const Task &task = tasks[begin + i];
      filling.fill(*open.at(task.file).frames, task, meaning_of(frames_[task.pieces.front().frame]), job);
    };
    const auto report = [&](std::size_t done) {
      job.progress(static_cast<double>(begin + done) / static_cast<double>(tasks.size()), "reading images");
    };
    for_each_in_parallel(job.threads(), end - begin, work, report);
    for (const auto &[file, f] : open) files_.unmap(file);
    begin = end;
  }
  read_overlays(job, v, frames_, scans_, files_);
}

}  // namespace gantry::dicom
