// SPDX-License-Identifier: Apache-2.0
// Uneven slices: as they are unless it is asked, and then on even places.
#include "making_images.hpp"

#include <series/resampling.hpp>

#include <catch2/catch.hpp>

#include <algorithm>

using namespace gantry::test;

namespace {

SeriesVolume only(const std::vector<FrameHeader> &frames) {
  const Sorted sorted = sort(frames);
  REQUIRE(sorted.volumes.size() == 1);
  return sorted.volumes[0];
}

// A volume of slices at these places, mm.
SeriesVolume at(const std::vector<double> &places, double sideways = 0) {
  std::vector<FrameHeader> frames;
  for (const double z : places) {
    frames.push_back(slice_at(z, static_cast<long>(frames.size()) + 1));
    (*frames.back().position)[1] += sideways * z;
  }
  return only(frames);
}

// Slices of one pixel that hold ten times their places, mm.
std::vector<NamedBytes> files_at(const std::vector<int> &places) {
  std::vector<NamedBytes> files;
  for (const int z : places) {
    const int number = static_cast<int>(files.size());
    files.push_back(image({.columns = 2, .rows = 1, .pixels = words({10 * z, 0}), .z = z}, {}, number));
  }
  return files;
}

}  // namespace

TEST_CASE("an uneven stack gets the smallest of its distances, between the same ends") {
  const auto even = evened(at({0, 3, 6, 12, 18}));
  REQUIRE(even);
  CHECK(even->slices() == 7);
  CHECK(even->placement.spacing[2] == Approx(3));
  CHECK(even->placement.flags == 0);
  CHECK(even->placement.slice_positions.empty());
  CHECK(even->from[3].below == 2);
  CHECK(even->from[3].share == Approx(0.5));
  const auto last = even->from.back();
  CHECK(last.below + last.share == Approx(4));
  const auto fitted = evened(at({0, 3, 6, 11}));  // 11 is no multiple of 3
  REQUIRE(fitted);
  CHECK(fitted->slices() == 5);
  CHECK(fitted->placement.spacing[2] == Approx(2.75));
}

TEST_CASE("a tilted stack stays tilted") {
  const SeriesVolume v = at({0, 3, 6, 12}, 0.2);
  REQUIRE((v.placement.flags & GANTRY_GEOMETRY_SHEARED) != 0);
  const auto even = evened(v);
  REQUIRE(even);
  CHECK(even->placement.flags == GANTRY_GEOMETRY_SHEARED);
  REQUIRE(even->placement.slice_positions.size() == 5);
  CHECK(even->placement.slice_positions[3][2] == Approx(9));
  CHECK(even->placement.slice_positions[3][1] - even->placement.slice_positions[0][1] == Approx(1.8));
}

TEST_CASE("what is even, has holes, or would become far too much stays as it is") {
  CHECK_FALSE(evened(at({0, 3, 6, 9})));
  CHECK_FALSE(evened(at({0, 0.1, 100})));
  SeriesVolume holes = at({0, 3, 6, 12});
  REQUIRE(evened(holes));
  holes.sources[1] = no_frame;
  CHECK_FALSE(evened(holes));
}

TEST_CASE("slices are resampled by linear interpolation when it is asked for, and it is said") {
  const auto files = files_at({0, 3, 6, 12, 18});
  const Outcome plain = read_item(files), even = read_item(files, {"resample"});
  CHECK(plain.volume("volume").c().shape[2] == 5);
  CHECK(warns(plain, "they keep their places"));
  const HeldVolume &v = even.volume("volume");
  REQUIRE(v.c().shape[2] == 7);
  CHECK(v.c().dtype == plain.volume("volume").c().dtype);
  CHECK(v.geometry().spacing[2] == Approx(3));
  CHECK((v.geometry().flags & GANTRY_GEOMETRY_UNEVEN) == 0);
  for (std::uint64_t k = 0; k < 7; ++k) CHECK(v.value(2 * k) == 30.0 * static_cast<double>(k));
  CHECK(warns(even, "resampled to 7 slices 3 mm apart"));
  CHECK_FALSE(warns(even, "they keep their places"));
  CHECK(even.records.at("header").find("ResampledSlices") != std::string::npos);
  CHECK(list_items(files, {"resample"}).items.at(0).summary.find("resampled to 7 slices") != std::string::npos);
  CHECK(even.ready.size() == 7);
}
