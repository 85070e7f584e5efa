// SPDX-License-Identifier: Apache-2.0
// The units of what follows from doses, concentrations and times, as people write them.
//
//   const Units u = units_of("mg", "ug/L", "h");   // u.area "ug.h/L", u.volume "L", u.clearance "L/h"
//   u.factor                                       // 1000: of dose over area, to be in u.clearance
#pragma once

#include <cmath>
#include <string>

namespace gantry::pk {

struct Units {
  std::string area, moment, rate, volume, clearance;  // "" where what they are made of says none
  double factor = 1;
};

namespace detail {

// The power of ten of a prefix of g or mol; `base`: which. NaN: neither.
inline double amount_power(const std::string &unit, std::string &base) {
  for (const char *known : {"mol", "g"}) {
    const std::string tail = known;
    if (unit.size() < tail.size() || unit.compare(unit.size() - tail.size(), tail.size(), tail) != 0) continue;
    base = tail;
    const std::string prefix = unit.substr(0, unit.size() - tail.size());
    if (prefix.empty()) return 0;
    if (prefix == "k") return 3;
    if (prefix == "m") return -3;
    if (prefix == "u") return -6;
    if (prefix == "n") return -9;
    if (prefix == "p") return -12;
  }
  return std::nan("");
}

}  // namespace detail

inline Units units_of(const std::string &dose, const std::string &concentration, const std::string &time) {
  Units u;
  if (!time.empty()) u.rate = "/" + time;
  const auto slash = concentration.find('/');
  if (concentration.empty() || time.empty()) return u;
  const std::string amount = concentration.substr(0, slash);
  const std::string over = slash == std::string::npos ? "" : concentration.substr(slash);  // "/L"
  u.area = amount + "." + time + over;
  u.moment = amount + "." + time + "2" + over;
  if (dose.empty()) return u;
  const auto part = dose.find('/');
  const std::string given = dose.substr(0, part), rest = part == std::string::npos ? "" : dose.substr(part);  // "/kg"
  std::string base, other;
  const double from = detail::amount_power(given, base), to = detail::amount_power(amount, other);
  const bool same = given == amount || (base == other && std::isfinite(from) && std::isfinite(to));
  if (!same || over.empty() || over.find('/', 1) != std::string::npos) {
    u.volume = dose + "/(" + concentration + ")";
    u.clearance = dose + "/(" + u.area + ")";
    return u;
  }
  if (given != amount) u.factor = std::pow(10.0, from - to);
  u.volume = over.substr(1) + rest;
  u.clearance = over.substr(1) + rest + "/" + time;
  return u;
}

}  // namespace gantry::pk
