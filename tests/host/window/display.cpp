// SPDX-License-Identifier: Apache-2.0
#include "display.hpp"

#include <catch2/catch.hpp>
#include <cstdlib>
#include <filesystem>
#include <fstream>
#include <unistd.h>

namespace gantry::test {

namespace window = host::window;

Display::Display() {
  int ends[2];
  REQUIRE(::pipe(ends) == 0);
  core::platform::FileDescriptor ours(ends[0]);
  core::platform::FileDescriptor theirs(ends[1]);
  auto server =
      core::platform::Process::spawn({.program = "/usr/bin/Xvfb",
                                      .arguments = {"-displayfd", std::to_string(core::platform::inherited_descriptor),
                                                    "-screen", "0", "2600x1900x24", "-nolisten", "tcp", "-noreset"}},
                                     std::move(theirs));
  REQUIRE(server);
  server_ = std::move(server).value();
  std::string number;
  for (char c = 0; ::read(ours.get(), &c, 1) == 1 && c != '\n';) number += c;
  REQUIRE_FALSE(number.empty());
  ::setenv("DISPLAY", (":" + number).c_str(), 1);
  ::setenv("LIBGL_ALWAYS_SOFTWARE", "1", 1);
}

std::string scratch(const std::string &name) {
  const auto folder = std::filesystem::path(GANTRY_BINARY_DIR) / "tests" / "window";
  std::filesystem::create_directories(folder);
  return (folder / name).string();
}

core::Result<void> play(const std::function<void(const gantry_ui &)> &draw, const std::string &script,
                        const std::function<void(window::App &)> &prepare) {
  window::GuiOptions options;
  options.script = scratch("script");
  options.app.window.scale = 1;
  options.app.window.width = 1440;
  options.app.window.height = 900;
  std::ofstream(options.script) << script;
  return window::open_gui(options, [&](window::App &app) -> core::Result<window::Scene> {
    if (prepare) prepare(app);
    return window::Scene{.draw = draw};
  });
}

std::string words(const core::Result<void> &result) {
  if (result) return {};
  const auto &message = result.error().message;
  const auto place = message.find("/script:");
  return place == std::string::npos ? message : message.substr(place + 1);
}

}  // namespace gantry::test
