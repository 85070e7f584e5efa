// SPDX-License-Identifier: Apache-2.0
// Workbench, project and session of one command, opened together.
//
//   GANTRY_TRY(opened, Opened::of(line, core::Access::write));
//   opened->session().tool_call(…);
#pragma once

#include <core/session/session.hpp>
#include <host/cli/command.hpp>
#include <memory>
#include <optional>

namespace gantry::host {

class Opened {
 public:
  // The project of --project (or `project`, where that is not empty); without one, none. write: made when it is not there.
  static core::Result<std::unique_ptr<Opened>> of(const CommandLine &line, core::Access access,
                                                  std::string project = {});

  core::Workbench &bench() { return bench_; }
  core::Project *project() { return project_ ? &*project_ : nullptr; }
  core::Session &session() { return *session_; }

 private:
  explicit Opened(core::Workbench bench) : bench_(std::move(bench)) {}

  core::Workbench bench_;
  std::optional<core::Project> project_;
  std::optional<core::Session> session_;
};

}  // namespace gantry::host
