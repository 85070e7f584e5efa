// SPDX-License-Identifier: Apache-2.0
// Non-compartmental analysis against areas that are known exactly, and theophylline against an independent computation.
#include "cells.hpp"

#include <catch2/catch.hpp>
#include <nca.hpp>
#include <tests/plugins/support/plugin_bench.hpp>
#include <tests/plugins/support/reference.hpp>
#include <tests/plugins/support/tally.hpp>
#include <unit_words.hpp>

#include <cmath>

extern "C" const gantry_plugin_entry pharmacokinetics_entry;

using namespace gantry::test;
using namespace gantry::pk;
using Numbers = std::vector<double>;
using Texts = std::vector<std::string>;

namespace {

HeldTable table_of(const Texts &subject, const Numbers &time, const Numbers &conc, const Numbers &dose) {
  HeldTable t;
  t.rows = time.size();
  t.names = {"Subject", "time", "conc", "dose"};
  t.units = {"", "h", "mg/L", "mg"};
  t.columns = {subject, time, conc, dose};
  return t;
}

}  // namespace

TEST_CASE("a bolus into one compartment gives its clearance, volume and half-life exactly by logarithmic trapezoids") {
  const double v = 20, cl = 3, k = cl / v;
  Profile p{{}, {}, 400, 0, Route::bolus};
  for (const double t : {0.5, 1.0, 2.0, 5.0, 9.0, 14.0}) {
    p.time.push_back(t);
    p.concentration.push_back(400 / v * std::exp(-k * t));
  }
  const Nca n = nca(p, Trapezoids::linear_log, 3);
  CHECK(n.c0 == Approx(20));
  CHECK(n.auc_inf == Approx(400 / cl));
  CHECK(n.aumc_inf == Approx(400 / cl / k));
  CHECK(n.mrt == Approx(1 / k));
  CHECK(n.half_life == Approx(std::log(2.0) / k));
  CHECK(n.clearance == Approx(cl));
  CHECK(n.vz == Approx(v));
  CHECK(n.vss == Approx(v));
  CHECK(n.terminal.points == 6);
}

TEST_CASE("after an infusion the residence time is that of a bolus: half of its duration is taken off") {
  const double v = 20, cl = 3, k = cl / v, over = 2, rate = 200;
  Profile p{{}, {}, rate * over, over, Route::infusion};
  for (double t = 0; t <= 60; t += 0.01) {
    const double running = std::min(t, over);
    p.time.push_back(t);
    p.concentration.push_back(rate / cl * (1 - std::exp(-k * running)) * std::exp(-k * (t - running)));
  }
  const Nca n = nca(p, Trapezoids::linear_log, 3);
  CHECK(n.mrt == Approx(1 / k).epsilon(1e-5));
  CHECK(n.vss == Approx(v).epsilon(1e-5));
  CHECK(n.tmax == Approx(2));
}

TEST_CASE("linear trapezoids, by hand") {
  const Nca n = nca({{0, 1, 2, 4, 8, 12}, {0, 4, 6, 4, 2, 1}, 100, 0, Route::extravascular}, Trapezoids::linear, 3);
  CHECK(n.auc_last == Approx(2 + 5 + 10 + 12 + 6));
  // 4, 2, 1 at 4, 8, 12: the half-life is 4, and what is beyond 1 / (log(2) / 4).
  CHECK(n.half_life == Approx(4));
  CHECK(n.auc_inf == Approx(35 + 4 / std::log(2.0)));
  CHECK(n.cmax == 6);
  CHECK(n.tmax == 2);
  CHECK(std::isnan(n.vss));
}

TEST_CASE("the terminal slope takes the samples whose adjusted R2 is best, and as many as are as good") {
  // From 6 on an exponential of 0.1; the peak at 2, a faster fall before 6.
  const Numbers time{1, 2, 4, 6, 10, 14, 20};
  Numbers conc{5, 10, 6, 0, 0, 0, 0};
  for (std::size_t i = 3; i < time.size(); ++i) conc[i] = 4 * std::exp(-0.1 * (time[i] - 6));
  const Terminal t = terminal_of(time, conc, false, 3);
  CHECK(t.points == 4);
  CHECK(t.rate == Approx(0.1));
  CHECK(t.first == 6);
  CHECK(t.adjusted_r2 == Approx(1));
  // The peak itself is no part of it, but after a bolus.
  CHECK(terminal_of({0, 1, 2}, {8, 4, 2}, false, 3).points == 0);
  CHECK(terminal_of({0, 1, 2}, {8, 4, 2}, true, 3).points == 3);
  CHECK(terminal_of({0, 1, 2, 3}, {8, 1, 2, 3}, false, 3).points == 0);
}

