// SPDX-License-Identifier: Apache-2.0
#include <host/window/script/pictures.hpp>

#include <algorithm>
#include <array>
#include <cmath>
#include <core/plugins/parameters.hpp>
#include <cstdio>
#include <cstdlib>

namespace gantry::host::window {
namespace {

double number(const Step &step, std::size_t word, double otherwise) {
  return step.words.size() > word ? core::parse_number(step.words[word]).value_or(otherwise) : otherwise;
}

std::array<double, 3> mean_colour(const Pixels &pixels) {
  std::array<double, 3> mean{};
  for (const std::uint32_t pixel : pixels.rgb)
    for (std::size_t c = 0; c < 3; ++c) mean[c] += (pixel >> (16 - 8 * c)) & 0xffU;
  for (double &m : mean) m /= static_cast<double>(pixels.rgb.size());
  return mean;
}

std::string unmet_colour(const Pixels &part, const Step &step) {
  const auto wanted = static_cast<std::uint32_t>(std::strtoul(step.words[1].c_str(), nullptr, 16));
  const double tolerance = number(step, 2, 16);
  const auto mean = mean_colour(part);
  bool met = true;
  for (std::size_t c = 0; c < 3; ++c) met = met && std::abs(mean[c] - ((wanted >> (16 - 8 * c)) & 0xffU)) <= tolerance;
  if (met) return {};
  char text[8];
  std::snprintf(text, sizeof text, "%02x%02x%02x", static_cast<unsigned>(std::lround(mean[0])),
                static_cast<unsigned>(std::lround(mean[1])), static_cast<unsigned>(std::lround(mean[2])));
  return std::string("its mean colour is ") + text;
}

}  // namespace

Pixels part_of(const Pixels &pixels, const Screen &screen, const std::string &path) {
  if (path == ".") return pixels;
  const Seen *const seen = screen.find(path);
  if (seen == nullptr || seen->visible.empty()) return {};
  const auto within = [](float at, unsigned end) {
    return static_cast<unsigned>(std::clamp(std::lround(at), 0L, static_cast<long>(end)));
  };
  const unsigned x0 = within(seen->visible.x0, pixels.width), x1 = within(seen->visible.x1, pixels.width);
  const unsigned y0 = within(seen->visible.y0, pixels.height), y1 = within(seen->visible.y1, pixels.height);
  Pixels part;
  part.width = x1 - x0;
  part.height = y1 - y0;
  for (unsigned y = y0; y < y1; ++y) {
    const auto row = pixels.rgb.begin() + static_cast<std::ptrdiff_t>(std::size_t{y} * pixels.width);
    part.rgb.insert(part.rgb.end(), row + x0, row + x1);
  }
  return part;
}

std::string unmet_in(const Pixels &pixels, const Screen &screen, const Step &step) {
  const bool colour = step.verb == "assert colour";
  const std::string path = colour ? step.words[0] : step.words.size() > 2 ? step.words[2] : ".";
  const Pixels part = part_of(pixels, screen, path);
  if (part.rgb.empty()) return "nothing of " + path + " is to be seen";
  if (colour) return unmet_colour(part, step);
  const auto expected = read_png(step.words[0]);
  if (!expected) return expected.error().message + "; `snapshot " + step.words[0] + "` makes it";
  const double share = difference(expected.value(), part);
  if (share <= number(step, 1, 0.01)) return {};
  return "the picture differs in " + std::to_string(share * 100) + " % of its pixels";
}

}  // namespace gantry::host::window
