// SPDX-License-Identifier: Apache-2.0
#include <core/project/project.hpp>

#include <core/platform/durable.hpp>

namespace gantry::core {
namespace {

namespace fs = std::filesystem;

constexpr const char *database_name = "gantry.sqlite";

Result<platform::FileLock> lock(const fs::path &folder) {
  auto taken = platform::FileLock::take(folder / "lock");
  if (!taken && taken.error().code == "lock.held") {
    return fail("project.locked", "another Gantry has this project open for writing", folder.string(),
                "close it there, or open the project for reading only");
  }
  return taken;
}

Error of_folder(Error error, const fs::path &folder) {
  if (error.parameter.empty()) error.parameter = folder.string();
  return error;
}

}  // namespace

bool Project::is_project(const fs::path &folder) {
  std::error_code error;
  return fs::is_regular_file(folder / database_name, error);
}

Result<Project> Project::create(const fs::path &folder) {
  std::error_code error;
  if (is_project(folder)) {
    return fail("project.exists", "there is a project in this folder already", folder.string(),
                "open it, or give another folder");
  }
  // A creation that was killed leaves `lock` and `objects` alone.
  fs::create_directories(folder, error);
  for (const auto &entry : fs::directory_iterator(folder, error)) {
    if (entry.path().filename() == "lock" || entry.path().filename() == "objects") continue;
    return fail("project.folder", "this folder holds other things", folder.string(), "give an empty or a new folder");
  }
  if (error) return fail("disk.write", "the folder can't be made: " + error.message(), folder.string());

  Project project(folder, Access::write);
  GANTRY_TRY(held, lock(folder));
  project.lock_ = std::move(held);
  GANTRY_CHECK(project.chunks_.create());
  GANTRY_TRY(database, Database::open(folder / database_name, Access::write));
  project.database_ = std::move(database);
  GANTRY_CHECK(bring_up_to_date(project.database_, folder, project_schema()));
  GANTRY_CHECK(platform::make_durable({folder / database_name, folder}));
  return project;
}

Result<Project> Project::open(const fs::path &folder, Access access, const Schema &schema) {
  if (!is_project(folder)) {
    return fail("project.none", "there is no Gantry project in this folder", folder.string(),
                "give the folder that holds gantry.sqlite");
  }
  Project project(folder, access);
  if (access == Access::write) {
    GANTRY_TRY(held, lock(folder));
    project.lock_ = std::move(held);
  }
  auto database = Database::open(folder / database_name, access);
  if (!database) return fail(of_folder(database.error(), folder));
  project.database_ = std::move(database).value();
  if (access == Access::write) {
    auto backup = bring_up_to_date(project.database_, folder, schema);
    if (!backup) return fail(of_folder(backup.error(), folder));
    project.backup_ = backup.value();
    GANTRY_CHECK(project.chunks_.create());
    return project;
  }
  auto version = schema_version(project.database_);
  if (!version) return fail(of_folder(version.error(), folder));
  if (auto newer = check_not_newer(version.value(), schema); !newer) return fail(of_folder(newer.error(), folder));
  if (version.value() < static_cast<int>(schema.size())) {
    return fail("project.older", "this project was written by an older Gantry", folder.string(),
                "open it for writing once: it is then brought up to date, after a backup");
  }
  return project;
}

Result<Project> Project::open_or_create(const fs::path &folder) {
  return is_project(folder) ? open(folder, Access::write) : create(folder);
}

Result<void> Project::writable() const {
  if (access_ == Access::write) return done();
  return fail("project.read-only", "this project is open for reading only", folder_.string(), "open it for writing");
}

}  // namespace gantry::core
