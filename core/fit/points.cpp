// SPDX-License-Identifier: Apache-2.0
#include <core/fit/points.hpp>

#include <core/data/unit.hpp>

#include <algorithm>
#include <cctype>
#include <cmath>
#include <limits>
#include <utility>

namespace gantry::core::fit {
namespace {

std::string listed(const std::vector<OfferedColumn> &offered) {
  std::string text;
  for (const auto &c : offered)
    text += (text.empty() ? "" : ", ") + c.name + (c.unit.empty() ? "" : " [" + c.unit + "]");
  return text.empty() ? "no columns" : text;
}

std::string words_of(const gantry_model_quantity &q) {
  std::string all;
  for (std::uint32_t w = 0; w < q.word_count; ++w) all += (w == 0 ? "" : ", ") + std::string(q.words[w]);
  return all;
}

bool is_of_words(const gantry_model_quantity &q) { return word_count_of(&q) > 0; }

std::string wanted(const gantry_model_quantity &q) {
  const std::string unit = q.unit;
  const std::string what = is_of_words(q)                       ? ": " + words_of(q)
                           : unit == "axis" || unit == "signal" ? ""
                                                                : ", in " + unit;
  return "\"" + std::string(q.name) + "\" (" + q.label + what + ")";
}

// From the column's unit to the quantity's; none is taken for the same.
Result<double> factor_to(const gantry_model_quantity &q, const OfferedColumn &column) {
  if (column.unit.empty() || std::string_view(q.unit) == "axis") return 1.0;
  auto found = unit_factor(column.unit, q.unit);
  if (!found)
    return fail("fit.unit",
                "the column " + column.name + " is in \"" + column.unit + "\", the model wants " + wanted(q) + ": " +
                    found.error().message,
                q.name, "correct the unit, or name another column (columns)", Failure::usage);
  return found.value();
}

// The offered column for a quantity of the model: its index, or an error that says what there is.
Result<std::size_t> find(const gantry_model_quantity &q, const std::vector<OfferedColumn> &offered,
                         const Settings &settings, const std::vector<std::string> &taken, const std::string &source,
                         bool in_order) {
  const auto is_taken = [&](std::size_t i) {
    return std::find(taken.begin(), taken.end(), offered[i].name) != taken.end();
  };
  // Numbers also stand for words; words never for numbers.
  const auto serves = [&](std::size_t i) { return !offered[i].of_words() || is_of_words(q); };
  if (const auto chosen = settings.columns.find(q.name); chosen != settings.columns.end()) {
    for (std::size_t i = 0; i < offered.size(); ++i)
      if (offered[i].name == chosen->second && serves(i)) return i;
    return fail("fit.column", "there is no column \"" + chosen->second + "\" for " + wanted(q), "columns",
                source + " has " + listed(offered), Failure::usage);
  }
  // By its symbol, in any case, or by the words that stand for it: "Q" may be called "flow".
  for (const auto &[called, exact] : {std::pair(q.name, true), std::pair(q.name, false), std::pair(q.label, false)})
    for (std::size_t i = 0; i < offered.size(); ++i)
      if (serves(i) && (exact ? offered[i].name == called : same_word(offered[i].name, called))) return i;
  if (in_order) {
    for (std::size_t i = 0; i < offered.size(); ++i)
      if (!is_taken(i) && offered[i].of_words() == is_of_words(q)) return i;
  }
  // Of a table columns are named; what an image lacks is given beside it.
  const std::string hint =
      in_order ? "name the column that holds it (columns), or give data that have it"
               : "import the image again with its axis (--axis \"" + std::string(q.name) + "[" + q.unit +
                     "]=…\"), give a table on the port axis, or one number for all points (constants)";
  return fail("fit.column", "the model wants the column " + wanted(q) + ", and " + source + " has " + listed(offered),
              q.name, hint, Failure::usage);
}

// What "log(y)" means where y is offered: a formula may be of a column's logarithm.
std::optional<OfferedColumn> logarithm_of(const std::string &name, const std::vector<OfferedColumn> &offered) {
  static constexpr std::pair<std::string_view, double (*)(double)> functions[] = {
      {"log(", std::log}, {"ln(", std::log}, {"log10(", std::log10}, {"log2(", std::log2}};
  for (const auto &[begin, function] : functions)
    for (const auto &column : offered) {
      if (column.of_words() || name != std::string(begin) + column.name + ")") continue;
      OfferedColumn result{name, "1", column.values};
      for (double &value : result.values) value = function(value);
      return result;
    }
  return std::nullopt;
}

Result<std::vector<std::size_t>> select(const gantry_model &model, const std::vector<OfferedColumn> &offered,
                                        const std::vector<std::vector<double>> &axis, const Settings &settings,
                                        std::size_t count, const std::string &source) {
  std::vector<std::size_t> selected;
  for (std::size_t i = 0; i < count; ++i) selected.push_back(i);
  for (const auto &[name, ends] : settings.where) {
    const std::vector<double> *values = nullptr;
    for (std::uint32_t c = 0; c < model.axis_count; ++c)
      if (name == model.axis[c]->name) values = &axis[c];
    for (const auto &o : offered)
      if (values == nullptr && o.name == name && !o.of_words()) values = &o.values;
    if (values == nullptr)
      return fail("fit.where", "\"where\" names the column \"" + name + "\", which is not there", "where",
                  source + " has " + listed(offered), Failure::usage);
    std::erase_if(selected, [&, low = ends.first, high = ends.second](std::size_t i) {
      return !((*values)[i] >= low && (*values)[i] <= high);
    });
  }
  return selected;
}

// The place of each word, NaN for none; numbers of a column of numbers are taken as places.
Result<std::vector<double>> places_of(const gantry_model_quantity &q, const OfferedColumn &column) {
  std::vector<double> places;
  for (std::size_t row = 0; row < std::max(column.words.size(), column.values.size()); ++row) {
    std::uint32_t w = 0;
    const auto stands_for = [&](std::uint32_t i) {
      return column.of_words() ? same_word(column.words[row], q.words[i])
                               : column.values[row] == static_cast<double>(i);
    };
    while (w < q.word_count && !stands_for(w)) ++w;
    if (w == q.word_count && (!column.of_words() || !column.words[row].empty()))
      return fail("fit.word",
                  "the column " + column.name + " says \"" +
                      (column.of_words() ? column.words[row] : nlohmann::json(column.values[row]).dump()) +
                      "\" in row " + std::to_string(row + 1) + ", which is no " + q.label,
                  q.name, "it is one of " + words_of(q), Failure::usage);
    places.push_back(w == q.word_count ? std::numeric_limits<double>::quiet_NaN() : static_cast<double>(w));
  }
  return places;
}

// Which column serves, if any does.
struct Served {
  std::vector<double> values;  // in the model's unit
  std::string name;            // "": a number that is the same at all points
  std::string unit;            // where the model takes the data's own
  bool assumed = false;        // the unit
};

Result<Served> serve(const gantry_model_quantity &q, double given, const std::vector<OfferedColumn> &offered,
                     const Settings &settings, const std::vector<std::string> &taken, const std::string &source,
                     bool in_order) {
  const std::size_t count = offered.empty() ? 0 : std::max(offered.front().values.size(), offered.front().words.size());
  if (!std::isnan(given)) return Served{std::vector<double>(count, given), "", "", false};
  const bool required = (q.flags & GANTRY_QUANTITY_REQUIRED) != 0;
  auto found = find(q, offered, settings, taken, source, in_order && required);
  if (!found) {
    if (required || settings.columns.contains(q.name)) return fail(std::move(found).error());
    return Served{std::vector<double>(count, q.default_value), "", "", false};
  }
  const OfferedColumn &column = offered[found.value()];
  if (is_of_words(q)) {
    GANTRY_TRY(places, places_of(q, column));
    return Served{std::move(places), column.name, "", false};
  }
  GANTRY_TRY(factor, factor_to(q, column));
  const bool own = std::string_view(q.unit) == "axis";
  Served served{column.values, column.name, own ? column.unit : "", !own && column.unit.empty()};
  for (double &x : served.values) x *= factor;
  return served;
}

}  // namespace

Result<Points> points_of(const gantry_model &model, const std::vector<OfferedColumn> &offered, const Settings &settings,
                         const std::string &source, bool in_order) {
  Points points;
  std::vector<std::vector<double>> all;
  for (std::uint32_t c = 0; c < model.axis_count; ++c) {
    GANTRY_TRY(served, serve(*model.axis[c], settings.axis[c], offered, settings, points.used, source, in_order));
    if (c == 0) points.unit = served.unit;
    if (served.assumed) points.assumed.push_back(served.name);
    all.push_back(std::move(served.values));
    points.used.push_back(served.name);
  }
  const std::size_t count = all.empty() ? (offered.empty() ? 0 : offered.front().values.size()) : all.front().size();
  GANTRY_TRY(selected, select(model, offered, all, settings, count, source));
  points.selected = selected;
  for (std::uint32_t c = 0; c < model.axis_count; ++c) {
    auto &column = points.axis.emplace_back();
    for (const std::size_t i : points.selected) {
      if (!std::isfinite(all[c][i]))
        return fail("fit.not_finite",
                    "the axis column " + points.used[c] + " has no " +
                        (is_of_words(*model.axis[c]) ? "word" : "number") + " at point " + std::to_string(i + 1),
                    points.used[c], "remove that point, or leave it out with \"where\"");
      column.push_back(all[c][i]);
    }
  }
  return points;
}

std::string unit_in_data(std::string_view declared, const std::string &signal, const std::string &axis) {
  std::string unit;
  for (std::size_t at = 0; at < declared.size();) {
    std::size_t end = at;
    while (end < declared.size() && std::isalpha(static_cast<unsigned char>(declared[end])) != 0) ++end;
    if (end == at) {
      unit += declared[at++];
      continue;
    }
    const std::string_view word = declared.substr(at, end - at);
    at = end;
    if (word != "signal" && word != "axis") {
      unit += word;
      continue;
    }
    const std::string &known = word == "axis" ? axis : signal;
    if (known.empty()) return "";
    const bool simple = declared.size() == word.size() || known.find_first_of("./0123456789") == std::string::npos;
    unit += simple ? known : "(" + known + ")";
  }
  return unit;
}

Result<void> enough(std::size_t values, std::size_t sought) {
  if (values >= sought) return done();
  return fail("fit.too_few_points",
              std::to_string(values) + (values == 1 ? " value" : " values") + " can't determine " +
                  std::to_string(sought) + (sought == 1 ? " parameter" : " parameters"),
              "", "give more points, widen \"where\", or fix a parameter");
}

Result<std::vector<OfferedColumn>> outputs_of(const gantry_model &model, std::vector<OfferedColumn> offered,
                                              const Settings &settings, const Points &points,
                                              const std::string &source) {
  std::vector<OfferedColumn> result;
  std::vector<std::string> taken = points.used;
  for (std::uint32_t o = 0; o < model.output_count; ++o)
    if (auto logarithm = logarithm_of(model.outputs[o]->name, offered)) offered.push_back(std::move(*logarithm));
  for (std::uint32_t o = 0; o < model.output_count; ++o) {
    const auto &q = *model.outputs[o];
    GANTRY_TRY(i, find(q, offered, settings, taken, source, true));
    taken.push_back(offered[i].name);
    const bool signal = std::string_view(q.unit) == "signal";
    double factor = 1;
    if (!signal) {
      GANTRY_TRY(to_model, factor_to(q, offered[i]));
      factor = to_model;
    }
    auto &column = result.emplace_back(OfferedColumn{offered[i].name, signal ? offered[i].unit : q.unit, {}});
    for (const std::size_t row : points.selected) {
      const double y = offered[i].values[row];
      if (!std::isfinite(y))
        return fail("fit.not_finite",
                    "the column " + offered[i].name + " has no number in row " + std::to_string(row + 1),
                    offered[i].name, "remove that row, or leave it out with \"where\"");
      column.values.push_back(y * factor);
    }
  }
  return result;
}

}  // namespace gantry::core::fit
