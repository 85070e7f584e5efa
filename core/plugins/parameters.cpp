// SPDX-License-Identifier: Apache-2.0
#include <algorithm>
#include <boost/algorithm/string/classification.hpp>
#include <boost/algorithm/string/split.hpp>
#include <boost/algorithm/string/trim.hpp>
#include <charconv>
#include <cmath>
#include <core/data/unit.hpp>
#include <core/plugins/parameters.hpp>
#include <nlohmann/json.hpp>
#include <sstream>

namespace gantry::core {
namespace {

using nlohmann::json;

// Beyond it, a double no longer holds every whole number.
constexpr double largest_whole = 9007199254740992.0;

auto usage(const ParameterSpec &p, const std::string &why, std::string hint) {
  return fail("parameter.value", "\"" + p.key + "\" " + why, p.key, std::move(hint), Failure::usage);
}

std::string shown(double value) {
  std::ostringstream text;
  text.precision(10);
  text << value;
  return text.str();
}

std::string range_in_words(const ParameterSpec &p) {
  const std::string unit = p.unit.empty() || p.unit == "1" ? "" : " " + p.unit;
  const bool low = std::isfinite(p.minimum);
  const bool high = std::isfinite(p.maximum);
  if (low && high) return "from " + shown(p.minimum) + " to " + shown(p.maximum) + unit;
  if (low) return "of at least " + shown(p.minimum) + unit;
  if (high) return "of at most " + shown(p.maximum) + unit;
  return unit.empty() ? "" : "in" + unit;
}

Result<double> in_range(const ParameterSpec &p, double value) {
  if (!std::isfinite(value)) return usage(p, "is not a finite number", "give a number " + range_in_words(p));
  if (value < p.minimum || value > p.maximum) {
    return usage(p, "is " + shown(value) + ", outside its range", "give a number " + range_in_words(p));
  }
  if (p.type == ParameterType::i64 && value != std::floor(value)) {
    return usage(p, "is " + shown(value) + ", not a whole number", "give a whole number " + range_in_words(p));
  }
  if (p.type == ParameterType::i64 && std::abs(value) > largest_whole) {
    return usage(p, "is " + shown(value) + ", too large", "give a whole number up to 2^53");
  }
  return value;
}

// "200", or "0.2 s" for a parameter in ms.
Result<double> number_of(const ParameterSpec &p, const json &given) {
  if (given.is_number()) return in_range(p, given.get<double>());
  if (!given.is_string()) return usage(p, "must be a number", "give a number " + range_in_words(p));
  const std::string text = boost::trim_copy(given.get<std::string>());
  if (const auto plain = parse_number(text)) return in_range(p, *plain);
  const auto space = text.find(' ');
  const auto value = parse_number(text.substr(0, space));
  if (space == std::string::npos || !value) {
    return usage(p, "is \"" + text + "\", not a number", "give a number " + range_in_words(p));
  }
  const auto factor = unit_factor(boost::trim_copy(text.substr(space)), p.unit);
  if (!factor) return usage(p, "is in another unit: " + factor.error().message, "give it in " + p.unit);
  return in_range(p, *value * factor.value());
}

Result<json> list_of(const ParameterSpec &p, const json &given) {
  std::vector<json> parts;
  if (given.is_array()) {
    parts.assign(given.begin(), given.end());
  } else if (given.is_string()) {
    const auto text = boost::trim_copy(given.get<std::string>());
    std::vector<std::string> words;
    // With semicolons, a comma is a decimal sign.
    const char *separators = text.find(';') != std::string::npos ? ";" : ",";
    if (!text.empty()) boost::split(words, text, boost::is_any_of(separators));
    parts.assign(words.begin(), words.end());
  } else if (given.is_number()) {
    parts.push_back(given);
  } else {
    return usage(p, "must be a list of numbers", "write them like 1,2.5,4 or 1;2,5;4");
  }
  json result = json::array();
  for (const auto &part : parts) {
    GANTRY_TRY(value, number_of(p, part));
    result.push_back(value);
  }
  return result;
}

Result<json> flag_of(const ParameterSpec &p, const json &given) {
  if (given.is_boolean()) return json(given.get<bool>() ? 1 : 0);
  const std::string text = given.is_string() ? given.get<std::string>() : canonical(given);
  if (text == "1" || text == "true" || text == "yes" || text == "on") return json(1);
  if (text == "0" || text == "false" || text == "no" || text == "off") return json(0);
  return usage(p, "is \"" + text + "\"", "give true or false");
}

Result<json> choice_of(const ParameterSpec &p, const json &given) {
  std::string keys;
  for (const auto &choice : p.choices) {
    if (given.is_string() && given == choice.key) return given;
    keys += (keys.empty() ? "" : ", ") + choice.key;
  }
  return usage(p, "is " + canonical(given) + ", which is no choice", "give one of: " + keys);
}

Result<json> value_of(const ParameterSpec &p, const json &given) {
  switch (p.type) {
    case ParameterType::f64: {
      GANTRY_TRY(value, number_of(p, given));
      return json(value);
    }
    case ParameterType::i64: {
      GANTRY_TRY(value, number_of(p, given));
      return json(static_cast<std::int64_t>(value));
    }
    case ParameterType::flag: return flag_of(p, given);
    case ParameterType::choice: return choice_of(p, given);
    case ParameterType::f64_list: return list_of(p, given);
    case ParameterType::text: break;
  }
  if (!given.is_string()) return usage(p, "must be text", "put it in quotes");
  return given;
}

json default_of(const ParameterSpec &p) {
  switch (p.type) {
    case ParameterType::f64:
    case ParameterType::i64: return p.default_number;
    case ParameterType::flag: return static_cast<std::int64_t>(p.default_number);
    default: return p.default_text;
  }
}

}  // namespace

std::optional<double> parse_number(std::string_view text) {
  std::string copy(text);
  boost::trim(copy);
  if (std::count(copy.begin(), copy.end(), ',') == 1 && copy.find('.') == std::string::npos) {
    std::replace(copy.begin(), copy.end(), ',', '.');
  }
  const bool plus = copy.size() > 1 && copy[0] == '+' && copy[1] != '-';
  const char *begin = copy.c_str() + (plus ? 1 : 0);
  const char *end = copy.c_str() + copy.size();
  double value = 0;
  const auto [stop, problem] = std::from_chars(begin, end, value);
  if (problem != std::errc{} || stop != end) return std::nullopt;
  return value;
}

Result<json> check_parameters(const std::vector<ParameterSpec> &specs, const json &given) {
  std::string known;
  for (const auto &p : specs) known += (known.empty() ? "" : ", ") + p.key;
  for (const auto &[key, value] : given.items()) {
    const auto &wanted = key;
    if (std::none_of(specs.begin(), specs.end(), [&](const auto &p) { return p.key == wanted; })) {
      return fail("parameter.unknown", "there is no parameter \"" + key + "\"", key,
                  known.empty() ? "it takes none" : "give one of: " + known, Failure::usage);
    }
  }
  json result = json::object();
  for (const auto &p : specs) {
    if (!given.contains(p.key) && p.required)
      return usage(p, "is missing", "give it: " + p.label + " " + range_in_words(p));
    const json value = given.contains(p.key) ? given.at(p.key) : default_of(p);
    GANTRY_TRY(checked, value_of(p, value));
    result[p.key] = checked;
  }
  return result;
}

}  // namespace gantry::core
