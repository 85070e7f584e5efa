// SPDX-License-Identifier: Apache-2.0
#include <host/cli/workplace_options.hpp>

#include <core/platform/clock.hpp>
#include <core/platform/paths.hpp>

namespace gantry::host {
namespace {

namespace fs = std::filesystem;

// Installed beside the program, or in the source that it was built from.
fs::path first_that_exists(const std::vector<fs::path> &places) {
  std::error_code none;
  for (const fs::path &place : places)
    if (fs::exists(place, none)) return place;
  return places.front();
}

}  // namespace

window::Workplace::Options workplace_options(const CommandLine &line) {
  const fs::path program = core::platform::this_executable().parent_path();
  const fs::path share = program.parent_path() / "share" / "gantry";
  const fs::path tree = program.parent_path().parent_path().parent_path();
  window::Workplace::Options options;
  options.bench = line.workbench_options();
  options.session.limits = line.limits();
  options.session.level = line.common().level;
  options.session.threads = line.common().threads;
  options.session.who = core::platform::user_name();
  options.config_folder = core::platform::config_folder();
  options.state_folder = core::platform::state_folder();
  options.data_folder = core::platform::data_folder();
  options.sample_study = first_that_exists({share / "studies/brain.toml", tree / "samples/studies/brain.toml"});
  options.sample_data = first_that_exists({share / "sample-data", tree / "build/sample-data"});
  return options;
}

}  // namespace gantry::host
