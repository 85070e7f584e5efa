// SPDX-License-Identifier: Apache-2.0
#include "structures.hpp"

#include "../header_record.hpp"
#include "../series/vectors.hpp"
#include "label_map.hpp"

#include <algorithm>
#include <map>
#include <set>

namespace gantry::dicom {
namespace {

struct Contour {
  bool closed = true;
  std::vector<Vec3> points;  // LPS mm
};

struct Structure {
  std::int64_t number = 0;
  std::string name;
  bool named = false;  // by the file
  std::uint32_t colour = 0xE69F00;
  std::vector<Contour> contours;
};

Contour contour_of(const Item &item) {
  Contour c;
  const std::string type = item.text(DCM_ContourGeometricType);
  c.closed = type == "CLOSED_PLANAR" || type == "CLOSEDPLANAR_XOR" || type == "CLOSED_PLANAR_XOR" || type.empty();
  const std::vector<double> v = item.numbers(DCM_ContourData);
  for (std::size_t i = 0; i + 3 <= v.size(); i += 3) c.points.push_back({v[i], v[i + 1], v[i + 2]});
  const bool near = std::all_of(v.begin(), v.end(), [](double x) { return std::abs(x) < 1e6; });  // a kilometre
  if (!near) c.closed = false;
  return c;
}

std::vector<Structure> structures_of(const Dataset &d) {
  std::vector<Structure> all;
  std::map<std::int64_t, std::size_t> at;
  for (const Item &roi : d.items(DCM_StructureSetROISequence)) {
    Structure s;
    s.number = roi.integer(DCM_ROINumber).value_or(static_cast<std::int64_t>(all.size()) + 1);
    s.name = roi.text(DCM_ROIName);
    s.named = !s.name.empty();
    if (s.name.empty()) s.name = "Structure " + std::to_string(s.number);
    at.emplace(s.number, all.size());
    all.push_back(std::move(s));
  }
  for (const Item &drawn : d.items(DCM_ROIContourSequence)) {
    const auto found = at.find(drawn.integer(DCM_ReferencedROINumber).value_or(-1));
    if (found == at.end()) continue;
    Structure &s = all[found->second];
    const auto rgb = drawn.integers(DCM_ROIDisplayColor);
    const auto byte = [&](std::size_t i) {
      return static_cast<std::uint32_t>(std::clamp<std::int64_t>(rgb[i], 0, 255));
    };
    if (rgb.size() >= 3) s.colour = (byte(0) << 16) | (byte(1) << 8) | byte(2);
    for (const Item &contour : drawn.items(DCM_ContourSequence)) s.contours.push_back(contour_of(contour));
  }
  return all;
}

// What a structure set says of the images that it was drawn on.
struct References {
  std::set<std::string> series, instances, frames_of_reference;
};

References references_of(const Dataset &d) {
  References r;
  for (const Item &frame : d.items(DCM_ReferencedFrameOfReferenceSequence)) {
    r.frames_of_reference.insert(frame.text(DCM_FrameOfReferenceUID));
    for (const Item &study : frame.items(DCM_RTReferencedStudySequence)) {
      for (const Item &series : study.items(DCM_RTReferencedSeriesSequence))
        r.series.insert(series.text(DCM_SeriesInstanceUID));
    }
  }
  for (const Item &roi : d.items(DCM_StructureSetROISequence))
    r.frames_of_reference.insert(roi.text(DCM_ReferencedFrameOfReferenceUID));
  for (const Item &drawn : d.items(DCM_ROIContourSequence)) {
    for (const Item &contour : drawn.items(DCM_ContourSequence)) {
      for (const Item &image : contour.items(DCM_ContourImageSequence))
        r.instances.insert(image.text(DCM_ReferencedSOPInstanceUID));
    }
  }
  r.frames_of_reference.erase("");
  return r;
}

// Turns points into voxel coordinates of a volume.
class Grid {
 public:
  explicit Grid(const SeriesVolume &v) : v_(v) {
    const Placement &p = v.placement;
    for (unsigned c = 0; c < 3; ++c) axes_[c] = {p.direction[c], p.direction[3 + c], p.direction[6 + c]};
    normal_ = unit(cross(axes_[0], axes_[1]));
    for (std::uint32_t k = 0; k < v.slices; ++k) corners_.push_back(corner(k));
  }
  // The slice whose plane a contour lies in, within half a slice; none: v.slices.
  std::uint32_t slice_of(const Contour &c) const {
    double height = 0;
    for (const Vec3 &p : c.points) height += dot(p, normal_) / static_cast<double>(c.points.size());
    double best = std::max(0.5 * v_.placement.spacing[2], 1e-3) + 1e-6;
    std::uint32_t slice = v_.slices;
    for (std::uint32_t k = 0; k < v_.slices; ++k) {
      const double away = std::abs(dot(corners_[k], normal_) - height);
      if (away < best) best = away, slice = k;
    }
    return slice;
  }
  std::array<double, 2> at(const Vec3 &p, std::uint32_t slice) const {
    const Vec3 from = p - corners_[slice];
    return {dot(from, axes_[0]) / v_.placement.spacing[0], dot(from, axes_[1]) / v_.placement.spacing[1]};
  }

