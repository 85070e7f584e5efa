// SPDX-License-Identifier: Apache-2.0
// The inputs of populations against OSIPI's collection and against points of the published curves.
#include <catch2/catch.hpp>
#include <population.hpp>
#include <tests/plugins/support/cases.hpp>
#include <tests/plugins/support/plugin_bench.hpp>
#include <tests/plugins/support/reference.hpp>

extern "C" const gantry_plugin_entry perfusion_entry;

using namespace gantry::test;

namespace {

HeldTable times(const std::vector<double> &t, const std::string &unit) {
  HeldTable table;
  table.rows = t.size();
  table.names = {"time"};
  table.units = {unit};
  table.columns = {t};
  return table;
}

}  // namespace

TEST_CASE("the functional inputs have the values of their equations") {
  // Computed apart from the published parameters (scipy.special.gammaln for the gamma variates), at minutes.
  CHECK(perfusion::georgiou(60 * 0.05) == Approx(1.891858156269168).epsilon(1e-10));
  CHECK(perfusion::georgiou(60 * 0.3) == Approx(1.3974058508953238).epsilon(1e-10));
  CHECK(perfusion::georgiou(60 * 1.9) == Approx(1.0200032614073504).epsilon(1e-10));
  // Supporting information of Georgiou et al. 2019 (curve of 0.1 s): the parameters are printed to three digits.
  CHECK(perfusion::georgiou(60 * 0.125) == Approx(8.6455).epsilon(0.01));
  CHECK(perfusion::georgiou(60 * 0.55) == Approx(1.8015).epsilon(0.02));
  CHECK(perfusion::weinmann(0, 0.1) == Approx(0.877));
  CHECK(perfusion::weinmann(600, 0.2) ==
        Approx(0.2 * (3.99 * std::exp(-1.44) + 4.78 * std::exp(-0.111))).epsilon(1e-12));
  for (const double before : {-60.0, -0.001}) {
    CHECK(perfusion::parker(before) == 0);
    CHECK(perfusion::georgiou(before) == 0);
    CHECK(perfusion::weinmann(before, 0.1) == 0);
    CHECK(perfusion::mcgrath(before) == 0);
  }
}

TEST_CASE("the tool gives plasma or blood at the asked times, later by the delay") {
  const auto at = times({0, 0.5, 1, 2}, "min");
  const auto run = [&](const char *function, const char *in, double delay) {
    const Outcome o = PluginBench(perfusion_entry)
                          .input("times", at)
                          .set("function", function)
                          .set("in", in)
                          .set("delay", delay)
                          .set("hct", 0.4)
                          .run("aif");
    INFO(o.message);
    REQUIRE(o.status == GANTRY_OK);
    return o.tables.at("aif");
  };
  CHECK(run("parker", "blood", 0).number("Ca", 1) == Approx(perfusion::parker(30)));
  CHECK(run("parker", "plasma", 0).number("Ca", 1) == Approx(perfusion::parker(30) / 0.6));
  CHECK(run("weinmann", "plasma", 0).number("Ca", 2) == Approx(perfusion::weinmann(60, 0.1)));
  CHECK(run("weinmann", "blood", 0).number("Ca", 2) == Approx(0.6 * perfusion::weinmann(60, 0.1)));
  const HeldTable late = run("georgiou", "blood", 30);
  CHECK(late.number("Ca", 0) == 0);
  CHECK(late.number("Ca", 2) == Approx(perfusion::georgiou(30)));
  CHECK(late.number("time", 2) == 60);
  CHECK(late.unit("time") == "s");
  CHECK(late.unit("Ca") == "mmol/L");
}

TEST_CASE("without times the points are equally spaced, both ends included") {
  const Outcome o = PluginBench(perfusion_entry).set("step", 2.5).set("duration", 10.0).run("aif");
  REQUIRE(o.status == GANTRY_OK);
  CHECK(o.tables.at("aif").rows == 5);
  CHECK(o.tables.at("aif").number("time", 4) == 10);
}

TEST_CASE("every input of OSIPI's collection comes out within its tolerance", "[reference]") {
  const auto root = reference_data();
  if (!root) {
    WARN("skipped: the reference data is not there");
    return;
  }
  // Minutes in one file, seconds in the other.
  for (const auto &[file, function, unit] :
       {std::tuple{"ParkerAIF_ref.csv", "parker", "min"}, std::tuple{"preclinicalAIF_ref.csv", "mcgrath", "s"}}) {
    std::map<std::pair<std::string, std::string>, std::pair<std::vector<double>, std::vector<double>>> curves;
    for (const Row &row : rows_of(*root / "aif_osipi" / file)) {
      auto &[t, c] = curves[{row.at("label"), row.at("delay")}];
      t.push_back(number(row.at("time")));
      c.push_back(number(row.at("Cb")));
    }
    Tally tally(file);
    for (const auto &[name, curve] : curves) {
      const Outcome o = PluginBench(perfusion_entry)
                            .input("times", times(curve.first, unit))
                            .set("function", function)
                            .set("in", "blood")
                            .set("delay", number(name.second))
                            .run("aif");
      REQUIRE(o.status == GANTRY_OK);
      std::vector<Judged> judged;
      for (std::size_t i = 0; i < curve.second.size(); ++i)
        judged.push_back({o.tables.at("aif").number("Ca", i), curve.second[i], 1e-4, 0.01, "Cb"});
      tally.add(name.first, judged);
    }
    WARN(tally.told());
    CHECK(tally.matched() == tally.total());
    CHECK(tally.total() >= 10);
  }
}
