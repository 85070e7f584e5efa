// SPDX-License-Identifier: Apache-2.0
#include <bench/window/program.hpp>

#include <fcntl.h>

namespace gantry::bench {

core::Result<std::string> output_of(const core::platform::Process::Command &command) {
  using namespace core::platform;
  FileDescriptor nothing(::open("/dev/null", O_RDONLY | O_CLOEXEC));
  GANTRY_TRY(program, Process::spawn(command, std::move(nothing)));
  for (;;) {
    program.drain();
    const auto ended = program.wait(std::chrono::milliseconds(5));
    if (!ended) continue;
    program.drain();
    if (ended->code == 0 && ended->signal == 0) return program.tail();
    return core::fail("bench.program", command.program + " " + ended->words + ": " + program.tail());
  }
}

}  // namespace gantry::bench
