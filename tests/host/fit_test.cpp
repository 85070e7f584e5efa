// SPDX-License-Identifier: Apache-2.0
// Fits by the command line: one voxel, a map within a mask, and parameters in another unit.
#include "fixtures.hpp"

#include <catch2/catch.hpp>
#include <cmath>

using namespace gantry::test;

namespace {

constexpr double true_t2 = 25;  // ms, in every voxel

// Four echoes of a 4 x 4 x 2 volume without noise, joined in the project as "echoes"; a mask of 5 voxels as "mask".
void import_echoes(const Home &home) {
  Words import{"import", "-P", "P", "--as", "echoes", "--axis", "TE[ms]=5,15,30,60"};
  for (const double te : {5.0, 15.0, 30.0, 60.0}) {
    const std::string name = "echo" + std::to_string(static_cast<int>(te)) + ".nii";
    write_nifti(home.path(name), {4, 4, 2}, std::vector<float>(32, static_cast<float>(1000 * std::exp(-te / true_t2))));
    import.push_back(home.text(name));
  }
  const Ran echoes = home.gantry(import);
  INFO(echoes.err);
  REQUIRE(echoes.code == 0);
  std::vector<float> inside(32, 0.0F);
  for (const std::size_t i : {0U, 3U, 9U, 20U, 31U}) inside[i] = 1;
  write_nifti(home.path("mask.nii"), {4, 4, 2}, inside);
  REQUIRE(home.gantry({"import", home.text("mask.nii"), "-P", "P", "--as", "mask"}).code == 0);
}

}  // namespace

TEST_CASE("one voxel of a joined series gives the truth back, with its derived rate") {
  const Home home;
  import_echoes(home);
  const Ran ran = home.gantry({"fit", "t2star", "-P", "P", "--input", "echoes", "--voxel", "1,2,1", "--json"});
  INFO(ran.err);
  REQUIRE(ran.code == 0);
  const auto fit = ran.json();
  CHECK(fit["n"] == 4);
  CHECK(fit["parameters"][0]["value"].get<double>() == Approx(1000).epsilon(1e-6));
  CHECK(fit["parameters"][1]["value"].get<double>() == Approx(true_t2).epsilon(1e-6));
  CHECK(fit["derived"][0]["value"].get<double>() == Approx(1000 / true_t2).epsilon(1e-6));
}

TEST_CASE("a voxel outside the volume is refused in words") {
  const Home home;
  import_echoes(home);
  const Ran ran = home.gantry({"fit", "t2star", "-P", "P", "--input", "echoes", "--voxel", "4,0,0"});
  CHECK(ran.code != 0);
  CHECK(ran.says("voxel"));
}

TEST_CASE("a map is fitted inside the mask alone") {
  const Home home;
  import_echoes(home);
  const Ran ran = home.gantry({"fit", "t2star", "--map", "-P", "P", "--input", "echoes", "--mask", "mask", "--json"});
  INFO(ran.err);
  REQUIRE(ran.code == 0);
  const auto summary = ran.json();
  CHECK(summary["voxels"] == 5);
  CHECK(summary["status"]["converged"] == 5);
  CHECK(summary["status"]["outside_mask"] == 27);
  CHECK(summary["maps"]["T2star"]["median"].get<double>() == Approx(true_t2).epsilon(1e-4));
}

TEST_CASE("a parameter may be given in another unit of its kind") {
  const Study *study = sample_study();
  if (study == nullptr) return;
  const Home home;
  const auto data = sample_data(home);
  REQUIRE(data);
  const std::string series = "series=" + (*data / "small_101D.nii.gz").string();
  const auto frames = [&](const std::string &b_max) {
    const Ran ran = home.gantry({"run", "direction_average", "--input", series, "--set", "b_max=" + b_max, "--json"});
    INFO(ran.err);
    REQUIRE(ran.code == 0);
    return ran.json()["outputs"][0]["header"]["shape"];
  };
  CHECK(frames("1 ms/um2") == frames("1000"));
  CHECK(frames("1 ms/um2") != frames("3000"));
}
