// SPDX-License-Identifier: Apache-2.0
// Several curves at once.
#include <tests/core/fit/fixtures.hpp>

#include <catch2/catch.hpp>

#include <cmath>

using namespace fit_test;
using nlohmann::json;

namespace {

const std::vector<double> te{10, 20, 30, 40, 60, 80};

std::vector<double> decay(double s0, double t2, const std::vector<double> &error) {
  std::vector<double> y;
  for (std::size_t i = 0; i < te.size(); ++i) y.push_back(s0 * std::exp(-te[i] / t2) + error[i]);
  return y;
}
const std::vector<double> first = decay(900, 45, {3, -2, 1, -4, 2, 1}), second = decay(500, 45, {-1, 2, -3, 1, 1, -2});

ObjectPtr both() {
  std::vector<double> x, y;
  std::vector<std::string> names;
  for (std::size_t i = 0; i < te.size(); ++i)
    for (const bool left : {true, false}) {
      x.push_back(te[i]);
      y.push_back(left ? first[i] : second[i]);
      names.push_back(left ? "left" : "right");
    }
  return table_of_columns({{"side", "", names}, {"TE", "ms", x}, {"S", "", y}});
}

const json &found(const Fitted &f, const std::string &symbol, const std::string &curve) {
  for (const auto &p : f.record["parameters"])
    if (p["symbol"] == symbol && p.value("curve", "") == curve) return p;
  throw std::runtime_error("no " + symbol + " of " + curve);
}

const gantry_model &model() { return *gantry::model_table<MonoExponential>(); }

}  // namespace

TEST_CASE("curves that share a parameter give what one least-squares problem of all gives, with its errors") {
  // scipy 1.10: least_squares on both curves' residuals with (S0 left, S0 right, T2).
  const auto f = fit_table(model(), both(), {{"global", true}, {"group", "side"}, {"share", {"T2"}}});
  REQUIRE(f.outcome);
  CHECK(f.record["n"] == 12);
  CHECK(f.record["degrees_of_freedom"] == 9);
  CHECK(found(f, "T2", "")["value"].get<double>() == Approx(44.87509616).epsilon(1e-8));
  CHECK(found(f, "T2", "")["shared"] == true);
  CHECK(found(f, "S0", "left")["value"].get<double>() == Approx(901.69138071).epsilon(1e-9));
  CHECK(found(f, "S0", "right")["value"].get<double>() == Approx(500.24197846).epsilon(1e-9));
  CHECK(found(f, "T2", "")["standard_error"].get<double>() == Approx(0.24978342).epsilon(1e-6));
  CHECK(found(f, "S0", "left")["standard_error"].get<double>() == Approx(3.1766838).epsilon(1e-6));
  CHECK(f.record["rss"].get<double>() == Approx(52.91462494).epsilon(1e-8));
  CHECK(f.record["curves"][1]["name"] == "right");
  CHECK(f.curve.column("curve") != nullptr);
  CHECK(f.tables.at("band").rows() == 402);
  CHECK(f.record["derived"].size() == 2);
}

TEST_CASE("several tables are curves too, and share what is said") {
  const auto table = [](const std::vector<double> &y) { return table_of_columns({{"TE", "ms", te}, {"S", "", y}}); };
  fit::FitJob job;
  job.kind = JobKind::fit_curve;
  job.options = {{"global", true}, {"share", {"T2"}}, {"interval", "profile"}};
  job.inputs = {{"data", table(first)}, {"data", table(second)}};
  const auto f = run(model(), job);
  REQUIRE(f.outcome);
  CHECK(found(f, "T2", "")["value"].get<double>() == Approx(44.87509616).epsilon(1e-8));
  CHECK(found(f, "S0", "2")["value"].get<double>() == Approx(500.24197846).epsilon(1e-9));
  CHECK(found(f, "T2", "")["interval"]["low"].get<double>() < 44.87509616 - 0.2497);
}

TEST_CASE("curves that share nothing get what each alone gets") {
  const auto together = fit_table(model(), both(), {{"global", true}, {"group", "side"}});
  REQUIRE(together.outcome);
  for (const auto &[name, y] : {std::pair{"left", first}, std::pair{"right", second}}) {
    const auto alone = fit_table(model(), table_of_columns({{"TE", "ms", te}, {"S", "", y}}));
    CHECK(found(together, "T2", name)["value"].get<double>() ==
          Approx(alone.parameter("T2")["value"].get<double>()).epsilon(1e-9));
  }
}

TEST_CASE("a hundred and fifty curves are fitted together") {
  std::vector<double> x, y;
  std::vector<std::int64_t> group;
  for (int c = 0; c < 150; ++c)
    for (std::size_t i = 0; i < te.size(); ++i) {
      x.push_back(te[i]);
      y.push_back((300 + 5 * c) * std::exp(-te[i] / 45) + ((c + static_cast<int>(i)) % 3 - 1));
      group.push_back(c);
    }
  const auto f = fit_table(model(), table_of_columns({{"g", "", group}, {"TE", "ms", x}, {"S", "", y}}),
                           {{"global", true}, {"group", "g"}, {"share", {"T2"}}});
  REQUIRE(f.outcome);
  CHECK(f.record["status"] == "converged");
  CHECK(f.record["parameters"].size() == 151);
  CHECK(found(f, "T2", "")["value"].get<double>() == Approx(45).margin(0.2));
}

TEST_CASE("a constant may differ from curve to curve") {
  const std::vector<double> tr{200, 500, 1000, 2000, 200, 500, 1000, 2000};
  const std::vector<double> t1{800, 800, 800, 800, 1200, 1200, 1200, 1200};
  std::vector<double> y;
  for (std::size_t i = 0; i < tr.size(); ++i) y.push_back(700 * (1 - std::exp(-tr[i] / t1[i])));
  const auto table = table_of_columns({{"TR", "ms", tr}, {"M", "", y}, {"T1", "ms", t1}});
  const auto f = fit_table(*gantry::model_table<Saturation>(), table,
                           {{"global", true}, {"group", "T1"}, {"share", {"M"}}, {"constants", {{"T1", 800}}}});
  REQUIRE(f.outcome);  // the column T1 tells the curves apart, and so is none of theirs
  const auto own = table_of_columns({{"TR", "ms", tr},
                                     {"S", "", y},
                                     {"T1", "ms", t1},
                                     {"who", "", std::vector<std::int64_t>{1, 1, 1, 1, 2, 2, 2, 2}}});
  const auto each =
      fit_table(*gantry::model_table<Saturation>(), own, {{"global", true}, {"group", "who"}, {"share", {"M"}}});
  REQUIRE(each.outcome);
  CHECK(found(each, "M", "")["value"].get<double>() == Approx(700).epsilon(1e-9));
}

TEST_CASE("what a global fit lacks is said in words") {
  const auto refused = [](const Fitted &f, const std::string &code) {
    REQUIRE_FALSE(f.outcome);
    CHECK(f.outcome.error().code == code);
    CHECK_FALSE(f.outcome.error().hint.empty());
  };
  refused(fit_table(model(), both(), {{"global", true}, {"group", "hand"}}), "fit.group");
  refused(fit_table(model(), both(), {{"global", true}}), "fit.group");
  refused(fit_table(model(), both(), {{"share", {"T2"}}}), "fit.option");
  refused(fit_table(model(), both(), {{"global", true}, {"group", "side"}, {"share", {"T1"}}}), "fit.parameter");
}
