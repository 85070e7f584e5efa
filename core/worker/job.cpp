// SPDX-License-Identifier: Apache-2.0
#include <core/worker/job.hpp>

#include <algorithm>
#include <array>
#include <sodium.h>

namespace gantry::core {
namespace {

constexpr std::array<std::string_view, 12> names{"tool",       "command",    "fit_map",     "fit_curve",
                                                 "list_files", "read_files", "write_files", "sniff_files",
                                                 "describe",   "panel",      "evaluate",    "check_model"};

}  // namespace

std::string_view name(JobKind kind) { return names[static_cast<std::size_t>(kind)]; }

std::optional<JobKind> job_kind_by_name(std::string_view wanted) {
  const auto *found = std::find(names.begin(), names.end(), wanted);
  if (found == names.end()) return {};
  return static_cast<JobKind>(found - names.begin());
}

std::string new_job_id() {
  std::array<unsigned char, 8> bytes{};
  randombytes_buf(bytes.data(), bytes.size());
  std::array<char, 2 * bytes.size() + 1> hex{};
  sodium_bin2hex(hex.data(), hex.size(), bytes.data(), bytes.size());
  return hex.data();
}

}  // namespace gantry::core
