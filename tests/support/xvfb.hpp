// SPDX-License-Identifier: Apache-2.0
// An X server without a screen, and software OpenGL, for as long as it is held.
//
//   GANTRY_TRY(server, start_xvfb());      // DISPLAY names it from now on
#pragma once

#include <core/platform/process.hpp>
#include <cstdlib>
#include <string>
#include <unistd.h>

namespace gantry::tests {

inline core::Result<core::platform::Process> start_xvfb() {
  using namespace core::platform;
  int ends[2];
  if (::pipe(ends) != 0) return core::fail("xvfb.pipe", "there are no descriptors left");
  const FileDescriptor ours(ends[0]);
  FileDescriptor theirs(ends[1]);
  GANTRY_TRY(server, Process::spawn({.program = "/usr/bin/Xvfb",
                                     .arguments = {"-displayfd", std::to_string(inherited_descriptor), "-screen", "0",
                                                   "2600x1900x24", "-nolisten", "tcp", "-noreset"}},
                                    std::move(theirs)));
  std::string number;
  for (char c = 0; ::read(ours.get(), &c, 1) == 1 && c != '\n';) number += c;
  if (number.empty()) return core::fail("xvfb.start", "Xvfb did not start: " + server.tail());
  ::setenv("DISPLAY", (":" + number).c_str(), 1);
  ::setenv("LIBGL_ALWAYS_SOFTWARE", "1", 1);
  return std::move(server);
}

}  // namespace gantry::tests
