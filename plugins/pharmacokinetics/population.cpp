// SPDX-License-Identifier: Apache-2.0
#include "population.hpp"

#include <gantry/cpp/table.hpp>

#include <boost/math/distributions/students_t.hpp>
#include <nlohmann/json.hpp>

#include <algorithm>
#include <cmath>
#include <limits>
#include <string>

#include "disposition.hpp"

namespace gantry::pk {
namespace {

constexpr double not_known = std::numeric_limits<double>::quiet_NaN();

struct Moment2 {
  double mean = not_known, sd = not_known;
};
Moment2 moments_of(const std::vector<double> &values) {
  const auto n = static_cast<double>(values.size());
  Moment2 m{0, 0};
  for (const double x : values) m.mean += x / n;
  for (const double x : values) m.sd += (x - m.mean) * (x - m.mean);
  m.sd = values.size() > 1 ? std::sqrt(m.sd / (n - 1)) : not_known;
  return m;
}

double half_width(const Moment2 &m, std::size_t n, double confidence) {
  if (n < 2) return not_known;
  const boost::math::students_t student(static_cast<double>(n) - 1);
  return boost::math::quantile(student, (1 + confidence) / 2) * m.sd / std::sqrt(static_cast<double>(n));
}

// A quantity of all subjects; errors NaN where there are none.
struct Quantity {
  std::string name, unit;
  std::vector<double> values, errors;
};

std::vector<Quantity> of_table(const gantry_table &given) {
  const TableView table(given, "subjects");
  std::vector<Quantity> all;
  for (const auto &name : table.names()) {
    const bool is_error = name.size() > 3 && name.compare(name.size() - 3, 3, "_se") == 0;
    if (table.is_text(name) || is_error || name == "subject" || name == "Subject") continue;
    const std::string error = name + "_se";
    all.push_back({name, table.unit(name), table.numbers(name),
                   table.has(error) ? table.numbers(error) : std::vector<double>(table.rows(), not_known)});
  }
  return all;
}

// Parameters and derived quantities of a record gantry.fit.curve/1, each curve's own.
std::vector<Quantity> of_fit(const gantry_record &record) {
  const auto content = nlohmann::json::parse(record.json, nullptr, false);
  std::vector<Quantity> all;
  const auto number = [](const nlohmann::json &entry, const char *key) {
    const auto found = entry.find(key);
    return found != entry.end() && found->is_number() ? found->get<double>() : not_known;
  };
  const auto text = [](const nlohmann::json &entry, const char *key) {
    const auto found = entry.find(key);
    return found != entry.end() && found->is_string() ? found->get<std::string>() : std::string();
  };
  for (const auto &[list, key] : {std::pair{"parameters", "symbol"}, std::pair{"derived", "name"}}) {
    if (!content.is_object() || !content.contains(list) || !content[list].is_array()) continue;
    for (const auto &entry : content[list]) {
      if (!entry.is_object() || text(entry, "curve").empty()) continue;
      const std::string name = text(entry, key);
      auto found = std::find_if(all.begin(), all.end(), [&](const Quantity &q) { return q.name == name; });
      if (found == all.end()) found = all.insert(all.end(), {name, text(entry, "unit"), {}, {}});
      found->values.push_back(number(entry, "value"));
      found->errors.push_back(number(entry, "standard_error"));
    }
  }
  if (all.empty())
    throw Error("pharmacokinetics.fit", "the fit is not one of several curves", GANTRY_BAD_DATA)
        .at("fit")
        .hint("fit all subjects at once: gantry fit MODEL --global --group subject");
  return all;
}

// By the choice of scale, of those subjects whose error is known; not_known for fewer than two.
TwoStage two_stage_of(const Quantity &q, bool lognormal) {
  std::vector<double> values, errors;
  for (std::size_t i = 0; i < q.values.size(); ++i) {
    const double x = q.values[i], e = q.errors[i];
    if (!std::isfinite(x) || !(e >= 0) || !std::isfinite(e) || (lognormal && !(x > 0))) continue;
    values.push_back(lognormal ? std::log(x) : x);
    errors.push_back(lognormal ? e / x : e);
  }
  if (values.size() < 2) return {not_known, not_known, not_known};
  const TwoStage t = two_stage(values, errors);
  if (!lognormal) return t;
  return {std::exp(t.mean), std::exp(t.mean) * t.mean_error, 100 * std::sqrt(std::expm1(t.between * t.between))};
}

}  // namespace

Spread spread_of(std::vector<double> values, double confidence) {
  values.erase(std::remove_if(values.begin(), values.end(), [](double x) { return !std::isfinite(x); }), values.end());
  std::sort(values.begin(), values.end());
  Spread s{};
  s.n = values.size();
  s.mean = s.sd = s.cv = s.low = s.high = s.geometric_mean = s.geometric_cv = s.geometric_low = s.geometric_high =
      s.median = s.smallest = s.largest = not_known;
  if (s.n == 0) return s;
  const Moment2 m = moments_of(values);
  const double half = half_width(m, s.n, confidence);
  s.mean = m.mean;
  s.sd = m.sd;
  s.cv = 100 * m.sd / std::abs(m.mean);
  s.low = m.mean - half;
  s.high = m.mean + half;
  s.smallest = values.front();
  s.largest = values.back();
  s.median = (values[(s.n - 1) / 2] + values[s.n / 2]) / 2;
  if (!(s.smallest > 0)) return s;
  for (double &x : values) x = std::log(x);
  const Moment2 l = moments_of(values);
  const double wide = half_width(l, s.n, confidence);
  s.geometric_mean = std::exp(l.mean);
  s.geometric_cv = 100 * std::sqrt(std::expm1(l.sd * l.sd));
  s.geometric_low = std::exp(l.mean - wide);
  s.geometric_high = std::exp(l.mean + wide);
  return s;
}

TwoStage two_stage(const std::vector<double> &values, const std::vector<double> &errors) {
  const auto mean_with = [&](double variance) {
    double weights = 0, sum = 0;
    for (std::size_t i = 0; i < values.size(); ++i) {
      const double weight = 1 / (variance + errors[i] * errors[i]);
      weights += weight;
      sum += weight * values[i];
    }
    return std::pair{sum / weights, weights};
  };
  // The slope of the log-likelihood by the variance between subjects, the mean following it.
  const auto slope = [&](double variance) {
    const double mean = mean_with(variance).first;
    double sum = 0;
    for (std::size_t i = 0; i < values.size(); ++i) {
      const double weight = 1 / (variance + errors[i] * errors[i]);
      sum += weight * weight * (values[i] - mean) * (values[i] - mean) - weight;
    }
    return sum;
  };
  const Moment2 m = moments_of(values);
  const double largest = m.sd * m.sd, smallest = 1e-12 * largest;
  double variance = largest;
  if (largest > 0) variance = slope(smallest) > 0 ? where_zero(smallest, 10 * largest, slope) : 0;
  const bool exact = variance == 0 && std::any_of(errors.begin(), errors.end(), [](double e) { return e == 0; });
  const auto [mean, weights] = mean_with(exact ? smallest + 1e-300 : variance);
  return {mean, 1 / std::sqrt(weights), std::sqrt(variance)};
}

void PopulationTool::run(gantry::Job &job) {
  if (subjects.present() == fit.present())
    throw Error("pharmacokinetics.input", "give either a table of subjects or a fit", GANTRY_INVALID_ARGUMENT)
        .at("subjects")
        .hint("--input subjects=TABLE, or --input fit=RECORD");
  const auto all = subjects.present() ? of_table(subjects.view()) : of_fit(fit.view());
  std::vector<std::string> names, units;
  std::vector<Spread> spreads;
  std::vector<TwoStage> stages;
  for (const Quantity &q : all) {
    names.push_back(q.name);
    units.push_back(q.unit);
    spreads.push_back(spread_of(q.values, confidence));
    stages.push_back(two_stage_of(q, scale == "lognormal"));
  }
  if (!spreads.empty() && spreads.front().n < 3) job.warning("these are fewer than three subjects");
  std::vector<ColumnValues> columns{{"quantity", "", names}, {"unit", "", units}};
  const auto add = [&](const char *name, auto of) {
    std::vector<double> column;
    for (std::size_t i = 0; i < all.size(); ++i) column.push_back(of(i));
    columns.push_back({name, "", column});
  };
  add("n", [&](std::size_t i) { return static_cast<double>(spreads[i].n); });
  add("mean", [&](std::size_t i) { return spreads[i].mean; });
  add("sd", [&](std::size_t i) { return spreads[i].sd; });
  add("cv_percent", [&](std::size_t i) { return spreads[i].cv; });
  add("low", [&](std::size_t i) { return spreads[i].low; });
  add("high", [&](std::size_t i) { return spreads[i].high; });
  add("geometric_mean", [&](std::size_t i) { return spreads[i].geometric_mean; });
  add("geometric_cv_percent", [&](std::size_t i) { return spreads[i].geometric_cv; });
  add("geometric_low", [&](std::size_t i) { return spreads[i].geometric_low; });
  add("geometric_high", [&](std::size_t i) { return spreads[i].geometric_high; });
  add("median", [&](std::size_t i) { return spreads[i].median; });
  add("smallest", [&](std::size_t i) { return spreads[i].smallest; });
  add("largest", [&](std::size_t i) { return spreads[i].largest; });
  add("two_stage_mean", [&](std::size_t i) { return stages[i].mean; });
  add("two_stage_se", [&](std::size_t i) { return stages[i].mean_error; });
  add("two_stage_between", [&](std::size_t i) { return stages[i].between; });
  summary.write(columns);
}

}  // namespace gantry::pk
