// SPDX-License-Identifier: Apache-2.0
// Segmentations whose voxels are known beforehand: overlapping, fractional, by number; and what is announced as final.
#include "making_images.hpp"

#include <tests/plugins/support/reference.hpp>

#include <catch2/catch.hpp>

#include <algorithm>

using namespace gantry::test;

namespace {

// Where a frame lies (mm along z, 2 apart) and the segment that it is of; 0: of none.
struct FramePlace {
  double z;
  int segment;
};

struct Segmentation {
  const char *type;
  int allocated;
  std::vector<int> segments;
  std::vector<FramePlace> frames;
  std::string pixels;
  std::vector<std::string> more;
};

// Frames of 3 x 3 pixels, 1 mm.
NamedBytes segmentation(const Segmentation &s) {
  std::vector<std::string> described, placed;
  for (const int number : s.segments) {
    described.push_back(numbers(DCM_SegmentNumber, "US", {double(number)}) +
                        element(DCM_SegmentLabel, "LO", "S" + std::to_string(number)));
  }
  for (const FramePlace &f : s.frames) {
    std::string groups = sequence(DCM_PlanePositionSequence, {numbers(DCM_ImagePositionPatient, "DS", {-1, -2, f.z})});
    const std::string identity =
        sequence(DCM_SegmentIdentificationSequence, {numbers(DCM_ReferencedSegmentNumber, "US", {double(f.segment)})});
    placed.push_back(groups + (f.segment == 0 ? "" : identity));
  }
  const std::string shared =
      sequence(DCM_PlaneOrientationSequence, {numbers(DCM_ImageOrientationPatient, "DS", {1, 0, 0, 0, 1, 0})}) +
      sequence(DCM_PixelMeasuresSequence,
               {numbers(DCM_SliceThickness, "DS", {2}) + numbers(DCM_PixelSpacing, "DS", {1, 1})});
  const auto us = [](const DcmTagKey &tag, int v) { return numbers(tag, "US", {double(v)}); };
  std::vector<std::string> all = s.more;
  for (std::string &e : std::vector<std::string>{
           element(DCM_SOPClassUID, "UI", "1.2.840.10008.5.1.4.1.1.66.4"), element(DCM_Modality, "CS", "SEG"),
           element(DCM_SegmentationType, "CS", s.type), sequence(DCM_SegmentSequence, described),
           sequence(DCM_SharedFunctionalGroupsSequence, {shared}),
           sequence(DCM_PerFrameFunctionalGroupsSequence, placed), us(DCM_SamplesPerPixel, 1), us(DCM_Rows, 3),
           us(DCM_Columns, 3), us(DCM_BitsAllocated, s.allocated), us(DCM_BitsStored, s.allocated),
           us(DCM_HighBit, s.allocated - 1), us(DCM_PixelRepresentation, 0),
           numbers(DCM_NumberOfFrames, "IS", {double(s.frames.size())}),
           element(DCM_PixelData, s.allocated == 16 ? "OW" : "OB", s.pixels)}) {
    all.push_back(std::move(e));
  }
  return {"seg", file(std::move(all))};
}

std::vector<double> part(const HeldVolume &v, std::uint64_t first, std::uint64_t count) {
  std::vector<double> out;
  for (std::uint64_t i = first; i < first + count; ++i) out.push_back(v.value(i));
  return out;
}

std::vector<double> bits(const std::string &text) {
  std::vector<double> out;
  for (const char c : text) out.push_back(c - '0');
  return out;
}

}  // namespace

TEST_CASE("segments that share no voxel make one map of numbers, slices that are left out stay empty") {
  // 9 bits a frame: the next one begins within a byte. z = 2 is left out.
  const Outcome o = read_item({segmentation({.type = "BINARY",
                                             .allocated = 1,
                                             .segments = {1, 7},
                                             .frames = {{4, 7}, {0, 1}, {0, 7}},
                                             .pixels = packed("110000001"
                                                              "000010000"
                                                              "100000100"),
                                             .more = {}})});
  const HeldVolume &v = o.volume("volume");
  CHECK((v.c().flags & GANTRY_VOLUME_LABELS) != 0);
  REQUIRE(v.c().shape[2] == 3);
  REQUIRE(v.c().shape[4] == 1);
  CHECK(v.geometry().spacing[2] == 2);
  CHECK(v.geometry().origin[1] == -2);
  CHECK(part(v, 0, 9) == std::vector<double>{7, 0, 0, 0, 1, 0, 7, 0, 0});
  CHECK(part(v, 9, 9) == bits("000000000"));
  CHECK(part(v, 18, 9) == std::vector<double>{7, 7, 0, 0, 0, 0, 0, 0, 7});
}

