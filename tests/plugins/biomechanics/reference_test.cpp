// SPDX-License-Identifier: Apache-2.0
// Treloar's rubber and human brain: coefficients of the linear problem, Ogden's published set, and scipy's least squares.
#include <tests/core/fit/fixtures.hpp>
#include <tests/plugins/support/model_bench.hpp>
#include <tests/plugins/support/reference.hpp>
#include <tests/plugins/support/tally.hpp>

#include <catch2/catch.hpp>

#include <algorithm>
#include <cmath>
#include <fstream>

extern "C" const gantry_plugin_entry biomechanics_entry;

using namespace gantry::test;
using fit_test::Fitted;
using nlohmann::json;
namespace fs = std::filesystem;

namespace {

struct Tests {
  std::vector<double> stretch, stress;
  std::vector<std::string> mode;

  // Two numbers a line; `stress_first`: as Treloar's files have them.
  void add(const fs::path &file, const std::string &kind, bool stress_first) {
    std::ifstream in(file);
    for (std::string line; std::getline(in, line);) {
      std::replace(line.begin(), line.end(), ',', ' ');
      std::istringstream cells(line);
      double first = 0, second = 0;
      if (!(cells >> first >> second)) continue;
      stretch.push_back(stress_first ? second : first);
      stress.push_back(stress_first ? first : second);
      mode.push_back(kind);
    }
  }
};

const gantry_model &model(const std::string &id) {
  const auto *all = static_cast<const gantry_models *>(biomechanics_entry.get_interface(GANTRY_MODELS_ID));
  return **std::find_if(all->items, all->items + all->count, [&](const gantry_model *m) { return m->id == id; });
}

Fitted fitted(const std::string &id, const Tests &tests, const std::string &unit) {
  return fit_test::fit_table(
      model(id), fit_test::table_of_columns(
                     {{"stretch", "1", tests.stretch}, {"mode", "", tests.mode}, {"P", unit, tests.stress}}));
}

Tests treloar(const fs::path &folder, bool all) {
  Tests tests;
  tests.add(folder / "UT_stress_stretch.txt", "uniaxial", true);
  if (!all) return tests;
  tests.add(folder / "ET_stress_stretch.txt", "equibiaxial", true);
  tests.add(folder / "PS_stress_stretch.txt", "planar", true);
  return tests;
}

}  // namespace

TEST_CASE("rubber in three tests has the coefficients of the linear problem", "[reference]") {
  const auto root = reference_data();
  if (!root) {
    WARN("skipped: the reference data is not there");
    return;
  }
  const fs::path folder = *root / "hyperelastic";
  const json reference = json::parse(std::ifstream(folder / "reference.json"))["datasets"]["Treloar_1944"];
  Tally tally("Treloar 1944");
  for (const std::string id : {"neo_hooke", "mooney_rivlin", "yeoh"})
    for (const bool all : {false, true}) {
      CAPTURE(id, all);
      const Tests tests = treloar(folder / "Treloar_1944", all);
      const json &wanted = reference.at(id + (all ? "_UT+ET+PS" : "_UT"));
      const Fitted f = fitted(id, tests, "MPa");
      INFO((f.outcome ? "" : f.outcome.error().message));
      REQUIRE(f.outcome);
      const double rmse = std::sqrt(f.record["rss"].get<double>() / static_cast<double>(tests.stress.size()));
      std::vector<Judged> judged{{rmse, wanted["rmse_MPa"].get<double>(), 0, 1e-6, "RMSE in MPa"}};
      for (std::size_t j = 0; j < wanted["C"].size(); ++j) {
        const json &parameter = f.record["parameters"][j];
        CHECK(parameter["unit"] == "MPa");
        judged.push_back({parameter["value"].get<double>(), wanted["C"][j].get<double>(), 0, 1e-6,
                          parameter["symbol"].get<std::string>() + " in MPa"});
      }
      tally.add(id + (all ? ", three modes" : ", uniaxial"), judged);
    }
  WARN(tally.told());
  CHECK(tally.matched() == 6);
}

