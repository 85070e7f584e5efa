// SPDX-License-Identifier: Apache-2.0
#include "writing.hpp"

#include <gantry/cpp/error.hpp>

#include <algorithm>
#include <array>
#include <charconv>
#include <cmath>

namespace gantry::pictures {

std::string stem_of(const std::string &name, std::initializer_list<const char *> extensions) {
  for (const std::string end : extensions) {
    if (name.size() > end.size() && name.compare(name.size() - end.size(), end.size(), end) == 0) {
      return name.substr(0, name.size() - end.size());
    }
  }
  throw Error("file.name", std::string("the name does not end in ") + *extensions.begin(), GANTRY_INVALID_ARGUMENT)
      .hint(std::string("name the file NAME") + *extensions.begin());
}

std::string text_of(double value) {
  std::array<char, 32> buffer;
  const auto result = std::to_chars(buffer.data(), buffer.data() + buffer.size(), value + 0.0);
  return {buffer.data(), result.ptr};
}

std::string digits(std::uint64_t number, std::uint64_t largest) {
  std::string text = std::to_string(number);
  const std::size_t width = std::max<std::size_t>(3, std::to_string(largest).size());
  return std::string(width - std::min(width, text.size()), '0') + text;
}

void require_even_slices(const gantry_geometry &g, const char *format) {
  if (g.slice_positions == nullptr) return;
  for (std::uint64_t k = 0; k < g.slice_count; ++k) {
    for (unsigned r = 0; r < 3; ++r) {
      const double even = g.origin[r] + g.direction[3 * r + 2] * g.spacing[2] * static_cast<double>(k);
      if (!(std::abs(g.slice_positions[3 * k + r] - even) > 1e-3)) continue;
      throw Error("file.slices", std::string("its slices are not evenly spaced, which ") + format + " can't express",
                  GANTRY_UNSUPPORTED)
          .at("volume")
          .hint("resample it to even slices first");
    }
  }
}

bool is_unplaced(const gantry_geometry &g) {
  constexpr double axes[9] = {1, 0, 0, 0, 1, 0, 0, 0, 1};
  return (g.flags & GANTRY_GEOMETRY_ASSUMED) != 0 && std::equal(axes, axes + 9, g.direction) && g.origin[0] == 0 &&
         g.origin[1] == 0 && g.origin[2] == 0;
}

}  // namespace gantry::pictures
