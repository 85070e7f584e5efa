// SPDX-License-Identifier: Apache-2.0
#include "making.hpp"

#include <catch2/catch.hpp>

#include <algorithm>
#include <cmath>
#include <random>

using namespace gantry::test;

namespace {

const double pi = std::acos(-1.0);

}  // namespace

TEST_CASE("spacing comes from the places of slices, never from SliceThickness") {
  const SeriesVolume v = only(stack(20));
  CHECK(v.slices == 20);
  CHECK(v.points == 1);
  CHECK(v.placement.flags == 0);
  CHECK(v.placement.spacing == Vec3{1, 1, 3});
  CHECK(v.placement.origin == Vec3{-10, -20, 0});
  CHECK(v.placement.slice_positions.empty());
  CHECK(v.placement.frame_of_reference_uid == "1.9");
  CHECK(v.warnings.empty());
  CHECK(v.summary == "4x3x20, 1x1x3 mm");
  CHECK(v.title == "MR series 7");
  for (std::uint32_t k = 0; k < 20; ++k) CHECK(v.source(k, 0) == k);
}

TEST_CASE("slices stored from head to feet stand in the same volume as those stored from feet to head") {
  const SeriesVolume v = only(stack(20, 57, -3));
  CHECK(v.placement.origin == Vec3{-10, -20, 0});
  CHECK(v.placement.spacing[2] == Approx(3));
  CHECK(v.source(0, 0) == 19);
  CHECK(v.source(19, 0) == 0);
}

TEST_CASE("the result does not depend on the order of the files") {
  std::vector<FrameHeader> frames = stack(6);
  for (auto f : stack(6)) {  // a second echo
    f.instance_number += 6;
    f.sop_instance_uid += ".2";
    f.values[Quantity::echo_time] = 9;
    frames.push_back(f);
  }
  for (std::size_t i = 0; i < 6; ++i) frames[i].values[Quantity::echo_time] = 4;
  frames.push_back(slice_at(6, 99));  // an extra one of which nothing is known
  frames.back().values[Quantity::echo_time] = 4;
  auto sagittal = stack(3);
  for (auto &f : sagittal) {
    f.orientation = {0, 1, 0, 0, 0, -1};
    f.position = Vec3{static_cast<double>(f.instance_number) * 5, 0, 0};
    f.sop_instance_uid += ".3";
    frames.push_back(f);
  }
  const std::string wanted = described(sort(frames), frames);
  std::mt19937 random(1);
  for (int i = 0; i < 20; ++i) {
    std::shuffle(frames.begin(), frames.end(), random);
    CHECK(described(sort(frames), frames) == wanted);
  }
}

TEST_CASE("a tilted gantry makes a sheared volume that knows the place of each slice") {
  auto frames = stack(11, 0, 5);
  const double slope = std::tan(20 * pi / 180);
  for (auto &f : frames) (*f.position)[1] += slope * (*f.position)[2];
  const SeriesVolume v = only(frames);
  CHECK(v.placement.flags == GANTRY_GEOMETRY_SHEARED);
  REQUIRE(v.placement.slice_positions.size() == 11);
  CHECK(says(v, "by 20 degrees"));
  CHECK(v.placement.spacing[2] == Approx(5 / std::cos(20 * pi / 180)));
  for (unsigned k = 0; k < 11; ++k) {
    for (unsigned r = 0; r < 3; ++r) {
      const double by_axis = v.placement.origin[r] + k * v.placement.spacing[2] * v.placement.direction[3 * r + 2];
      CHECK(v.placement.slice_positions[k][r] == Approx(by_axis).margin(1e-9));
      CHECK(v.placement.slice_positions[k][r] == Approx((*frames[k].position)[r]).margin(1e-9));
    }
  }
}

TEST_CASE("a missing slice is named by its place and nothing is put in") {
  auto frames = stack(20);
  frames.erase(frames.begin() + 7);
  const SeriesVolume v = only(frames);
  CHECK(v.slices == 19);
  CHECK(v.placement.flags == GANTRY_GEOMETRY_UNEVEN);
  CHECK(v.placement.spacing[2] == Approx(3));
  CHECK(v.placement.slice_positions[7][2] == Approx(24));
  CHECK(says(v, "1 slice is missing, at 21 mm"));
  CHECK(v.summary == "4x3x19, 1x1x3 mm, uneven");
}

TEST_CASE("uneven spacing is said, with the gap that is odd") {
  auto frames = stack(10);
  for (std::size_t k = 6; k < 10; ++k) (*frames[k].position)[2] += 1.1;
  const SeriesVolume v = only(frames);
  CHECK(v.placement.flags == GANTRY_GEOMETRY_UNEVEN);
  CHECK(says(v, "4.1 mm between 15 and 19.1"));
  CHECK(says(v, "elsewhere 3 mm"));
}

TEST_CASE("places rounded to a tenth of a millimetre are even") {
  auto frames = stack(30, 0, 1.25);
  for (auto &f : frames) (*f.position)[2] = std::round((*f.position)[2] * 10) / 10;
  CHECK(only(frames).placement.flags == 0);
}

