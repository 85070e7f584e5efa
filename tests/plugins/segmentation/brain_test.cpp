// SPDX-License-Identifier: Apache-2.0
// The brain that ITK segments in its own example: other people's labels, and numbers that were published with them.
#include "making.hpp"

#include <tests/plugins/support/reference.hpp>

#include <catch2/catch.hpp>

#include <nlohmann/json.hpp>

#include <fstream>

extern "C" const gantry_plugin_entry nifti_entry;

using namespace gantry::test;

namespace {

HeldVolume nifti(const std::filesystem::path &path) {
  const Outcome o = PluginBench(nifti_entry).read("nifti", {load(path)}, "0");
  INFO(o.message);
  REQUIRE(o.status == GANTRY_OK);
  return o.volume("volume");
}

}  // namespace

TEST_CASE("three classes of a brain's T1 agree with ITK's k-means labels", "[reference]") {
  const auto root = reference_data();
  if (!root) {
    WARN("skipped: no reference data");
    return;
  }
  const auto folder = *root / "segmentation/itk_kmeans_brain";
  const auto reference = nlohmann::json::parse(std::ifstream(folder / "reference.json"));
  const HeldVolume image = nifti(folder / "KmeansTest_T1UCharRaw.nii.gz");
  const HeldVolume mask = nifti(folder / "KmeansTest_T1RawSkullStrip.nii.gz");
  const HeldVolume theirs = nifti(folder / "KmeansTest_T1KmeansPrelimSegmentation.nii.gz");

  const Outcome ours =
      segmentation().input("image", image).input("mask", mask).set("names", "CSF,grey,white").run("kmeans");
  INFO(ours.message);
  REQUIRE(ours.status == GANTRY_OK);
  double voxels = 0;
  for (std::size_t c = 0; c < 3; ++c) {
    const double centre = ours.tables.at("classes").number("mean", c);
    CHECK(centre == Approx(reference["check_here"]["centres"][c].get<double>()).margin(5e-5));
    voxels += ours.tables.at("classes").number("voxels", c);
  }
  CHECK(voxels == reference["mask_voxels"].get<double>());

  const Outcome overlap =
      segmentation().input("a", ours.volume("labels")).input("b", theirs).set("mapping", "1=4,2=5,3=6").run("dice");
  INFO(overlap.message);
  REQUIRE(overlap.status == GANTRY_OK);
  const char *tissue[3] = {"csf", "grey", "white"};
  for (std::size_t c = 0; c < 3; ++c) {
    CHECK(overlap.tables.at("overlap").number("dice", c) ==
          Approx(reference["check_here"]["dice"][tissue[c]].get<double>()).margin(5e-5));
  }

  // The plain start settles beside the optimum (sum of squares 8785385): the best start goes below it.
  const Outcome best = segmentation().input("image", image).input("mask", mask).set("start", "best").run("kmeans");
  double squares = 0;
  for (std::size_t c = 0; c < 3; ++c) {
    const double n = best.tables.at("classes").number("voxels", c), sd = best.tables.at("classes").number("sd", c);
    squares += sd * sd * (n - 1);
  }
  CHECK(squares == Approx(8784475.292193819));  // NumPy, of the partition with borders at these means

  const Outcome volumes = segmentation().input("labels", theirs).run("volumes");
  const HeldTable &t = volumes.tables.at("volumes");
  for (std::size_t r = 0; r < t.rows; ++r) {
    const auto label = std::to_string(static_cast<int>(t.number("segment", r)));
    CHECK(t.number("voxels", r) == reference["labels"][label]["voxels"].get<double>());
  }
}
