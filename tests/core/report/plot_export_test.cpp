// SPDX-License-Identifier: Apache-2.0
#include "tag_balance.hpp"
#include <cairo.h>
#include <catch2/catch.hpp>
#include <cmath>
#include <core/report/plot_export.hpp>
#include <cstring>
#include <limits>
#include <sstream>

using namespace gantry::core::report;

namespace {

constexpr double absent = std::numeric_limits<double>::quiet_NaN();

struct Decay {
  std::vector<double> te{10, 20, 30, 40}, signal{903.1, 512.75, 1e-7, 211}, error{20, 20, 20, 20},
      fit{900, 510, 300, 200};
  gantry_ui_series measured{}, fitted{};
  const gantry_ui_series *list[2] = {&measured, &fitted};
  gantry_ui_axis x{sizeof(gantry_ui_axis), 0, "TE", "ms", absent, absent};
  gantry_ui_axis y{sizeof(gantry_ui_axis), 0, "Signal, raw", "", absent, absent};
  gantry_ui_plot plot{};
  ShownPlot shown;

  Decay() {
    measured = {.size = sizeof measured,
                .style = GANTRY_UI_POINTS,
                .colour = 0x0072b2,
                .residual = 0,
                .count = 4,
                .id = "measured",
                .name = "measured \"here\"",
                .x = te.data(),
                .y = signal.data(),
                .y2 = nullptr,
                .error = error.data()};
    fitted = measured;
    fitted.style = GANTRY_UI_LINE;
    fitted.colour = 0xd55e00;
    fitted.id = "fit";
    fitted.name = "fit";
    fitted.y = fit.data();
    fitted.error = nullptr;
    plot = {.size = sizeof plot,
            .series_count = 2,
            .series = list,
            .x = &x,
            .y = &y,
            .residual = nullptr,
            .title = "T2* decay: left/right"};
    shown.plot = &plot;
  }
};

std::vector<std::vector<std::string>> read_csv(const std::string &text, char separator) {
  std::vector<std::vector<std::string>> rows(1, {""});
  bool quoted = false;
  for (std::size_t i = 0; i < text.size(); ++i) {
    const char c = text[i];
    if (quoted && c == '"' && i + 1 < text.size() && text[i + 1] == '"') rows.back().back() += text[++i];
    else if (c == '"') quoted = !quoted;
    else if (!quoted && c == separator) rows.back().emplace_back();
    else if (!quoted && c == '\n') rows.push_back({""});
    else if (quoted || c != '\r') rows.back().back() += c;
  }
  rows.pop_back();
  return rows;
}

}  // namespace

TEST_CASE("CSV reads back as the very numbers, in one column of x where all series share it") {
  Decay d;
  const auto rows = read_csv(plot_csv(d.shown), ',');
  REQUIRE(rows.size() == 5);
  CHECK(rows[0] == std::vector<std::string>{"TE (ms)", "measured \"here\": Signal, raw",
                                            "measured \"here\": Signal, raw ±", "fit: Signal, raw"});
  for (std::size_t i = 0; i < 4; ++i) {
    CHECK(std::stod(rows[i + 1][0]) == d.te[i]);
    CHECK(std::stod(rows[i + 1][1]) == d.signal[i]);
    CHECK(std::stod(rows[i + 1][3]) == d.fit[i]);
  }
  d.shown.hidden = {"measured"};
  CHECK(read_csv(plot_csv(d.shown), ',')[0] == std::vector<std::string>{"TE (ms)", "fit: Signal, raw"});
}

TEST_CASE("With a decimal comma the columns are parted by semicolons") {
  Decay d;
  d.shown.look.decimal = ',';
  const auto rows = read_csv(plot_csv(d.shown), ';');
  CHECK(rows[1][1] == "903,1");
  CHECK(rows[3][1] == "1e-07");
  CHECK(plot_csv(d.shown, '\t').find('\t') != std::string::npos);
}

TEST_CASE("Series with another x have their own; what is missing stays empty") {
  Decay d;
  const std::vector<double> fine{10, 15, 20, 25, 30, absent};
  const std::vector<double> model{1, 2, 3, 4, 5, 6};
  d.fitted.x = fine.data();
  d.fitted.y = model.data();
  d.fitted.count = 6;
  const auto rows = read_csv(plot_csv(d.shown), ',');
  REQUIRE(rows.size() == 7);
  REQUIRE(rows[0].size() == 5);
  CHECK(rows[0][3] == "fit: TE (ms)");
  CHECK(rows[6] == std::vector<std::string>{"", "", "", "", "6"});
}

TEST_CASE("SVG has what is seen: the limits, the series, the texts") {
  Decay d;
  const std::string svg = plot_svg(d.shown, 640, 400);
  CHECK(tag_fault(svg).empty());
  CHECK(svg.find("width=\"640\" height=\"400\"") != std::string::npos);
  CHECK(svg.find(">TE (ms)</text>") != std::string::npos);
  CHECK(svg.find(">T2* decay: left/right</text>") != std::string::npos);
  CHECK(svg.find("#0072b2") != std::string::npos);
  d.shown.view.x = ValueRange{100, 200};
  const std::string elsewhere = plot_svg(d.shown, 640, 400);
  CHECK(elsewhere.find(">140</text>") != std::string::npos);
  CHECK(elsewhere.find("<polyline") == std::string::npos);  // no value is there
}

TEST_CASE("PNG has the size asked for, the paper, the series' colours and text in ink") {
  Decay d;
  const auto png = plot_png(d.shown, 320, 200, colour_from_rgb(0xfcfdfe), colour_from_rgb(0x17202a), 2);
  REQUIRE(png);
  struct Source {
    const std::vector<std::byte> &bytes;
    std::size_t at = 0;
  } source{png.value()};
  cairo_surface_t *surface = cairo_image_surface_create_from_png_stream(
      [](void *closure, unsigned char *to, unsigned length) {
        auto &s = *static_cast<Source *>(closure);
        if (s.at + length > s.bytes.size()) return CAIRO_STATUS_READ_ERROR;
        std::memcpy(to, s.bytes.data() + s.at, length);
        s.at += length;
        return CAIRO_STATUS_SUCCESS;
      },
      &source);
  REQUIRE(cairo_surface_status(surface) == CAIRO_STATUS_SUCCESS);
  CHECK(cairo_image_surface_get_width(surface) == 640);
  CHECK(cairo_image_surface_get_height(surface) == 400);
  int paper = 0, blue = 0, orange = 0, ink = 0;
  for (int y = 0; y < 400; ++y) {
    const auto *row = reinterpret_cast<const std::uint32_t *>(cairo_image_surface_get_data(surface) +
                                                              y * cairo_image_surface_get_stride(surface));
    for (int x = 0; x < 640; ++x) {
      const std::uint32_t rgb = row[x] & 0xFFFFFFU;
      paper += rgb == 0xfcfdfe;
      blue += rgb == 0x0072b2;
      orange += rgb == 0xd55e00;
      ink += rgb == 0x17202a && y < 40;  // of the title
    }
  }
  cairo_surface_destroy(surface);
  CHECK(paper > 640 * 400 / 2);
  CHECK(blue > 100);
  CHECK(orange > 200);
  CHECK(ink > 50);
}

TEST_CASE("Files are named by the title, without what file systems refuse") {
  Decay d;
  CHECK(plot_file_name(d.plot, "svg") == "T2__decay__left_right.svg");
  d.plot.title = "";
  CHECK(plot_file_name(d.plot, "csv") == "plot.csv");
  d.plot.title = "../../etc";
  CHECK(plot_file_name(d.plot, "png").find('/') == std::string::npos);
}
