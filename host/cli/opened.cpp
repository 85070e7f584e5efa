// SPDX-License-Identifier: Apache-2.0
#include <core/platform/clock.hpp>
#include <host/cli/opened.hpp>

namespace gantry::host {

core::Result<std::unique_ptr<Opened>> Opened::of(const CommandLine &line, core::Access access, std::string folder) {
  GANTRY_TRY(bench, line.workbench());
  std::unique_ptr<Opened> opened(new Opened(std::move(bench)));
  if (folder.empty()) folder = line.common().project;
  if (!folder.empty()) {
    auto project =
        access == core::Access::write ? core::Project::open_or_create(folder) : core::Project::open(folder, access);
    if (!project) return core::fail(std::move(project).error());
    opened->project_.emplace(std::move(project).value());
    if (!opened->project_->backup().empty()) {
      line.console().warn(
          "the project was of an older Gantry and has been brought up to date; the copy from before is " +
          opened->project_->backup().string());
    }
  }
  core::Session::Settings settings;
  settings.limits = line.limits();
  settings.level = line.common().level;
  settings.threads = line.common().threads;
  settings.who = core::platform::user_name();
  opened->session_.emplace(opened->bench_, opened->project(), std::move(settings));
  return opened;
}

}  // namespace gantry::host
