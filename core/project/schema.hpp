// SPDX-License-Identifier: Apache-2.0
// The tables of a project's database, and the steps from each version to the next.
//
//   GANTRY_TRY(backup, bring_up_to_date(database, folder, project_schema()));   // path of the copy made before, or ""
#pragma once

#include <core/project/database.hpp>
#include <filesystem>
#include <string>
#include <vector>

namespace gantry::core {

// The statements that lead from version n to version n + 1, n being the place in the list (an empty database is version 0).
using Migration = std::vector<std::string>;
using Schema = std::vector<Migration>;

// Append-only: a step that was released is never changed.
const Schema &project_schema();

// 0 for an empty database. Errors: "project.foreign" when the database is not a project's, or holds triggers or views
// (ours never do: they would run another's words).
Result<int> schema_version(const Database &database);

// "project.newer" when the database is of a later Gantry.
Result<void> check_not_newer(int version, const Schema &schema);

// Migrates in one transaction, after a copy of the database was made beside it: gantry-v<version>-<time>.sqlite.
// Returns the copy's path; empty when nothing was to be done, or there was nothing to lose.
Result<std::filesystem::path> bring_up_to_date(const Database &database, const std::filesystem::path &folder,
                                               const Schema &schema);

// A consistent copy of the database, durable, while others may read and write it.
Result<void> copy_database(const Database &database, const std::filesystem::path &to);

// Whether the project holds data of this root hash.
bool has_object(soci::session &sql, const std::string &hash);

}  // namespace gantry::core
