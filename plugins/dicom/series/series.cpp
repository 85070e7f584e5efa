// SPDX-License-Identifier: Apache-2.0
#include "series.hpp"

#include "axis.hpp"
#include "naming.hpp"
#include "points.hpp"
#include "slices.hpp"
#include "words.hpp"

#include <algorithm>
#include <map>
#include <set>
#include <tuple>

namespace gantry::dicom {
namespace {

// Of one stack: what it takes to part even a muddle of a few acquisitions.
constexpr int most_volumes = 32;

// The slices without a place of an object with times are times of one slice.
Slices cine(const Slices &slices) {
  Slices out;
  out.placed = false;
  out.frames.emplace_back();
  for (const Members &slice : slices.frames) out.frames[0].insert(out.frames[0].end(), slice.begin(), slice.end());
  return out;
}

bool is_cine(const std::vector<FrameHeader> &frames, const Stack &stack) {
  const FrameHeader &f = frames[stack.members.front()];
  return !stack.placed && f.multi_frame && std::isfinite(f.clocks.temporal_offset);
}

// Diffusion weightings stand in the order in which they were measured; all else by time, then by value.
void order_points(Points &points, const std::vector<std::uint32_t> &rank_of_frame) {
  if (points.varied.empty() || std::string_view(points.varied.front()->axis) != "diffusion") return;
  std::vector<std::pair<std::uint32_t, std::size_t>> order;
  for (std::size_t p = 0; p < points.frames.size(); ++p) {
    std::uint32_t first = no_frame;
    for (const std::uint32_t m : points.frames[p]) {
      if (m != no_frame) first = std::min(first, rank_of_frame[m]);
    }
    order.emplace_back(first, p);
  }
  std::sort(order.begin(), order.end());
  Points sorted = points;
  for (std::size_t i = 0; i < order.size(); ++i) {
    sorted.frames[i] = points.frames[order[i].second];
    sorted.rank[i] = points.rank[order[i].second];
  }
  points = std::move(sorted);
}

Slices chosen(const Slices &slices, const Points &points) {
  Slices out;
  out.placed = slices.placed;
  // The first point that has a slice there says where it is.
  for (std::size_t k = 0; k < points.slices.size(); ++k) {
    Members at;
    for (const Members &point : points.frames) {
      if (point[k] != no_frame) at.push_back(point[k]);
    }
    out.frames.push_back(std::move(at));
  }
  return out;
}

void say_holes(const SeriesVolume &v, std::vector<std::string> &warnings) {
  std::vector<std::string> holes;
  std::size_t count = 0;
  for (std::uint32_t p = 0; p < v.points; ++p) {
    for (std::uint32_t k = 0; k < v.slices; ++k) {
      if (v.source(k, p) != no_frame) continue;
      ++count;
      if (holes.size() < 6) holes.push_back("slice " + std::to_string(k + 1) + " of image " + std::to_string(p + 1));
    }
  }
  if (count == 0) return;
  std::string which = joined(holes);
  if (count > holes.size()) which += " and " + std::to_string(count - holes.size()) + " more";
  warnings.push_back(counted(count, "image is", "images are") + " missing and left at 0: " + which);
}

// Warnings that frames carry, each once.
void gather_warnings(const std::vector<FrameHeader> &frames, const Members &members, SeriesVolume &v) {
  std::set<std::string> said(v.warnings.begin(), v.warnings.end());
  for (const std::uint32_t m : members) {
    for (const auto &w : frames[m].warnings) {
      if (said.insert(w).second) v.warnings.push_back(w);
    }
    const auto &note = frames[m].scale_note;
    if (!note.empty() && said.insert(note).second) v.warnings.push_back(note);
  }
}

class Sorting {
 public:
  Sorting(const std::vector<FrameHeader> &frames, const SamePixels &same_pixels)
      : frames_(frames), same_pixels_(same_pixels), rank_(frames.size()) {}

  Sorted run() {
    const Members order = canonical_order(frames_);
    for (std::uint32_t i = 0; i < order.size(); ++i) rank_[order[i]] = i;
    for (Stack &stack : stacks(frames_, order, same_pixels_, out_.refused)) {
      add_volumes(std::move(stack));
    }
    say_why_apart();
    number_keys();
    return std::move(out_);
  }

 private:
  void add_volumes(Stack stack) {
    for (int n = 0; n < most_volumes && !stack.members.empty(); ++n) stack.members = add_volume(stack);
    for (const std::uint32_t m : stack.members) {  // a heap of images that nothing puts in order
      Stack one{{m}, {}, stack.placed, {}};
      add_volume(one);
    }
  }

