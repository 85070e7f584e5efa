// SPDX-License-Identifier: Apache-2.0
// Workbench, project and session together, on the one background thread that may touch them.
//
//   GANTRY_TRY(desk, Desk::open(options, settings));
//   GANTRY_CHECK(desk->open_project(folder, Access::write));
//   GANTRY_TRY(call, desk->session().tool_call(…));
#pragma once

#include <core/session/session.hpp>
#include <memory>
#include <optional>

namespace gantry::host::window {

class Desk {
 public:
  static core::Result<std::unique_ptr<Desk>> open(const core::Workbench::Options &options,
                                                  const core::Session::Settings &settings);

  core::Workbench &bench() { return bench_; }
  core::Project *project() { return project_ ? &*project_ : nullptr; }
  core::Session &session() { return *session_; }

  // In place of the one that is open; that one stays open where this fails. create: as Project::create.
  core::Result<void> create_project(const std::filesystem::path &folder);
  core::Result<void> open_project(const std::filesystem::path &folder, core::Access access);
  void close_project();

 private:
  Desk(core::Workbench bench, core::Session::Settings settings);
  void take(core::Project project);

  core::Workbench bench_;
  core::Session::Settings settings_;
  std::optional<core::Project> project_;
  std::optional<core::Session> session_;
};

}  // namespace gantry::host::window
