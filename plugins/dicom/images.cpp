// SPDX-License-Identifier: Apache-2.0
#include "images.hpp"

#include "deidentify/stamp.hpp"
#include "filling.hpp"
#include "header_record.hpp"
#include "objects/overlay_map.hpp"
#include "parallel.hpp"
#include "series/resampling.hpp"
#include "series/words.hpp"

#include <algorithm>
#include <cstdio>
#include <set>

namespace gantry::dicom {
namespace {

const char *name_of_type(std::uint32_t dtype) {
  constexpr const char *names[] = {"",        "uint8",     "int8",       "uint16", "int16",
                                   "uint32",  "int32",     "uint64",     "int64",  "float32",
                                   "float64", "complex64", "complex128", "RGB",    "RGBA"};
  return names[dtype];
}

VolumeSpec spec_of(const SeriesVolume &v, const std::optional<Evened> &even, const FrameHeader &first,
                   std::uint32_t dtype, unsigned channels) {
  VolumeSpec spec;
  spec.dtype(dtype).shape(v.columns, v.rows, even ? even->slices() : v.slices);
  spec.geometry((even ? even->placement : v.placement).c());
  if (!v.axis_name.empty()) spec.axis(v.axis_name, v.axis);
  else spec.frames(v.points);
  if (channels == 3) spec.channels({"red", "green", "blue"});
  return spec.unit(v.unit.c_str()).modality(first.modality.c_str());
}

const FrameHeader &first_of(const SeriesVolume &v, const std::vector<FrameHeader> &frames) {
  return frames[*std::find_if(v.sources.begin(), v.sources.end(), [](std::uint32_t s) { return s != no_frame; })];
}

bool is_uneven(const SeriesVolume &v) { return (v.placement.flags & GANTRY_GEOMETRY_UNEVEN) != 0; }

std::string in_words(const Evened &even) {
  return counted(even.slices(), "slice", "slices") + " " + number(even.placement.spacing[2]) + " mm apart";
}

void say_spacing(const Job &job, const SeriesVolume &v, const std::optional<Evened> &even, bool wished) {
  if (even) {
    job.warning("as was asked, the slices were resampled to " + in_words(*even) + ", by linear interpolation");
  } else if (is_uneven(v)) {
    const char *why = wished ? "the slices can't be resampled: images are missing, they are not in one line, or they "
                               "would become too many"
                             : "nothing was put in and nothing resampled (the parameter resample asks for it)";
    job.warning(std::string(why) + ": they keep their places");
  }
}

// Slices of `before` to those of the lease; each point and each channel is a stack of its own.
void resample(const Job &job, const Evened &even, std::uint32_t slices, const char *before, const gantry_volume &out) {
  const std::uint64_t planes = out.shape[2] * out.shape[3] * out.shape[4], slice = out.byte_size / planes;
  const bool colours = out.dtype == GANTRY_RGB8;
  const std::uint32_t dtype = colours ? std::uint32_t{GANTRY_U8} : out.dtype;
  const auto work = [&](std::size_t plane) {
    const std::uint64_t stack = plane / even.slices();
    const Evened::Place &from = even.from[plane % even.slices()];
    const char *below = before + (stack * slices + from.below) * slice;
    interpolate(dtype, static_cast<std::size_t>(slice / type_bytes(dtype)), below, below + slice, from.share,
                static_cast<char *>(out.writable) + plane * slice);
    job.ready(out, plane * slice, (plane + 1) * slice);
  };
  for_each_in_parallel(job.threads(), static_cast<std::size_t>(planes), work,
                       [&](std::size_t) { job.progress(1, "resampling slices"); });
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

Images::Images(const std::vector<Scan> &scans, const Files &files, const Wishes &wishes)
    : scans_(scans), files_(files), wishes_(wishes) {
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
    Meaning meaning = meaning_of(f);
    meaning.voi = voi_of(scans_[f.file].voi, f.frame);
    const std::uint32_t own = delivered_type(scans_[f.file].format, meaning);
    dtype = dtype == 0 ? own : common_type(dtype, own);
  }
  return dtype;
}

std::optional<Evened> Images::even(const SeriesVolume &v) const { return wishes_.even ? evened(v) : std::nullopt; }

std::string Images::summary_of(const SeriesVolume &v) const {
  const std::size_t n = overlay_names(v, frames_, scans_).size();
  const auto resampled = even(v);
  return v.summary + (resampled ? ", resampled to " + in_words(*resampled) : "") + ", " + name_of_type(dtype_of(v)) +
         (n == 0 ? "" : ", " + counted(n, "overlay", "overlays"));
}

// What is said of values that are to be shown; false where no image says how.
bool Images::say_shown(const Job &job, const SeriesVolume &v) const {
  std::size_t with = 0, without = 0, offered = 0;
  bool differ = false;
  std::optional<Voi> first;
  for (const std::uint32_t source : v.sources) {
    if (source == no_frame) continue;
    const Voi voi = voi_of(scans_[frames_[source].file].voi, frames_[source].frame);
    ++(voi ? with : without);
    if (!voi) continue;
    if (!first) first = voi;
    differ |= !voi.same(*first);
    offered = std::max(offered, voi.offered);
  }
  if (with == 0) {
    job.warning("no image says how it is to be shown (VOI LUT, window): the values are as they are");
    return false;
  }
  if (without > 0)
    job.warning(counted(without, "image does", "images do") + " not say how it is to be shown: values as they are");
  if (differ) job.warning("its images have windows of their own: their values can't be compared with each other");
  if (offered > 1) job.warning("it offers " + std::to_string(offered) + " windows: the first is taken");
  return true;
}

void Images::header(Job &job, const SeriesVolume &v, const std::optional<Evened> &even, bool shown) const {
  std::vector<std::string> uids;
  std::set<std::string> seen;
  std::vector<Vec3> positions;
  for (const std::uint32_t source : v.sources) {
    if (source == no_frame) continue;
    const FrameHeader &f = frames_[source];
    if (!seen.insert(f.sop_instance_uid).second) continue;
    uids.push_back(f.sop_instance_uid);
    if (f.position) positions.push_back(*f.position);
  }
  const FrameHeader &first = first_of(v, frames_);
  const Dataset d = Dataset::open(files_.map(first.file));
  HeaderRecord record(d);
  record.add_uids("SOPInstanceUIDs", uids);
  if (positions.size() == uids.size()) record.add_positions("SlicePositions", positions);
  if (!v.slice_times.empty()) record.add("SliceTiming", v.slice_times);
  if (even) record.add("ResampledSlices", in_words(*even) + ", linear");
  if (shown) record.add("VOILUTApplied", true);
  job.output_record("header", GANTRY_HEADER_SCHEMA, record.dump());
  const std::string padding = padding_warning(d, meaning_of(first), v.unit);
  if (!padding.empty() && !shown) job.warning(padding);
  for (const std::string &unjudged : unjudged_pixels(d)) job.warning("the image " + unjudged);
}

void Images::read(Job &job, const SeriesVolume &v) const {
  for (const std::string &w : v.warnings) job.warning(w);
  std::set<std::string> said;
  for (const std::uint32_t file : v.files) {
    for (const std::string &w : scans_[file].warnings) {
      if (said.insert(w).second) job.warning(w);
    }
  }
  const std::optional<Evened> resampled = even(v);
  say_spacing(job, v, resampled, wishes_.even);
  const bool shown = wishes_.shown && say_shown(job, v);
  header(job, v, resampled, shown);
  const FrameHeader &first = first_of(v, frames_);
  const std::string quantity = shown ? "shown value" : quantity_of(Dataset::open(files_.map(first.file)));
  VolumeSpec spec = spec_of(v, resampled, first, dtype_of(v), delivered_channels(scans_[first.file].format));
  spec.quantity(quantity.c_str());
  if (shown) spec.unit("1");
  const MeaningOf meaning = [this](const FrameHeader &frame) { return meaning_of(frame); };
  job.made([&] {
    const gantry_volume &out = job.output_volume("volume", spec);
    if (!resampled) return fill_volume(job, v, frames_, files_, meaning, shown, Target(job, out));
    std::vector<std::uint64_t> room(static_cast<std::size_t>(out.byte_size / resampled->slices() * v.slices / 8 + 1));
    fill_volume(job, v, frames_, files_, meaning, shown, Target(out.dtype, room.data()));
    resample(job, *resampled, v.slices, reinterpret_cast<const char *>(room.data()), out);
  });
  read_overlays(job, v, frames_, scans_, files_);
}

}  // namespace gantry::dicom
