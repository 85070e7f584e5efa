// SPDX-License-Identifier: Apache-2.0
#include "points.hpp"

#include "vectors.hpp"
#include "words.hpp"

#include <algorithm>
#include <map>
#include <set>
#include <unordered_map>

namespace gantry::dicom {
namespace {

using Values = std::vector<long long>;

// Values that differ by less than a header's rounding are one.
long long rounded(Quantity q, double value) {
  if (!std::isfinite(value) || std::abs(value) > 1e12) return std::numeric_limits<long long>::min();
  const double step = q == Quantity::b_value ? 0.1 : q == Quantity::repetition_time ? 0.01 : 0.001;
  return std::llround(value / step);
}

Values values_of(const FrameHeader &f, const std::vector<Quantity> &quantities) {
  Values out;
  for (const Quantity q : quantities) out.push_back(rounded(q, f.values[q]));
  return out;
}

// Whether the quantities tell frames at one place apart, with the same values at every place. What differs from place
// to place as well (a gated repetition time) is no design.
bool is_varied(const std::vector<FrameHeader> &frames, const Slices &slices, const std::vector<Quantity> &quantities) {
  std::set<Values> everywhere;
  std::size_t most = 0;
  for (const Members &slice : slices.frames) {
    std::set<Values> here;
    for (const std::uint32_t m : slice) here.insert(values_of(frames[m], quantities));
    most = std::max(most, here.size());
    everywhere.insert(here.begin(), here.end());
    if (everywhere.size() > 2 * most + 16) return false;
  }
  return most > 1 && everywhere.size() == most;
}

const std::vector<Quantity> &index_quantities() {
  static const std::vector<Quantity> list{Quantity::temporal_index, Quantity::phase_index};
  return list;
}

// One frame's identity along the fourth axis: its number in time, what was set, and its rank among those still alike.
struct Identity {
  Values index, set;
  std::uint32_t rank = 0;
  bool operator<(const Identity &o) const { return std::tie(index, rank, set) < std::tie(o.index, o.rank, o.set); }
};

using PerSlice = std::map<std::uint32_t, Members>;            // frames at a slice, where there are any
using Alike = std::map<std::pair<Values, Values>, PerSlice>;  // by (index, set)
using Cell = std::map<std::uint32_t, std::uint32_t>;          // slice → frame
using Cells = std::map<Identity, Cell>;
using Ranks = std::unordered_map<std::uint32_t, std::uint32_t>;  // frame → which of those alike

// A number by which frames alike can be ranked where slices have different counts of them.
enum class Ranking { acquisition, volume_after_volume, time };

struct Numbering {
  const std::vector<FrameHeader> &frames;
  long first, slices;  // InstanceNumber from which it counts