TEST_CASE("segments that share a voxel have a channel each") {
  const Outcome o = read_item({segmentation({.type = "BINARY",
                                             .allocated = 1,
                                             .segments = {1, 2, 3},
                                             .frames = {{0, 1}, {2, 1}, {0, 2}, {2, 3}},
                                             .pixels = packed("110000000"
                                                              "000000011"
                                                              "011000000"
                                                              "000000000"),
                                             .more = {}})});
  const HeldVolume &v = o.volume("volume");
  REQUIRE(v.c().shape[4] == 3);
  REQUIRE(v.c().channel_name_count == 3);
  CHECK(std::string(v.c().channel_names[1]) == "S2");
  CHECK(part(v, 0, 18) == bits("110000000000000011"));
  CHECK(part(v, 18, 18) == bits("011000000000000000"));
  CHECK(part(v, 36, 18) == bits("000000000000000000"));
}

TEST_CASE("fractions are of the greatest fraction, and called what the object calls them") {
  const auto [kind, quantity] =
      GENERATE(table<const char *, const char *>({{"PROBABILITY", "probability"}, {"OCCUPANCY", "occupancy"}}));
  const Outcome o = read_item({segmentation({.type = "FRACTIONAL",
                                             .allocated = 8,
                                             .segments = {1, 2},
                                             .frames = {{0, 2}, {2, 1}},
                                             .pixels = std::string("\x00\x32\x64\x96\xc8\x01\x02\x03\x04"
                                                                   "\xc8\xc8\x00\x00\x00\x00\x00\x00\x0a",
                                                                   18),
                                             .more = {element(DCM_SegmentationFractionalType, "CS", kind),
                                                      numbers(DCM_MaximumFractionalValue, "US", {200})}})});
  const HeldVolume &v = o.volume("volume");
  CHECK(std::string(v.c().quantity) == quantity);
  CHECK(v.c().dtype == GANTRY_F32);
  REQUIRE(v.c().shape[4] == 2);
  CHECK(part(v, 0, 9) == bits("000000000"));  // segment 1 has no frame there
  const double second[] = {1, 1, 0, 0, 0, 0, 0, 0, 0.05}, third[] = {0, 0.25, 0.5, 0.75, 1, 0.005, 0.01, 0.015, 0.02};
  for (std::uint64_t i = 0; i < 9; ++i) {
    CHECK(v.value(9 + i) == Approx(second[i]));
    CHECK(v.value(18 + i) == Approx(third[i]));
  }
  CHECK(part(v, 27, 9) == bits("000000000"));
}

TEST_CASE("pixels of a label map are the segments' numbers, beyond a byte too") {
  const Outcome o =
      read_item({segmentation({.type = "LABELMAP",
                               .allocated = 16,
                               .segments = {1, 300},
                               .frames = {{2, 0}, {0, 0}},
                               .pixels = words({0, 1, 300, 0, 0, 0, 0, 0, 2, 300, 0, 0, 0, 1, 0, 0, 0, 0}),
                               .more = {}})});
  const HeldVolume &v = o.volume("volume");
  CHECK(v.c().dtype == GANTRY_U16);
  REQUIRE(v.c().segment_count == 2);
  CHECK(part(v, 0, 9) == std::vector<double>{300, 0, 0, 0, 1, 0, 0, 0, 0});
  CHECK(part(v, 9, 9) == std::vector<double>{0, 1, 300, 0, 0, 0, 0, 0, 0});  // 2 is nobody's
}

TEST_CASE("a frame of a segment that is not described is refused in words") {
  const Outcome listed = list_items({segmentation({.type = "BINARY",
                                                   .allocated = 1,
                                                   .segments = {1, 2},
                                                   .frames = {{0, 5}},
                                                   .pixels = std::string(2, '\x01'),
                                                   .more = {}})});
  REQUIRE(listed.refused.size() == 1);
  CHECK(listed.refused.begin()->second.find("a segment that is not described") != std::string::npos);
}

TEST_CASE("what is announced as ready covers the volume once, and stays as it was when it was announced") {
  std::vector<NamedBytes> files;
  for (int slice = 0; slice < 150; ++slice) {  // more than one batch of files
    files.push_back(image({.columns = 5, .rows = 3, .pixels = words(std::vector<int>(15, 1000 + slice))},
                          {numbers(DCM_RescaleSlope, "DS", {1}), numbers(DCM_RescaleIntercept, "DS", {-1024})}, slice));
  }
  const Outcome o = read_item(files);
  const gantry_volume &v = o.volume("volume").c();
  REQUIRE(v.shape[2] == 150);
  REQUIRE(o.ready.size() == 150);
  const auto *final = static_cast<const char *>(v.writable);
  for (std::size_t i = 0; i < o.ready.size(); ++i) {
    const auto [begin, end] = o.ready[i];
    CHECK(o.ready_bytes[i] == std::string(final + begin, final + end));
  }
  auto ranges = o.ready;
  std::sort(ranges.begin(), ranges.end());
  std::uint64_t reached = 0;
  for (const auto &[begin, end] : ranges) {
    CHECK(begin == reached);
    reached = end;
  }
  CHECK(reached == v.byte_size);
}
