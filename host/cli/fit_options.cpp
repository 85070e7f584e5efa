// SPDX-License-Identifier: Apache-2.0
#include <boost/algorithm/string/classification.hpp>
#include <boost/algorithm/string/split.hpp>
#include <cmath>
#include <core/plugins/parameters.hpp>
#include <host/cli/dose_options.hpp>
#include <host/cli/fit_options.hpp>
#include <limits>

namespace gantry::host {
namespace {

using nlohmann::json;
namespace po = boost::program_options;

// An open end is an infinity, which JSON has no word for: null.
core::Result<json> bound(const std::string &flag, const std::string &text) {
  if (text.empty() || text == "inf" || text == "-inf") return json();
  const auto value = core::parse_number(text);
  if (!value) return unreadable(flag, text, "a=0:10");
  return json(*value);
}

// Each word holds name=value, separated by commas; `:` makes a pair of a value.
core::Result<json> named(const Words &words, const std::string &flag, bool pairs, bool words_too = false) {
  json result = json::object();
  for (const auto &word : words) {
    Words parts;
    boost::split(parts, word, boost::is_any_of(","));
    for (const auto &part : parts) {
      GANTRY_TRY(split, key_value(part, flag));
      if (!pairs) {
        const auto value = core::parse_number(split.second);
        if (!value && !words_too) return unreadable(flag, part, "a=1.5,b=2");
        result[split.first] = value ? json(*value) : json(split.second);
        continue;
      }
      const auto colon = split.second.find(':');
      if (colon == std::string::npos) return unreadable(flag, part, "a=0:10");
      GANTRY_TRY(low, bound(flag, split.second.substr(0, colon)));
      GANTRY_TRY(high, bound(flag, split.second.substr(colon + 1)));
      result[split.first] = json::array({low, high});
    }
  }
  return result;
}

core::Result<json> columns(const Words &words) {
  json result = json::object();
  for (const auto &word : words) {
    GANTRY_TRY(split, key_value(word, "--column"));
    result[split.first] = split.second;
  }
  return result;
}

core::Result<json> voxel(const std::string &text) {
  Words parts;
  boost::split(parts, text, boost::is_any_of(","));
  json result = json::array();
  for (const auto &part : parts) {
    const auto value = core::parse_number(part);
    if (!value || *value < 0 || *value != static_cast<double>(static_cast<std::int64_t>(*value)))
      return unreadable("--voxel", text, "40,52,2");
    result.push_back(static_cast<std::int64_t>(*value));
  }
  if (result.size() != 3) return unreadable("--voxel", text, "40,52,2");
  return result;
}

}  // namespace

void add_fit_flags(CommandLine &line) {
  const auto many = [] { return po::value<Words>()->composing(); };
  line.flags().add_options()("start", many(), "starting values: a=1,b=2")("bounds", many(), "bounds: a=0:10,b=0:")(
      "fix", many(), "parameters held at a value: c=3")("constant", many(),
                                                        "constants of the model, one for all voxels: T10=1400")(
      "where", many(), "only points whose axis value lies inside: b=0:1000")(
      "column", many(), "columns of the table by name: TE=echo,S=signal")(
      "voxel", po::value<std::string>(), "one voxel of a volume as a curve: i,j,k, counted from 0")(
      "precision", po::value<std::string>(), "f32 or f64, for maps")("max-iterations", po::value<std::string>(),
                                                                     "the most steps that are tried")(
      "tolerance", po::value<std::string>(), "relative change at which a fit has converged")(
      "set,s", many(), "KEY=value of a choice of the model");
  const auto text = [] { return po::value<std::string>(); };
  line.flags().add_options()("noise", text(), "gaussian, or rician for magnitudes (with --sigma)")(
      "errors", po::bool_switch(), "maps of the standard errors, too")(
      "saturation", text(), "voxels that reach this value are not fitted: 4095");
  line.flags().add_options()("dictionary", many()->implicit_value(Words{}, ""),
                             "look the data up among the model's curves on a grid: alone, or T1=60,T2=60")(
      "refine", po::bool_switch(), "fit on from what the dictionary gave");
  line.flags().add_options()("sigma", text(), "standard deviation of the data: a number, or a column of the table")(
      "sigma-relative", po::bool_switch(), "only the proportions of sigma are known")(
      "loss", text(), "what outliers cost: squares, huber:1.345, cauchy:2.385 (in sd of the noise)")(
      "interval", text(), "asymptotic, profile or bootstrap")("confidence", text(), "of intervals and bands: 0.95")(
      "bootstrap", text(), "so many draws of the data")("resample", text(), "residuals or cases, for the bootstrap")(
      "limits", text(), "bca or percentile, for the bootstrap")("seed", text(), "of the bootstrap's draws: 1")(
      "multistart", text(), "so many starts over the bounds")("global", po::bool_switch(), "several curves at once")(
      "share", many(), "parameters that all curves share: T1,M0")("group", text(),
                                                                  "the column that tells the curves apart");
  add_dose_flags(line);
}

namespace {

// A flag that is a number as it stands.
core::Result<void> take_number(const CommandLine &line, const char *flag, const char *like, bool whole, json &options) {
  if (!line.has(flag)) return core::done();
  const auto value = core::parse_number(line.text(flag));
  constexpr double most = 9e15;  // beyond, not every whole number is a double
  if (!value || (whole && (*value < 0 || *value > most || *value != std::floor(*value))))
    return unreadable(std::string("--") + flag, line.text(flag), like);
  if (whole) options[flag] = static_cast<std::int64_t>(*value);
  else options[flag] = *value;
  return core::done();
}

// What only curves take; see core/fit/curve_choices.hpp.
core::Result<void> curve_options(const CommandLine &line, json &options) {
  for (const char *flag : {"loss", "interval", "resample", "limits", "group"})
    if (line.has(flag)) options[flag] = line.text(flag);
  if (line.has("sigma")) {
    const auto value = core::parse_number(line.text("sigma"));
    options["sigma"] = value ? json(*value) : json(line.text("sigma"));
  }
  if (line.flag("sigma-relative")) options["sigma_kind"] = "relative";
  GANTRY_CHECK(take_number(line, "confidence", "0.95", false, options));
  GANTRY_CHECK(take_number(line, "bootstrap", "1999", true, options));
  GANTRY_CHECK(take_number(line, "seed", "1", true, options));
  GANTRY_CHECK(take_number(line, "multistart", "20", true, options));
  if (options.contains("bootstrap") && !options.contains("interval")) options["interval"] = "bootstrap";
  if (line.flag("global")) options["global"] = true;
  for (const auto &word : line.texts("share")) {
    Words parts;
    boost::split(parts, word, boost::is_any_of(","));
    for (const auto &part : parts) options["share"].push_back(part);
  }
  return core::done();
}

// See core/fit/dictionary_choices.hpp.
core::Result<void> dictionary_options(const CommandLine &line, json &options) {
  if (line.flag("refine")) options["refine"] = true;
  if (!line.has("dictionary")) return core::done();
  options["dictionary"] = true;
  if (line.texts("dictionary").empty()) return core::done();
  GANTRY_TRY(sizes, named(line.texts("dictionary"), "--dictionary", false));
  options["dictionary"] = sizes;
  return core::done();
}

// What maps take, and noise curves as well; see core/fit/map_choices.hpp.
core::Result<void> map_options(const CommandLine &line, json &options) {
  if (line.has("noise")) options["noise"] = line.text("noise");
  if (line.flag("errors")) options["errors"] = true;
  return take_number(line, "saturation", "4095", false, options);
}

}  // namespace

core::Result<json> fit_options(const CommandLine &line) {
  json options = json::object();
  const std::pair<const char *, bool> groups[] = {{"start", false}, {"bounds", true}, {"fix", false}, {"where", true}};
  for (const auto &[group, pairs] : groups) {
    if (!line.has(group)) continue;
    GANTRY_TRY(values, named(line.texts(group), std::string("--") + group, pairs));
    options[group] = values;
  }
  if (line.has("constant")) {
    GANTRY_TRY(values, named(line.texts("constant"), "--constant", false, true));
    options["constants"] = values;
  }
  if (line.has("column")) {
    Words parts;
    for (const auto &word : line.texts("column")) {
      Words split;
      boost::split(split, word, boost::is_any_of(","));
      parts.insert(parts.end(), split.begin(), split.end());
    }
    GANTRY_TRY(values, columns(parts));
    options["columns"] = values;
  }
  if (line.has("voxel")) {
    GANTRY_TRY(at, voxel(line.text("voxel")));
    options["voxel"] = at;
  }
  if (line.has("precision")) {
    const auto precision = line.text("precision");
    if (precision != "f32" && precision != "f64") return unreadable("--precision", precision, "f32");
    options["precision"] = precision;
  }
  for (const auto &[flag, key] : {std::pair{"max-iterations", "max_iterations"}, std::pair{"tolerance", "tolerance"}}) {
    if (!line.has(flag)) continue;
    const auto value = core::parse_number(line.text(flag));
    if (!value || !(*value > 0)) return unreadable(std::string("--") + flag, line.text(flag), "100");
    if (std::string(key) == "max_iterations") options[key] = static_cast<std::int64_t>(*value);
    else options[key] = *value;
  }
  GANTRY_CHECK(curve_options(line, options));
  GANTRY_CHECK(map_options(line, options));
  GANTRY_CHECK(dictionary_options(line, options));
  GANTRY_CHECK(take_dose_options(line, options));
  return options;
}

}  // namespace gantry::host
