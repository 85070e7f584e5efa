// SPDX-License-Identifier: Apache-2.0
#include "overlay_map.hpp"

#include "../pixels/overlay.hpp"
#include "label_map.hpp"

#include <algorithm>
#include <map>

namespace gantry::dicom {
namespace {

// A plane of the volume and the frame that lies in it.
struct Plane {
  std::uint32_t source, plane;
};

// By file, of those that have overlays.
std::map<std::uint32_t, std::vector<Plane>> planes_of(const SeriesVolume &v, const std::vector<FrameHeader> &frames,
                                                      const std::vector<Scan> &scans) {
  std::map<std::uint32_t, std::vector<Plane>> by_file;
  for (std::uint32_t plane = 0; plane < v.sources.size(); ++plane) {
    const std::uint32_t source = v.sources[plane];
    if (source == no_frame || scans[frames[source].file].overlays.empty()) continue;
    by_file[frames[source].file].push_back({source, plane});
  }
  return by_file;
}

// The volume's part of a whole frame: all of it, or a tile.
void cut_out(const std::vector<std::uint8_t> &from, const PixelFormat &f, const FrameHeader &h, const SeriesVolume &v,
             std::vector<std::uint8_t> &into) {
  for (std::uint32_t y = 0; y < v.rows; ++y) {
    const std::uint8_t *row = from.data() + (std::size_t{h.tile_row} + y) * f.columns + h.tile_column;
    std::copy(row, row + v.columns, into.data() + std::size_t{y} * v.columns);
  }
}

// The overlays of one file's frames.
void mark_file(const Dataset &d, const std::vector<Plane> &planes, const SeriesVolume &v,
               const std::vector<FrameHeader> &frames, const std::vector<OverlayName> &names, const TakeMask &take) {
  const Frames image(d);
  const PixelFormat &f = image.format();
  std::vector<std::string> said_before;
  std::vector<std::uint8_t> whole(static_cast<std::size_t>(f.pixels())), mask(std::size_t{v.rows} * v.columns);
  for (const Overlay &overlay : overlays_of(d, f, said_before)) {
    const auto name =
        std::find_if(names.begin(), names.end(), [&](const OverlayName &n) { return n.group == overlay.group; });
    if (name == names.end()) continue;
    std::uint32_t marked = no_frame;  // the tiles of a mosaic share a frame
    for (const Plane &p : planes) {
      const FrameHeader &h = frames[p.source];
      if (std::uint64_t{h.tile_row} + v.rows > f.rows || std::uint64_t{h.tile_column} + v.columns > f.columns) continue;
      if (h.frame != marked) {
        std::fill(whole.begin(), whole.end(), std::uint8_t{0});
        overlay.mark(image, h.frame, whole.data());
        marked = h.frame;
      }
      cut_out(whole, f, h, v, mask);
      take(static_cast<std::size_t>(name - names.begin()), p.plane, mask.data());
    }
  }
}

}  // namespace

std::vector<OverlayName> overlay_names(const SeriesVolume &v, const std::vector<FrameHeader> &frames,
                                       const std::vector<Scan> &scans) {
  std::map<std::uint16_t, std::string> by_group;
  for (const std::uint32_t source : v.sources) {
    if (source == no_frame) continue;
    for (const OverlayName &o : scans[frames[source].file].overlays) by_group.emplace(o.group, o.name);
  }
  std::vector<OverlayName> names;
  for (const auto &[group, name] : by_group) names.push_back({group, name});
  return names;
}

void read_overlays(Job &job, const SeriesVolume &v, const std::vector<FrameHeader> &frames,
                   const std::vector<Scan> &scans, const Files &files) {
  const std::vector<OverlayName> names = overlay_names(v, frames, scans);
  if (names.empty()) return;
  job.warning(
      "its overlays come as a label map beside the image: they are drawings and may be words, which may name the "
      "patient");
  const auto by_file = planes_of(v, frames, scans);
  LabelMap map(v, frames[by_file.begin()->second.front().source].modality);
  map.points = v.points;
  map.axis_name = v.axis_name;
  map.axis = v.axis;
  map.quantity = "overlay";
  for (std::size_t i = 0; i < names.size(); ++i)
    map.segments.push_back({(names[i].group - 0x6000) / 2 + 1, names[i].name, "", usual_colour(i)});
  map.write(job, [&](const TakeMask &take) {
    std::size_t done = 0;
    for (const auto &[file, planes] : by_file) {
      job.progress(static_cast<double>(done++) / static_cast<double>(by_file.size()), "reading overlays");
      mark_file(Dataset::open(files.map(file)), planes, v, frames, names, take);
      files.unmap(file);
    }
  });
}

}  // namespace gantry::dicom