TEST_CASE("theophylline has the quantities that were computed elsewhere", "[reference]") {
  const auto root = reference_data();
  if (!root) {
    WARN("skipped: the reference data is not there");
    return;
  }
  Texts subject;
  Numbers time, conc, dose;
  const auto cells = pk_test::cells_of(*root / "pharmacokinetics/Theoph.csv");
  for (std::size_t row = 1; row < cells.size(); ++row) {
    subject.push_back(cells[row][0]);
    dose.push_back(std::stod(cells[row][2]));
    time.push_back(std::stod(cells[row][3]));
    conc.push_back(std::stod(cells[row][4]));
  }
  const HeldTable table = table_of(subject, time, conc, dose);
  const Outcome log = PluginBench(pharmacokinetics_entry).input("samples", table).run("nca");
  const Outcome linear = PluginBench(pharmacokinetics_entry).input("samples", table).set("rule", "linear").run("nca");
  INFO(log.message);
  REQUIRE(log.status == GANTRY_OK);
  REQUIRE(linear.status == GANTRY_OK);
  // scipy 1.10.1: quad over the interpolated course, linregress for all candidates of the slope. AUCinf are also those
  // that
  // R's package PKNCA prints in its vignette on half-life (214.92363, 97.37793, 106.12767, 114.21620, 136.30473 for 1 to 5).
  struct Known {
    double auc_last, auc_inf, extrapolated, aumc, mrt, half_life, points, r2, clearance, vz, linear_inf;
  };
  const Known known[] = {{147.2347485, 214.9236316, 31.494388, 4545.592801, 21.14980455, 14.304378, 3, 0.99999946,
                          0.01870431823, 0.3859983, 216.611933},
                         {88.73127549, 97.37793463, 8.879485, 1009.46445, 10.36645985, 6.6593416, 4, 0.99579308,
                          0.04518477432, 0.43410816, 100.1734591},
                         {95.87819779, 106.1276685, 9.6576801, 1158.651582, 10.91752601, 6.7660874, 3, 0.99864992,
                          0.04268443906, 0.41665991, 109.5359707},
                         {102.6336232, 114.2162046, 10.140927, 1313.951, 11.50406813, 6.9812467, 3, 0.99784827,
                          0.03852343031, 0.38800067, 118.3788814},
                         {118.1793538, 136.3047316, 13.297688, 1689.48728, 12.3949276, 8.002264, 4, 0.99797078,
                          0.04299190447, 0.49633408, 139.4197778},
                         {71.69701499, 82.17588332, 12.751756, 987.9420173, 12.02228656, 7.8949979, 7, 0.9978896,
                          0.04867608157, 0.55442418, 84.25441833},
                         {87.96922744, 100.9876292, 12.891086, 1258.305327, 12.45999472, 7.8466683, 4, 0.99800525,
                          0.0490159046, 0.55487717, 103.7718018},
                         {86.80656348, 102.1533003, 15.023241, 1314.943138, 12.87225312, 8.5100379, 6, 0.98876549,
                          0.04434511648, 0.54444227, 103.9066868},
                         {83.93743601, 97.52000394, 13.927981, 1219.921328, 12.50944708, 8.4059988, 3, 0.99888733,
                          0.03178834982, 0.38550663, 99.90871793},
                         {135.5760701, 167.8600307, 19.232667, 2502.554, 14.90857585, 9.2469158, 3, 0.99901737,
                          0.03276539374, 0.43710607, 170.6520606},
                         {77.89347233, 86.90261726, 10.366943, 937.9535438, 10.79315645, 7.2612365, 3, 0.99999651,
                          0.05661509579, 0.59308558, 89.10274492},
                         {115.2202082, 125.8315397, 8.4329665, 1335.137581, 10.61051612, 6.2865082, 3, 0.9987936,
                          0.04211980567, 0.38200617, 130.5888316}};
  const HeldTable &q = log.tables.at("quantities");
  REQUIRE(q.rows == 12);
  Tally tally("theophylline without a model");
  for (std::size_t row = 0; row < 12; ++row) {
    const std::string name = q.text("subject", row);
    const Known &k = known[std::stoul(name) - 1];
    const auto judged = [&](const char *column, double wanted) {
      return Judged{q.number(column, row), wanted, 0, 1e-7, column};
    };
    tally.add("subject " + name,
              {judged("AUClast", k.auc_last), judged("AUCinf", k.auc_inf), judged("extrapolated", k.extrapolated),
               judged("AUMCinf", k.aumc), judged("MRT", k.mrt), judged("half_life", k.half_life),
               judged("points_z", k.points), judged("R2_z", k.r2), judged("CL", k.clearance), judged("Vz", k.vz),
               Judged{linear.tables.at("quantities").number("AUCinf", row), k.linear_inf, 0, 1e-7, "AUCinf, linear"}});
  }
  WARN(tally.told());
  CHECK(tally.matched() == 12);
  CHECK(q.unit("AUCinf") == "mg.h/L");
  CHECK(q.unit("CL") == "L/h");
  CHECK(q.unit("Vz") == "L");
  CHECK(log.warnings.size() == 1);  // subject 1: more than 20 % extrapolated
}

