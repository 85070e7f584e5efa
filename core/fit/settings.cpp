// SPDX-License-Identifier: Apache-2.0
#include <core/fit/settings.hpp>

#include <core/fit/offered.hpp>
#include <core/fit/option.hpp>
#include <algorithm>
#include <cmath>
#include <limits>

namespace gantry::core::fit {
namespace {

std::string shown(double x) { return std::isinf(x) ? (x < 0 ? "-infinity" : "infinity") : nlohmann::json(x).dump(); }

Result<std::size_t> index_of(const gantry_model &model, const std::string &symbol, const std::string &option) {
  std::string known;
  for (std::uint32_t j = 0; j < model.parameter_count; ++j) {
    if (symbol == model.parameters[j]->symbol) return j;
    known += (j == 0 ? "" : ", ") + std::string(model.parameters[j]->symbol);
  }
  return fail("fit.parameter", "the model \"" + std::string(model.id) + "\" has no parameter \"" + symbol + "\"",
              option, "its parameters are " + known, Failure::usage);
}

Result<double> number(const nlohmann::json &json, const std::string &option) {
  if (!json.is_number() || !std::isfinite(json.get<double>())) return wrong_option(option, "needs finite numbers");
  return json.get<double>();
}

Result<void> read_numbers(const gantry_model &model, const nlohmann::json &json, const std::string &option,
                          std::vector<double> &into, std::vector<bool> *fixed) {
  if (!json.is_object()) return wrong_option(option, "needs pairs of symbol and number");
  for (const auto &[symbol, value] : json.items()) {
    GANTRY_TRY(j, index_of(model, symbol, option));
    GANTRY_TRY(x, number(value, option));
    into[j] = x;
    if (fixed != nullptr) (*fixed)[j] = true;
  }
  return done();
}

// [low, high]; null: no bound.
Result<std::pair<double, double>> range(const nlohmann::json &json, const std::string &option) {
  if (!json.is_array() || json.size() != 2) return wrong_option(option, "needs pairs [low, high]");
  double ends[2] = {-infinity, infinity};
  for (std::size_t i = 0; i < 2; ++i) {
    if (json[i].is_null()) continue;
    GANTRY_TRY(x, number(json[i], option));
    ends[i] = x;
  }
  if (!(ends[0] <= ends[1])) return wrong_option(option, "has a low end above its high end");
  return std::pair{ends[0], ends[1]};
}

// A number, or one of the quantity's words.
Result<double> value_of(const gantry_model_quantity &q, const nlohmann::json &value) {
  if (!value.is_string() || word_count_of(&q) == 0) return number(value, "constants");
  std::string known;
  for (std::uint32_t w = 0; w < q.word_count; ++w) {
    if (value == q.words[w]) return static_cast<double>(w);
    known += (w == 0 ? "" : ", ") + std::string(q.words[w]);
  }
  return wrong_option("constants", std::string("says \"") + value.get<std::string>() + "\" for " + q.name,
                      "it is one of " + known);
}

Result<void> read_constants(const gantry_model &model, const nlohmann::json &json, Settings &s) {
  if (!json.is_object()) return wrong_option("constants", "needs pairs of name and number");
  for (const auto &[name, value] : json.items()) {
    std::size_t c = 0, a = 0;
    while (c < model.constant_count && name != model.constants[c]->name) ++c;
    while (a < model.axis_count && name != model.axis[a]->name) ++a;
    if (a < model.axis_count) {
      GANTRY_TRY(x, value_of(*model.axis[a], value));
      s.axis[a] = x;
      continue;
    }
    if (c == model.constant_count)
      return fail("fit.constant", "the model \"" + std::string(model.id) + "\" has no constant \"" + name + "\"",
                  "constants", "see gantry models " + std::string(model.id), Failure::usage);
    GANTRY_TRY(x, number(value, "constants"));
    s.constants[c] = x;
  }
  return done();
}

// A value on a grid is no optimum, which these need.
Result<void> check_dictionary(const gantry_model &model, const Settings &s) {
  const DictionaryChoices &d = s.dictionary;
  if (d.refine && !d.wanted) return wrong_option("refine", "belongs to a dictionary: set \"dictionary\" too");
  for (const auto &[symbol, count] : d.sizes) GANTRY_CHECK(index_of(model, symbol, "dictionary"));
  if (d.wanted && s.curve.global) return wrong_option("dictionary", "is for one curve, and several are fitted at once");
  if (!d.alone()) return done();
  const std::string refine = "set \"refine\" too, so that the fit goes on from the entry";
  if (s.map.rician) return wrong_option("dictionary", "takes the noise floor of magnitudes for signal", refine);
  if (s.curve.loss.robust()) return wrong_option("dictionary", "takes least squares, and no robust loss", refine);
  if (s.curve.interval != IntervalKind::asymptotic)
    return wrong_option("interval", "can only be asymptotic about an entry of a dictionary", refine);
  return done();
}

// The Rice density leaves these no room.
Result<void> check_rician(const Settings &s) {
  if (!s.map.rician) return done();
  if (s.curve.loss.robust())
    return wrong_option("loss", "can't be robust with Rician noise, whose likelihood is fitted",
                        "leave the loss out, or points that don't belong (where)");
  if (s.curve.sigma_relative)
    return wrong_option("sigma_kind", "can't be relative with Rician noise: sigma says where the noise floor lies",
                        "give sigma itself, the standard deviation of the real part");
  if (s.curve.cases)
    return wrong_option("resample", "can't be cases with Rician noise: magnitudes are drawn from their density",
                        "leave it out");
  return done();
}

Result<void> read_one(const gantry_model &model, const std::string &key, const nlohmann::json &value, Settings &s) {
  if (key == "start") return read_numbers(model, value, key, s.start, nullptr);
  if (key == "fix") return read_numbers(model, value, key, s.start, &s.fixed);
  if (key == "constants") return read_constants(model, value, s);
  if (key == "bounds" || key == "where") {
    if (!value.is_object()) return wrong_option(key, "needs names with [low, high]");
    for (const auto &[name, ends] : value.items()) {
      GANTRY_TRY(r, range(ends, key));
      if (key == "where") {
        s.where[name] = r;
        continue;
      }
      GANTRY_TRY(j, index_of(model, name, key));
      s.lower[j] = r.first;
      s.upper[j] = r.second;
    }
    return done();
  }
  if (key == "columns") {
    if (!value.is_object()) return wrong_option(key, "needs pairs of the model's name and the table's");
    for (const auto &[name, column] : value.items()) {
      if (!column.is_string()) return wrong_option(key, "needs names of columns");
      s.columns[name] = column.get<std::string>();
    }
    return done();
  }
  if (key == "voxel") {
    if (!value.is_array() || value.size() != 3 ||
        !std::all_of(value.begin(), value.end(), [](const auto &i) { return i.is_number_integer() && i >= 0; }))
      return wrong_option(key, "needs three indices, counted from 0");
    s.voxel = value.get<std::array<std::uint64_t, 3>>();
    return done();
  }
  if (key == "precision") {
    if (value != "f32" && value != "f64") return wrong_option(key, "is f32 or f64");
    s.single_precision = value == "f32";
    return done();
  }
  if (key == "max_iterations") {
    if (!value.is_number_integer() || value < 1 || value > 1000000)
      return wrong_option(key, "is a whole number from 1 to 1000000");
    s.max_iterations = value.get<std::uint32_t>();
    return done();
  }
  if (key == "tolerance") {
    GANTRY_TRY(x, number(value, key));
    if (!(x > 0 && x < 1)) return wrong_option(key, "lies between 0 and 1");
    s.tolerance = x;
    return done();
  }
  GANTRY_TRY(of_curves, s.curve.read(key, value));
  if (of_curves) return done();
  GANTRY_TRY(of_maps, s.map.read(key, value));
  if (of_maps) return done();
  GANTRY_TRY(of_dictionaries, s.dictionary.read(key, value));
  if (of_dictionaries) return done();
  return wrong_option(
      key, "is unknown",
      "known are start, bounds, fix, constants, precision, where, columns, voxel, max_iterations, tolerance, "
      "sigma, noise, dictionary, refine; for maps also errors, saturation; for curves also sigma_kind, loss, interval, "
      "confidence, bootstrap, resample, limits, seed, "
      "multistart, global, share, group");
}

}  // namespace

std::vector<int> Settings::free() const {
  std::vector<int> indices;
  for (std::size_t j = 0; j < fixed.size(); ++j)
    if (!fixed[j]) indices.push_back(static_cast<int>(j));
  return indices;
}

std::vector<char> held_first(const gantry_model &model, const Settings &settings) {
  if (model.guess != nullptr) return {};
  bool unsized = false;
  std::vector<char> held;
  for (const int free : settings.free()) {
    const auto j = static_cast<std::size_t>(free);
    const bool of_signal = std::string_view(model.parameters[j]->unit) == "signal";
    held.push_back(!of_signal);
    unsized = unsized || (of_signal && std::isnan(settings.start[j]));
  }
  return unsized ? held : std::vector<char>();
}

Result<Settings> read_settings(const gantry_model &model, const nlohmann::json &options) {
  Settings s;
  for (std::uint32_t j = 0; j < model.parameter_count; ++j) {
    s.start.push_back(nan);
    s.lower.push_back(model.parameters[j]->minimum);
    s.upper.push_back(model.parameters[j]->maximum);
    s.fixed.push_back(false);
  }
  s.constants.assign(model.constant_count, nan);
  s.axis.assign(model.axis_count, nan);
  if (!options.is_object() && !options.is_null()) return wrong_option("options", "must be an object");
  for (const auto &[key, value] : options.items()) GANTRY_CHECK(read_one(model, key, value, s));
  GANTRY_CHECK(s.curve.check());
  GANTRY_CHECK(check_rician(s));
  GANTRY_CHECK(check_dictionary(model, s));
  for (const auto &symbol : s.curve.share) GANTRY_CHECK(index_of(model, symbol, "share"));
  for (std::size_t j = 0; j < s.start.size(); ++j) {
    const std::string symbol = model.parameters[j]->symbol;
    if (!s.fixed[j] && !(s.lower[j] < s.upper[j]))
      return fail("fit.bounds", "the bounds of " + symbol + " leave it no room", "bounds", "fix it instead",
                  Failure::usage);
    if (!s.fixed[j] && (s.start[j] < s.lower[j] || s.start[j] > s.upper[j]))
      return fail("fit.start",
                  "the start of " + symbol + ", " + shown(s.start[j]) + ", is outside its bounds " + shown(s.lower[j]) +
                      " to " + shown(s.upper[j]),
                  "start", "start inside, or widen the bounds", Failure::usage);
  }
  if (s.free().empty())
    return fail("fit.fix", "every parameter is fixed: nothing is left to fit", "fix", "leave one free", Failure::usage);
  return s;
}

}  // namespace gantry::core::fit
