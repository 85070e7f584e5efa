// SPDX-License-Identifier: Apache-2.0
#include "segmentation.hpp"

#include "../header_record.hpp"
#include "../pixels/frames.hpp"
#include "../series/read_frames.hpp"
#include "../series/vectors.hpp"
#include "code.hpp"
#include "label_map.hpp"

#include <algorithm>
#include <map>
#include <type_traits>

namespace gantry::dicom {
namespace {

[[noreturn]] void refuse(const std::string &what) {
  throw Error("dicom.segmentation", what, GANTRY_BAD_DATA).hint("have the segmentation made again");
}

struct Layout {
  LabelMap map;
  std::vector<std::uint32_t> slice_of;     // of each frame
  std::vector<std::size_t> segment_of;     // of each frame; unused where pixels hold the number
  std::map<std::int64_t, std::size_t> at;  // SegmentNumber → place in the list
  std::vector<std::string> warnings;
};

void take_segments(const Dataset &d, Layout &l) {
  for (const Item &item : d.items(DCM_SegmentSequence)) {
    const std::int64_t number = item.integer(DCM_SegmentNumber).value_or(0);
    if (number < 1 || number > 65535) continue;  // 0: the background of a label map
    Segment s;
    s.value = number;
    s.name = item.text(DCM_SegmentLabel);
    const Item type = item.item(DCM_SegmentedPropertyTypeCodeSequence);
    if (s.name.empty()) s.name = type.text(DCM_CodeMeaning);
    if (s.name.empty()) s.name = "Segment " + std::to_string(number);
    s.code = code_text(type);
    s.colour = usual_colour(l.map.segments.size());
    const auto lab = item.integers(DCM_RecommendedDisplayCIELabValue);
    const auto u16 = [&](std::size_t i) { return static_cast<std::uint16_t>(lab[i]); };
    if (lab.size() >= 3) s.colour = rgb_of_cielab(u16(0), u16(1), u16(2));
    if (!l.at.emplace(number, l.map.segments.size()).second) refuse("two of its segments have the same number");
    l.map.segments.push_back(std::move(s));
  }
  if (l.map.segments.empty()) refuse("it describes no segments");
}

// Slices at equal steps along the normal through all frames' planes; where planes are missing between them they stay
// empty, since writers leave out slices without voxels.
void take_planes(const std::vector<FrameHeader> &frames, Layout &l) {
  const FrameHeader &first = frames.front();
  Placement &p = l.map.placement;
  p.frame_of_reference_uid = first.frame_of_reference_uid;
  if (first.pixel_spacing) p.spacing = {(*first.pixel_spacing)[0], (*first.pixel_spacing)[1], 1};
  l.slice_of.resize(frames.size());
  const bool placed = std::all_of(frames.begin(), frames.end(),
                                  [](const FrameHeader &f) { return f.position && f.orientation && f.pixel_spacing; });
  if (!placed) {
    p.flags = GANTRY_GEOMETRY_ASSUMED;
    l.map.slices = static_cast<std::uint32_t>(frames.size());
    for (std::uint32_t i = 0; i < frames.size(); ++i) l.slice_of[i] = i;
    l.warnings.emplace_back("its frames don't say where they lie: slices are in the order of the file");
    return;
  }
  const Vec3 normal = unit(normal_of(*first.orientation));
  std::vector<double> heights;
  for (const FrameHeader &f : frames) {
    const Vec3 shift = *f.position - *first.position;
    const double h = dot(shift, normal);
    const Vec3 across = shift - h * normal;
    const bool turned = length(row_of(*f.orientation) - row_of(*first.orientation)) > 1e-3 ||
                        length(column_of(*f.orientation) - column_of(*first.orientation)) > 1e-3;
    if (turned || length(across) > 0.05 * std::min(p.spacing[0], p.spacing[1]))
      refuse("its frames lie on no common grid");
    heights.push_back(h);
  }
  std::vector<double> planes = heights;
  std::sort(planes.begin(), planes.end());
  const double thin = 1e-3;
  planes.erase(std::unique(planes.begin(), planes.end(), [&](double a, double b) { return b - a < thin; }),
               planes.end());
  double step = first.spacing_between_slices > 0 ? first.spacing_between_slices : first.slice_thickness;
  const auto fits = [&](double s) {
    return s > thin && std::all_of(planes.begin(), planes.end(), [&](double h) {
             const double n = (h - planes.front()) / s;
             return std::abs(n - std::round(n)) < 0.05;
           });
  };
  double least = unknown;
  for (std::size_t i = 1; i < planes.size(); ++i)
    least = std::isnan(least) ? planes[i] - planes[i - 1] : std::min(least, planes[i] - planes[i - 1]);
  if (!fits(step)) step = planes.size() == 1 ? (step > thin ? step : 1) : least;
  p.spacing[2] = step;
  p.origin = *first.position + planes.front() * normal;
  const Vec3 axes[] = {unit(row_of(*first.orientation)), unit(column_of(*first.orientation)), normal};
  for (unsigned c = 0; c < 3; ++c) {
    for (unsigned r = 0; r < 3; ++r) p.direction[3 * r + c] = axes[c][r];
  }
  const double count = std::round((planes.back() - planes.front()) / step) + 1;
  if (fits(step) && count <= 16384) {
    l.map.slices = static_cast<std::uint32_t>(count);
    for (std::size_t i = 0; i < frames.size(); ++i)
      l.slice_of[i] = static_cast<std::uint32_t>(std::lround((heights[i] - planes.front()) / step));
    return;
  }
  p.flags = GANTRY_GEOMETRY_UNEVEN;
  l.map.slices = static_cast<std::uint32_t>(planes.size());
  for (const double h : planes) p.slice_positions.push_back(*first.position + h * normal);
  for (std::size_t i = 0; i < frames.size(); ++i) {
    const auto at = std::lower_bound(planes.begin(), planes.end(), heights[i] - thin);
    l.slice_of[i] = static_cast<std::uint32_t>(at - planes.begin());
  }
  l.warnings.emplace_back("its slices are unevenly spaced");
}

void take_frames(const Dataset &d, std::size_t frames, Layout &l) {
  const Item shared = d.item(DCM_SharedFunctionalGroupsSequence).item(DCM_SegmentIdentificationSequence);
  const auto groups = d.items(DCM_PerFrameFunctionalGroupsSequence);
  for (std::size_t i = 0; i < frames; ++i) {
    const Item own = i < groups.size() ? groups[i].item(DCM_SegmentIdentificationSequence) : Item();
    auto number = own.integer(DCM_ReferencedSegmentNumber);
    if (!number) number = shared.integer(DCM_ReferencedSegmentNumber);
    const auto found = l.at.find(number.value_or(l.at.size() == 1 ? l.at.begin()->first : 0));
    if (found == l.at.end()) refuse("a frame belongs to a segment that is not described");
    l.segment_of.push_back(found->second);
  }
}

bool is_label_map(const Dataset &d) { return d.text(DCM_SegmentationType) == "LABELMAP"; }

Layout layout_of(const Dataset &d, const PixelFormat &f, std::uint32_t file) {
  Layout l;
  const std::vector<FrameHeader> frames = frame_headers(d, file);
  if (frames.size() != f.frames || f.samples != 1) refuse("its frames are not described");
  take_segments(d, l);
  l.map.columns = f.columns;
  l.map.rows = f.rows;
  take_planes(frames, l);
  if (!is_label_map(d)) take_frames(d, frames.size(), l);
  return l;
}

// Values of one frame as numbers; segmentations have 1, 8 or 16 bits.
void load(const Frames &frames, std::uint32_t frame, std::vector<std::uint16_t> &into) {
  const PixelFormat &f = frames.format();
  into.resize(static_cast<std::size_t>(f.values()));
  if (f.container_bytes() == 2) return frames.stored(frame, into.data());
  if (f.container_bytes() != 1) refuse("its pixels have more than 16 bits");
  std::vector<std::uint8_t> bytes(into.size());
  frames.stored(frame, bytes.data());
  std::copy(bytes.begin(), bytes.end(), into.begin());
}

void hand_over(const Job &job, const Frames &frames, const Layout &l, const TakeMask &take) {
  std::vector<std::uint16_t> values;
  std::vector<std::uint8_t> mask(static_cast<std::size_t>(frames.format().values()));
  for (std::uint32_t i = 0; i < frames.format().frames; ++i) {
    job.progress(static_cast<double>(i) / frames.format().frames, "reading segments");
    load(frames, i, values);
    for (std::size_t v = 0; v < mask.size(); ++v) mask[v] = values[v] != 0 ? 1 : 0;
    take(l.segment_of[i], l.slice_of[i], mask.data());
  }
}

// Pixels hold the segments' numbers: each voxel is looked at once, however many segments there are.
void write_numbers(Job &job, const Frames &frames, const Layout &l) {
  std::vector<std::uint16_t> known(65536, 0);
  for (const Segment &s : l.map.segments)
    known[static_cast<std::size_t>(s.value)] = static_cast<std::uint16_t>(s.value);
  const auto fill = [&](auto *out) {
    std::vector<std::uint16_t> values;
    for (std::uint32_t i = 0; i < frames.format().frames; ++i) {
      job.progress(static_cast<double>(i) / frames.format().frames, "reading segments");
      load(frames, i, values);
      auto *into = out + l.slice_of[i] * values.size();
      for (std::size_t v = 0; v < values.size(); ++v) {
        if (known[values[v]] != 0) into[v] = static_cast<std::remove_pointer_t<decltype(out)>>(known[values[v]]);
      }
    }
  };
  if (l.map.small()) fill(job.output_volume<std::uint8_t>("volume", l.map.spec()));
  else fill(job.output_volume<std::uint16_t>("volume", l.map.spec()));
}

void write_fractions(Job &job, const Dataset &d, const Frames &frames, const Layout &l) {
  const double most = static_cast<double>(d.integer(DCM_MaximumFractionalValue).value_or(255));
  if (!(most > 0)) refuse("its greatest fraction is 0");
  std::vector<std::string> names;
  for (const Segment &s : l.map.segments) names.push_back(s.name);
  VolumeSpec spec;
  spec.shape(l.map.columns, l.map.rows, l.map.slices).geometry(l.map.placement.c()).channels(names).unit("1");
  const bool probability = d.text(DCM_SegmentationFractionalType) == "PROBABILITY";
  spec.quantity(probability ? "probability" : "occupancy").modality("SEG");
  auto *out = job.output_volume<float>("volume", spec);
  std::vector<std::uint16_t> values;
  for (std::uint32_t i = 0; i < frames.format().frames; ++i) {
    job.progress(static_cast<double>(i) / frames.format().frames, "reading segments");
    load(frames, i, values);
    float *into = out + (l.segment_of[i] * l.map.slices + l.slice_of[i]) * values.size();
    for (std::size_t v = 0; v < values.size(); ++v) into[v] = static_cast<float>(values[v] / most);
  }
}

}  // namespace

std::string segmentation_summary(const Dataset &d, std::uint32_t file) {
  const Frames frames(d);
  const Layout l = layout_of(d, frames.format(), file);
  const std::size_t n = l.map.segments.size();
  return std::to_string(l.map.columns) + "x" + std::to_string(l.map.rows) + "x" + std::to_string(l.map.slices) + ", " +
         std::to_string(n) + (n == 1 ? " segment" : " segments");
}

void read_segmentation(Job &job, const Dataset &d, std::uint32_t file) {
  const Frames frames(d);
  const Layout l = layout_of(d, frames.format(), file);
  for (const std::string &w : d.warnings()) job.warning(w);
  for (const std::string &w : l.warnings) job.warning(w);
  HeaderRecord record(d);
  job.output_record("header", GANTRY_HEADER_SCHEMA, record.dump());
  if (d.text(DCM_SegmentationType) == "FRACTIONAL") return write_fractions(job, d, frames, l);
  if (is_label_map(d)) return write_numbers(job, frames, l);
  l.map.write(job, [&](const TakeMask &take) { hand_over(job, frames, l, take); });
}

}  // namespace gantry::dicom
