// SPDX-License-Identifier: Apache-2.0
#include <bench/window/place.hpp>

#include <bench/window/program.hpp>
#include <fstream>
#include <nlohmann/json.hpp>

namespace gantry::bench {
namespace {

namespace fs = std::filesystem;
using nlohmann::json;

const fs::path built = GANTRY_BINARY_DIR;

core::Result<void> copy_all(const fs::path &from, const fs::path &to) {
  std::error_code problem;
  fs::create_directories(to.parent_path(), problem);
  fs::copy(from, to, fs::copy_options::recursive, problem);
  if (problem) return core::fail("bench.copy", from.string() + " can't be copied: " + problem.message());
  return core::done();
}

core::Result<std::string> run(const std::string &program, const std::vector<std::string> &words, const fs::path &home) {
  return output_of({.program = (built / "bin" / program).string(),
                    .arguments = words,
                    .environment = {"PATH=/usr/bin:/bin", "LC_ALL=C.UTF-8", "HOME=" + home.string()}});
}

// The sample study as `gantry study` makes it, once.
core::Result<fs::path> sample_study() {
  const fs::path room = built / "bench-window", source = GANTRY_SOURCE_DIR, data = source / "build/sample-data";
  if (fs::exists(room / "project")) return room / "project";
  if (!fs::exists(data))
    return core::fail("bench.data", "the sample data is not there", data.string(),
                      "run samples/data/fetch " + data.string());
  const auto done = run("gantry",
                        {"study", (source / "samples/studies/brain.toml").string(), "--data", data.string(),
                         "--project", (room / "made").string(), "--out", (room / "out").string()},
                        room / "home");
  if (!done) {
    fs::remove_all(room);
    return core::fail(done.error());
  }
  fs::rename(room / "made", room / "project");
  return room / "project";
}

core::Result<void> write(const fs::path &file, const std::string &content) {
  std::ofstream out(file);
  if (out << content << std::flush) return core::done();
  return core::fail("bench.write", file.string() + " can't be written");
}

core::Result<json> description(const fs::path &library, const fs::path &home) {
  GANTRY_TRY(text, run("gantry-worker", {"describe", library.string()}, home));
  json manifest = json::parse(text, nullptr, false);
  if (!manifest.is_object()) return core::fail("bench.describe", library.string() + " does not describe itself");
  return manifest;
}

}  // namespace

core::Result<std::unique_ptr<Place>> Place::make() {
  auto place = std::make_unique<Place>();
  GANTRY_TRY(study, sample_study());
  GANTRY_CHECK(copy_all(study, place->project()));
  for (const char *fixture : {"bench_cardiac", "bench_busy", "good_panels"}) GANTRY_CHECK(place->add(fixture));
  return place;
}

core::Result<void> Place::add(const std::string &fixture) const {
  const fs::path library = built / "tests/plugins" / fixture / (fixture + ".so"),
                 bundle = folder_.path / "plugins" / fixture;
  GANTRY_CHECK(copy_all(library, bundle / library.filename()));
  GANTRY_TRY(manifest, description(library, folder_.path));
  return write(bundle / "manifest.json", manifest.dump());
}

Folders Place::tree_plugins() const { return {(folder_.path / "plugins").string(), (built / "plugins").string()}; }

core::Result<fs::path> Place::many_plugins(int count) const {
  const fs::path folder = folder_.path / "many", library = built / "tests/plugins/bench_busy/bench_busy.so";
  GANTRY_TRY(manifest, description(library, folder_.path));
  const std::string id = manifest["id"];
  for (int i = 0; i < count; ++i) {
    const std::string number = std::to_string(1000 + i);
    const fs::path bundle = folder / ("plugin_" + number);
    GANTRY_CHECK(copy_all(library, bundle / library.filename()));
    manifest["id"] = id + "-" + number;
    manifest["tools"][0]["label"] = "Tool " + number;
    manifest["tools"][0]["category"] = "Category " + number.substr(2, 1);
    GANTRY_CHECK(write(bundle / "manifest.json", manifest.dump()));
  }
  return folder;
}

host::window::Workplace::Options Place::options(const fs::path &home, const Folders &plugins) {
  host::window::Workplace::Options o;
  o.bench.plugin_folders = plugins;
  o.bench.state_folder = o.state_folder = home / "state";
  o.bench.storage_folder = home / "storage";
  o.bench.workers.worker_program = (built / "bin/gantry-worker").string();
  o.session.who = "somebody";
  o.config_folder = home / "config";
  o.data_folder = home / "data";
  return o;
}

}  // namespace gantry::bench
