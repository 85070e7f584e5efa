// SPDX-License-Identifier: Apache-2.0
#include "display.hpp"

#include <catch2/catch.hpp>
#include <filesystem>
#include <fstream>
#include <tests/support/xvfb.hpp>

namespace gantry::test {

namespace window = host::window;

Display::Display() {
  auto server = tests::start_xvfb();
  REQUIRE(server);
  server_ = std::move(server).value();
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
