// SPDX-License-Identifier: Apache-2.0
#include <host/window/workplace/desk.hpp>

namespace gantry::host::window {

Desk::Desk(core::Workbench bench, core::Session::Settings settings)
    : bench_(std::move(bench)), settings_(std::move(settings)) {
  session_.emplace(bench_, nullptr, settings_);
}

core::Result<std::unique_ptr<Desk>> Desk::open(const core::Workbench::Options &options,
                                               const core::Session::Settings &settings) {
  GANTRY_TRY(bench, core::Workbench::open(options));
  return std::unique_ptr<Desk>(new Desk(std::move(bench), settings));
}

void Desk::take(core::Project project) {
  session_.reset();
  project_.emplace(std::move(project));
  session_.emplace(bench_, &*project_, settings_);
}

core::Result<void> Desk::create_project(const std::filesystem::path &folder) {
  GANTRY_TRY(project, core::Project::create(folder));
  take(std::move(project));
  return core::done();
}

core::Result<void> Desk::open_project(const std::filesystem::path &folder, core::Access access) {
  // Its own lock would keep this project from being opened again.
  if (project_ && project_->folder() == folder && project_->access() == access) return core::done();
  GANTRY_TRY(project, core::Project::open(folder, access));
  take(std::move(project));
  return core::done();
}

void Desk::close_project() {
  session_.reset();
  project_.reset();
  session_.emplace(bench_, nullptr, settings_);
}

}  // namespace gantry::host::window