 private:
  Vec3 corner(std::uint32_t k) const {
    const Placement &p = v_.placement;
    return k < p.slice_positions.size() ? p.slice_positions[k] : p.origin + (k * p.spacing[2]) * axes_[2];
  }
  const SeriesVolume &v_;
  Vec3 axes_[3], normal_{};
  std::vector<Vec3> corners_;
};

// Turns every voxel of a slice whose centre is inside of the polygon.
void flip_inside(const std::vector<std::array<double, 2>> &polygon, std::uint32_t columns, std::uint32_t rows,
                 std::vector<std::uint8_t> &mask) {
  std::vector<double> crossings;
  double low = rows, high = -1;
  for (const auto &p : polygon) low = std::min(low, p[1]), high = std::max(high, p[1]);
  const auto clamped = [](double v, double most) { return static_cast<std::uint32_t>(std::clamp(v, 0.0, most)); };
  const std::uint32_t first = clamped(std::floor(low), rows), last = clamped(std::ceil(high) + 1, rows);
  for (std::uint32_t y = first; y < last; ++y) {
    crossings.clear();
    for (std::size_t i = 0, j = polygon.size() - 1; i < polygon.size(); j = i++) {
      const auto &a = polygon[i], &b = polygon[j];
      if ((a[1] > y) == (b[1] > y)) continue;
      crossings.push_back((b[0] - a[0]) * (y - a[1]) / (b[1] - a[1]) + a[0]);
    }
    std::sort(crossings.begin(), crossings.end());
    for (std::size_t c = 0; c + 1 < crossings.size(); c += 2) {
      // Inside: an odd number of crossings to the right, x < crossing.
      const std::uint32_t begin = clamped(std::ceil(crossings[c]), columns),
                          end = clamped(std::ceil(crossings[c + 1]), columns);
      for (std::uint32_t x = begin; x < end; ++x) mask[std::size_t{y} * columns + x] ^= 1;
    }
  }
}

using BySlice = std::map<std::uint32_t, std::vector<const Contour *>>;

struct Placed {
  std::vector<BySlice> structures;
  std::size_t open = 0, between = 0;
};

Placed by_slice(const std::vector<Structure> &structures, const Grid &grid, std::uint32_t slices) {
  Placed s;
  for (const Structure &structure : structures) {
    BySlice &own = s.structures.emplace_back();
    for (const Contour &c : structure.contours) {
      if (!c.closed || c.points.size() < 3) {
        ++s.open;
        continue;
      }
      const std::uint32_t slice = grid.slice_of(c);
      if (slice == slices) ++s.between;
      else own[slice].push_back(&c);
    }
  }
  return s;
}

void write_masks(Job &job, const std::vector<Structure> &structures, const SeriesVolume &v) {
  const Grid grid(v);
  const Placed sorted = by_slice(structures, grid, v.slices);
  if (sorted.open > 0)
    job.warning(std::to_string(sorted.open) + " contours enclose no area and are left out of the masks");
  if (sorted.between > 0)
    job.warning(std::to_string(sorted.between) +
                " contours lie on no slice of the images and are left out of the masks");
  LabelMap map(v, "RTSTRUCT");
  for (std::size_t i = 0; i < structures.size(); ++i)
    map.segments.push_back({static_cast<std::int64_t>(i) + 1, structures[i].name, "", structures[i].colour});
  if (map.segments.empty()) {
    throw Error("dicom.structures", "it describes no structures", GANTRY_BAD_DATA).hint("have it exported again");
  }
  map.write(job, [&](const TakeMask &take) {
    std::vector<std::uint8_t> mask(std::size_t{v.columns} * v.rows);
    for (std::size_t s = 0; s < structures.size(); ++s) {
      job.progress(static_cast<double>(s) / static_cast<double>(structures.size()), "filling contours");
      for (const auto &[slice, contours] : sorted.structures[s]) {
        std::fill(mask.begin(), mask.end(), std::uint8_t{0});
        for (const Contour *c : contours) {
          std::vector<std::array<double, 2>> polygon;
          for (const Vec3 &p : c->points) polygon.push_back(grid.at(p, slice));
          flip_inside(polygon, v.columns, v.rows, mask);
        }
        take(s, slice, mask.data());
      }
    }
  });
}

void write_table(Job &job, const std::vector<Structure> &structures) {
  std::vector<std::string> names;
  std::vector<std::int64_t> numbers, contours;
  std::vector<double> xyz[3];
  for (const Structure &s : structures) {
    for (std::size_t c = 0; c < s.contours.size(); ++c) {
      for (const Vec3 &p : s.contours[c].points) {
        names.push_back(s.name);
        numbers.push_back(s.number);
        contours.push_back(static_cast<std::int64_t>(c) + 1);
        for (unsigned a = 0; a < 3; ++a) xyz[a].push_back(p[a]);
      }
    }
  }
  job.output_table("table", {{"structure", "", names},
                             {"number", "", numbers},
                             {"contour", "", contours},
                             {"x", "mm", xyz[0]},
                             {"y", "mm", xyz[1]},
                             {"z", "mm", xyz[2]}});
}

}  // namespace

Ground drawn_on(const Dataset &d, const Images &images) {
  const References r = references_of(d);
  Ground best;
  unsigned best_rank = 0;
  for (const SeriesVolume &v : images.volumes()) {
    if ((v.placement.flags & GANTRY_GEOMETRY_ASSUMED) != 0) continue;
    bool series = false, instances = false;
    for (const std::uint32_t source : v.sources) {
      if (source == no_frame) continue;
      series = series || r.series.count(images.frames()[source].series_uid) > 0;
      instances = instances || r.instances.count(images.frames()[source].sop_instance_uid) > 0;
    }
    const bool space = r.frames_of_reference.count(v.placement.frame_of_reference_uid) > 0;
    const unsigned rank = instances ? 3 : series ? 2 : space ? 1 : 0;
    const bool larger = best.volume != nullptr && v.slices > best.volume->slices;
    if (rank > best_rank || (rank > 0 && rank == best_rank && larger)) best = {&v, rank == 1}, best_rank = rank;
  }
  return best;
}

std::string structures_summary(const Dataset &d) {
  const auto structures = structures_of(d);
  std::size_t contours = 0;
  for (const Structure &s : structures) contours += s.contours.size();
  return std::to_string(structures.size()) + " structures, " + std::to_string(contours) + " contours";
}

void read_structures(Job &job, const Dataset &d, const Ground &ground) {
  for (const std::string &w : d.warnings()) job.warning(w);
  HeaderRecord record(d);
  job.output_record("header", GANTRY_HEADER_SCHEMA, record.dump());
  const auto structures = structures_of(d);
  if (std::any_of(structures.begin(), structures.end(), [](const Structure &s) { return s.named; }))
    job.warning(
        "the names of its structures are free text: de-identification puts numbers in their place, unless "
        "descriptors are kept (--keep descriptors)");
  if (ground.by_space_alone)
    job.warning("the images that it was drawn on are not here: masks are on others of the same frame of reference");
  if (ground.volume != nullptr) write_masks(job, structures, *ground.volume);
  else write_table(job, structures);
}

}  // namespace gantry::dicom
