// SPDX-License-Identifier: Apache-2.0
// Headers that make no sense must do no harm: no crash, no endless work, no frame lost without a word.
#include "making.hpp"

#include <catch2/catch.hpp>
#include <series/read_frames.hpp>

#include <cmath>
#include <limits>
#include <random>
#include <set>

using namespace gantry::test;

namespace {

// Every frame is in some volume, left out as a copy of a file that is, or refused.
void check_all_there(const std::vector<FrameHeader> &frames, const Sorted &s) {
  std::set<std::uint32_t> files;
  for (const auto &v : s.volumes) {
    files.insert(v.files.begin(), v.files.end());
    CHECK(v.sources.size() == std::size_t{v.slices} * v.points);
    for (const auto &c : v.axis) CHECK(c.values.size() == v.points);
    CHECK((v.placement.slice_positions.empty() || v.placement.slice_positions.size() == v.slices));
    for (const double x : v.placement.spacing) CHECK(x > 0);
  }
  for (const auto &r : s.refused) files.insert(r.file);
  for (const auto &f : frames) CHECK(files.count(f.file) == 1);
}

}  // namespace

TEST_CASE("no frames make no volumes") { CHECK(sort({}).volumes.empty()); }

TEST_CASE("random headers lose no file") {
  std::mt19937 random(7);
  const auto upto = [&](int n) { return std::uniform_int_distribution<int>(0, n)(random); };
  const double odd[] = {0, -1, 1e-12, 1e300, std::nan(""), std::numeric_limits<double>::infinity(), 3, 7.23e75};
  for (int round = 0; round < 400; ++round) {
    std::vector<FrameHeader> frames;
    const int n = 1 + upto(40);
    for (int i = 0; i < n; ++i) {
      FrameHeader f = slice_at(upto(6) * 2.5, i + 1);
      if (upto(9) == 0) f.instance_number = upto(5);
      if (upto(9) == 0) f.sop_instance_uid = "1.2.3.1";
      if (upto(9) == 0) (*f.position)[static_cast<unsigned>(upto(2))] = odd[upto(7)];
      if (upto(19) == 0) (*f.orientation)[static_cast<unsigned>(upto(5))] = odd[upto(7)];
      if (upto(19) == 0) f.position.reset();
      if (upto(3) == 0) f.values[static_cast<Quantity>(upto(13))] = odd[upto(7)];
      if (upto(3) == 0) f.clocks.acquisition = odd[upto(7)];
      if (upto(5) == 0) f.acquisition_number = upto(3);
      if (upto(19) == 0) f.stack_id = "2";
      frames.push_back(f);
    }
    check_all_there(frames, sort(frames, [&](const auto &, const auto &) { return round % 2 == 0; }));
  }
}

TEST_CASE("frames that would take far more room than their file are refused") {
  const auto object = [](std::uint32_t frames, unsigned bits, const std::string &more) {
    const std::string pixels(static_cast<std::size_t>(frames) * bits / 8, '\0');
    return file({element(DCM_SOPClassUID, "UI", "1.2.840.10008.5.1.4.1.1.7"), more,
                 element(DCM_NumberOfFrames, "IS", std::to_string(frames)), numbers(DCM_Rows, "US", {1}),
                 numbers(DCM_Columns, "US", {1}), numbers(DCM_BitsAllocated, "US", {static_cast<double>(bits)}),
                 element(DCM_PixelData, "OB", pixels)});
  };
  const auto headers = [](const std::string &bytes) {
    const Dataset d = Dataset::open(bytes);
    return frame_headers(d, 0).size();
  };
  std::string kinds = "ORIGINAL";
  for (int i = 0; i < 6000; ++i) kinds += "\\M";
  CHECK(headers(object(20000, 8, "")) == 20000);
  CHECK_THROWS_WITH(headers(object(400000, 8, "")), Catch::Contains("more frames than make sense"));
  CHECK(headers(object(100, 8, element(DCM_ImageType, "CS", kinds))) == 100);
  CHECK_THROWS_WITH(headers(object(20000, 8, element(DCM_ImageType, "CS", kinds))), Catch::Contains("too long"));
}

TEST_CASE("a place or an orientation that is no number is none") {
  const double nan = std::nan("");
  const std::string bytes = file({numbers(DCM_ImagePositionPatient, "FD", {0, nan, 0}),
                                  numbers(DCM_ImageOrientationPatient, "FD", {1, 0, 0, 0, nan, 0}),
                                  numbers(DCM_Rows, "US", {1}), numbers(DCM_Columns, "US", {1})});
  const Dataset d = Dataset::open(bytes);
  const auto frames = frame_headers(d, 0);
  REQUIRE(frames.size() == 1);
  CHECK_FALSE(frames[0].position);
  CHECK_FALSE(frames[0].orientation);
}

TEST_CASE("thousands of planes in thousands of orientations are sorted in time that grows with their number") {
  std::vector<FrameHeader> frames;
  for (int i = 0; i < 4000; ++i) {
    const double a = i * 1e-3;
    FrameHeader f = slice_at(0, i + 1);
    f.orientation = {std::cos(a), std::sin(a), 0, 0, 0, -1};
    (*f.position)[2] = 0.3 * i;
    frames.push_back(f);
  }
  const Sorted s = sort(frames);
  check_all_there(frames, s);
}
