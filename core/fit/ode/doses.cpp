// SPDX-License-Identifier: Apache-2.0
#include <core/fit/ode/doses.hpp>

#include <core/data/table.hpp>
#include <core/data/unit.hpp>
#include <core/fit/curve_data.hpp>

#include <algorithm>
#include <cctype>
#include <charconv>
#include <cmath>
#include <optional>

namespace gantry::core::fit {
namespace {

using nlohmann::json;

constexpr std::size_t most_doses = 100000;

auto wrong_dose(const std::string &which, const std::string &why, const std::string &hint = {}) {
  return fail("fit.dose", which + " " + why, "doses",
              hint.empty() ? "write doses like time=0,amount=100,into=gut,every=12,count=6" : hint, Failure::usage);
}

std::string places(const gantry_ode &ode) {
  std::string names;
  for (std::uint32_t d = 0; d < ode.dose_count; ++d)
    names += (d == 0 ? "" : ", ") + std::string(ode.doses[d]->name) + " (" + ode.doses[d]->label + ")";
  return names;
}

Result<std::size_t> place_of(const gantry_ode &ode, const std::string &which, const json &dose) {
  const auto into = dose.find("into");
  if (into == dose.end()) {
    if (ode.dose_count == 1) return std::size_t{0};
    return wrong_dose(which, "does not say where it goes", "say into: " + places(ode));
  }
  for (std::size_t d = 0; d < ode.dose_count; ++d)
    if (*into == ode.doses[d]->name) return d;
  return wrong_dose(which, "goes into " + into->dump() + ", which the model does not have", "it has " + places(ode));
}

std::string unit_of(const gantry_ode &ode, std::size_t place) {
  for (std::uint32_t s = 0; s < ode.state_count; ++s)
    if (std::string_view(ode.states[s]->name) == ode.doses[place]->state) return ode.states[s]->unit;
  return "1";
}

std::string trimmed(std::string_view text) {
  const auto begin = text.find_first_not_of(' '), end = text.find_last_not_of(' ');
  return begin == std::string_view::npos ? "" : std::string(text.substr(begin, end - begin + 1));
}

// "100 mg" or 100; nothing: it does not begin with a number.
Result<std::optional<double>> number(const std::string &which, const std::string &key, const json &value,
                                     const std::string &unit) {
  if (value.is_number()) return std::optional(value.get<double>());
  if (!value.is_string()) return wrong_dose(which, "has no number for " + key);
  const auto text = trimmed(value.get_ref<const std::string &>());
  double number = 0;
  const auto [end, problem] = std::from_chars(text.data(), text.data() + text.size(), number);
  if (problem != std::errc{}) return std::optional<double>();
  const std::string own = trimmed(std::string_view(end, static_cast<std::size_t>(text.data() + text.size() - end)));
  if (own.empty()) return std::optional(number);
  const auto factor = unit_factor(own, unit);
  if (!factor)
    return fail("fit.unit", which + ": " + key + " is in \"" + own + "\": " + factor.error().message, "doses",
                "give it in " + unit, Failure::usage);
  return std::optional(number * factor.value());
}

Result<double> wanted(const std::string &which, const json &dose, const std::string &key, const std::string &unit,
                      std::optional<double> otherwise = std::nullopt) {
  const auto found = dose.find(key);
  if (found == dose.end()) {
    if (otherwise) return *otherwise;
    return wrong_dose(which, "has no " + key);
  }
  GANTRY_TRY(value, number(which, key, *found, unit));
  if (!value || !std::isfinite(*value)) return wrong_dose(which, "has no number for " + key);
  return *value;
}

bool is_name(const std::string &text) {
  return !text.empty() && std::isdigit(static_cast<unsigned char>(text[0])) == 0 &&
         std::all_of(text.begin(), text.end(), [](unsigned char c) { return std::isalnum(c) != 0 || c == '_'; });
}

// One entry, as often as it is repeated.
Result<void> add(const gantry_ode &ode, const std::string &which, const json &dose, const std::string &curve,
                 std::vector<Dose> &doses) {
  if (!dose.is_object()) return wrong_dose(which, "is no list of names with values");
  static constexpr std::string_view known[] = {"time", "amount", "into", "duration", "every", "count"};
  for (const auto &[key, value] : dose.items())
    if (std::find(std::begin(known), std::end(known), key) == std::end(known))
      return wrong_dose(which, "says \"" + key + "\", which doses don't have",
                        "they have time, amount, into, duration, every, count");
  const std::string time = ode.axis[0]->unit;
  Dose d;
  d.curve = curve;
  GANTRY_TRY(place, place_of(ode, which, dose));
  d.place = place;
  GANTRY_TRY(at, wanted(which, dose, "time", time));
  d.time = at;
  if (!dose.contains("amount")) return wrong_dose(which, "has no amount");
  GANTRY_TRY(amount, number(which, "amount", dose["amount"], unit_of(ode, place)));
  if (amount) d.amount = *amount;
  else d.constant = trimmed(dose["amount"].get<std::string>());
  if (!amount && !is_name(d.constant)) return wrong_dose(which, "has no number and no name for its amount");
  if (amount && !(*amount >= 0 && std::isfinite(*amount))) return wrong_dose(which, "has an amount below 0");
  GANTRY_TRY(duration, wanted(which, dose, "duration", time, 0));
  if (!(duration >= 0)) return wrong_dose(which, "has a duration below 0");
  if (duration > 0 && ode.doses[place]->duration != nullptr)
    return wrong_dose(which, std::string("has a duration, which the model seeks as ") + ode.doses[place]->duration);
  d.duration = duration;
  GANTRY_TRY(every, wanted(which, dose, "every", time, 0));
  GANTRY_TRY(count, wanted(which, dose, "count", "1", 1));
  if (!(count >= 1 && count == std::floor(count) && count <= double{most_doses}))
    return wrong_dose(which, "has no whole number of doses for count");
  if (count > 1 && !(every > 0)) return wrong_dose(which, "is repeated and does not say how long apart: every");
  if (doses.size() + static_cast<std::size_t>(count) > most_doses)
    return wrong_dose(which, "makes more than " + std::to_string(most_doses) + " doses");
  for (std::size_t i = 0; i < static_cast<std::size_t>(count); ++i) {
    doses.push_back(d);
    doses.back().time += static_cast<double>(i) * every;
  }
  return done();
}

bool same_word(std::string_view a, std::string_view b) {
  return std::equal(a.begin(), a.end(), b.begin(), b.end(),
                    [](unsigned char x, unsigned char y) { return std::tolower(x) == std::tolower(y); });
}

// A row of the table as such an entry; what the row leaves open is left out.
json entry_of(const Table &table, std::size_t row) {
  json dose = json::object();
  for (const char *key : {"time", "amount", "into", "duration", "every", "count"}) {
    const auto column = std::find_if(table.columns.begin(), table.columns.end(),
                                     [&](const Column &c) { return same_word(c.name, key); });
    if (column == table.columns.end()) continue;
    if (std::string_view(key) == "into" || std::holds_alternative<std::vector<std::string>>(column->values)) {
      if (const auto text = trimmed(text_in(*column, row)); !text.empty()) dose[key] = text;
      continue;
    }
    const double value = column->numbers()[row];
    if (std::isnan(value)) continue;
    if (column->unit.empty()) dose[key] = value;
    else dose[key] = json(value).dump() + " " + column->unit;
  }
  return dose;
}

Result<void> add_table(const gantry_ode &ode, const Table &table, const std::string &group, std::vector<Dose> &doses) {
  const Column *column = group.empty() ? nullptr : table.column(group);
  for (std::size_t row = 0; row < table.rows(); ++row)
    GANTRY_CHECK(add(ode, "row " + std::to_string(row + 1) + " of the doses", entry_of(table, row),
                     column == nullptr ? "" : text_in(*column, row), doses));
  return done();
}

// Places that need a dose and get none.
Result<void> complete(const gantry_ode &ode, const std::vector<Dose> &doses) {
  if (ode.dose_count == 0 && !doses.empty())
    return wrong_dose("the model \"" + std::string(ode.id) + "\"", "takes no doses", "leave them out");
  const bool optional = std::any_of(ode.doses, ode.doses + ode.dose_count,
                                    [](const auto *d) { return (d->flags & GANTRY_DOSE_OPTIONAL) != 0; });
  if (ode.dose_count == 0 || !doses.empty() || optional) return done();
  return wrong_dose("the model \"" + std::string(ode.id) + "\"", "needs a dose",
                    "say what was given when: --dose time=0,amount=100,into=" + std::string(ode.doses[0]->name) +
                        ", or a table of doses (input doses)");
}

}  // namespace

Result<std::vector<Dose>> read_doses(const gantry_ode &ode, const FitJob &job) {
  std::vector<Dose> doses;
  if (const auto given = job.options.find("doses"); given != job.options.end()) {
    if (!given->is_array()) return wrong_dose("the option \"doses\"", "is no list");
    if (ode.dose_count == 0)
      return wrong_dose("the model \"" + std::string(ode.id) + "\"", "takes no doses", "leave them out");
    for (std::size_t i = 0; i < given->size(); ++i)
      GANTRY_CHECK(add(ode, "dose " + std::to_string(i + 1), (*given)[i], "", doses));
  }
  const std::string group =
      job.options.contains("group") && job.options["group"].is_string() ? job.options["group"].get<std::string>() : "";
  for (const auto &input : job.inputs) {
    if (input.port != "doses") continue;
    GANTRY_TRY(table, table_of(*input.object));
    GANTRY_CHECK(add_table(ode, table, group, doses));
  }
  GANTRY_CHECK(complete(ode, doses));
  return doses;
}

}  // namespace gantry::core::fit
