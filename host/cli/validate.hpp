// SPDX-License-Identifier: Apache-2.0
// gantry plugins validate: does the manifest say what the binary says?
//
//   return validate_plugin(line, bench, "segmentation");   // an id, or a bundle's folder
#pragma once

#include <host/cli/command.hpp>

namespace gantry::host {

int validate_plugin(const CommandLine &line, core::Workbench &bench, const std::string &id_or_folder);

}  // namespace gantry::host
