// SPDX-License-Identifier: Apache-2.0
// Versions of the database: older ones are migrated after a backup, newer ones refused, foreign ones left alone.
#include <core/project/schema.hpp>

#include "fixtures.hpp"

namespace gantry::core {
namespace {

// Today's schema with one step more, as a later Gantry would have.
Schema later(std::vector<std::string> step) {
  Schema schema = project_schema();
  schema.push_back(std::move(step));
  return schema;
}

long long number(const Database &database, const std::string &query) {
  return value(database.attempt([&](soci::session &sql) {
    long long n = -1;
    sql << query, soci::into(n);
    return n;
  }));
}

std::string project_with_an_item(const fs::path &folder) {
  auto project = value(Project::create(folder));
  const auto hash = value(project.add_object(*noise(100, 1)));
  value(project.add_item({.object = hash}));
  return hash;
}

TEST_CASE("an older project is migrated, after a backup whose path is told") {
  const Folder folder;
  const auto hash = project_with_an_item(folder.path / "p");
  const Schema next = later({"ALTER TABLE items ADD COLUMN note TEXT NOT NULL DEFAULT 'none'"});
  CHECK(error(Project::open(folder.path / "p", Access::read, next)).code == "project.older");
  {
    const auto project = value(Project::open(folder.path / "p", Access::write, next));
    CHECK(value(schema_version(project.database())) == static_cast<int>(next.size()));
    CHECK(number(project.database(), "SELECT count(*) FROM items WHERE note = 'none'") == 1);
    CHECK(value(project.object(hash))->bytes.size() == 400);
    REQUIRE(fs::exists(project.backup()));
    const auto backup = value(Database::open(project.backup(), Access::read));
    CHECK(value(schema_version(backup)) == static_cast<int>(project_schema().size()));
    CHECK(number(backup, "SELECT count(*) FROM items") == 1);
  }
  CHECK(value(Project::open(folder.path / "p", Access::write, next)).backup().empty());
}

TEST_CASE("a migration that fails half-way changes nothing") {
  const Folder folder;
  project_with_an_item(folder.path / "p");
  const Schema broken = later({"ALTER TABLE items ADD COLUMN note TEXT", "ALTER TABLE nowhere ADD COLUMN note TEXT"});
  CHECK(error(Project::open(folder.path / "p", Access::write, broken)).code == "project.database");
  const auto project = value(Project::open(folder.path / "p", Access::write));
  CHECK(number(project.database(), "SELECT count(*) FROM pragma_table_info('items') WHERE name = 'note'") == 0);
  CHECK(value(project.items()).size() == 1);
}

TEST_CASE("a project of a newer Gantry is refused, for writing and for reading, in words") {
  const Folder folder;
  project_with_an_item(folder.path / "p");
  { value(Project::open(folder.path / "p", Access::write, later({"CREATE TABLE later (x TEXT)"}))); }
  for (const Access access : {Access::read, Access::write}) {
    const auto refused = error(Project::open(folder.path / "p", access));
    CHECK(refused.code == "project.newer");
    CHECK_THAT(refused.hint, Catch::Contains("update Gantry"));
  }
}

TEST_CASE("a database that is not a project's, or runs words of its own, is refused") {
  const Folder folder;
  fs::create_directory(folder.path / "p");
  const auto run = [&](const std::string &words) {
    auto database = value(Database::open(folder.path / "p" / "gantry.sqlite", Access::write));
    ok(database.attempt([&](soci::session &sql) { sql << words; }));
  };
  SECTION("another program's") { run("CREATE TABLE photos (x TEXT)"); }
  SECTION("with a trigger") {
    fs::remove(folder.path / "p");
    project_with_an_item(folder.path / "p");
    run("CREATE TRIGGER t AFTER INSERT ON items BEGIN DELETE FROM items; END");
  }
  CHECK(error(Project::open(folder.path / "p", Access::read)).code == "project.foreign");
  CHECK(error(Project::open(folder.path / "p", Access::write)).code == "project.foreign");
}

TEST_CASE("a project whose making was killed half-way is made all the same") {
  const Folder folder;
  fs::create_directories(folder.path / "p" / "objects" / "00");
  spit(folder.path / "p" / "lock", "");
  SECTION("before its database") {}
  SECTION("with an empty database") { spit(folder.path / "p" / "gantry.sqlite", ""); }
  auto project = value(Project::open_or_create(folder.path / "p"));
  const auto hash = value(project.add_object(*noise(100, 1)));
  CHECK(project.object(hash));
}

}  // namespace
}  // namespace gantry::core
