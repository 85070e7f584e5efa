// SPDX-License-Identifier: Apache-2.0
// Errors are values that say what happened, to what, and what to do next.
//
//   Result<Table> read_table(std::string_view text);
//   GANTRY_TRY(table, read_table(text));          // hands the error on
//   return fail("table.empty", "the table has no rows", "", "give a file with at least one row below the header");
#pragma once

#include <boost/outcome/policy/terminate.hpp>
#include <boost/outcome/result.hpp>
#include <string>
#include <utility>

namespace gantry::core {

// What kind of failure it was: it decides the exit code of the command line.
enum class Failure {
  failed,     // exit 1
  usage,      // exit 2: the caller's words or values
  crashed,    // exit 3: a plugin crashed, hung or passed its limits
  integrity,  // exit 4: data is not what was recorded
  cancelled,  // exit 1: stopped by the user
};

struct Error {
  std::string code;       // stable, for programs: "project.locked"
  std::string message;    // what happened
  std::string parameter;  // the parameter, port or file at fault; may be empty
  std::string hint;       // what to do next; may be empty
  Failure failure = Failure::failed;
};

template <class T>
using Result = boost::outcome_v2::basic_result<T, Error, boost::outcome_v2::policy::terminate>;

// An error on its way out: converts to any Result<T>.
inline auto fail(std::string code, std::string message, std::string parameter = {}, std::string hint = {},
                 Failure failure = Failure::failed) {
  return boost::outcome_v2::failure(
      Error{std::move(code), std::move(message), std::move(parameter), std::move(hint), failure});
}
inline auto fail(Error error) { return boost::outcome_v2::failure(std::move(error)); }
inline auto done() { return boost::outcome_v2::success(); }

}  // namespace gantry::core

// GANTRY_TRY(name, expression): declares `name` with the value, or returns the error. GANTRY_CHECK(expression): no value.
// (Boost.Outcome's own macros changed their spelling between releases.)
#define GANTRY_JOIN_(a, b) a##b
#define GANTRY_UNIQUE_(line) GANTRY_JOIN_(gantry_result_, line)
#define GANTRY_TRY_(result, name, ...)                                 \
  auto &&result = (__VA_ARGS__);                                       \
  if (!result) return ::gantry::core::fail(std::move(result).error()); \
  auto &&name = std::move(result).value()
#define GANTRY_TRY(name, ...) GANTRY_TRY_(GANTRY_UNIQUE_(__COUNTER__), name, __VA_ARGS__)
#define GANTRY_CHECK(...)                                             \
  do {                                                                \
    if (auto &&gantry_checked = (__VA_ARGS__); !gantry_checked)       \
      return ::gantry::core::fail(std::move(gantry_checked).error()); \
  } while (false)
