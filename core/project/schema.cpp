// SPDX-License-Identifier: Apache-2.0
#include <core/project/schema.hpp>

#include <algorithm>
#include <core/platform/clock.hpp>
#include <core/platform/durable.hpp>

namespace gantry::core {

namespace fs = std::filesystem;

const Schema &project_schema() {
  static const Schema schema{
      // 1
      {
          "CREATE TABLE meta (key TEXT PRIMARY KEY, value TEXT NOT NULL) WITHOUT ROWID",
          // bytes: as they are; the last chunk of an object is shorter. On disk: objects/ab/<hash>, compressed.
          "CREATE TABLE chunks (hash TEXT PRIMARY KEY, bytes INTEGER NOT NULL) WITHOUT ROWID",
          "CREATE TABLE objects (hash TEXT PRIMARY KEY, kind TEXT NOT NULL, header TEXT NOT NULL, bytes INTEGER NOT "
          "NULL)"
          " WITHOUT ROWID",
          "CREATE TABLE object_chunks (object TEXT NOT NULL REFERENCES objects(hash) ON DELETE CASCADE,"
          " place INTEGER NOT NULL, chunk TEXT NOT NULL REFERENCES chunks(hash), PRIMARY KEY (object, place)) WITHOUT "
          "ROWID",
          "CREATE INDEX object_chunks_chunk ON object_chunks(chunk)",
          "CREATE TABLE imports (number INTEGER PRIMARY KEY, json TEXT NOT NULL)",
          "CREATE TABLE runs (number INTEGER PRIMARY KEY AUTOINCREMENT, id TEXT NOT NULL UNIQUE, json TEXT NOT NULL)",
          "CREATE TABLE run_objects (run TEXT NOT NULL REFERENCES runs(id), object TEXT NOT NULL REFERENCES "
          "objects(hash),"
          " PRIMARY KEY (run, object)) WITHOUT ROWID",
          "CREATE TABLE items (number INTEGER PRIMARY KEY AUTOINCREMENT, id TEXT NOT NULL UNIQUE, kind TEXT NOT NULL,"
          " label TEXT NOT NULL, object TEXT NOT NULL REFERENCES objects(hash), origin TEXT NOT NULL,"
          " import INTEGER REFERENCES imports(number), run TEXT REFERENCES runs(id), added TEXT NOT NULL)",
          "CREATE TABLE records (number INTEGER PRIMARY KEY AUTOINCREMENT, hash TEXT NOT NULL UNIQUE REFERENCES "
          "objects(hash),"
          " schema TEXT NOT NULL, parent TEXT NOT NULL, added TEXT NOT NULL)",
      },
  };
  return schema;
}

Result<int> schema_version(const Database &database) {
  return database.attempt([](soci::session &sql) -> Result<int> {
    long long tables = 0, meta = 0, programs = 0;
    sql << "SELECT count(*), coalesce(sum(name = 'meta' AND type = 'table'), 0),"
           " coalesce(sum(type IN ('trigger', 'view')), 0) FROM sqlite_master",
        soci::into(tables), soci::into(meta), soci::into(programs);
    if (tables == 0) return 0;
    std::string version;
    if (meta == 1 && programs == 0) {
      sql << "SELECT value FROM meta WHERE key = 'schema_version'", soci::into(version);
    }
    if (version.empty() || version.size() > 6 || version.find_first_not_of("0123456789") != std::string::npos) {
      return fail("project.foreign", "gantry.sqlite is not the database of a Gantry project", {},
                  "give another folder");
    }
    return std::stoi(version);
  });
}

Result<void> check_not_newer(int version, const Schema &schema) {
  const int known = static_cast<int>(schema.size());
  if (version <= known) return done();
  return fail("project.newer",
              "this project was written by a newer Gantry (version " + std::to_string(version) +
                  " of its layout; this Gantry knows up to " + std::to_string(known) + ")",
              {}, "update Gantry on this computer, or open the project where it was last used");
}

Result<fs::path> bring_up_to_date(const Database &database, const fs::path &folder, const Schema &schema) {
  GANTRY_TRY(version, schema_version(database));
  GANTRY_CHECK(check_not_newer(version, schema));
  const auto target = static_cast<int>(schema.size());
  fs::path backup;
  if (version == target) return backup;
  if (version > 0) {
    std::string time = platform::utc_now_ms();
    std::erase_if(time, [](char c) { return c == ':' || c == '-'; });
    backup = folder / ("gantry-v" + std::to_string(version) + "-" + time + ".sqlite");
    GANTRY_CHECK(copy_database(database, backup));
  }
  GANTRY_CHECK(database.transact([&](soci::session &sql) {
    for (auto step = static_cast<std::size_t>(version); step < schema.size(); ++step) {
      for (const auto &statement : schema[step]) sql << statement;
    }
    const std::string now = std::to_string(target);
    sql << "INSERT OR REPLACE INTO meta (key, value) VALUES ('schema_version', :v)", soci::use(now);
  }));
  return backup;
}

Result<void> copy_database(const Database &database, const fs::path &to) {
  GANTRY_CHECK(database.attempt([&](soci::session &sql) {
    const std::string path = to.string();
    sql << "VACUUM INTO :path", soci::use(path);
  }));
  return platform::make_durable({to});
}

bool has_object(soci::session &sql, const std::string &hash) {
  long long count = 0;
  sql << "SELECT count(*) FROM objects WHERE hash = :h", soci::use(hash), soci::into(count);
  return count > 0;
}

}  // namespace gantry::core