  // Makes one volume of the stack; returns the frames that are left.
  Members add_volume(Stack &stack) {
    Slices slices = in_order(frames_, stack.members, stack.placed);
    if (is_cine(frames_, stack)) slices = cine(slices);
    Points points = points_of(frames_, slices, same_pixels_);
    order_points(points, rank_);
    const Axis axis = axis_of(frames_, points);
    SeriesVolume v;
    v.warnings = std::move(stack.warnings);
    stack.warnings.clear();
    v.placement = place(frames_, chosen(slices, points), v.warnings);
    v.warnings.insert(v.warnings.end(), points.warnings.begin(), points.warnings.end());
    v.warnings.insert(v.warnings.end(), axis.warnings.begin(), axis.warnings.end());
    fill(v, points, axis);
    Members members = used(points);
    const FrameHeader &first = frames_[members.front()];
    v.title = title_of(first);
    v.summary = summary_of(v, axis.noun);
    v.key = key_of(frames_, members);
    say_left(points, v);
    say_holes(v, v.warnings);
    gather_warnings(frames_, members, v);
    members.insert(members.end(), points.copies.begin(), points.copies.end());
    members.insert(members.end(), stack.copies.begin(), stack.copies.end());
    stack.copies.clear();
    std::set<std::uint32_t> files;
    for (const std::uint32_t m : members) files.insert(frames_[m].file);
    v.files.assign(files.begin(), files.end());
    firsts_.push_back(&first);
    out_.volumes.push_back(std::move(v));
    std::sort(points.spare.begin(), points.spare.end(), [&](auto a, auto b) { return rank_[a] < rank_[b]; });
    return std::move(points.spare);
  }

  void fill(SeriesVolume &v, const Points &points, const Axis &axis) const {
    v.points = static_cast<std::uint32_t>(points.frames.size());
    v.slices = static_cast<std::uint32_t>(points.slices.size());
    for (const Members &point : points.frames) v.sources.insert(v.sources.end(), point.begin(), point.end());
    const FrameHeader &first = frames_[used(points).front()];
    v.columns = first.columns;
    v.rows = first.rows;
    v.unit = first.unit;
    v.axis_name = axis.name;
    v.axis = axis.columns;
    v.slice_times = axis.slice_times;
  }

  // The frames of a volume in canonical order.
  Members used(const Points &points) const {
    Members out;
    for (const Members &point : points.frames) {
      for (const std::uint32_t m : point) {
        if (m != no_frame) out.push_back(m);
      }
    }
    std::sort(out.begin(), out.end(), [&](auto a, auto b) { return rank_[a] < rank_[b]; });
    return out;
  }

  static void say_left(const Points &points, SeriesVolume &v) {
    if (!points.copies.empty()) {
      v.warnings.push_back(counted(points.copies.size(), "image has", "images have") +
                           " the place and the pixels of another one and was left out");
    }
    if (!points.spare.empty()) {
      v.warnings.push_back(counted(points.spare.size(), "image lies", "images lie") +
                           " where this volume has one already, or does not cover what it covers: kept as a volume "
                           "apart");
    }
  }

  // Volumes of one series, by index.
  std::map<std::tuple<std::string, std::string, long>, std::vector<std::size_t>> by_series() const {
    std::map<std::tuple<std::string, std::string, long>, std::vector<std::size_t>> out;
    for (std::size_t i = 0; i < firsts_.size(); ++i) {
      out[{firsts_[i]->study_uid, firsts_[i]->series_uid, firsts_[i]->series_number}].push_back(i);
    }
    return out;
  }

  void say_why_apart() {
    for (const auto &[series, volumes] : by_series()) {
      if (volumes.size() < 2) continue;
      std::vector<const FrameHeader *> firsts;
      for (const std::size_t i : volumes) firsts.push_back(firsts_[i]);
      const std::string why = differences(firsts);
      for (std::size_t n = 0; n < volumes.size(); ++n) {
        SeriesVolume &v = out_.volumes[volumes[n]];
        v.title += ", volume " + std::to_string(n + 1) + " of " + std::to_string(volumes.size());
        v.warnings.push_back("its series makes " + std::to_string(volumes.size()) +
                             " volumes, which differ in: " + why);
      }
    }
  }

  void number_keys() {
    std::map<std::string, int> seen;
    for (SeriesVolume &v : out_.volumes) {
      if (const int n = seen[v.key]++; n > 0) v.key += "-" + std::to_string(n + 1);
    }
  }

  const std::vector<FrameHeader> &frames_;
  const SamePixels &same_pixels_;
  std::vector<std::uint32_t> rank_;  // of each frame in canonical order
  std::vector<const FrameHeader *> firsts_;
  Sorted out_;
};

}  // namespace

Sorted sort(const std::vector<FrameHeader> &frames, const SamePixels &same_pixels) {
  return Sorting(frames, same_pixels).run();
}

}  // namespace gantry::dicom
