// SPDX-License-Identifier: Apache-2.0
#include "fixtures.hpp"

#include <cmath>

#include <algorithm>
#include <catch2/catch.hpp>
#include <core/plugins/workbench.hpp>
#include <cstring>
#include <fstream>

namespace gantry::test {
namespace {

constexpr const char *build = GANTRY_BINARY_DIR;

void add_bundle(const Home &home, const std::string &fixture) {
  const fs::path folder = bundle_of(home, fixture);
  const std::string file = fixture + ".so";
  const fs::path library = fs::path(build) / "tests/plugins" / fixture / file;
  fs::create_directories(folder);
  fs::copy_file(library, folder / file);
  const std::string worker = std::string(build) + "/bin/gantry-worker";
  auto described = home.run({worker, "describe", library.string()}).json();
  if (described.is_discarded()) {
    described =
        home.run({worker, "describe", std::string(build) + "/tests/plugins/bad_crash_in_run/bad_crash_in_run.so"})
            .json();
    described["id"] = plugin_id(fixture);
    described["file"] = file;
    described["sha256"] = core::sha256_of_file((folder / file).string()).value();
  }
  write_manifest(home, fixture, described);
}

}  // namespace

std::string plugin_id(const std::string &fixture) {
  std::string id = "org.gantry.test." + fixture;
  std::replace(id.begin(), id.end(), '_', '-');
  return id;
}

fs::path bundle_of(const Home &home, const std::string &fixture) { return home.path("plugins") / fixture; }

nlohmann::json manifest(const Home &home, const std::string &fixture) {
  return nlohmann::json::parse(contents(bundle_of(home, fixture) / "manifest.json"));
}

void write_manifest(const Home &home, const std::string &fixture, const nlohmann::json &manifest) {
  write(bundle_of(home, fixture) / "manifest.json", manifest.dump(2));
}

Words install(const Home &home, const Words &fixtures) {
  for (const auto &fixture : fixtures) add_bundle(home, fixture);
  return {"--plugins", home.text("plugins")};
}

void write(const fs::path &file, const std::string &text) {
  std::ofstream(file, std::ios::binary | std::ios::trunc) << text;
}

void write_nifti(const fs::path &file, const std::array<int, 4> &shape, const std::vector<float> &voxels) {
  std::string bytes(352, '\0');
  const auto put = [&](std::size_t at, auto value) { std::memcpy(bytes.data() + at, &value, sizeof value); };
  const int frames = shape[3];
  put(0, std::int32_t{348});
  put(40, static_cast<std::int16_t>(frames > 1 ? 4 : 3));
  for (std::size_t d = 0; d < 7; ++d) put(42 + 2 * d, static_cast<std::int16_t>(d < 4 ? shape[d] : 1));
  put(70, std::int16_t{16});  // float32
  put(72, std::int16_t{32});
  for (std::size_t d = 0; d < 8; ++d) put(76 + 4 * d, 1.0F);
  put(108, 352.0F);
  put(112, 1.0F);
  put(123, std::uint8_t{2});  // mm
  put(254, std::int16_t{1});  // sform: scanner
  for (std::size_t row = 0; row < 3; ++row) put(280 + 16 * row + 4 * row, 1.0F);
  std::memcpy(bytes.data() + 344, "n+1", 4);
  bytes.append(reinterpret_cast<const char *>(voxels.data()), voxels.size() * sizeof(float));
  write(file, bytes);
}

std::optional<fs::path> sample_data(const Home &home) {
  const fs::path folder = fs::path(build) / "sample-data";
  const Ran fetched = home.run({GANTRY_SOURCE_DIR "/samples/data/fetch", folder.string()});
  if (fetched.code == 0) return folder;
  const char *ci = std::getenv("CI");
  if (ci != nullptr && std::string(ci) == "true") FAIL("the sample data can't be had: " << fetched.err);
  WARN("skipped: the sample data can't be had: " << fetched.err);
  return std::nullopt;
}

const Study *sample_study() {
  static const std::unique_ptr<Study> study = [] {
    auto made = std::make_unique<Study>();
    const auto data = sample_data(made->home);
    if (!data) return std::unique_ptr<Study>();
    made->ran = made->home.gantry({"study", GANTRY_SOURCE_DIR "/samples/studies/brain.toml", "--data", data->string(),
                                   "--project", "P", "--out", "O", "--json"});
    return made;
  }();
  return study.get();
}

void import_echoes(const Home &home, double t2) {
  Words import{"import", "-P", "P", "--as", "echoes", "--axis", "TE[ms]=5,15,30,60"};
  for (const double te : {5.0, 15.0, 30.0, 60.0}) {
    const std::string name = "echo" + std::to_string(static_cast<int>(te)) + ".nii";
    write_nifti(home.path(name), {4, 4, 2}, std::vector<float>(32, static_cast<float>(1000 * std::exp(-te / t2))));
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

}  // namespace gantry::test