  long long operator()(Ranking ranking, std::uint32_t m) const {
    const FrameHeader &f = frames[m];
    if (ranking == Ranking::acquisition) return f.acquisition_number;
    if (ranking == Ranking::volume_after_volume) return (f.instance_number - first) / slices;
    return std::isfinite(f.clocks.acquisition) ? std::llround(f.clocks.acquisition * 1000) : 0;
  }
};

Numbering numbering(const std::vector<FrameHeader> &frames, const Slices &slices) {
  long first = std::numeric_limits<long>::max();
  for (const Members &slice : slices.frames) {
    for (const std::uint32_t m : slice) first = std::min(first, frames[m].instance_number);
  }
  return {frames, first, static_cast<long>(slices.frames.size())};
}

// The values of a ranking, when they are unique within each slice and as many in all as the fullest slice has frames.
std::set<long long> ranks(const PerSlice &per_slice, const Numbering &number, Ranking ranking) {
  std::set<long long> all;
  std::size_t most = 0;
  for (const auto &[k, slice] : per_slice) {
    std::set<long long> here;
    for (const std::uint32_t m : slice) here.insert(number(ranking, m));
    if (here.size() != slice.size()) return {};
    most = std::max(most, slice.size());
    all.insert(here.begin(), here.end());
  }
  return all.size() == most ? all : std::set<long long>();
}

// Ranks of frames that are alike in one slice. False when nothing in the headers says which belongs to which.
bool rank_alike(const PerSlice &per_slice, const Numbering &number, Ranks &rank) {
  const std::size_t some = per_slice.begin()->second.size();
  const bool even =
      std::all_of(per_slice.begin(), per_slice.end(), [&](const auto &s) { return s.second.size() == some; });
  for (const Ranking ranking : {Ranking::acquisition, Ranking::volume_after_volume, Ranking::time}) {
    if (even) break;
    const auto all = ranks(per_slice, number, ranking);
    if (all.empty()) continue;
    for (const auto &[k, slice] : per_slice) {
      for (const std::uint32_t m : slice) {
        rank[m] = static_cast<std::uint32_t>(std::distance(all.begin(), all.find(number(ranking, m))));
      }
    }
    return true;
  }
  for (const auto &[k, slice] : per_slice) {
    for (std::uint32_t i = 0; i < slice.size(); ++i) rank[slice[i]] = i;
  }
  return even;
}

Alike alike(const std::vector<FrameHeader> &frames, const Slices &slices, const std::vector<Quantity> &index,
            const std::vector<Quantity> &set) {
  Alike out;
  for (std::uint32_t k = 0; k < slices.frames.size(); ++k) {
    for (const std::uint32_t m : slices.frames[k]) {
      out[{values_of(frames[m], index), values_of(frames[m], set)}][k].push_back(m);
    }
  }
  return out;
}

Cells cells_of(const std::vector<FrameHeader> &frames, const Slices &slices, const std::vector<Quantity> &index,
               const std::vector<Quantity> &set, std::vector<std::string> &warnings) {
  Ranks rank;
  const Numbering number = numbering(frames, slices);
  Cells cells;
  bool certain = true;
  for (const auto &[key, per_slice] : alike(frames, slices, index, set)) {
    certain &= rank_alike(per_slice, number, rank);
    for (const auto &[k, slice] : per_slice) {
      for (const std::uint32_t m : slice) cells[{key.first, key.second, rank[m]}][k] = m;
    }
  }
  if (!certain) {
    warnings.push_back(
        "some slices have more images than others, and nothing in the headers says which belong together: "
        "they were matched in the order of their numbers");
  }
  return cells;
}

Members present(const Cell &cell) {
  Members out;
  for (const auto &[k, frame] : cell) out.push_back(k);
  return out;
}

// The slices that the volume has: all where some point has all, else those of the fullest point.
Members slices_of(const Cells &cells) {
  Members best;
  for (const auto &[identity, cell] : cells) {
    Members here = present(cell);
    if (here.size() > best.size()) best = std::move(here);
  }
  return best;
}

// Whether a frame that fits nowhere has the pixels of another one at its place.
bool is_copy(const std::vector<FrameHeader> &frames, std::uint32_t slice, std::uint32_t frame, const Points &points,
             const SamePixels &same_pixels) {
  const auto at = std::lower_bound(points.slices.begin(), points.slices.end(), slice);
  if (!same_pixels || at == points.slices.end() || *at != slice) return false;
  const auto k = static_cast<std::size_t>(at - points.slices.begin());
  return std::any_of(points.frames.begin(), points.frames.end(), [&](const Members &point) {
    return point[k] != no_frame && same_pixels(frames[point[k]], frames[frame]);
  });
}

}  // namespace

const std::vector<Design> &designs() {
  using Q = Quantity;
  static const std::vector<Design> list{{"diffusion", {Q::b_value, Q::gx, Q::gy, Q::gz}},
                                        {"echo", {Q::echo_time}},
                                        {"inversion", {Q::inversion_time}},
                                        {"flip angle", {Q::flip_angle}},
                                        {"repetition", {Q::repetition_time}},
                                        {"label", {Q::label}},
                                        {"energy", {Q::kvp}},
                                        {"energy", {Q::energy}}};
  return list;
}

Points points_of(const std::vector<FrameHeader> &frames, const Slices &slices, const SamePixels &same_pixels) {
  Points out;
  std::vector<Quantity> set, index;
  for (const Design &d : designs()) {
    if (!is_varied(frames, slices, d.quantities)) continue;
    out.varied.push_back(&d);
    set.insert(set.end(), d.quantities.begin(), d.quantities.end());
  }
  for (const Quantity q : index_quantities()) {
    if (is_varied(frames, slices, {q})) index.push_back(q);
  }
  out.numbered = !index.empty();
  const Cells cells = cells_of(frames, slices, index, set, out.warnings);
  out.slices = slices_of(cells);
  std::vector<std::pair<std::uint32_t, std::uint32_t>> unfit;  // slice, frame
  std::set<std::pair<Values, std::uint32_t>> times;
  for (const auto &[identity, cell] : cells) {
    const Members here = present(cell);
    const bool inside = std::includes(out.slices.begin(), out.slices.end(), here.begin(), here.end());
    if (!inside || 2 * here.size() <= out.slices.size()) {
      unfit.insert(unfit.end(), cell.begin(), cell.end());
      continue;
    }
    Members point;
    for (const std::uint32_t k : out.slices) point.push_back(cell.count(k) != 0 ? cell.at(k) : no_frame);
    out.frames.push_back(std::move(point));
    times.insert({identity.index, identity.rank});  // cells come in the order of time
    out.rank.push_back(static_cast<std::uint32_t>(times.size() - 1));
  }
  for (const auto &[slice, frame] : unfit) {
    (is_copy(frames, slice, frame, out, same_pixels) ? out.copies : out.spare).push_back(frame);
  }
  return out;
}

}  // namespace gantry::dicom
