// SPDX-License-Identifier: Apache-2.0
#include "joining.hpp"

#include "grouping.hpp"

#include <algorithm>
#include <set>
#include <tuple>

namespace gantry::dicom {
namespace {

// All that must be equal, of one frame.
using Place = std::vector<long long>;
struct Series {
  std::string uid;
  std::set<long long> positions_in_time;
  std::set<Place> places;
  std::size_t frames = 0;
  bool possible = true;
};

long long thousandths(double v) {
  return std::abs(v) < 1e12 ? std::llround(v * 1000) : std::numeric_limits<long long>::min();  // not a number: too
}

Place place_of(const FrameHeader &f) {
  Place out;
  for (const double v : *f.position) out.push_back(std::llround(v * 100));
  for (const double v : *f.orientation) out.push_back(thousandths(v));
  if (f.pixel_spacing) out.insert(out.end(), {thousandths((*f.pixel_spacing)[0]), thousandths((*f.pixel_spacing)[1])});
  using Q = Quantity;
  for (const Q q : {Q::b_value, Q::echo_time, Q::inversion_time, Q::flip_angle, Q::repetition_time, Q::kvp, Q::energy})
    out.push_back(thousandths(f.values[q]));
  return out;
}

bool is_candidate(const FrameHeader &f) {
  const bool volumetric = f.modality == "MR" || f.modality == "CT";
  return volumetric && !f.multi_frame && !f.mosaic && f.position && f.orientation && f.temporal_positions > 1 &&
         f.values.has(Quantity::temporal_index) && !f.frame_of_reference_uid.empty() && !f.series_uid.empty();
}

using Kind = std::tuple<std::string, std::string, std::string, std::string, std::string, std::uint32_t, std::uint32_t,
                        long, std::set<Place>>;

}  // namespace

Joined phases_of_several_series(const std::vector<FrameHeader> &frames) {
  std::map<std::string, Series> by_uid;
  std::map<std::string, const FrameHeader *> first;
  for (const FrameHeader &f : frames) {
    Series &s = by_uid[f.series_uid];
    s.uid = f.series_uid;
    ++s.frames;
    s.possible = s.possible && is_candidate(f);
    if (!s.possible) continue;
    s.positions_in_time.insert(std::llround(f.values[Quantity::temporal_index]));
    s.places.insert(place_of(f));
    const FrameHeader *&one = first.try_emplace(f.series_uid, &f).first->second;
    s.possible = one->temporal_positions == f.temporal_positions && image_kind(*one) == image_kind(f);
  }
  std::map<Kind, std::map<long long, std::vector<std::string>>> alike;  // by kind: position in time → series
  for (const auto &[uid, s] : by_uid) {
    if (!s.possible || s.positions_in_time.size() != 1 || s.places.size() != s.frames) continue;
    const FrameHeader &f = *first.at(uid);
    alike[{f.study_uid, f.frame_of_reference_uid, f.modality + f.component, image_kind(f), f.sop_class_uid, f.rows,
           f.columns, f.temporal_positions, s.places}][*s.positions_in_time.begin()]
        .push_back(uid);
  }
  Joined joined;
  for (const auto &[kind, times] : alike) {
    const bool one_each = std::all_of(times.begin(), times.end(), [](const auto &t) { return t.second.size() == 1; });
    if (!one_each || static_cast<long>(times.size()) != std::get<long>(kind)) continue;
    for (const auto &[time, uids] : times) joined[uids.front()] = times.begin()->second.front();
  }
  return joined;
}

}  // namespace gantry::dicom
