// SPDX-License-Identifier: Apache-2.0
// What a worker process does about its own end: it leaves with its host, and says how much memory it had when it crashed.
//
//   leave_with(3, busy);                             // a thread that ends the process when the socket hangs up
//   note_crashes([](int signal) noexcept { … });     // called in the signal handler, before the default action
#pragma once

#include <atomic>

namespace gantry::core::platform {

inline constexpr int connection_lost = 70;  // exit code of a worker that lost its socket

// While `busy` at once; otherwise the main thread has a moment to leave in order. `busy` lives as long as the process.
void leave_with(int socket, const std::atomic<bool> &busy);
void note_crashes(void (*note)(int signal) noexcept);
[[noreturn]] void leave_now(int code) noexcept;  // without destructors: foreign code may hang in them

}  // namespace gantry::core::platform
