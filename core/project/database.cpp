// SPDX-License-Identifier: Apache-2.0
#include <core/project/database.hpp>

#include <soci/sqlite3/soci-sqlite3.h>

#include <string>
#include <string_view>

namespace gantry::core {
namespace {

namespace fs = std::filesystem;

// A URI: SOCI's own connection string breaks on blanks and quotes in a path, SQLite's percent signs do not.
std::string uri(const fs::path &file, std::string_view mode) {
  constexpr std::string_view plain = "abcdefghijklmnopqrstuvwxyzABCDEFGHIJKLMNOPQRSTUVWXYZ0123456789/-_.~";
  constexpr std::string_view digits = "0123456789ABCDEF";
  std::string result = "file:";
  for (const char c : fs::absolute(file).string()) {
    if (plain.find(c) != std::string_view::npos) {
      result += c;
    } else {
      const auto byte = static_cast<unsigned char>(c);
      result += {'%', digits[byte >> 4], digits[byte & 15]};
    }
  }
  return result + "?" + std::string(mode);
}

std::unique_ptr<soci::session> connect(const fs::path &file, std::string_view mode) {
  return std::make_unique<soci::session>(soci::sqlite3, "dbname=" + uri(file, mode) + " timeout=20");
}

void prepare_reading(soci::session &sql) {
  sql << "PRAGMA trusted_schema = OFF";
  sql << "PRAGMA cell_size_check = ON";
  sql << "PRAGMA foreign_keys = ON";
  // The first look at the file: SQLite opens it only now.
  long long tables = 0;
  sql << "SELECT count(*) FROM sqlite_master", soci::into(tables);
}

std::unique_ptr<soci::session> connect_reading(const fs::path &file) {
  try {
    auto session = connect(file, "mode=ro");
    prepare_reading(*session);
    return session;
  } catch (const soci::soci_error &) {
    // A medium that can't be written has no room for the log's index; nobody can change it meanwhile either.
    if (fs::exists(file.string() + "-wal")) throw;
    auto session = connect(file, "immutable=1");
    prepare_reading(*session);
    return session;
  }
}

}  // namespace

Error database_error(const std::exception &exception) {
  const std::string words = exception.what();
  const auto says = [&](std::string_view text) { return words.find(text) != std::string::npos; };
  if (says("disk is full") || says("disk I/O error")) {
    return {"project.full",
            "the project's database can't be written: " + words,
            {},
            "make room on the disk, then do it again; what was saved before is unharmed",
            Failure::failed};
  }
  if (says("is locked")) {
    return {"project.busy",
            "the project's database is busy in another process",
            {},
            "try again in a moment",
            Failure::failed};
  }
  if (says("malformed") || says("not a database")) {
    return {"project.integrity",
            "the project's database is damaged: " + words,
            {},
            "restore the project folder from a backup",
            Failure::integrity};
  }
  return {"project.database", "the project's database refused: " + words, {}, "", Failure::failed};
}

Database::Rollback::~Rollback() {
  if (!open_) return;
  try {
    sql_ << "ROLLBACK";
  } catch (const std::exception &) {
    // SQLite has rolled back by itself (a full disk).
  }
}

void Database::Rollback::commit() {
  sql_ << "COMMIT";
  open_ = false;
}

Result<Database> Database::open(const fs::path &file, Access access) {
  if (access == Access::read && !fs::exists(file)) {
    return fail("project.none", "there is no Gantry project in this folder", file.parent_path().string(),
                "give the folder that holds gantry.sqlite");
  }
  Database database;
  try {
    if (access == Access::read) {
      database.session_ = connect_reading(file);
      return database;
    }
    database.session_ = connect(file, "mode=rwc");
    prepare_reading(*database.session_);
    std::string mode;
    *database.session_ << "PRAGMA journal_mode = WAL", soci::into(mode);
    if (mode != "wal") {
      return fail("lock.unsupported", "this folder can't hold a database that is written safely",
                  file.parent_path().string(), "keep the project on a disk of this computer");
    }
    *database.session_ << "PRAGMA synchronous = FULL";
    return database;
  } catch (const std::exception &exception) {
    return fail(database_error(exception));
  }
}

}  // namespace gantry::core
