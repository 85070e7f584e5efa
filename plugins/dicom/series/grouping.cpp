// SPDX-License-Identifier: Apache-2.0
#include "grouping.hpp"

#include "joining.hpp"
#include "orientation.hpp"
#include "vectors.hpp"
#include "words.hpp"

#include <algorithm>
#include <map>
#include <set>
#include <tuple>

namespace gantry::dicom {
namespace {

constexpr char separator = '\x1f';

auto canonical_key(const FrameHeader &f) {
  return std::tie(f.study_uid, f.series_uid, f.series_number, f.acquisition_number, f.instance_number,
                  f.sop_instance_uid, f.dimension_index, f.frame, f.tile, f.file);
}

bool numbered_echo(const std::string &value) {
  for (const char *prefix : {"ECHO_", "ECHO", "TE"}) {
    const std::size_t n = std::string(prefix).size();
    if (value.size() > n && value.compare(0, n, prefix) == 0 &&
        std::all_of(value.begin() + static_cast<std::ptrdiff_t>(n), value.end(),
                    [](char c) { return c >= '0' && c <= '9'; })) {
      return true;
    }
  }
  return false;
}

bool is_volumetric(const FrameHeader &f) { return f.modality == "CT" || f.modality == "MR" || f.modality == "PT"; }

// Says where it lies, within what any scanner can reach.
bool is_placed(const FrameHeader &f) {
  if (!f.orientation || !f.position) return false;
  return std::all_of(f.position->begin(), f.position->end(), [](double v) { return std::abs(v) < 1e7; });
}

std::string kind_key(const FrameHeader &f, const Joined &joined) {
  std::string key;
  const auto add = [&](const std::string &text) { key += text + separator; };
  const auto together = joined.find(f.series_uid);
  const bool apart = together == joined.end();
  for (const auto *text : {&f.study_uid, apart ? &f.series_uid : &together->second, &f.modality, &f.sop_class_uid,
                           &f.frame_of_reference_uid, &f.component, &f.photometric, &f.unit}) {
    add(*text);
  }
  add(image_kind(f));
  for (const long n : {apart ? f.series_number : 0, long{f.rows}, long{f.columns}, long{f.samples},
                       f.samples > 1 ? long{f.bits_allocated} : long{f.bits_allocated > 16}, long{f.mosaic}}) {
    add(std::to_string(n));
  }
  if (is_placed(f)) return key + "placed";
  add("unplaced");
  // A picture without a place stands alone, unless its like are known to come in stacks.
  const bool alone = f.multi_frame || !is_volumetric(f);
  if (alone) add(f.sop_instance_uid.empty() ? std::to_string(f.file) : f.sop_instance_uid);
  return key;
}

bool same_plane(const FrameHeader &a, const FrameHeader &b) {
  for (unsigned i = 0; i < 6; ++i) {
    if (std::abs((*a.orientation)[i] - (*b.orientation)[i]) > 1e-3) return false;
  }
  if (a.pixel_spacing.has_value() != b.pixel_spacing.has_value()) return false;
  if (!a.pixel_spacing) return true;
  for (unsigned i = 0; i < 2; ++i) {
    if (std::abs((*a.pixel_spacing)[i] - (*b.pixel_spacing)[i]) > 1e-4 * (*a.pixel_spacing)[i]) return false;
  }
  return true;
}

// Parts `members` by likeness to the first of each part.
template <class Alike>
std::vector<Members> parted(const Members &members, const Alike &alike) {
  std::vector<Members> parts;
  std::size_t last = 0;  // neighbours are mostly alike
  for (const std::uint32_t m : members) {
    if (last < parts.size() && alike(parts[last].front(), m)) {
      parts[last].push_back(m);
      continue;
    }
    const auto found = std::find_if(parts.begin(), parts.end(), [&](const Members &p) { return alike(p.front(), m); });
    last = static_cast<std::size_t>(found - parts.begin());
    if (found == parts.end()) parts.push_back({m});
    else found->push_back(m);
  }
  return parts;
}

template <class Key>
std::vector<Members> parted_by(const Members &members, const Key &key) {
  std::map<decltype(key(0u)), Members> parts;
  for (const std::uint32_t m : members) parts[key(m)].push_back(m);
  std::vector<Members> out;
  for (auto &[k, part] : parts) out.push_back(std::move(part));
  return out;
}

// A place in the coordinates of the plane: along a row, down a column, along the normal.
Vec3 in_plane_of(const FrameHeader &plane, const Vec3 &p) {
  const auto &o = *plane.orientation;
  return {dot(p, row_of(o)), dot(p, column_of(o)), dot(p, normal_of(o))};
}

// Whether the places lie on one straight line (upright or tilted), within the tolerance.
bool in_line(const std::vector<Vec3> &places, double tolerance) {
  Vec3 mean{0, 0, 0};
  for (const auto &p : places) mean = mean + p;
  mean = (1.0 / static_cast<double>(places.size())) * mean;
  double nn = 0, un = 0, vn = 0;
  for (const auto &p : places) {
    const Vec3 d = p - mean;
    nn += d[2] * d[2];
    un += d[0] * d[2];
    vn += d[1] * d[2];
  }
  const double u = nn > 1e-12 ? un / nn : 0, v = nn > 1e-12 ? vn / nn : 0;
  if (std::abs(u) > 1 || std::abs(v) > 1) return false;  // no gantry tilts by more than 45 degrees
  for (const auto &p : places) {
    const Vec3 d = p - mean;
    if (std::abs(d[0] - u * d[2]) > tolerance || std::abs(d[1] - v * d[2]) > tolerance) return false;
  }
  return true;
}

// Parts the members by their places across the plane, within the tolerance of the first of each part.
std::vector<Members> side_by_side(const Members &members, const std::vector<Vec3> &places, double tolerance) {
  using Cell = std::pair<long long, long long>;
  const auto cell = [&](const Vec3 &p) { return Cell{std::llround(p[0] / tolerance), std::llround(p[1] / tolerance)}; };
  std::vector<Members> parts;
  std::vector<Vec3> firsts;
  std::map<Cell, std::vector<std::size_t>> in_cell;
  const auto part_of = [&](const Vec3 &p) -> std::size_t {
    const Cell c = cell(p);
    for (int near = 0; near < 9; ++near) {
      const auto found = in_cell.find({c.first + near % 3 - 1, c.second + near / 3 - 1});
      if (found == in_cell.end()) continue;
      for (const std::size_t part : found->second) {
        const Vec3 d = p - firsts[part];
        if (std::abs(d[0]) <= tolerance && std::abs(d[1]) <= tolerance) return part;
      }
    }
    in_cell[c].push_back(parts.size());
    parts.emplace_back();
    firsts.push_back(p);
    return parts.size() - 1;
  };
  for (std::size_t i = 0; i < members.size(); ++i) parts[part_of(places[i])].push_back(members[i]);
  return parts;
}

// Frames in parallel planes that do not stand on one line are stacks side by side.
std::vector<Members> lines(const std::vector<FrameHeader> &frames, const Members &members) {
  const FrameHeader &plane = frames[members.front()];
  const double tolerance = 2 * place_tolerance(plane);
  std::vector<Vec3> places;
  for (const std::uint32_t m : members) places.push_back(in_plane_of(plane, *frames[m].position));
  if (in_line(places, tolerance)) return {members};
  return side_by_side(members, places, tolerance);
}

// Multi-frame objects of one series are one volume when they cover the same planes (times) or are parts of one object.
std::vector<Members> objects(const std::vector<FrameHeader> &frames, const Members &members) {
  const FrameHeader &plane = frames[members.front()];
  if (!plane.multi_frame) return {members};
  const double tolerance = 2 * place_tolerance(plane);
  std::map<std::string, std::set<long long>> covered;
  const auto object = [&](std::uint32_t m) {
    const FrameHeader &f = frames[m];
    return f.concatenation_uid.empty() ? f.sop_instance_uid : f.concatenation_uid;
  };
  for (const std::uint32_t m : members) {
    covered[object(m)].insert(std::llround(in_plane_of(plane, *frames[m].position)[2] / (10 * tolerance)));
  }
  return parted_by(members, [&](std::uint32_t m) { return covered[object(m)]; });
}

std::vector<Members> by_stack_id(const std::vector<FrameHeader> &frames, const Members &members) {
  auto parts = parted_by(members, [&](std::uint32_t m) { return frames[m].stack_id; });
  // Where each slice has an id of its own, the id says nothing.
  const bool lone = std::all_of(parts.begin(), parts.end(), [](const Members &p) { return p.size() == 1; });
  if (lone) return {members};
  return parts;
}

void drop_copies(const std::vector<FrameHeader> &frames, const SamePixels &same_pixels, Stack &stack) {
  Members kept;
  bool contradiction = false;
  for (const std::uint32_t m : stack.members) {
    const FrameHeader &f = frames[m];
    const FrameHeader *before = kept.empty() ? nullptr : &frames[kept.back()];
    const bool again = before != nullptr && !f.sop_instance_uid.empty() &&
                       before->sop_instance_uid == f.sop_instance_uid && before->frame == f.frame &&
                       before->tile == f.tile;
    const bool same = again && (!same_pixels || same_pixels(*before, f));
    contradiction |= again && !same;
    (same ? stack.copies : kept).push_back(m);
  }
  stack.members = std::move(kept);
  if (!stack.copies.empty()) {
    std::set<std::uint32_t> files;
    for (const std::uint32_t m : stack.copies) files.insert(frames[m].file);
    stack.warnings.push_back(counted(files.size(), "file is a copy", "files are copies") +
                             " of another one (same SOPInstanceUID) and left out");
  }
  if (contradiction) {
    stack.warnings.push_back("files with the same SOPInstanceUID hold different pixels: one of them was altered");
  }
}

Members without_bad_orientation(const std::vector<FrameHeader> &frames, const Members &members,
                                std::vector<Refusal> &refused) {
  Members good;
  std::set<std::uint32_t> said;
  for (const std::uint32_t m : members) {
    const std::string why = why_no_orientation(*frames[m].orientation);
    if (why.empty()) good.push_back(m);
    else if (said.insert(frames[m].file).second) refused.push_back({frames[m].file, why});
  }
  return good;
}

}  // namespace

double place_tolerance(const FrameHeader &frame) {
  const double pixel = frame.pixel_spacing ? std::min((*frame.pixel_spacing)[0], (*frame.pixel_spacing)[1]) : 1;
  return std::clamp(0.05 * pixel, 0.001, 0.05);
}

std::string image_kind(const FrameHeader &frame) {
  std::string kind;
  for (const auto &value : frame.image_type) {
    if (!numbered_echo(value)) kind += value + '\\';
  }
  return kind;
}

Members canonical_order(const std::vector<FrameHeader> &frames) {
  Members order(frames.size());
  for (std::uint32_t i = 0; i < order.size(); ++i) order[i] = i;
  std::sort(order.begin(), order.end(),
            [&](std::uint32_t a, std::uint32_t b) { return canonical_key(frames[a]) < canonical_key(frames[b]); });
  return order;
}

std::vector<Stack> stacks(const std::vector<FrameHeader> &frames, const Members &order, const SamePixels &same_pixels,
                          std::vector<Refusal> &refused) {
  std::vector<Stack> out;
  const Joined joined = phases_of_several_series(frames);
  for (const Members &kind : parted_by(order, [&](std::uint32_t m) { return kind_key(frames[m], joined); })) {
    const FrameHeader &first = frames[kind.front()];
    if (!is_placed(first)) {
      out.push_back({kind, {}, false, {}});
      continue;
    }
    const Members good = without_bad_orientation(frames, kind, refused);
    for (const auto &plane : parted(good, [&](auto a, auto b) { return same_plane(frames[a], frames[b]); })) {
      for (const auto &stack : by_stack_id(frames, plane)) {
        for (const auto &object : objects(frames, stack)) {
          for (auto &line : lines(frames, object)) out.push_back({std::move(line), {}, true, {}});
        }
      }
    }
  }
  for (Stack &stack : out) {
    drop_copies(frames, same_pixels, stack);
    if (joined.count(frames[stack.members.front()].series_uid) > 0) stack.warnings.emplace_back(said_of_joined);
  }
  std::stable_sort(out.begin(), out.end(), [&](const Stack &a, const Stack &b) {
    return canonical_key(frames[a.members.front()]) < canonical_key(frames[b.members.front()]);
  });
  return out;
}

}  // namespace gantry::dicom
