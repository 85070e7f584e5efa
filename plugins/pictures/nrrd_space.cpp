// SPDX-License-Identifier: Apache-2.0
#include "nrrd_volume.hpp"
#include "space.hpp"
#include "text.hpp"

#include <gantry/cpp/error.hpp>

#include <cmath>

namespace gantry::pictures {
namespace {

struct Space {
  const char *name, *short_name;
  std::array<double, 3> to_lps;
};
constexpr Space patients[] = {{"right-anterior-superior", "ras", {-1, -1, 1}},
                              {"left-anterior-superior", "las", {1, -1, 1}},
                              {"left-posterior-superior", "lps", {1, 1, 1}}};

double mm_per(std::string_view unit) {
  if (unit == "m" || unit == "meter") return 1000;
  if (unit == "cm") return 10;
  if (unit == "um" || unit == "\xc2\xb5m" || unit == "micron") return 0.001;
  return 1;
}

// Units stand in quotes, one for each dimension.
std::vector<std::string> quoted(const std::string &text) {
  std::vector<std::string> out;
  for (std::size_t at = text.find('"'); at != std::string::npos; at = text.find('"', at + 1)) {
    const std::size_t end = text.find('"', at + 1);
    if (end == std::string::npos) break;
    out.push_back(text.substr(at + 1, end - at - 1));
    at = end;
  }
  return out;
}

std::array<double, 3> unit_factors(const std::vector<std::string> &units) {
  std::array<double, 3> mm{1, 1, 1};
  for (std::size_t d = 0; d < 3 && d < units.size(); ++d) mm[d] = mm_per(units[d]);
  return mm;
}

// The steps of the axes that lie in space, in the space's own coordinates, up to three of them.
std::vector<Vector> steps_of(const NrrdHeader &header) {
  std::vector<Vector> steps;
  for (const auto &v : vectors_of(header.field("space directions"), "space directions")) {
    if (v.empty()) continue;
    Vector step{};
    std::copy(v.begin(), v.begin() + static_cast<std::ptrdiff_t>(std::min<std::size_t>(3, v.size())), step.begin());
    steps.push_back(step);
  }
  return steps;
}

Vector origin_of(const NrrdHeader &header) {
  Vector origin{};
  const auto given = vectors_of(header.field("space origin"), "space origin");
  if (!given.empty()) {
    for (std::size_t d = 0; d < 3 && d < given[0].size(); ++d) origin[d] = given[0][d];
  }
  return origin;
}

// Without directions: "spacings", in "units", of the axes in space.
void take_spacings(const NrrdHeader &header, StoredVolume &stored) {
  const auto given = numbers(header.field("spacings"), "spacings");
  const auto thick = numbers(header.field("thicknesses"), "thicknesses");
  const auto units = quoted(header.field("units"));
  Vector spacing{1, 1, 1};
  bool known = false;
  const std::size_t joined = given.size() > stored.axes.size() ? given.size() - stored.axes.size() : 0;
  for (std::size_t a = 0; a < stored.axes.size(); ++a) {
    const std::size_t at = a + joined;  // an axis that became part of the element type comes first
    const unsigned d = stored.axes[a].dimension;
    if (d > 2) continue;
    double step = at < given.size() ? given[at] : NAN;
    if (!std::isfinite(step) && d == 2 && at < thick.size()) step = thick[at];
    if (!std::isfinite(step) || step == 0) continue;
    spacing[d] = std::abs(step) * (at < units.size() ? mm_per(units[at]) : 1);
    known = true;
  }
  stored.geometry = assumed_geometry(spacing);
  stored.warnings.emplace_back(known
                                   ? "the header gives voxel sizes but not where the voxels are: their orientation is "
                                     "assumed"
                                   : "the header gives no voxel size: 1 mm is assumed, and lengths measured in it "
                                     "mean nothing until \"spacings\" or \"space directions\" are written into it");
}

}  // namespace

std::vector<std::vector<double>> vectors_of(const std::string &text, const char *what) {
  std::vector<std::vector<double>> out;
  std::string_view rest = trimmed(text);
  while (!rest.empty()) {
    if (rest.front() == '(') {
      const std::size_t end = rest.find(')');
      if (end == std::string_view::npos) throw no_number(what);
      std::string inside(rest.substr(1, end - 1));
      for (char &c : inside) c = c == ',' ? ' ' : c;
      out.push_back(numbers(inside, what));
      if (out.back().empty()) throw no_number(what);
      rest = trimmed(rest.substr(end + 1));
    } else {
      const std::string_view word = words(rest).front();
      if (lower(word) != "none") throw no_number(what);
      out.emplace_back();
      rest = trimmed(rest.substr(word.size()));
    }
  }
  return out;
}

std::optional<std::array<double, 3>> lps_factors(const NrrdHeader &header) {
  std::string space = lower(header.field("space"));
  if (const std::size_t time = space.rfind("-time"); time != std::string::npos) space.erase(time);
  if (space.size() == 4 && space.back() == 't') space.pop_back();
  const auto mm = unit_factors(quoted(header.field("space units")));
  for (const Space &s : patients) {
    if (space == s.name || space == s.short_name) {
      return std::array<double, 3>{s.to_lps[0] * mm[0], s.to_lps[1] * mm[1], s.to_lps[2] * mm[2]};
    }
  }
  return std::nullopt;
}

void take_space(const NrrdHeader &header, StoredVolume &stored) {
  std::vector<Vector> steps = steps_of(header);
  if (steps.empty()) return take_spacings(header, stored);
  const auto known = lps_factors(header);
  const auto factors = known.value_or(unit_factors(quoted(header.field("space units"))));
  Vector origin = origin_of(header);
  for (unsigned r = 0; r < 3; ++r) {
    for (Vector &step : steps) step[r] *= factors[r];
    origin[r] *= factors[r];
  }
  stored.geometry = geometry_of(steps, origin);
  if (known) return;
  stored.geometry.flags |= GANTRY_GEOMETRY_ASSUMED;
  stored.warnings.emplace_back(
      "its space says nothing of the patient: the axes are taken as left, posterior, superior");
}

}  // namespace gantry::pictures
