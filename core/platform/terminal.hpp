// SPDX-License-Identifier: Apache-2.0
// The terminal, and the key that stops a job.
//
//   catch_interrupt();                 // from now on Ctrl-C sets a flag; a second one ends the program
//   if (interrupted()) job.cancel();
#pragma once

#include <optional>
#include <string>

namespace gantry::core::platform {

bool is_terminal(int descriptor);
int terminal_columns(int descriptor);  // 80 when it is none

// Asks on the terminal of this process, whatever standard input and output are, and doesn't show what is typed. Nothing
// when there is no terminal, or the input ends.
std::optional<std::string> ask_hidden(const std::string &question);

void catch_interrupt();
bool interrupted();

}  // namespace gantry::core::platform
