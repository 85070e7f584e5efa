// SPDX-License-Identifier: Apache-2.0
#include <core/fit/curve_choices.hpp>

#include <core/fit/option.hpp>
#include <algorithm>
#include <cmath>

namespace gantry::core::fit {
namespace {

using nlohmann::json;

constexpr std::uint32_t default_samples = 1999;

Result<std::uint32_t> count(const std::string &key, const json &value, std::uint32_t least, std::uint32_t most) {
  if (!value.is_number_integer() || value < least || value > most)
    return wrong_option(key, "is a whole number from " + std::to_string(least) + " to " + std::to_string(most));
  return value.get<std::uint32_t>();
}

Result<bool> flag(const std::string &key, const json &value, const char *yes, const char *no) {
  if (value != yes && value != no) return wrong_option(key, std::string("is ") + yes + " or " + no);
  return value == yes;
}

}  // namespace

std::string_view name(IntervalKind kind) {
  return kind == IntervalKind::profile ? "profile" : kind == IntervalKind::bootstrap ? "bootstrap" : "asymptotic";
}

Result<bool> CurveChoices::read(const std::string &key, const json &value) {
  GANTRY_TRY(known, take(key, value));
  if (known && given.empty() && key != "sigma") given = key;
  return known;
}

Result<bool> CurveChoices::take(const std::string &key, const json &value) {
  if (key == "sigma") {
    if (value.is_string() && !value.get<std::string>().empty()) {
      sigma_column = value.get<std::string>();
      return true;
    }
    if (!value.is_number() || !(value.get<double>() > 0) || !std::isfinite(value.get<double>()))
      return wrong_option(key, "is a number above 0 in the unit of the data, or the name of a column");
    sigma = value.get<double>();
  } else if (key == "sigma_kind") {
    GANTRY_TRY(relative, flag(key, value, "relative", "absolute"));
    sigma_relative = relative;
  } else if (key == "loss") {
    if (!value.is_string()) return wrong_option(key, "is a text such as huber:1.345");
    GANTRY_TRY(parsed, parse_loss(value.get<std::string>()));
    loss = parsed;
  } else if (key == "interval") {
    for (const auto kind : {IntervalKind::asymptotic, IntervalKind::profile, IntervalKind::bootstrap}) {
      if (value != name(kind)) continue;
      interval = kind;
      if (kind == IntervalKind::bootstrap && bootstrap == 0) bootstrap = default_samples;
      return true;
    }
    return wrong_option(key, "is asymptotic, profile or bootstrap");
  } else if (key == "confidence") {
    if (!value.is_number() || !(value > 0.5 && value < 1))
      return wrong_option(key, "lies between 0.5 and 1, such as 0.95");
    confidence = value.get<double>();
  } else if (key == "bootstrap") {
    GANTRY_TRY(n, count(key, value, 100, 1000000));
    bootstrap = n;
  } else if (key == "resample") {
    GANTRY_TRY(whole, flag(key, value, "cases", "residuals"));
    cases = whole;
  } else if (key == "limits") {
    GANTRY_TRY(plain, flag(key, value, "percentile", "bca"));
    percentile = plain;
  } else if (key == "seed") {
    if (!value.is_number_integer() || value < 0) return wrong_option(key, "is a whole number, 0 or more");
    seed = value.get<std::uint64_t>();
  } else if (key == "multistart") {
    GANTRY_TRY(n, count(key, value, 1, 100000));
    multistart = n;
  } else if (key == "global") {
    if (!value.is_boolean()) return wrong_option(key, "is true or false");
    global = value.get<bool>();
  } else if (key == "share") {
    if (!value.is_array() || !std::all_of(value.begin(), value.end(), [](const auto &s) { return s.is_string(); }))
      return wrong_option(key, "needs a list of parameters");
    share = value.get<std::vector<std::string>>();
  } else if (key == "group") {
    if (!value.is_string() || value.get<std::string>().empty()) return wrong_option(key, "is the name of a column");
    group = value.get<std::string>();
  } else {
    return false;
  }
  return true;
}

Result<void> CurveChoices::check() const {
  if (!global && (!share.empty() || !group.empty()))
    return wrong_option(share.empty() ? "group" : "share", "belongs to a global fit: set \"global\" too");
  if (sigma_relative && !has_sigma()) return wrong_option("sigma_kind", "needs the option \"sigma\"");
  if (loss.robust() && interval == IntervalKind::profile)
    return wrong_option("interval", "can't be profile with a robust loss, which is no likelihood: take bootstrap");
  return done();
}

}  // namespace gantry::core::fit
