// SPDX-License-Identifier: Apache-2.0
// Overlays: a label map beside the image, and never a part of its values.
#include "making_images.hpp"
#include "pixels/overlay.hpp"

#include <tests/plugins/support/reference.hpp>

#include <catch2/catch.hpp>

using namespace gantry::test;
using namespace gantry::dicom;

namespace {

DcmTagKey tag(int group, int element) { return DcmTagKey(static_cast<Uint16>(group), static_cast<Uint16>(element)); }

// An overlay of its own bits; `more` holds elements of its group.
std::vector<std::string> overlay(int group, int rows, int columns, const std::string &bits, const char *type = "G",
                                 std::vector<double> origin = {1, 1}) {
  std::vector<std::string> out{
      numbers(tag(group, 0x10), "US", {double(rows)}), numbers(tag(group, 0x11), "US", {double(columns)}),
      element(tag(group, 0x40), "CS", type),           numbers(tag(group, 0x50), "SS", origin),
      numbers(tag(group, 0x100), "US", {1}),           numbers(tag(group, 0x102), "US", {0})};
  if (!bits.empty()) out.push_back(element(tag(group, 0x3000), "OW", packed(bits)));
  return out;
}

std::vector<std::string> operator+(std::vector<std::string> a, const std::vector<std::string> &b) {
  a.insert(a.end(), b.begin(), b.end());
  return a;
}

const HeldVolume &map_of(const Outcome &o) {
  REQUIRE(o.volumes.at("volume").size() == 2);
  return o.volumes.at("volume")[1];
}

std::string digits(const HeldVolume &v, std::uint64_t first, std::uint64_t count) {
  std::string out;
  for (std::uint64_t i = first; i < first + count; ++i) out += std::to_string(static_cast<int>(v.value(i)));
  return out;
}

}  // namespace

TEST_CASE("an overlay is the label map that pydicom reads, on the image's grid", "[reference]") {
  const auto root = reference_data();
  if (!root) {
    WARN("the reference data are absent: skipped");
    return;
  }
  const Outcome o = read_item({load(*root / "dicom/images/examples_overlay.dcm")});
  const HeldVolume &image = o.volumes.at("volume")[0], &map = map_of(o);
  CHECK((image.c().flags & GANTRY_VOLUME_LABELS) == 0);
  CHECK((map.c().flags & GANTRY_VOLUME_LABELS) != 0);
  CHECK(std::string(map.c().quantity) == "overlay");
  REQUIRE(map.c().shape[0] == 484);
  REQUIRE(map.c().shape[1] == 300);
  for (unsigned i = 0; i < 3; ++i) CHECK(map.geometry().origin[i] == image.geometry().origin[i]);
  for (unsigned i = 0; i < 9; ++i) CHECK(map.geometry().direction[i] == image.geometry().direction[i]);
  REQUIRE(map.c().segment_count == 1);
  CHECK(std::string(map.c().segments[0]->name) == "Overlay 1 (graphics): Siemens MedCom Object Graphics");
  // pydicom 2.3.1, overlay_array(0x6000): its sum, and the sum of the places of its ones.
  double ones = 0, places = 0;
  for (std::uint64_t i = 0; i < map.elements(); ++i) {
    ones += map.value(i);
    places += map.value(i) * static_cast<double>(i);
  }
  CHECK(ones == 222);
  CHECK(places == 18442533);
  CHECK(map.value(36 * 484 + 420) == 1);
}

TEST_CASE("overlays in the unused bits of the pixels are segments, and no value has them") {
  // 12 bits stored; bit 12 is the overlay 6000, bit 15 the overlay 6002.
  const std::vector<int> values{0x1001, 0x0fff, 0x9800, 0x8003, 0x0004, 0x7005};
  const auto embedded = [](int group, double bit) {
    return std::vector<std::string>{numbers(tag(group, 0x10), "US", {2}),    numbers(tag(group, 0x11), "US", {3}),
                                    element(tag(group, 0x40), "CS", "R"),    numbers(tag(group, 0x50), "SS", {1, 1}),
                                    numbers(tag(group, 0x100), "US", {16}),  numbers(tag(group, 0x102), "US", {bit}),
                                    element(tag(group, 0x1500), "LO", "Roi")};
  };
  const int is_signed = GENERATE(0, 1);
  const Outcome o =
      read_item({image({.columns = 3, .rows = 2, .pixels = words(values), .stored = 12, .is_signed = is_signed},
                       embedded(0x6000, 12) + embedded(0x6002, 15) + embedded(0x6004, 11))});
  const HeldVolume &v = o.volumes.at("volume")[0];
  const std::vector<double> wanted =
      is_signed != 0 ? std::vector<double>{1, -1, -2048, 3, 4, 5} : std::vector<double>{1, 4095, 2048, 3, 4, 5};
  for (std::uint64_t i = 0; i < 6; ++i) CHECK(v.value(i) == wanted[i]);
  const HeldVolume &map = map_of(o);
  REQUIRE(map.c().segment_count == 2);  // 6004 would be a bit of the values
  CHECK(std::string(map.c().segments[1]->name) == "Overlay 2 (region): Roi");
  REQUIRE(map.c().shape[4] == 2);  // they share the third pixel
  CHECK(digits(map, 0, 6) == "101001");
  CHECK(digits(map, 6, 6) == "001100");
}

