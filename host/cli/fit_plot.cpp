// SPDX-License-Identifier: Apache-2.0
#include <core/data/object.hpp>
#include <core/platform/durable.hpp>
#include <core/report/curve_plot.hpp>
#include <host/cli/fit_plot.hpp>
#include <optional>

namespace gantry::host {
namespace {

core::Result<std::optional<core::Table>> table_on(const std::vector<core::PortObject> &outputs,
                                                  const std::string &port) {
  for (const auto &output : outputs) {
    if (output.port != port) continue;
    GANTRY_TRY(table, core::table_of(*output.object));
    return std::optional(table);
  }
  return std::optional<core::Table>();
}

}  // namespace

core::Result<void> write_fit_plot(const std::vector<core::PortObject> &outputs, const std::string &caption,
                                  const std::string &file) {
  const auto ends_with = [&](const std::string &ending) {
    return file.size() > ending.size() && file.compare(file.size() - ending.size(), ending.size(), ending) == 0;
  };
  if (!ends_with(".svg") && !ends_with(".png"))
    return core::fail("fit.plot", file + " is neither .svg nor .png", "--plot", "choose one of these endings",
                      core::Failure::usage);
  GANTRY_TRY(curve, table_on(outputs, "curve"));
  GANTRY_TRY(band, table_on(outputs, "band"));
  if (!curve)
    return core::fail("fit.plot", "there is no curve to plot", "--plot", "fit a curve, not a map",
                      core::Failure::usage);
  core::report::XyPlot plot = core::report::curve_plot(*curve, band ? &*band : nullptr);
  plot.caption = caption;
  plot.alt = caption + ": measured points, the fitted curve, and their differences below";
  if (ends_with(".svg")) {
    GANTRY_TRY(figure, core::report::draw_plot(plot));
    return core::platform::save_file(file, std::as_bytes(std::span(figure.svg)));
  }
  GANTRY_TRY(picture, core::report::draw_plot_picture(plot));
  return core::platform::save_file(file, picture.png);
}

}  // namespace gantry::host
