// SPDX-License-Identifier: Apache-2.0
// The fixture plugins as bundles in a folder of its own, and a workbench over them.
//
//   Bundles bundles;
//   bundles.add("good_echo");
//   Workbench bench = bundles.open();
#pragma once

#include <catch2/catch.hpp>
#include <core/plugins/workbench.hpp>
#include <filesystem>
#include <set>
#include <tests/support/folder.hpp>

namespace gantry::tests {

using namespace core;
namespace fs = std::filesystem;

template <class T>
T value(Result<T> result) {
  if (!result) FAIL(result.error().code << ": " << result.error().message << " " << result.error().hint);
  return std::move(result).value();
}

template <class T>
Error error(const Result<T> &result) {
  if (result) FAIL("it should have failed");
  return result.error();
}

inline std::string worker_program() { return GANTRY_BINARY_DIR "/bin/gantry-worker"; }

// As every fixture describes itself, with one tool "run" or one reader "reader".
inline nlohmann::json fixture_manifest(std::string name, const std::string &hash) {
  std::string id = name;
  std::replace(id.begin(), id.end(), '_', '-');
  const nlohmann::json image{{"kind", "volume"}, {"key", "image"}, {"label", "Image"}, {"flags", {"optional"}}};
  const nlohmann::json result{{"kind", "volume"},
                              {"key", "result"},
                              {"label", "Result"},
                              {"flags", nlohmann::json::array()},
                              {"tolerance", {{"absolute", 0.5}, {"relative", 0.25}, {"fraction", 0.125}}}};
  const nlohmann::json offset{{"type", "f64"},    {"key", "offset"}, {"label", "Offset"}, {"unit", "1"},
                              {"minimum", -1000}, {"maximum", 1000}, {"default", 0}};
  const bool reads = name.find("reader") != std::string::npos || name.find("aborts_in") != std::string::npos;
  nlohmann::json manifest{{"manifest", 1}, {"id", "org.gantry.test." + id}, {"name", "Fixture"}, {"version", "1.0.0"},
                          {"abi_min", 0},  {"file", name + ".so"},          {"sha256", hash}};
  if (reads) manifest["readers"] = {{{"id", "reader"}, {"label", "Reader"}, {"extensions", ".fix"}}};
  if (name == "picky_reader") {
    manifest["readers"][0]["parameters"] = {{{"type", "i64"},
                                             {"key", "fill"},
                                             {"label", "Fill"},
                                             {"unit", "1"},
                                             {"minimum", 0},
                                             {"maximum", 100},
                                             {"default", 7}}};
  }
  if (!reads)
    manifest["tools"] = {{{"id", "run"},
                          {"label", "Run"},
                          {"source", "Nobody 1999"},
                          {"inputs", {image}},
                          {"outputs", {result}},
                          {"parameters", {offset}}}};
  return manifest;
}

struct Bundles {
  Folder folder;
  fs::path plugins = folder.path / "plugins", state = folder.path / "state";

  // `library`: the fixture whose code it is, where that is another one.
  void add(const std::string &name, const fs::path &library = {}) const {
    const fs::path built =
        library.empty() ? fs::path(GANTRY_BINARY_DIR "/tests/plugins") / name / (name + ".so") : library;
    fs::create_directories(plugins / name);
    fs::copy_file(built, plugins / name / (name + ".so"), fs::copy_options::overwrite_existing);
    folder.write("plugins/" + name + "/manifest.json",
                 fixture_manifest(name, value(sha256_of_file(built.string()))).dump());
  }

  // With panels of these ids in place of a tool. `id`: the plugin's, where the library is no fixture.
  void add_panels(const std::string &name, const std::vector<std::string> &panels, const std::string &id = {}) const {
    add(name);
    nlohmann::json manifest = nlohmann::json::parse(slurp(plugins / name / "manifest.json"));
    manifest.erase("tools");
    manifest["permissions"] = {"project"};
    if (!id.empty()) manifest["id"] = id;
    for (const std::string &panel : panels)
      manifest["panels"].push_back({{"id", panel}, {"label", panel}, {"needs_project", panel == "runs"}});
    folder.write("plugins/" + name + "/manifest.json", manifest.dump());
  }

  // No plugin of the machine is seen but those of this folder and those beside the program.
  Workbench open() const {
    Workbench::Options options;
    options.plugin_folders = {plugins.string()};
    options.state_folder = state;
    options.storage_folder = state / "plugins";
    options.workers.worker_program = worker_program();
    options.workers.sandbox = false;
    return value(Workbench::open(std::move(options)));
  }
};

inline ObjectPtr bytes_volume(const std::vector<std::uint8_t> &voxels) {
  VolumeHeader header;
  header.dtype = DType::u8;
  header.shape = {voxels.size(), 1, 1, 1, 1};
  return value(make_volume(header, std::as_bytes(std::span(voxels))));
}

inline JobRequest tool_job(const std::vector<std::uint8_t> &voxels) {
  JobRequest request;
  request.target = "run";
  request.parameters = {{"offset", 0.0}};
  if (!voxels.empty()) request.inputs.push_back({"image", bytes_volume(voxels)});
  return request;
}

inline const Plugin &plugin_of(const Workbench &bench, const std::string &name) {
  return *value(bench.registry().plugin("org.gantry.test." + name));
}

}  // namespace gantry::tests