TEST_CASE("rows in any order, before the dose or without a number; a chart with all subjects") {
  const double no = std::nan("");
  const HeldTable t =
      table_of({"b", "a", "a", "a", "b", "b", "a", "a", "b", "a", "b"}, {2, 4, -1, 1, 8, 4, 2, 8, 1, 3, 16},
               {5, 4, 0.1, 3, 1.25, 2.5, 6, 2, 4, no, 0.3}, {100, no, no, 200, no, no, no, no, no, no, no});
  const Outcome o = PluginBench(pharmacokinetics_entry).input("samples", t).run("nca");
  INFO(o.message);
  REQUIRE(o.status == GANTRY_OK);
  const HeldTable &q = o.tables.at("quantities");
  CHECK(q.text("subject", 0) == "b");
  CHECK(q.number("dose", 1) == 200);
  CHECK(q.number("Cmax", 1) == 6);
  CHECK(std::isnan(q.number("half_life", 1)));  // two samples behind the peak
  CHECK(o.warnings.size() == 2);                // rows left out; a subject without a slope
  REQUIRE(o.files.size() == 1);
  CHECK(o.files[0].bytes.find(">b</text>") != std::string::npos);
  CHECK(o.files[0].bytes.find(">a</text>") != std::string::npos);
}

TEST_CASE("what can't be analysed is refused in words, without a subject's name") {
  const auto refused = [](const HeldTable &t, const char *word) {
    const Outcome o = PluginBench(pharmacokinetics_entry).input("samples", t).run("nca");
    CHECK(o.status != GANTRY_OK);
    CHECK_THAT(o.message, Catch::Contains(word));
    CHECK_THAT(o.message, !Catch::Contains("Jansen"));
  };
  refused(table_of({"Jansen", "Jansen"}, {1, 1}, {2, 3}, {5, 5}), "subject 1 has two samples at one time");
  refused(table_of({"Jansen", "Jansen"}, {1, 2}, {0, 0}, {5, 5}), "none above 0");
  refused(table_of({"Jansen", "Jansen"}, {1, 2}, {4, 2}, {5, 6}), "several doses");
  HeldTable nameless = table_of({"a"}, {1}, {1}, {1});
  nameless.names[2] = "y";
  refused(nameless, "no column \"conc\"");
}

TEST_CASE("units of clearance and volume are those that people write") {
  const Units plain = units_of("mg", "mg/L", "h"), by_weight = units_of("mg/kg", "mg/L", "h"),
              other = units_of("mg", "ug/L", "h"), strange = units_of("mL", "mg/L", "min");
  CHECK(plain.clearance == "L/h");
  CHECK(plain.factor == 1);
  CHECK(by_weight.volume == "L/kg");
  CHECK(by_weight.clearance == "L/kg/h");
  CHECK(other.clearance == "L/h");
  CHECK(other.area == "ug.h/L");
  CHECK(other.factor == Approx(1000));
  CHECK(strange.clearance == "mL/(mg.min/L)");
  CHECK(units_of("", "mg/L", "h").clearance.empty());
}
