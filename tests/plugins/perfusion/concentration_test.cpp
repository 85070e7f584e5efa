// SPDX-License-Identifier: Apache-2.0
#include <catch2/catch.hpp>
#include <cmath>
#include <tests/plugins/support/cases.hpp>
#include <tests/plugins/support/plugin_bench.hpp>
#include <tests/plugins/support/reference.hpp>

extern "C" const gantry_plugin_entry perfusion_entry;

using namespace gantry::test;

namespace {

// E = exp(-TR * (1 / T10 + r1 * c)); 1000 * sin(a) * (1 - E) / (1 - E * cos(a)) with TR 5 ms, a 20 degrees, T10 1400 ms,
// r1 4.5 L/mmol/s at c = 0, 0, 0, 0.5, 2, 5 mmol/L, computed apart.
const std::vector<float> signal{19.154428524173774f, 19.154428524173774f, 19.154428524173774f,
                                67.87659485359391f,  154.64038797984114f, 229.54360067702157f};
const double wanted[] = {0, 0, 0, 0.5, 2, 5};

HeldVolume series(const std::vector<float> &voxels) {
  gantry::VolumeSpec spec = gantry::VolumeSpec().shape(voxels.size() / 6, 1, 1);
  spec.axis("time", {{"time", "s", {0, 10, 20, 30, 40, 50}}});
  return HeldVolume::of<float>(spec, voxels);
}

HeldTable curve(const std::vector<double> &s) {
  HeldTable table;
  table.rows = s.size();
  table.names = {"s"};
  table.units = {""};
  table.columns = {s};
  return table;
}

}  // namespace

TEST_CASE("spoiled gradient echoes give the concentration that made them, with the time kept") {
  const Outcome o =
      PluginBench(perfusion_entry).input("series", series(signal)).set("baseline", 3).run("spgr_concentration");
  INFO(o.message);
  REQUIRE(o.status == GANTRY_OK);
  const HeldVolume &c = o.volume("concentration");
  for (std::uint64_t t = 0; t < 6; ++t) CHECK(c.value(t) == Approx(wanted[t]).epsilon(1e-4).margin(1e-5));
  CHECK(gantry::VolumeView(c.c()).axis_column("time")->values[5] == 50);
  CHECK(std::string(c.c().unit) == "mmol/L");
}

TEST_CASE("a T1 map in seconds and a B1 map count voxel by voxel") {
  std::vector<float> two;
  for (const float s : signal) two.insert(two.end(), {s, s});
  const auto map = [](float a, float b, const char *unit) {
    gantry::VolumeSpec spec = gantry::VolumeSpec().shape(2, 1, 1);
    return HeldVolume::of<float>(spec.unit(unit), {a, b});
  };
  const Outcome o = PluginBench(perfusion_entry)
                        .input("series", series(two))
                        .input("T10_map", map(1.4f, 0.7f, "s"))
                        .input("B1_map", map(1, 1, "1"))
                        .set("baseline", 3)
                        .run("spgr_concentration");
  INFO(o.message);
  REQUIRE(o.status == GANTRY_OK);
  CHECK(o.volume("concentration").value(8) == Approx(2).epsilon(1e-4));
  CHECK(o.volume("concentration").value(9) > 3);
}

TEST_CASE("a signal that no concentration gives is NaN, and a baseline without points is refused") {
  auto impossible = signal;
  impossible[5] = 2000;
  const Outcome o =
      PluginBench(perfusion_entry).input("series", series(impossible)).set("baseline", 3).run("spgr_concentration");
  REQUIRE(o.status == GANTRY_OK);
  CHECK(std::isnan(o.volume("concentration").value(5)));
  CHECK(o.volume("concentration").value(4) == Approx(2).epsilon(1e-4));
  const Outcome none = PluginBench(perfusion_entry)
                           .input("series", series(signal))
                           .set("baseline", 2)
                           .set("skip", 2)
                           .run("spgr_concentration");
  CHECK(none.status == GANTRY_OUT_OF_RANGE);
  CHECK(none.parameter == "skip");
}

TEST_CASE("every curve of OSIPI's signal-to-concentration set comes out within its tolerance", "[reference]") {
  const auto root = reference_data();
  if (!root) {
    WARN("skipped: the reference data is not there");
    return;
  }
  Tally tally("SI2Conc");
  for (const Row &row : rows_of(*root / "dce_mri_osipi/SI2Conc_data.csv")) {
    const Outcome o = PluginBench(perfusion_entry)
                          .input("curves", curve(numbers(row.at("s"))))
                          .set("FA", number(row.at("FA")))
                          .set("TR", 1000 * number(row.at("TR")))
                          .set("T10", 1000 * number(row.at("T1base")))
                          .set("r1", number(row.at("r1")))
                          .set("baseline", std::stoi(row.at("numbaselinepts")))
                          .set("skip", 1)
                          .run("spgr_concentration_table");
    INFO(o.message);
    REQUIRE(o.status == GANTRY_OK);
    std::vector<Judged> judged;
    const auto published = numbers(row.at("conc"));
    for (std::size_t i = 0; i < published.size(); ++i)
      judged.push_back({o.tables.at("concentrations").number("s", i), published[i], 1e-5, 1e-5, "C"});
    tally.add(row.at("label"), judged);
  }
  WARN(tally.told());
  CHECK(tally.matched() == tally.total());
  CHECK(tally.total() == 3);
}
