// SPDX-License-Identifier: Apache-2.0
#include <catch2/catch.hpp>
#include <cmath>
#include <cstdint>
#include <cstring>
#include <tests/plugins/support/cases.hpp>
#include <tests/plugins/support/plugin_bench.hpp>
#include <tests/plugins/support/reference.hpp>

extern "C" const gantry_plugin_entry perfusion_entry;

using namespace gantry::test;

namespace {

HeldVolume image(const std::vector<float> &voxels) {
  return HeldVolume::of<float>(gantry::VolumeSpec().shape(voxels.size(), 1, 1), voxels);
}

// The pixels of an uncompressed file end it: 256 x 256, two bytes each.
std::vector<std::int16_t> pixels(const std::filesystem::path &file) {
  const std::string bytes = load(file).bytes;
  std::vector<std::int16_t> values(256 * 256);
  std::memcpy(values.data(), bytes.data() + bytes.size() - 2 * values.size(), 2 * values.size());
  return values;
}

}  // namespace

TEST_CASE("PE1 and SER of a few voxels by hand: dark, weak, washed out, persistent, cut off") {
  const auto s0 = image({20, 100, 100, 100, 100}), s1 = image({90, 150, 300, 250, 250}),
             s2 = image({95, 140, 200, 400, 95});
  const Outcome o = PluginBench(perfusion_entry)
                        .input("images", s0)
                        .input("images", s1)
                        .input("images", s2)
                        .set("background", 30.0)
                        .run("enhancement_ratio");
  INFO(o.message);
  REQUIRE(o.status == GANTRY_OK);
  const double pe[] = {0, 50, 200, 150, 150}, ser[] = {0, 0, 2, 0.5, 3};
  for (std::uint64_t i = 0; i < 5; ++i) {
    CHECK(o.volume("PE1").value(i) == Approx(pe[i]));
    CHECK(o.volume("SER").value(i) == Approx(ser[i]));
  }
}

TEST_CASE("images of one series are counted through, and one that is not there is refused by its parameter") {
  gantry::VolumeSpec spec = gantry::VolumeSpec().shape(1, 1, 1);
  const auto series = HeldVolume::of<float>(spec.frames(4), {7, 100, 300, 200});
  const auto run = [&](int late) {
    return PluginBench(perfusion_entry)
        .input("images", series)
        .set("before", 1)
        .set("early", 2)
        .set("late", late)
        .run("enhancement_ratio");
  };
  CHECK(run(3).volume("SER").value(0) == Approx(2));
  CHECK(run(4).status == GANTRY_OUT_OF_RANGE);
  CHECK(run(4).parameter == "late");
}

TEST_CASE("the hospital's own PE1 map comes out in every voxel, and its SER map wherever it has a value",
          "[reference]") {
  const auto root = reference_data();
  if (!root) {
    WARN("skipped: the reference data is not there");
    return;
  }
  const auto folder = *root / "dce_breast_ucsf/UCSF-BR-06";
  Tally ratio_map("UCSF-BR-06, SER, worst voxel"), enhancement_map("UCSF-BR-06, PE1, voxels that differ");
  std::size_t enhancing = 0, ratios = 0, others = 0;
  for (int slice = 23; slice <= 29; ++slice) {
    const std::string name = "slice_" + std::to_string(slice) + ".dcm";
    PluginBench bench(perfusion_entry);
    for (const char *phase : {"phase0", "phase1", "phase2"})
      bench.input("images",
                  HeldVolume::of<std::int16_t>(gantry::VolumeSpec().shape(256, 256, 1), pixels(folder / phase / name)));
    // Their background of this study is a signal of 35: the darkest voxel before the injection that has a PE1.
    const Outcome o = bench.set("background", 35.0).set("whole", 1).run("enhancement_ratio");
    INFO(o.message);
    REQUIRE(o.status == GANTRY_OK);
    const auto pe = pixels(folder / "pe1" / name), ser = pixels(folder / "ser" / name);
    double worst = 0, differing = 0;
    for (std::size_t i = 0; i < pe.size(); ++i) {
      differing += o.volume("PE1").value(i) == static_cast<double>(pe[i]) ? 0 : 1;
      enhancing += pe[i] != 0 ? 1 : 0;
      const double ratio = o.volume("SER").value(i);
      if (ser[i] != 0) {
        ++ratios;
        worst = std::max(worst, std::abs(ratio - 0.001 * ser[i]));
      } else {
        others += ratio != 0 ? 1 : 0;
      }
    }
    ratio_map.add(name, {{worst, 0, 0.0011, 0, "SER"}});
    enhancement_map.add(name, {{differing, 0, 0.5, 0, "voxels"}});
  }
  WARN(enhancement_map.told() << " (" << enhancing << " not 0); " << ratio_map.told() << "; " << ratios
                              << " voxels, and " << others << " alone that the hospital leaves out");
  CHECK(enhancement_map.matched() == 7);
  CHECK(ratio_map.matched() == 7);
  // Single voxels without neighbours that enhance are left out there.
  CHECK(others < ratios / 50);
}
