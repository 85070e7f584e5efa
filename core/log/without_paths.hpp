// SPDX-License-Identifier: Apache-2.0
// Words of plugins and of the system, made fit for a log and a database.
//
//   without_paths("can't open /data/Jan/scan.nii: no such file");   // "can't open (path): no such file"
#pragma once

#include <string>

namespace gantry::core {

// Replaces whatever looks like a path, up to the end of its clause, by "(path)": words of plugins and of the system may
// quote one, and paths carry patients' names.
std::string without_paths(const std::string &words);

}  // namespace gantry::core
