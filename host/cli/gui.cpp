// SPDX-License-Identifier: Apache-2.0
#include <host/cli/commands.hpp>
#include <host/cli/workplace_options.hpp>

#include <core/plugins/parameters.hpp>
#include <host/window/app/gui.hpp>
#include <host/window/scene/scene.hpp>
#include <host/window/script/language.hpp>

namespace gantry::host {

namespace po = boost::program_options;

namespace {

core::Result<window::GuiOptions> options_of(const CommandLine &line) {
  window::GuiOptions options;
  options.script = line.text("script");
  options.snapshot = line.text("snapshot");
  if (line.has("size")) {
    const std::string size = line.text("size");
    const auto cross = size.find('x');
    const auto width = core::parse_number(size.substr(0, cross));
    const auto height = cross == std::string::npos ? std::nullopt : core::parse_number(size.substr(cross + 1));
    if (!width || !height || *width < 640 || *height < 400 || *width > 16384 || *height > 16384) {
      return core::fail("usage", "--size is WIDTHxHEIGHT, from 640x400 on", "--size", "", core::Failure::usage);
    }
    options.app.window.width = static_cast<int>(*width);
    options.app.window.height = static_cast<int>(*height);
  }
  if (line.has("scale")) {
    const auto scale = core::parse_number(line.text("scale"));
    if (!scale || *scale < 0.5 || *scale > 4) {
      return core::fail("usage", "--scale is a number from 0.5 to 4", "--scale", "", core::Failure::usage);
    }
    options.app.window.scale = static_cast<float>(*scale);
  }
  if (line.has("theme")) {
    const auto theme = window::theme_named(line.text("theme"));
    if (!theme) return core::fail("usage", "--theme is dark, light or contrast", "--theme", "", core::Failure::usage);
    options.app.theme = *theme;
  }
  return options;
}

}  // namespace

int run_gui(const Words &words) {
  CommandLine line("gantry gui [PROJECT] [--script FILE] [--snapshot FILE]",
                   std::string("Opens the window.\n\n") + window::script_help);
  line.positional("folder", 1);
  line.flags().add_options()("script", po::value<std::string>()->value_name("FILE"),
                             "drive the window as this script says, then close it")(
      "snapshot", po::value<std::string>()->value_name("FILE"), "write a picture (PNG) of the window, then close it")(
      "size", po::value<std::string>()->value_name("WxH"), "of the window (default 1280x800)")(
      "scale", po::value<std::string>()->value_name("N"), "of everything (default: as the display says)")(
      "theme", po::value<std::string>()->value_name("NAME"), "dark, light or contrast")(
      "widgets", po::value<std::string>()->value_name("FOLDER"),
      "draw every widget in every theme, as PNG, and no window");
  if (const auto code = line.parse(words)) return *code;
  const auto options = options_of(line);
  if (!options) return line.console().failed(options.error());
  if (line.has("widgets")) {
    const auto drawn = window::draw_widgets(line.text("widgets"), options.value().app.window.scale);
    return drawn ? exit_done : line.console().failed(drawn.error());
  }
  const std::string project = line.text("folder").empty() ? line.common().project : line.text("folder");
  const auto closed = window::open_gui(options.value(), [&](window::App &app) -> core::Result<window::Scene> {
    return window::workplace_scene(app, workplace_options(line), project, line.text("theme"));
  });
  return closed ? exit_done : line.console().failed(closed.error());
}

}  // namespace gantry::host