TEST_CASE("Ogden's published constants lie as near to rubber as he says, and a fit lies nearer", "[reference]") {
  const auto root = reference_data();
  if (!root) {
    WARN("skipped: the reference data is not there");
    return;
  }
  const fs::path folder = *root / "hyperelastic";
  const json published =
      json::parse(std::ifstream(folder / "reference.json"))["datasets"]["Treloar_1944"]["ogden_1972_published"];
  double all = 0;
  Tally tally("Treloar 1944, Ogden's constants of 1972");
  const std::pair<const char *, double> tests[] = {{"UT", 0}, {"ET", 1}, {"PS", 2}};
  for (const auto &[name, mode] : tests) {
    CAPTURE(name);
    Tests test;
    test.add(folder / "Treloar_1944" / (std::string(name) + "_stress_stretch.txt"), "", true);
    const ModelBench bench(biomechanics_entry, "ogden3",
                           {test.stretch, std::vector<double>(test.stretch.size(), mode)});
    const auto p = bench.values({published["mu_MPa"][0], published["alpha"][0], published["mu_MPa"][1],
                                 published["alpha"][1], published["mu_MPa"][2], published["alpha"][2]});
    double rss = 0;
    for (std::size_t i = 0; i < p.size(); ++i) rss += (p[i] - test.stress[i]) * (p[i] - test.stress[i]);
    all += rss;
    tally.add(name, {{std::sqrt(rss / static_cast<double>(p.size())), published["rmse_MPa"][name].get<double>(), 0,
                      1e-6, "RMSE in MPa"}});
  }
  CHECK(tally.matched() == 3);
  const Fitted f = fitted("ogden3", treloar(folder / "Treloar_1944", true), "MPa");
  REQUIRE(f.outcome);
  CHECK(f.record["status"] == "converged");
  CHECK(f.record["rss"].get<double>() < all);
  WARN("ogden3: rss " << f.record["rss"].get<double>() << ", published constants " << all);
}

TEST_CASE("brain in tension, compression and shear together has the constants that scipy finds", "[reference]") {
  const auto root = reference_data();
  if (!root) {
    WARN("skipped: the reference data is not there");
    return;
  }
  // scipy 1.10 least_squares of 2*mu0/alpha*(l**(alpha - 1) - l**(-alpha/2 - 1)) and, in shear with l - 1/l = gamma,
  // 2*mu0/alpha*(l**alpha - l**-alpha)/(l + 1/l); the best of seven starts.
  const struct {
    const char *tissue;
    double mu0, alpha, rss;
  } references[] = {{"cortex", 1.49566837, -18.16470573, 0.03539579164575744},
                    {"corona_radiata", 0.7100717, -23.33788076, 0.03236174991872745}};
  Tally tally("human brain");
  for (const auto &wanted : references) {
    CAPTURE(wanted.tissue);
    const fs::path folder = *root / "hyperelastic/human_brain_budday";
    Tests tests;
    tests.add(folder / (std::string(wanted.tissue) + "_tension.txt"), "uniaxial", false);
    tests.add(folder / (std::string(wanted.tissue) + "_compression.txt"), "uniaxial", false);
    tests.add(folder / (std::string(wanted.tissue) + "_shear.txt"), "shear", false);
    const Fitted f = fitted("ogden1", tests, "kPa");
    INFO((f.outcome ? "" : f.outcome.error().message));
    REQUIRE(f.outcome);
    tally.add(wanted.tissue, {{f.parameter("mu0")["value"].get<double>(), wanted.mu0, 0, 1e-5, "mu0 in kPa"},
                              {f.parameter("alpha")["value"].get<double>(), wanted.alpha, 0, 1e-5, "alpha"},
                              {f.record["rss"].get<double>(), wanted.rss, 0, 1e-8, "RSS in kPa²"}});
  }
  WARN(tally.told());
  CHECK(tally.matched() == 2);
}
