// SPDX-License-Identifier: Apache-2.0
// Phases that come as a series each.
#include "making.hpp"

#include <catch2/catch.hpp>

using namespace gantry::test;

namespace {

// Three series of four slices, TemporalPositionIdentifier 1 to 3 of 3, the last one first in the list.
std::vector<FrameHeader> phases() {
  std::vector<FrameHeader> out;
  for (int p = 2; p >= 0; --p) {
    for (FrameHeader f : stack(4)) {
      f.series_uid = "1.2." + std::to_string(7 - p);  // uids say nothing about time
      f.series_number = 5 + p;
      f.study_uid = "1.1";
      f.frame_of_reference_uid = "1.9";
      f.sop_instance_uid = f.series_uid + "." + std::to_string(f.instance_number);
      f.temporal_positions = 3;
      f.values[Quantity::temporal_index] = p + 1;
      f.clocks.acquisition = 1000 + 20.5 * p;
      out.push_back(f);
    }
  }
  return out;
}

std::size_t volumes(const std::vector<FrameHeader> &frames) { return sort(frames).volumes.size(); }

}  // namespace

TEST_CASE("series that the headers number as the times of one acquisition become one volume, which is said") {
  const auto frames = phases();
  const Sorted s = sort(frames);
  REQUIRE(s.volumes.size() == 1);
  const SeriesVolume &v = s.volumes[0];
  CHECK(v.points == 3);
  CHECK(v.slices == 4);
  CHECK(v.axis_name == "time");
  CHECK(v.axis[0].values == std::vector<double>{0, 20.5, 41});
  CHECK(v.source(0, 0) == 8);
  CHECK(v.source(3, 2) == 3);
  CHECK(says(v, "sent as a series each"));
  auto other_way = frames;
  std::reverse(other_way.begin(), other_way.end());
  CHECK(sort(other_way).volumes[0].key == v.key);
}

TEST_CASE("series stay apart where anything but the number of the time differs, or a time is missing or twice there") {
  const auto changed = [](const auto &change) {
    auto frames = phases();
    for (std::size_t i = 0; i < 4; ++i) change(frames[i]);
    return frames;
  };
  CHECK(volumes(phases()) == 1);
  CHECK(volumes(changed([](FrameHeader &f) { f.frame_of_reference_uid = "1.8"; })) == 3);
  CHECK(volumes(changed([](FrameHeader &f) { f.study_uid = "1.7"; })) == 3);
  CHECK(volumes(changed([](FrameHeader &f) { f.values[Quantity::echo_time] = 9; })) == 3);
  CHECK(volumes(changed([](FrameHeader &f) { (*f.position)[2] += 1.5; })) == 3);
  CHECK(volumes(changed([](FrameHeader &f) { f.image_type = {"DERIVED", "SECONDARY", "SUBTRACT"}; })) == 3);
  CHECK(volumes(changed([](FrameHeader &f) { f.temporal_positions = 4; })) == 3);
  CHECK(volumes(changed([](FrameHeader &f) { f.values[Quantity::temporal_index] = 2; })) == 3);
  auto two = phases();
  two.resize(8);
  CHECK(volumes(two) == 2);
}

TEST_CASE("series at one place that differ in their times alone are scans that were repeated") {
  auto frames = phases();
  for (FrameHeader &f : frames) f.values[Quantity::temporal_index] = unknown;
  CHECK(volumes(frames) == 3);
  frames = phases();
  for (FrameHeader &f : frames) f.temporal_positions = 0;
  CHECK(volumes(frames) == 3);
}

TEST_CASE(
    "a motion-corrected copy stays beside its original, with a title of its own, as a series or within the same one") {
  // Siemens' MoCoSeries: the places, times and numbers of the original, and MOCO in ImageType.
  const bool own_series = GENERATE(true, false), numbered = GENERATE(false, true);
  std::vector<FrameHeader> frames;
  for (const bool corrected : {false, true}) {
    for (int time = 0; time < 2; ++time) {
      for (FrameHeader f : stack(4)) {
        if (corrected) f.image_type.push_back("MOCO");
        if (corrected && own_series) f.series_uid += ".2";
        if (numbered) f.temporal_positions = 2;
        if (numbered) f.values[Quantity::temporal_index] = time + 1;
        f.series_number = corrected && own_series ? 8 : 7;
        f.acquisition_number = time + 1;
        f.instance_number += 4 * time;
        f.sop_instance_uid = f.series_uid + "." + std::to_string(frames.size());
        f.clocks.acquisition = 1000 + 2.0 * time;
        f.file = static_cast<std::uint32_t>(frames.size());
        frames.push_back(f);
      }
    }
  }
  const Sorted s = sort(frames);
  CHECK(s.refused.empty());
  REQUIRE(s.volumes.size() == 2);
  int corrected = 0;
  for (const SeriesVolume &v : s.volumes) {
    CHECK(v.slices == 4);
    CHECK(v.points == 2);
    CHECK(v.files.size() == 8);
    if (v.title.find("motion-corrected") != std::string::npos) ++corrected;
  }
  CHECK(corrected == 1);
}
