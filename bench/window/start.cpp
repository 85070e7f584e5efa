// SPDX-License-Identifier: Apache-2.0
#include <bench/window/start.hpp>

#include <bench/window/program.hpp>
#include <GL/gl.h>
#include <chrono>
#include <core/platform/file_descriptor.hpp>
#include <core/platform/paths.hpp>
#include <cstdio>
#include <cstdlib>
#include <fcntl.h>
#include <host/window/scene/scene.hpp>
#include <sstream>
#include <unistd.h>

namespace gantry::bench {
namespace {

namespace fs = std::filesystem;

constexpr int starts = 11;

// Since the machine was started: the same clock in every process.
double now() {
  return std::chrono::duration<double, std::milli>(std::chrono::steady_clock::now().time_since_epoch()).count();
}

void forget(const fs::path &folder) {
  ::sync();
  for (const auto &entry : fs::recursive_directory_iterator(folder)) {
    if (!entry.is_regular_file()) continue;
    const core::platform::FileDescriptor file(::open(entry.path().c_str(), O_RDONLY | O_CLOEXEC));
    if (file.get() >= 0) ::posix_fadvise(file.get(), 0, 0, POSIX_FADV_DONTNEED);
  }
}

struct One {  // start
  double first = 0, all = 0;
  Memory memory;
};

core::Result<One> start_once(const fs::path &home, const Folders &plugins) {
  std::vector<std::string> words{"start", std::to_string(now()), home.string()};
  words.insert(words.end(), plugins.begin(), plugins.end());
  GANTRY_TRY(printed,
             output_of({.program = core::platform::this_executable().string(),
                        .arguments = words,
                        .environment = {"PATH=/usr/bin:/bin", "LC_ALL=C.UTF-8", "HOME=" + home.string(),
                                        "LIBGL_ALWAYS_SOFTWARE=1", std::string("DISPLAY=") + std::getenv("DISPLAY")}}));
  One one;
  std::istringstream said(printed);
  if (said >> one.first >> one.all >> one.memory.resident >> one.memory.proportional) return one;
  return core::fail("bench.start", "the window did not tell its times: " + printed);
}

}  // namespace

bool is_start(int count, char **arguments) { return count > 3 && std::string_view(arguments[1]) == "start"; }

// "start BEGAN HOME PLUGINS…": prints when the first frame was there, when all plugins were listed, and the memory then.
int start_and_tell(int count, char **arguments) {
  using namespace host::window;
  const double began = std::strtod(arguments[2], nullptr);
  App::Options options;
  options.window = {.width = 1440, .height = 900, .scale = 1};
  auto app = App::open(std::move(options));
  if (!app) return std::fprintf(stderr, "%s\n", app.error().message.c_str()), 1;
  const auto room =
      std::make_shared<Room>(*app.value(), Place::options(arguments[3], {arguments + 4, arguments + count}));
  app.value()->scene = scene_of(room);
  double first = 0;
  app.value()->drawn = [&](double) {
    glFinish();
    if (first == 0) first = now();
    if (!room->workplace.catalogue_ready()) return;
    const Memory memory = memory_of_this_process();
    std::printf("%g %g %g %g\n", first - began, now() - began, memory.resident, memory.proportional);
    app.value()->close();
  };
  app.value()->run();
  app.value()->drawn = {};
  return 0;
}

core::Result<Start> measure_start(const fs::path &home, const Folders &plugins, Files files) {
  std::vector<double> first, all;
  Start start;
  for (int i = 0; i < starts; ++i) {
    if (files == Files::cold)
      for (const std::string &folder : plugins) forget(folder);
    GANTRY_TRY(one, start_once(home, plugins));
    first.push_back(one.first);
    all.push_back(one.all);
    start.memory = one.memory;
  }
  start.first_frame = times_of(std::move(first));
  start.all_plugins = times_of(std::move(all));
  return start;
}

}  // namespace gantry::bench
