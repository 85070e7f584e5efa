// SPDX-License-Identifier: Apache-2.0
// The commands, each in a file of its own. `words` is what stands behind the command's name; the result is the exit code.
//
//   return run_tools({"threshold", "--json"});
#pragma once

#include <host/cli/command.hpp>

namespace gantry::host {

int run_import(const Words &words);
int run_deidentify(const Words &words);
int run_convert(const Words &words);
int run_headers(const Words &words);
int run_run(const Words &words);
int run_fit(const Words &words);
int run_gui(const Words &words);
int run_study(const Words &words);
int run_verify(const Words &words);
int run_report(const Words &words);
int run_tools(const Words &words);
int run_models(const Words &words);
int run_project(const Words &words);
int run_plugins(const Words &words);
// A plugin's own command (gantry.command/1).
int run_plugin_command(const Words &words);

}  // namespace gantry::host
