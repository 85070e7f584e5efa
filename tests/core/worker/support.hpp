// SPDX-License-Identifier: Apache-2.0
// Fixture plugins by name, and jobs for them.
//
//   WorkerPool pool({.worker_program = worker_program(), .sandbox = false});
//   auto result = pool.run(fixture("good_echo"), tool_job(), {});
#pragma once

#include <core/worker/worker_pool.hpp>
#include <span>
#include <string>
#include <vector>

namespace gantry::tests {

using namespace core;

inline std::string worker_program() { return GANTRY_BINARY_DIR "/bin/gantry-worker"; }

inline std::string id_of_fixture(std::string name) {
  for (char &c : name)
    if (c == '_') c = '-';
  return "org.gantry.test." + name;
}

inline PluginLocation fixture(const std::string &name) {
  const std::string folder = std::string(GANTRY_BINARY_DIR "/tests/plugins/") + name;
  return {id_of_fixture(name), folder + "/" + name + ".so", folder, ""};
}

inline ObjectPtr bytes_volume(const std::vector<std::uint8_t> &voxels) {
  VolumeHeader header;
  header.dtype = DType::u8;
  header.dims = 2;
  header.shape = {voxels.size(), 1, 1, 1, 1};
  header.unit = "ms";
  return make_volume(header, std::as_bytes(std::span(voxels))).value();
}

// The tool "run", with limits that let a misdeed end soon.
inline JobRequest tool_job(std::vector<std::uint8_t> voxels = {}, double offset = 0) {
  JobRequest request;
  request.id = new_job_id();
  request.target = "run";
  if (offset != 0) request.parameters["offset"] = offset;
  if (!voxels.empty()) request.inputs.push_back({"image", bytes_volume(voxels)});
  request.limits.memory_bytes = std::size_t{256} << 20;
  request.limits.output_bytes = std::size_t{1} << 30;
  request.limits.silence = std::chrono::milliseconds{700};
  return request;
}

inline std::vector<std::uint8_t> voxels_of(const Object &object) {
  const auto view = elements<std::uint8_t>(object);
  return {view.begin(), view.end()};
}

}  // namespace gantry::tests
