// SPDX-License-Identifier: Apache-2.0
// The plugin's equations by their ids, through its C tables.
//
//   const Solved s = solved_by("iv2", {0, 1, 2}, doses({{{"time", 0}, {"amount", 500}}}));
#pragma once

#include <tests/core/fit/ode/fixtures.hpp>

#include <algorithm>
#include <string>

extern "C" const gantry_plugin_entry pharmacokinetics_entry;

namespace pk_test {

using namespace ode_test;

inline const gantry_ode &equations(const std::string &id) {
  const auto *all = static_cast<const gantry_odes *>(pharmacokinetics_entry.get_interface(GANTRY_ODES_ID));
  const auto end = all->items + all->count;
  const auto found = std::find_if(all->items, end, [&](const gantry_ode *one) { return one->id == id; });
  if (found == end) throw std::runtime_error("no equations " + id);
  return **found;
}

inline Solved solved_by(const std::string &id, const Vector &times, json options) {
  return Solved(equations(id), std::move(options), {times});
}

}  // namespace pk_test
