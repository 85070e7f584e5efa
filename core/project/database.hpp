// SPDX-License-Identifier: Apache-2.0
// The project's SQLite database through SOCI, whose exceptions end here.
//
//   GANTRY_TRY(database, Database::open(file, Access::write));
//   GANTRY_TRY(count, database.attempt([](soci::session &sql) { long long n = 0; sql << "…", soci::into(n); return n; }));
#pragma once

#include <soci/soci.h>

#include <core/result.hpp>
#include <exception>
#include <filesystem>
#include <memory>
#include <type_traits>

namespace gantry::core {

enum class Access { read, write };

// An exception of SOCI as an error of ours: "project.full", "project.busy" or "project.database".
Error database_error(const std::exception &exception);

template <class T>
inline constexpr bool is_result = false;
template <class T>
inline constexpr bool is_result<Result<T>> = true;

class Database {
 public:
  // write: makes the file when it is not there; write-ahead log, each commit on the disk before it returns, foreign keys
  // checked. read: a folder that can't be written is fine. Errors: "project.none" when read and there is no file.
  static Result<Database> open(const std::filesystem::path &file, Access access);

  // Runs `work(session)`, whose value or Result it returns.
  template <class Work>
  auto attempt(Work &&work) const {
    using Value = std::invoke_result_t<Work, soci::session &>;
    try {
      if constexpr (std::is_void_v<Value>) {
        work(*session_);
        return Result<void>(done());
      } else if constexpr (is_result<Value>) {
        return work(*session_);
      } else {
        return Result<Value>(work(*session_));
      }
    } catch (const std::exception &exception) {
      return as_result<Value>(fail(database_error(exception)));
    }
  }

  // The same within one transaction: all of it is kept, or nothing.
  template <class Work>
  auto transact(Work &&work) const {
    return attempt([&](soci::session &sql) {
      using Value = std::invoke_result_t<Work, soci::session &>;
      // Not SOCI's own transaction: it begins deferred, and could fail half-way for a lock.
      sql << "BEGIN IMMEDIATE";
      Rollback rollback{sql};
      if constexpr (std::is_void_v<Value>) {
        work(sql);
        rollback.commit();
      } else {
        Value value = work(sql);
        if constexpr (is_result<Value>) {
          if (value) rollback.commit();
        } else {
          rollback.commit();
        }
        return value;
      }
    });
  }

 private:
  template <class Value, class Failed>
  static auto as_result(Failed &&failed) {
    if constexpr (is_result<Value>) {
      return Value(std::forward<Failed>(failed));
    } else {
      return Result<Value>(std::forward<Failed>(failed));
    }
  }

  class Rollback {
   public:
    explicit Rollback(soci::session &sql) : sql_(sql) {}
    Rollback(const Rollback &) = delete;
    Rollback &operator=(const Rollback &) = delete;
    ~Rollback();
    void commit();

   private:
    soci::session &sql_;
    bool open_ = true;
  };

  std::unique_ptr<soci::session> session_;
};

}  // namespace gantry::core
