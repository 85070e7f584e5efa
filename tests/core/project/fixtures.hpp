// SPDX-License-Identifier: Apache-2.0
// What the tests of projects share: a folder that goes away, and small data.
//
//   const Folder folder;
//   Project project = value(Project::create(folder.path / "p"));
#pragma once

#include <catch2/catch.hpp>
#include <core/project/project.hpp>
#include <filesystem>
#include <fstream>
#include <random>
#include <string>
#include <tests/support/folder.hpp>

namespace gantry::core {

namespace fs = std::filesystem;
using tests::Folder;
using tests::slurp;

template <class T>
T value(Result<T> result) {
  if (!result) FAIL(result.error().code << ": " << result.error().message << " " << result.error().parameter);
  return std::move(result).value();
}

template <class T>
Error error(const Result<T> &result) {
  if (result) FAIL("it should have failed");
  return result.error();
}

inline void ok(const Result<void> &result) {
  if (!result) FAIL(result.error().code << ": " << result.error().message);
}

// `n` floats of noise (incompressible), the first of them `first`.
inline ObjectPtr noise(std::size_t n, unsigned seed, float first = 0) {
  std::mt19937 random(seed);
  std::vector<float> voxels(n);
  for (auto &v : voxels) v = static_cast<float>(random()) * 1e-3f;
  voxels[0] = first;
  VolumeHeader header;
  header.shape = {n, 1, 1, 1, 1};
  return value(make_volume(header, std::as_bytes(std::span(voxels))));
}

inline void spit(const fs::path &path, const std::string &bytes) { std::ofstream(path, std::ios::binary) << bytes; }

// Files below `folder`, without folders; what a killed process leaves is part of it.
inline std::vector<fs::path> files_below(const fs::path &folder) {
  std::vector<fs::path> result;
  for (const auto &entry : fs::recursive_directory_iterator(folder)) {
    if (entry.is_regular_file()) result.push_back(entry.path());
  }
  return result;
}

inline RunDraft some_run(const std::string &input, const std::string &output) {
  RunDraft run;
  run.plugin = {"org.example.tools", "1.2.0", std::string(64, 'a')};
  run.target = "otsu";
  run.parameters = {{"level", 200}};
  run.inputs = {{"image", input}};
  run.outputs = {{"mask", output, {0, 1e-6, 0.001}, true, "", ""}};
  run.who = "tester";
  run.level = 3;
  run.threads = 2;
  run.seconds = 1.25;
  run.libraries = {{"libm.so.6", "abc"}};
  run.gantry_version = "0.1.0";
  return run;
}

}  // namespace gantry::core
