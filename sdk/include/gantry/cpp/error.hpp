// SPDX-License-Identifier: MIT
// Errors of a C++ plugin: thrown inside it, handed over as structured errors at its border, never thrown across.
//
//   throw gantry::Error("threshold.empty-mask", "the mask is empty").at("mask").hint("paint the region first");
#pragma once

#include <gantry/base.h>

#include <stdexcept>
#include <string>
#include <utility>

namespace gantry {

class Error : public std::runtime_error {
 public:
  Error(std::string code, const std::string &message, std::int32_t status = GANTRY_FAILED)
      : std::runtime_error(message), code_(std::move(code)), status_(status) {}

  // The key of the parameter or port at fault.
  Error &at(std::string key) {
    parameter_ = std::move(key);
    return *this;
  }
  // What to do next.
  Error &hint(std::string text) {
    hint_ = std::move(text);
    return *this;
  }

  const std::string &code() const { return code_; }
  const std::string &parameter() const { return parameter_; }
  const std::string &hint() const { return hint_; }
  std::int32_t status() const { return status_; }

 private:
  std::string code_, parameter_, hint_;
  std::int32_t status_;
};

// Thrown by Job::progress and Job::check when the user has cancelled, and where the host wants no more; unwinds to the
// border.
struct Cancelled {};

namespace detail {
inline void require(std::int32_t status, const char *code, const std::string &what, const char *key) {
  if (status == GANTRY_CANCELLED) throw Cancelled{};
  if (status != GANTRY_OK) throw Error(code, what, status).at(key);
}
}  // namespace detail
}  // namespace gantry
