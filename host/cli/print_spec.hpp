// SPDX-License-Identifier: Apache-2.0
// Parts of what `gantry tools` and `gantry models` print.
//
//   print_parameters(console, tool.parameters);   // "--set level   200   …"
#pragma once

#include <core/plugins/schema.hpp>
#include <host/cli/console.hpp>
#include <string>
#include <vector>

namespace gantry::host {

// "0 to 10", "… to 10"; "" without bounds.
std::string range_text(double low, double high);
std::string first_sentence(const std::string &text);
void print_parameters(const Console &console, const std::vector<core::ParameterSpec> &parameters);

}  // namespace gantry::host
