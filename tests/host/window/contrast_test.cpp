// SPDX-License-Identifier: Apache-2.0
#include <catch2/catch.hpp>
#include <cmath>
#include <core/report/colour.hpp>
#include <host/window/theme/theme.hpp>

using namespace gantry::host::window;

namespace {

struct Lab {
  double l, a, b;
};

double linear(double c) { return c <= 0.04045 ? c / 12.92 : std::pow((c + 0.055) / 1.055, 2.4); }

// CIE 1976 L*a*b* of linear sRGB, white point D65.
Lab lab_of(const std::array<double, 3> &rgb) {
  const double x = (0.4124564 * rgb[0] + 0.3575761 * rgb[1] + 0.1804375 * rgb[2]) / 0.95047;
  const double y = 0.2126729 * rgb[0] + 0.7151522 * rgb[1] + 0.0721750 * rgb[2];
  const double z = (0.0193339 * rgb[0] + 0.1191920 * rgb[1] + 0.9503041 * rgb[2]) / 1.08883;
  const auto f = [](double t) { return t > 216.0 / 24389 ? std::cbrt(t) : (24389.0 / 27 * t + 16) / 116; };
  return {116 * f(y) - 16, 500 * (f(x) - f(y)), 200 * (f(y) - f(z))};
}

// How a colour looks to people without one kind of cone: G. Machado, M. Oliveira and L. Fernandes, "A physiologically-based
// model for simulation of color vision deficiency", IEEE TVCG 15(6), 2009, severity 1.
constexpr double sight[4][9] = {
    {1, 0, 0, 0, 1, 0, 0, 0, 1},
    {0.152286, 1.052583, -0.204868, 0.114503, 0.786281, 0.099216, -0.003882, -0.048116, 1.051998},
    {0.367322, 0.860646, -0.227968, 0.280085, 0.672501, 0.047413, -0.011820, 0.042940, 0.968881},
    {1.255528, -0.076749, -0.178779, -0.078411, 0.930809, 0.147602, 0.004733, 0.691367, 0.303900}};

Lab seen(Rgb rgb, const double (&m)[9]) {
  std::array<double, 3> c{};
  for (unsigned i = 0; i < 3; ++i) c[i] = linear(((rgb >> (16 - 8 * i)) & 0xff) / 255.0);
  std::array<double, 3> out{};
  for (std::size_t i = 0; i < 3; ++i) {
    out[i] = std::min(1.0, std::max(0.0, m[3 * i] * c[0] + m[3 * i + 1] * c[1] + m[3 * i + 2] * c[2]));
  }
  return lab_of(out);
}

}  // namespace

TEST_CASE("Contrast is that of WCAG 2.1") {
  CHECK(contrast(0x000000, 0xffffff) == Approx(21));
  CHECK(contrast(0x777777, 0xffffff) == Approx(4.478).margin(0.001));  // W3C's own example of what just fails
  CHECK(contrast(0x767676, 0xffffff) == Approx(4.542).margin(0.001));  // and of what just passes
}

TEST_CASE("Every pair of colours that the window draws has the contrast of WCAG AA, in every theme") {
  for (const ThemeName name : all_themes) {
    for (const auto &pair : used_pairs(theme(name))) {
      INFO(theme(name).id << ": " << pair.what << std::hex << " #" << pair.ink << " on #" << pair.ground);
      CHECK(contrast(pair.ink, pair.ground) >= pair.least);
    }
  }
}

TEST_CASE("Segments without colours of their own stand out on the black around an image") {
  for (std::size_t i = 0; i < 6; ++i) {
    const std::string hex = gantry::core::report::hex(gantry::core::report::class_colour(i));
    INFO(hex);
    CHECK(contrast(static_cast<Rgb>(std::stoul(hex.substr(1), nullptr, 16)), 0x000000) >= 3);
  }
}

TEST_CASE("A colour that covers half of the ground lies half-way") {
  CHECK(mixed(0xff0000, 0x0000ff, 0.5) == 0x800080);
  CHECK(mixed(0x123456, 0xffffff, 1) == 0x123456);
  CHECK(mixed(0x123456, 0xabcdef, 0) == 0xabcdef);
}

TEST_CASE("High contrast has 7 to 1 for all text") {
  for (const auto &pair : used_pairs(theme(ThemeName::contrast))) {
    INFO(pair.what << std::hex << " #" << pair.ink << " on #" << pair.ground);
    if (pair.least >= 4.5) CHECK(contrast(pair.ink, pair.ground) >= 7);
  }
}

TEST_CASE("Series of a plot are told apart with any colour vision") {
  for (const ThemeName name : all_themes) {
    const auto &series = theme(name).series;
    for (std::size_t s = 0; s < 4; ++s) {
      for (std::size_t i = 0; i < series.size(); ++i) {
        for (std::size_t j = i + 1; j < series.size(); ++j) {
          const Lab a = seen(series[i], sight[s]);
          const Lab b = seen(series[j], sight[s]);
          INFO(theme(name).id << " sight " << s << ": series " << i << " and " << j);
          CHECK(std::hypot(a.l - b.l, a.a - b.a, a.b - b.b) >= 8);  // 2.3 is just noticeable
        }
      }
    }
  }
}

TEST_CASE("Themes are found by name") {
  CHECK(theme_named("light") == ThemeName::light);
  CHECK_FALSE(theme_named("blue"));
}
