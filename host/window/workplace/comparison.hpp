// SPDX-License-Identifier: Apache-2.0
// Two runs beside each other: what changed in settings, inputs and software, and what that made of the results.
//
//   const auto rows = compare_settings(before, after, project);            // at once
//   const auto numbers = compare_outputs(before, after, objects_of);       // reads the outputs: in the background
//   for (const ComparedRow &row : numbers) …  row.what(), row.before(), row.after(), row.changed
#pragma once

#include <core/project/project.hpp>
#include <functional>
#include <host/window/words/words.hpp>
#include <host/window/workplace/snapshot.hpp>
#include <string>
#include <vector>

namespace gantry::host::window {

enum class Compared { parameter, input, version, output, number };

struct ComparedRow {
  Compared kind = Compared::parameter;
  Words what, before, after;  // "" where there is none
  bool changed = false;
};

std::vector<ComparedRow> compare_settings(const core::RunRecord &before, const core::RunRecord &after,
                                          const Snapshot &project);

using ObjectReader = std::function<core::Result<core::ObjectPtr>(const std::string &hash)>;
// A row for each output (identical, or how far apart) and for each figure that both have.
core::Result<std::vector<ComparedRow>> compare_outputs(const core::RunRecord &before, const core::RunRecord &after,
                                                       const ObjectReader &read);

}  // namespace gantry::host::window