TEST_CASE("overlays lie where their origin says, on the slices that have them") {
  const Made made{.columns = 4, .rows = 3, .pixels = std::string(24, '\0')};
  const Outcome o = read_item({image(made, {}, 0), image(made, overlay(0x6000, 2, 2, "1101", "R", {2, 3}), 1),
                               image(made, overlay(0x6000, 2, 3, "111010", "R", {0, 0}), 2)});
  const HeldVolume &map = map_of(o);
  REQUIRE(map.c().shape[2] == 3);
  CHECK(digits(map, 0, 12) == "000000000000");
  CHECK(digits(map, 12, 12) == "000000110001");
  CHECK(digits(map, 24, 12) == "100000000000");  // its first row and column lie outside
  REQUIRE(o.warnings.size() >= 1);
  CHECK(std::count_if(o.warnings.begin(), o.warnings.end(), [](const std::string &w) {
          return w == "overlay 1 reaches beyond the image: what is outside is cut off";
        }) == 1);
}

TEST_CASE("planes of an overlay belong to the frames from its origin on, and one without frames to all") {
  const Made made{.columns = 3, .rows = 1, .pixels = std::string(24, '\0'), .frames = 4};
  auto several = overlay(0x6000, 1, 3, "110011");
  several.push_back(numbers(tag(0x6000, 0x15), "IS", {2}));
  several.push_back(numbers(tag(0x6000, 0x51), "US", {2}));
  const Outcome planes = read_item({image(made, several)}),
                one = read_item({image(made, overlay(0x6000, 1, 3, "010"))});
  CHECK(digits(map_of(planes), 0, 12) == "000110011000");
  CHECK(digits(map_of(one), 0, 12) == "010010010010");
}

TEST_CASE("an overlay without bits is passed over, and one cut off is empty where it ends") {
  const Made made{.columns = 5, .rows = 4, .pixels = std::string(40, '\0')};
  CHECK(read_item({image(made, overlay(0x6000, 4, 5, ""))}).volumes.at("volume").size() == 1);
  const Outcome o = read_item({image(made, overlay(0x6000, 4, 5, std::string(16, '1')))});
  CHECK(digits(map_of(o), 0, 20) == "11111111111111110000");
  CHECK(std::count(o.warnings.begin(), o.warnings.end(), "overlay 1 is cut off: what is missing of it is empty") == 1);
}

TEST_CASE("overlay bits of big endian words are taken from the other byte of each") {
  const NamedBytes bytes = image({.columns = 4, .rows = 4, .pixels = std::string(32, '\0')});
  const Dataset d = Dataset::open(bytes.bytes);
  const Frames frames(d);
  Overlay o;
  o.rows = o.columns = 4;
  const std::string bits = packed("1000000000000011");
  o.bits = bits;
  o.swapped = true;
  std::vector<std::uint8_t> mask(16);
  o.mark(frames, 0, mask.data());
  std::string seen;
  for (const auto m : mask) seen += m != 0 ? '1' : '0';
  CHECK(seen == "0000001110000000");
}

TEST_CASE("a list says how many overlays there are, and one file is one item") {
  const Made made{.columns = 2, .rows = 1, .pixels = words({1, 2})};
  const Outcome listed = list_items({image(made, overlay(0x6000, 1, 2, "10") + overlay(0x6002, 1, 2, "01"))});
  REQUIRE(listed.items.size() == 1);
  CHECK(listed.items[0].summary.find("uint16, 2 overlays") != std::string::npos);
}
