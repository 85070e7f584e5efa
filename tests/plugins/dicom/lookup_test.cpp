// SPDX-License-Identifier: Apache-2.0
// Look-up tables: segmented palettes, the Modality LUT, and what the VOI LUT leaves as it is.
#include "making_images.hpp"

#include <tests/plugins/support/reference.hpp>

#include <catch2/catch.hpp>

using namespace gantry::test;

namespace {

const DcmTagKey descriptors[] = {DCM_RedPaletteColorLookupTableDescriptor, DCM_GreenPaletteColorLookupTableDescriptor,
                                 DCM_BluePaletteColorLookupTableDescriptor};
const DcmTagKey plain[] = {DCM_RedPaletteColorLookupTableData, DCM_GreenPaletteColorLookupTableData,
                           DCM_BluePaletteColorLookupTableData};
const DcmTagKey segmented[] = {DCM_SegmentedRedPaletteColorLookupTableData,
                               DCM_SegmentedGreenPaletteColorLookupTableData,
                               DCM_SegmentedBluePaletteColorLookupTableData};

// Red, green and blue tables of `count` entries of 16 bits.
std::vector<std::string> palette(const DcmTagKey *tags, int count, const std::vector<std::vector<int>> &data) {
  std::vector<std::string> out;
  for (unsigned c = 0; c < 3; ++c) {
    out.push_back(numbers(descriptors[c], "US", {double(count), 0, 16}));
    out.push_back(element(tags[c], "OW", words(data[c])));
  }
  return out;
}

Made every_index(int count) {
  Made made{.columns = count, .rows = 1, .pixels = "", .allocated = 8, .stored = 8, .photometric = "PALETTE COLOR"};
  for (int i = 0; i < count; ++i) made.pixels += static_cast<char>(i);
  return made;
}

std::vector<int> channel(const Outcome &o, unsigned c) {
  const HeldVolume &v = o.volume("volume");
  REQUIRE(v.c().dtype == GANTRY_RGB8);
  std::vector<int> out;
  for (std::uint64_t i = 0; i < v.elements(); ++i) out.push_back(v.as<std::uint8_t>()[3 * i + c]);
  return out;
}

std::string modality_lut(const std::vector<double> &descriptor, const std::vector<int> &data) {
  return sequence(DCM_ModalityLUTSequence,
                  {numbers(DCM_LUTDescriptor, "SS", descriptor) + element(DCM_LUTData, "OW", words(data))});
}

}  // namespace

TEST_CASE("a segmented palette gives the colours of the same palette written out") {
  // PS3.3, C.7.9.2: 0 n v…: as they are; 1 n v: n steps on a line from the last value to v; 2 n low high: n segments
  // again, from the byte at that offset.
  const auto full = [](const std::vector<int> &high) {
    std::vector<int> out;
    for (const int v : high) out.push_back(v * 256);
    return out;
  };
  const std::vector<std::vector<int>> short_form{
      {0, 2, 0, 0x1000, 1, 4, 0x5000, 0, 2, 0xff00, 0},   // discrete, a ramp, discrete
      {0, 1, 0x8000, 1, 7, 0x0100},                       // down
      {0, 2, 0x2000, 0x4000, 1, 2, 0x6000, 2, 2, 0, 0}};  // both segments once more
  const std::vector<std::vector<int>> long_form{full({0, 0x10, 0x20, 0x30, 0x40, 0x50, 0xff, 0}),
                                                {32768, 28123, 23479, 18834, 14190, 9545, 4901, 256},
                                                full({0x20, 0x40, 0x50, 0x60, 0x20, 0x40, 0x50, 0x60})};
  const Outcome one = read_item({image(every_index(8), palette(segmented, 8, short_form))});
  const Outcome other = read_item({image(every_index(8), palette(plain, 8, long_form))});
  for (unsigned c = 0; c < 3; ++c) {
    INFO("channel " << c);
    CHECK(channel(one, c) == channel(other, c));
  }
  CHECK(channel(one, 0) == std::vector<int>{0, 0x10, 0x20, 0x30, 0x40, 0x50, 0xff, 0});
  CHECK(channel(one, 2) == std::vector<int>{0x20, 0x40, 0x50, 0x60, 0x20, 0x40, 0x50, 0x60});
}

TEST_CASE("segmented palettes that are damaged are refused") {
  const std::vector<std::vector<int>> damaged{{0, 9, 1, 2},               // more than there is
                                              {1, 8, 0x1000},             // a ramp from nowhere
                                              {0, 1, 5, 2, 1, 40, 0},     // a repeat of what lies outside
                                              {0, 1, 5, 2, 60000, 0, 0},  // a repeat of itself
                                              {7, 1, 5},                  // no such kind
                                              {0, 2, 1, 2}};              // too short
  for (const auto &data : damaged) {
    const auto listed = list_items({image(every_index(8), palette(segmented, 8, {data, data, data}))});
    CHECK(listed.items.empty());
    REQUIRE(listed.refused.size() == 1);
    CHECK(listed.refused.begin()->second.find("palette") != std::string::npos);
  }
}

TEST_CASE("the Modality LUT stands in place of a slope, and its ends hold beyond it") {
  const Made made{.columns = 6, .rows = 1, .pixels = words({-5, -2, -1, 0, 1, 9}), .is_signed = 1};
  const Outcome o =
      read_item({image(made, {modality_lut({4, -2, 16}, {100, 7, 65535, 3}), numbers(DCM_RescaleSlope, "DS", {2}),
                              numbers(DCM_RescaleIntercept, "DS", {1})})});
  CHECK(o.volume("volume").c().dtype == GANTRY_U16);
  CHECK(values(o) == std::vector<double>{100, 100, 7, 65535, 3, 3});
}

TEST_CASE("a Modality LUT shorter than it says is refused") {
  const Made made{.columns = 2, .rows = 1, .pixels = words({0, 1})};
  const Outcome listed = list_items({image(made, {modality_lut({40, 0, 16}, {1, 2})})});
  REQUIRE(listed.refused.size() == 1);
  CHECK(listed.refused.begin()->second.find("look-up table is shorter") != std::string::npos);
}

TEST_CASE("a VOI LUT is for the eye: values are as they were stored", "[reference]") {
  const auto root = reference_data();
  if (!root) {
    WARN("the reference data are absent: skipped");
    return;
  }
  const Outcome o = read_item({load(*root / "dicom/images/vlut_04.dcm")});
  const HeldVolume &v = o.volume("volume");
  CHECK(v.c().dtype == GANTRY_U8);
  double low = 255, high = 0;
  for (std::uint64_t i = 0; i < v.elements(); ++i) low = std::min(low, v.value(i)), high = std::max(high, v.value(i));
  CHECK(low == 0);
  CHECK(high == 255);
  CHECK(o.records.at("header").find("VOILUTSequence") != std::string::npos);
}
