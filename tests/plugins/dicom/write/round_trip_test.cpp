// SPDX-License-Identifier: Apache-2.0
// What is written is read back by the plugin's own reader as it was.
#include "making.hpp"

#include <catch2/catch.hpp>

using namespace gantry;
using namespace gantry::test;
using nlohmann::json;

namespace {

Outcome read_back(const Outcome &written) {
  INFO(written.message);
  REQUIRE(written.status == GANTRY_OK);
  PluginBench bench(dicom_entry);
  const Outcome listed = bench.list("dicom", written.files);
  for (const auto &[file, reason] : listed.refused) INFO(reason);
  REQUIRE(listed.items.size() == 1);
  Outcome back = bench.read("dicom", written.files, listed.items[0].key);
  INFO(back.message);
  REQUIRE(back.status == GANTRY_OK);
  return back;
}

void check_place(const HeldVolume &volume) {
  const gantry_geometry g = small_geometry(), &b = volume.geometry();
  CHECK(volume.c().shape[0] == 7);
  CHECK(volume.c().shape[1] == 5);
  CHECK(volume.c().shape[2] == small_slices);
  for (unsigned r = 0; r < 3; ++r) {
    CHECK(b.origin[r] == Approx(g.origin[r]).margin(1e-9));
    CHECK(b.spacing[r] == Approx(g.spacing[r]).margin(1e-9));
    for (unsigned c = 0; c < 3; ++c) CHECK(b.direction[3 * r + c] == Approx(g.direction[3 * r + c]).margin(1e-9));
  }
  CHECK(std::string(b.frame_of_reference_uid) == "1.2.3");
}

void check_values(const HeldVolume &a, const HeldVolume &b) {
  REQUIRE(a.elements() == b.elements());
  for (std::uint64_t i = 0; i < a.elements(); ++i) REQUIRE(a.value(i) == b.value(i));
}

}  // namespace

TEST_CASE("a segmentation comes back with its grid, voxels, names, codes and colours, empty slices too") {
  const HeldVolume labels =
      small_labels({{36, 1}, {37, 1}, {40, 2}, {69, 1}, {70, 2}, {104, 2}},
                   {{1, "Liver", "SCT:10200004", 0xDD8265}, {2, "Läsion", "SCT:52988006", 0x00C832}});
  const Outcome back = read_back(write("dicom-segmentation", labels, small_source()));
  const HeldVolume &volume = back.volume("volume");
  check_place(volume);
  check_values(labels, volume);
  const gantry_volume &c = volume.c();
  CHECK((c.flags & GANTRY_VOLUME_LABELS) != 0);
  REQUIRE(c.segment_count == 2);
  CHECK(std::string(c.segments[0]->name) == "Liver");
  CHECK(std::string(c.segments[0]->code) == "SCT:10200004");
  CHECK(std::string(c.segments[1]->name) == "Läsion");
  CHECK(c.segments[0]->colour == 0xDD8265);
  CHECK(c.segments[1]->colour == 0x00C832);
  CHECK(c.segments[1]->value == 2);
}

TEST_CASE("a parametric map comes back with its grid, values, quantity and unit") {
  std::vector<float> values(small_pixels * small_slices);
  for (std::size_t i = 0; i < values.size(); ++i) values[i] = -3.3F + 0.37F * static_cast<float>(i);
  const HeldVolume map = HeldVolume::of<float>(small_space().unit("mm2/s").quantity("ADC"), values);
  const Outcome back = read_back(write("dicom-parametric-map", map, small_source()));
  const HeldVolume &volume = back.volume("volume");
  check_place(volume);
  check_values(map, volume);
  CHECK(std::string(volume.c().unit) == "mm2/s");
  CHECK(std::string(volume.c().quantity) == "ADC");
  CHECK(volume.c().dtype == GANTRY_F32);
}

TEST_CASE("a parametric map's fourth axis comes back with its name, columns, units and every digit of its values") {
  struct Case {
    const char *name;
    std::vector<AxisColumnValues> columns;
  };
  const std::vector<Case> cases{
      {"diffusion", {{"b", "s/mm2", {1000, 0, 100.0 / 3}}, {"gx", "1", {0.6, 0, -1.0 / 7}}, {"gy", "1", {0, 0, 1}}}},
      {"time", {{"t", "s", {0, 1.0 / 3, 1e-7}}}},
      {"echo", {{"TE", "ms", {4.6, 9.2, 13.8}}}},
      {"stretch", {{"λ", "1", {1, 1.1, 1.25}}, {"mode", "1", {1, 1, 2}}}}};
  std::vector<float> values(3 * small_pixels * small_slices);
  for (std::size_t i = 0; i < values.size(); ++i) values[i] = 0.37F * static_cast<float>(i);
  for (const Case &c : cases) {
    INFO(c.name);
    const HeldVolume map =
        HeldVolume::of<float>(small_space().unit("1").quantity("signal").axis(c.name, c.columns), values);
    const Outcome back = read_back(write("dicom-parametric-map", map, small_source()));
    const HeldVolume &volume = back.volume("volume");
    check_place(volume);
    check_values(map, volume);
    const gantry_axis *axis = volume.c().axis;
    REQUIRE(axis != nullptr);
    CHECK(std::string(axis->name) == c.name);
    REQUIRE(axis->column_count == c.columns.size());
    for (std::uint32_t i = 0; i < axis->column_count; ++i) {
      CHECK(std::string(axis->columns[i]->name) == c.columns[i].name);
      CHECK(std::string(axis->columns[i]->unit) == c.columns[i].unit);
      for (std::size_t t = 0; t < 3; ++t) CHECK(axis->columns[i]->values[t] == c.columns[i].values[t]);
    }
  }
}

TEST_CASE("a grey stack comes back with its grid and pixels") {
  std::vector<std::uint16_t> words(small_pixels * small_slices);
  for (std::size_t i = 0; i < words.size(); ++i) words[i] = static_cast<std::uint16_t>(400 * i);
  const HeldVolume stack = HeldVolume::of<std::uint16_t>(small_space(), words);
  const Outcome back = read_back(write("dicom-secondary-capture", stack, small_source()));
  check_place(back.volume("volume"));
  check_values(stack, back.volume("volume"));
}

TEST_CASE("a report comes back with its numbers and units") {
  HeldTable t;
  t.rows = 2;
  t.names = {"class", "volume", "T2*"};
  t.units = {"", "mL", "ms"};
  t.columns = {std::vector<std::string>{"grey", "white"}, std::vector<double>{612.5, 1.0 / 3},
               std::vector<double>{30.25, 0.1}};
  PluginBench bench(dicom_entry);
  bench.input("table", t).input_record("source", "gantry.header/1", small_source().dump());
  const Outcome back = read_back(bench.write("dicom-sr", "out.dcm"));
  const HeldTable &rows = back.tables.at("table");
  REQUIRE(rows.rows == 4);
  CHECK(rows.text("name", 0) == "volume");
  CHECK(rows.number("value", 0) == 612.5);
  CHECK(rows.text("unit", 0) == "mL");
  CHECK(rows.text("name", 1) == "T2*");
  CHECK(rows.number("value", 1) == 30.25);
  CHECK(rows.number("value", 2) == 1.0 / 3);
  CHECK(rows.number("value", 3) == 0.1);
  CHECK(rows.text("unit", 3) == "ms");
}