TEST_CASE("a duplicate with the same pixels is left out and said, one with other pixels is a volume apart") {
  auto frames = stack(8);
  frames.push_back(slice_at(9, 50));
  const SamePixels same = [](const FrameHeader &, const FrameHeader &) { return true; };
  const SeriesVolume v = only(frames, same);
  CHECK(v.slices == 8);
  CHECK(v.points == 1);
  CHECK(v.files.size() == 9);
  CHECK(says(v, "1 image has the place and the pixels of another one"));

  const SamePixels other = [](const FrameHeader &, const FrameHeader &) { return false; };
  const Sorted s = sort(frames, other);
  REQUIRE(s.volumes.size() == 2);
  CHECK(s.volumes[0].slices == 8);
  CHECK(s.volumes[1].slices == 1);
  CHECK(s.volumes[1].source(0, 0) == 8);
  CHECK(says(s.volumes[0], "kept as a volume apart"));
}

TEST_CASE("the same instance in two files is one image") {
  auto frames = stack(5);
  frames.push_back(frames[2]);
  frames.back().file = 77;
  const SeriesVolume v = only(frames);
  CHECK(v.slices == 5);
  CHECK(says(v, "1 file is a copy"));
  CHECK(v.files.back() == 77);
}

TEST_CASE("stacks of several orientations in one series are volumes apart") {
  auto frames = stack(5);
  const auto more = [&](const std::array<double, 6> &orientation, unsigned along, long from) {
    for (int k = 0; k < 5; ++k) {
      FrameHeader f = slice_at(0, from + k);
      f.orientation = orientation;
      (*f.position)[along] = k * 10;
      frames.push_back(f);
    }
  };
  more({0, 1, 0, 0, 0, -1}, 0, 6);
  more({1, 0, 0, 0, 0, -1}, 1, 11);
  const Sorted s = sort(frames);
  REQUIRE(s.volumes.size() == 3);
  for (const auto &v : s.volumes) {
    CHECK(v.slices == 5);
    CHECK(says(v, "makes 3 volumes, which differ in: orientation"));
  }
  CHECK(s.volumes[0].title == "MR series 7, volume 1 of 3");
}

TEST_CASE("parallel stacks side by side are volumes apart") {
  auto frames = stack(5);
  for (auto f : stack(5)) {
    (*f.position)[0] += 150;
    f.sop_instance_uid += ".2";
    f.instance_number += 5;
    frames.push_back(f);
  }
  const Sorted s = sort(frames);
  REQUIRE(s.volumes.size() == 2);
  CHECK(s.volumes[0].slices == 5);
  CHECK(s.volumes[1].placement.origin[0] == 140);
}

TEST_CASE("slices fanned out about one axis are each a volume") {
  std::vector<FrameHeader> frames;
  for (int i = 0; i < 12; ++i) {
    const double a = i * 15 * pi / 180;
    FrameHeader f = slice_at(0, i + 1);
    f.orientation = {std::cos(a), std::sin(a), 0, 0, 0, -1};
    frames.push_back(f);
  }
  const Sorted s = sort(frames);
  REQUIRE(s.volumes.size() == 12);
  CHECK(says(s.volumes[3], "orientation"));
}

TEST_CASE("magnitude and phase, and what scanners derive, are volumes apart") {
  auto frames = stack(4);
  for (auto &f : frames) f.component = "magnitude";
  for (auto f : stack(4)) {
    f.component = "phase";
    f.sop_instance_uid += ".p";
    frames.push_back(f);
  }
  for (auto f : stack(4)) {
    f.component = "magnitude";
    f.image_type = {"DERIVED", "PRIMARY", "M", "ADC"};
    f.sop_instance_uid += ".a";
    frames.push_back(f);
  }
  const Sorted s = sort(frames);
  REQUIRE(s.volumes.size() == 3);
  CHECK(says(s.volumes[0], "complex component, image type"));
  const bool phase = std::any_of(s.volumes.begin(), s.volumes.end(),
                                 [](const auto &v) { return v.title.find("MR series 7, phase") == 0; });
  CHECK(phase);
}

TEST_CASE("directions nearly at right angles are mended and said, others are refused in words") {
  auto frames = stack(3);
  for (auto &f : frames) f.orientation = {1, 0, 0, 0.01, 1, 0};
  const SeriesVolume v = only(frames);
  const auto &d = v.placement.direction;
  CHECK(d[0] * d[1] + d[3] * d[4] + d[6] * d[7] == Approx(0).margin(1e-12));
  CHECK(says(v, "not orthonormal"));

  frames[1].orientation = {1, 0, 0, 0.5, 0.866, 0};
  const Sorted s = sort(frames);
  REQUIRE(s.refused.size() == 1);
  CHECK(s.refused[0].file == 1);
  CHECK(s.refused[0].reason.find("not at right angles") != std::string::npos);
  CHECK(s.refused[0].reason.find("fetch it again") != std::string::npos);
}

TEST_CASE("without places slices of a scanner are stacked by number, and said to be assumed") {
  auto frames = stack(6);
  for (auto &f : frames) f.position.reset();
  const SeriesVolume v = only(frames);
  CHECK(v.slices == 6);
  CHECK(v.placement.flags == GANTRY_GEOMETRY_ASSUMED);
  CHECK(v.placement.spacing[2] == 2.5);
  CHECK(says(v, "do not say where they lie"));
}

TEST_CASE("pictures without places are each a volume") {
  auto frames = stack(3);
  for (auto &f : frames) {
    f.position.reset();
    f.modality = "DX";
  }
  CHECK(sort(frames).volumes.size() == 3);
}
