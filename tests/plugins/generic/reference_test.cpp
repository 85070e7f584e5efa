// SPDX-License-Identifier: Apache-2.0
// Enzyme rates and assays against R's nls: estimates, standard errors, sums of squares.
#include <tests/core/fit/fixtures.hpp>
#include <tests/plugins/support/cases.hpp>
#include <tests/plugins/support/reference.hpp>

#include <catch2/catch.hpp>

#include <algorithm>
#include <cmath>

extern "C" const gantry_plugin_entry generic_entry;

using namespace gantry::test;
using fit_test::Fitted;
using Vector = std::vector<double>;

namespace {

const gantry_model &model(const std::string &id) {
  const auto *all = static_cast<const gantry_models *>(generic_entry.get_interface(GANTRY_MODELS_ID));
  return **std::find_if(all->items, all->items + all->count, [&](const gantry_model *m) { return m->id == id; });
}

// Without the quotes that R puts around text.
std::vector<Row> unquoted(const std::filesystem::path &file) {
  const auto bare = [](std::string text) {
    text.erase(std::remove(text.begin(), text.end(), '"'), text.end());
    return text;
  };
  std::vector<Row> rows;
  for (const Row &row : rows_of(file)) {
    Row &clean = rows.emplace_back();
    for (const auto &[name, value] : row) clean[bare(name)] = bare(value);
  }
  return rows;
}

std::map<std::string, Row> references(const std::filesystem::path &folder, const std::string &data) {
  std::map<std::string, Row> found;
  for (const Row &row : unquoted(folder / "R_nls_reference.csv"))
    if (row.at("dataset") == data) found[row.at("parameter")] = row;
  return found;
}

}  // namespace

TEST_CASE("the rates of an enzyme give R's Vmax, Km and errors", "[reference]") {
  const auto root = reference_data();
  if (!root) {
    WARN("skipped: the reference data is not there");
    return;
  }
  Tally tally("Puromycin, as R's nls");
  for (const std::string state : {"treated", "untreated"}) {
    CAPTURE(state);
    Vector x, y;
    for (const Row &row : unquoted(*root / "pharmacokinetics/Puromycin.csv"))
      if (row.at("state") == state) {
        x.push_back(number(row.at("conc")));
        y.push_back(number(row.at("rate")));
      }
    auto wanted = references(*root / "pharmacokinetics", "Puromycin_" + state);
    REQUIRE(wanted.size() == 2);
    const Fitted f =
        fit_test::fit_table(model("michaelis_menten"), fit_test::table_of_columns({{"x", "", x}, {"v", "", y}}));
    REQUIRE(f.outcome);
    std::vector<Judged> judged{{f.record["rss"].get<double>(), number(wanted["K"].at("rss")), 0, 1e-8, "RSS"}};
    for (const std::string name : {"Vmax", "Km"}) {
      const Row &row = wanted[name == "Km" ? "K" : "Vm"];
      const auto parameter = f.parameter(name);
      judged.push_back({parameter["value"].get<double>(), number(row.at("estimate")), 0, 1e-5, name});
      judged.push_back(
          {parameter["standard_error"].get<double>(), number(row.at("std_error")), 0, 1e-4, "error of " + name});
    }
    tally.add(state, judged);
  }
  WARN(tally.told());
  CHECK(tally.matched() == 2);
}

TEST_CASE("eleven runs of an assay give R's logistic curve over the logarithm of concentration", "[reference]") {
  const auto root = reference_data();
  if (!root) {
    WARN("skipped: the reference data is not there");
    return;
  }
  Tally tally("DNase, as R's nls");
  for (int run = 1; run <= 11; ++run) {
    CAPTURE(run);
    Vector x, y;
    for (const Row &row : unquoted(*root / "pharmacokinetics/DNase.csv"))
      if (row.at("Run") == std::to_string(run)) {
        x.push_back(std::log(number(row.at("conc"))));
        y.push_back(number(row.at("density")));
      }
    auto wanted = references(*root / "pharmacokinetics", "DNase_run_" + std::to_string(run));
    REQUIRE(wanted.size() == 3);
    const Fitted f = fit_test::fit_table(model("logistic3"), fit_test::table_of_columns({{"x", "", x}, {"y", "", y}}));
    REQUIRE(f.outcome);
    const auto value = [&](const char *name) { return f.parameter(name)["value"].get<double>(); };
    const auto published = [&](const char *name) { return number(wanted[name].at("estimate")); };
    tally.add("run " + std::to_string(run),
              {{value("A"), published("Asym"), 0, 1e-5, "A"},
               {value("x50"), published("xmid"), 0, 1e-5, "x50"},
               {1 / value("k"), published("scal"), 0, 1e-5, "1/k"},
               {f.record["rss"].get<double>(), number(wanted["Asym"].at("rss")), 0, 1e-7, "RSS"}});
  }
  WARN(tally.told());
  CHECK(tally.matched() == 11);
}
