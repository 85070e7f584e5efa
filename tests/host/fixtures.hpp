// SPDX-License-Identifier: Apache-2.0
// What the tests of the command line put into a home: bundles of fixture plugins, small images, the finished sample study.
//
//   const auto plugins = install(home, {"bad_crash_in_run"});   // → {"--plugins", ".../plugins"}
//   write_nifti(home.path("a.nii"), {4, 4, 2}, voxels);
#pragma once

#include "gantry_program.hpp"

#include <array>
#include <optional>

namespace gantry::test {

// Bundles of the fixtures of tests/plugins, their manifests made by gantry-worker. For a plugin that can't be described
// because it breaks when it is loaded, a manifest is made up that is right in all but what the binary would say.
Words install(const Home &home, const Words &fixtures);
fs::path bundle_of(const Home &home, const std::string &fixture);
nlohmann::json manifest(const Home &home, const std::string &fixture);
void write_manifest(const Home &home, const std::string &fixture, const nlohmann::json &manifest);
// "org.gantry.test.bad-crash-in-run"
std::string plugin_id(const std::string &fixture);

// NIfTI-1, float, 1 mm voxels at the origin; x fastest.
void write_nifti(const fs::path &file, const std::array<int, 4> &shape, const std::vector<float> &voxels);
void write(const fs::path &file, const std::string &text);

// The sample study, carried out once for all tests of this program. `ran`: its --json.
struct Study {
  Home home;
  Ran ran;
  fs::path project() const { return home.path("P"); }
  fs::path output() const { return home.path("O"); }
};
// Nothing when the sample data can't be had (said as a warning); with CI=true that is a failure.
const Study *sample_study();
std::optional<fs::path> sample_data(const Home &home);

// Four echoes (5, 15, 30, 60 ms) of a 4 x 4 x 2 volume of 1000 exp(-TE / t2) without noise, joined in the project P as
// "echoes"; a mask of 5 voxels as "mask".
void import_echoes(const Home &home, double t2);

}  // namespace gantry::test
