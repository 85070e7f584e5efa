// SPDX-License-Identifier: Apache-2.0
// Theophylline by mouth against R's nls, and simulated boluses against the truth that they were made of.
#include "cells.hpp"
#include "equations.hpp"

#include <core/fit/compare.hpp>
#include <tests/plugins/support/reference.hpp>
#include <tests/plugins/support/tally.hpp>

#include <cmath>

using namespace pk_test;

namespace {

std::optional<std::filesystem::path> folder() {
  const auto root = gantry::test::reference_data();
  if (!root) {
    WARN("skipped: the reference data is not there");
    return std::nullopt;
  }
  return *root / "pharmacokinetics";
}

// A subject's samples with its dose as a column, in mg/kg, so that volumes are those of 1 kg.
struct Theophylline {
  ObjectPtr table;
  json doses;
};
Theophylline subject_of(const std::vector<std::vector<std::string>> &rows, const std::string &subject) {
  Vector t, c, dose;
  for (std::size_t i = 1; i < rows.size(); ++i) {
    if (rows[i][0] != subject) continue;
    dose.push_back(std::stod(rows[i][2]));
    t.push_back(std::stod(rows[i][3]));
    c.push_back(std::stod(rows[i][4]));
  }
  return {table_of_columns({{"time", "h", t}, {"C", "mg/L", c}, {"Dose", "", dose}}),
          {{{"time", 0}, {"amount", "Dose"}}}};
}

}  // namespace

TEST_CASE("theophylline in twelve subjects has R's estimates, errors and sums of squares", "[reference]") {
  const auto data = folder();
  if (!data) return;
  std::map<std::string, std::map<std::string, std::pair<double, double>>> reference;
  std::map<std::string, double> rss;
  for (const auto &row : cells_of(*data / "R_nls_reference.csv")) {
    if (row[0].rfind("Theoph_subject_", 0) != 0) continue;
    const std::string subject = row[0].substr(15);
    reference[subject][row[2]] = {std::stod(row[3]), std::stod(row[4])};
    rss[subject] = std::stod(row[5]);
  }
  REQUIRE(reference.size() == 12);
  const auto rows = cells_of(*data / "Theoph.csv");
  // The rule of models.json: estimates to 1e-4 or 1e-5, errors to 1e-3, sums of squares to 1e-6.
  gantry::test::Tally tally("theophylline, as R's nls");
  for (const auto &[subject, wanted] : reference) {
    CAPTURE(subject);
    const auto [table, doses] = subject_of(rows, subject);
    const auto f = fit_equations(equations("oral1"), table, {{"doses", doses}});
    INFO((f.outcome ? "" : f.outcome.error().message));
    REQUIRE(f.outcome);
    std::vector<gantry::test::Judged> judged{{f.record["rss"].get<double>(), rss[subject], 0, 1e-6, "RSS"}};
    const auto judge = [&](const json &found, const std::string &log_name) {
      const auto &[estimate, error] = wanted.at(log_name);
      const double value = found["value"].get<double>();
      judged.push_back({std::log(value), estimate, 1e-5, 1e-4, log_name});
      judged.push_back({found["standard_error"].get<double>() / value, error, 0, 1e-3, "error of " + log_name});
    };
    judge(f.parameter("ka"), "lKa");
    judge(f.parameter("CL"), "lCl");
    judge(f.record["derived"][0], "lKe");
    tally.add("subject " + subject, judged);
  }
  WARN(tally.told());
  CHECK(tally.matched() == 12);
}

TEST_CASE("a lag of absorption earns its parameter in theophylline as elsewhere computed", "[reference]") {
  const auto data = folder();
  if (!data) return;
  // Sums of squares, F and p of the models without and with a lag. The first are R's nls (R_nls_reference.csv); the rest
  // scipy 1.10's least_squares on the closed form, from 24 starts each, and its F distribution.
  struct Reference {
    const char *subject;
    double oral, lagged, tlag, f, p;
  };
  const Reference references[] = {{"1", 4.286009024, 2.107701462, 0.140827, 7.234494, 0.03109918},
                                  {"4", 5.731950604, 1.186535884, 0.269567, 26.81580, 0.001283152},
                                  {"12", 2.809197216, 0.487163271, 0.166751, 33.36507, 0.000679857}};
  CHECK_THAT(equations("oral1").special_case_of, Catch::Contains("oral1_lag"));
  const auto rows = cells_of(*data / "Theoph.csv");
  for (const auto &wanted : references) {
    CAPTURE(wanted.subject);
    const auto [table, doses] = subject_of(rows, wanted.subject);
    const auto oral = fit_equations(equations("oral1"), table, {{"doses", doses}});
    const auto lagged = fit_equations(equations("oral1_lag"), table, {{"doses", doses}});
    REQUIRE(oral.outcome);
    REQUIRE(lagged.outcome);
    CHECK(lagged.parameter("tlag")["value"].get<double>() == Approx(wanted.tlag).epsilon(1e-4));
    const auto compared = fit::compare({{"oral1", oral.record, {"oral1_lag"}}, {"oral1_lag", lagged.record}}, false);
    REQUIRE(compared);
    REQUIRE(compared.value()["nested"].size() == 1);
    const auto &test = compared.value()["nested"][0];
    CHECK(test["f"].get<double>() == Approx(wanted.f).epsilon(1e-5));
    CHECK(test["p"].get<double>() == Approx(wanted.p).epsilon(1e-5));
    CHECK(oral.record["rss"].get<double>() == Approx(wanted.oral).epsilon(1e-7));
    CHECK(lagged.record["rss"].get<double>() == Approx(wanted.lagged).epsilon(1e-7));
    CHECK(compared.value()["models"][0]["model"] == "oral1_lag");
  }
}

TEST_CASE("simulated boluses give clearance and volume within 15 percent of the truth", "[reference]") {
  const auto data = folder();
  if (!data) return;
  const auto rows = cells_of(*data / "Bolus_1CPT_subset.csv");
  std::map<std::string, std::pair<Vector, Vector>> samples;
  std::map<std::string, std::array<double, 3>> made_of;  // dose, V, CL
  for (std::size_t i = 1; i < rows.size(); ++i) {
    const auto &row = rows[i];
    made_of[row[0]] = {std::stod(row[7]), std::stod(row[8]), std::stod(row[9])};
    if (row[4] != "0" || row[6] != "0" || row[10] != "99") continue;  // samples of the first dose alone
    samples[row[0]].first.push_back(std::stod(row[1]));
    samples[row[0]].second.push_back(std::stod(row[2]));
  }
  REQUIRE(samples.size() == 12);
  gantry::test::Tally tally("simulated boluses, 15 % of the truth");
  for (const auto &[subject, sample] : samples) {
    CAPTURE(subject);
    const auto &[dose, v, cl] = made_of[subject];
    // The noise is proportional: each sample weighs as its size says.
    const auto f = fit_equations(
        equations("iv1"),
        table_of_columns({{"time", "h", sample.first}, {"C", "ug/L", sample.second}, {"sd", "ug/L", sample.second}}),
        {{"doses", {{{"time", 0}, {"amount", std::to_string(dose) + " ug"}}}},
         {"sigma", "sd"},
         {"sigma_kind", "relative"}});
    INFO((f.outcome ? "" : f.outcome.error().message));
    REQUIRE(f.outcome);
    tally.add("subject " + subject, {{f.parameter("V")["value"].get<double>(), v, 0, 0.15, "V"},
                                     {f.parameter("CL")["value"].get<double>(), cl, 0, 0.15, "CL"}});
  }
  WARN(tally.told());
  CHECK(tally.matched() == 12);
}
