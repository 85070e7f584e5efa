// SPDX-License-Identifier: Apache-2.0
// T2* of a kidney, twelve echoes: mean and spread as ukat published them (UKRIN-MAPS, test_t2star.py, two parameters).
#include "fixtures.hpp"

#include <catch2/catch.hpp>
#include <cmath>
#include <cstring>
#include <core/fit/status.hpp>
#include <core/project/project.hpp>
#include <tests/plugins/support/reference.hpp>
#include <tests/plugins/support/tally.hpp>

using namespace gantry::test;
using gantry::core::fit::Status;

namespace {

// The voxels of the item that a fit made, x fastest.
template <class T>
std::vector<T> voxels(const gantry::core::Project &project, const std::string &label) {
  const auto items = project.items();
  for (const auto &item : items.value()) {
    if (item.label != label) continue;
    const auto object = project.object(item.object).value();
    const auto bytes = object->bytes.bytes();
    std::vector<T> values(bytes.size() / sizeof(T));
    std::memcpy(values.data(), bytes.data(), values.size() * sizeof(T));
    return values;
  }
  throw std::runtime_error("no item " + label);
}

}  // namespace

TEST_CASE("voxelwise T2* of twelve echoes has the published mean and spread", "[reference]") {
  const auto root = reference_data();
  if (!root) {
    WARN("skipped: the reference data is not there");
    return;
  }
  const fs::path folder = *root / "t2star_ukat/philips_kidney";
  Home home;
  Words import{"import", "-P", "P", "--as", "echoes"};
  std::string axis = "TE[ms]=";
  for (const auto &entry : nlohmann::json::parse(contents(folder / "echo_times_ms.json"))) {
    import.push_back((folder / entry[0].get<std::string>()).string());
    axis += (axis.back() == '=' ? "" : ",") + entry[1].dump();
  }
  import.insert(import.end(), {"--axis", axis});
  const Ran imported = home.gantry(import);
  INFO(imported.err);
  REQUIRE(imported.code == 0);
  // Single precision leaves some 1e-3 of a nearly flat voxel's T2* open.
  const auto [precision, tolerance] = GENERATE(table<std::string, double>({{"f32", 1e-3}, {"f64", 2e-5}}));
  const Ran fitted = home.gantry({"fit", "t2star", "--map", "--input", "echoes", "-P", "P", "--bounds", "T2star=0:700",
                                  "--precision", precision, "--json"});
  INFO(fitted.err);
  REQUIRE(fitted.code == 0);
  const auto project = gantry::core::Project::open(home.path("P"), gantry::core::Access::read);
  REQUIRE(project);
  const auto map = voxels<float>(project.value(), "t2star T2star");
  const auto status = voxels<std::uint8_t>(project.value(), "t2star status");
  REQUIRE(map.size() == 128 * 128 * 5);
  REQUIRE(status.size() == map.size());
  // Zero-based [30:60, 50:90, 2]; 0 where the fit failed or ended at the bound, as published.
  double sum = 0, squares = 0;
  int n = 0, zeros = 0;
  for (std::size_t y = 50; y < 90; ++y) {
    for (std::size_t x = 30; x < 60; ++x, ++n) {
      const std::size_t i = x + 128 * (y + 128 * 2);
      const bool good = status[i] == static_cast<std::uint8_t>(Status::converged) && map[i] < 700;
      const double value = good ? static_cast<double>(map[i]) : 0;
      zeros += good ? 0 : 1;
      sum += value;
      squares += value * value;
    }
  }
  const double mean = sum / n, sd = std::sqrt(squares / n - mean * mean);
  Tally tally("t2star_ukat");
  tally.add(precision,
            {{mean, 30.724469, 0, tolerance, "mean T2* in ms"}, {sd, 22.156475, 0, tolerance, "sd T2* in ms"}});
  WARN(tally.told() << ", " << zeros << " of " << n << " voxels without a value");
  CHECK(tally.matched() == 1);
}
