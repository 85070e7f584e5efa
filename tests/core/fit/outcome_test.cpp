// SPDX-License-Identifier: Apache-2.0
// What can be wrong with a fit's input, and that each is said.
#include <tests/core/fit/fixtures.hpp>

#include <catch2/catch.hpp>

#include <cmath>
#include <cstdio>
#include <limits>
#include <unistd.h>

using namespace fit_test;
using Catch::Contains;
using nlohmann::json;

namespace {

const std::vector<double> te{10, 20, 30, 40, 60, 80};
constexpr double not_a_number = std::numeric_limits<double>::quiet_NaN();

std::vector<double> decay(double s0, double t2) {
  std::vector<double> y;
  for (const double t : te) y.push_back(s0 * std::exp(-t / t2));
  return y;
}
const gantry_model &t2_model() { return *gantry::model_table<MonoExponential>(); }

// Has no value anywhere within its bounds.
struct Rootless : gantry::Model {
  static constexpr const char *id = "rootless", *label = "rootless", *equation = "S = sqrt(a - TE)";
  gantry::AxisColumn te{"TE", "echo time", "ms"};
  gantry::Param a{"a", "a", "ms", 0, 5, 1};
  template <class T, class X>
  T operator()(const X &x, const gantry::Params<T> &p) const {
    return sqrt(p[a] - x[te]);
  }
};

fit::Status status(const Fitted &f, std::size_t i) { return static_cast<fit::Status>(f.status[i]); }

}  // namespace

TEST_CASE("a curve without noise gives its parameters back, in any unit of time") {
  std::vector<double> seconds = te;
  for (double &t : seconds) t /= 1000;
  const auto y = decay(900, 45);
  for (const auto &table :
       {table_of_columns({{"TE", "ms", te}, {"S", "", y}}), table_of_columns({{"te", "s", seconds}, {"signal", "", y}}),
        table_of_columns({{"a", "", te}, {"b", "", y}})}) {
    const auto f = fit_table(t2_model(), table);
    REQUIRE(f.outcome);
    CHECK(f.parameter("T2")["value"].get<double>() == Approx(45).epsilon(1e-9));
    CHECK(f.parameter("S0")["value"].get<double>() == Approx(900).epsilon(1e-9));
    CHECK(f.record["derived"][0]["value"].get<double>() == Approx(1000.0 / 45).epsilon(1e-9));
    CHECK(f.record["r2"].get<double>() == Approx(1));
    CHECK(f.curve.rows() == te.size());
    CHECK(f.curve.column("residual")->numbers()[2] == Approx(0).margin(1e-6));
  }
}

TEST_CASE("a curve's errors and correlation are those of the linear theory") {
  // S0 exp(-TE/T2) with T2 fixed is linear in S0: its error is s / sqrt(sum e^2).
  auto y = decay(900, 45);
  const double e[] = {3, -2, 1, -4, 2, 1};
  for (std::size_t i = 0; i < y.size(); ++i) y[i] += e[i];
  double ee = 0, ye = 0, rss = 0;
  for (std::size_t i = 0; i < y.size(); ++i) {
    const double x = std::exp(-te[i] / 45);
    ee += x * x;
    ye += x * y[i];
  }
  for (std::size_t i = 0; i < y.size(); ++i) rss += std::pow(y[i] - ye / ee * std::exp(-te[i] / 45), 2);
  const auto f = fit_table(t2_model(), table_of_columns({{"TE", "ms", te}, {"S", "", y}}), {{"fix", {{"T2", 45}}}});
  REQUIRE(f.outcome);
  CHECK(f.parameter("S0")["value"].get<double>() == Approx(ye / ee).epsilon(1e-10));
  CHECK(f.parameter("S0")["standard_error"].get<double>() == Approx(std::sqrt(rss / 5 / ee)).epsilon(1e-10));
  CHECK(f.parameter("T2")["fixed"] == true);
  CHECK(f.parameter("T2")["standard_error"].is_null());
}

TEST_CASE("bounds hold, and are told") {
  const auto f = fit_table(t2_model(), table_of_columns({{"TE", "ms", te}, {"S", "", decay(900, 45)}}),
                           {{"bounds", {{"T2", {1, 30}}}}});
  REQUIRE(f.outcome);
  CHECK(f.record["status"] == "at_bound");
  CHECK(f.parameter("T2")["value"].get<double>() == Approx(30));
  CHECK(f.parameter("T2")["at_bound"] == true);
  CHECK_THAT(f.record["message"].get<std::string>(), Contains("T2"));
}

TEST_CASE("what a curve lacks is said in words") {
  const auto y = decay(900, 45);
  const auto refused = [](const Fitted &f, const std::string &code, const std::string &part) {
    REQUIRE_FALSE(f.outcome);
    CHECK(f.outcome.error().code == code);
    CHECK_THAT(f.outcome.error().message + f.outcome.error().hint, Contains(part));
  };
  auto broken = y;
  broken[2] = not_a_number;
  const auto good = table_of_columns({{"TE", "ms", te}, {"S", "", y}});
  refused(fit_table(t2_model(), table_of_columns({{"TE", "ms", te}, {"S", "", broken}})), "fit.not_finite", "row 3");
  refused(fit_table(t2_model(), table_of_columns({{"TE", "mm", te}, {"S", "", y}})), "fit.unit",
          "\"TE\" (echo time, in ms)");
  refused(fit_table(t2_model(),
                    table_of_columns({{"TE", "ms", std::vector<double>{10}}, {"S", "", std::vector<double>{1}}})),
          "fit.too_few_points", "1 value can't determine 2");
  refused(fit_table(t2_model(), good, {{"where", {{"TE", {0, 15}}}}}), "fit.too_few_points", "1 value can't");
  refused(fit_table(t2_model(), good, {{"start", {{"T1", 3}}}}), "fit.parameter", "S0, T2");
  refused(fit_table(t2_model(), good, {{"start", {{"T2", 5000}}}}), "fit.start", "outside its bounds");
  refused(fit_table(t2_model(), good, {{"bounds", {{"T2", {50, 20}}}}}), "fit.option", "low end above");
  refused(fit_table(t2_model(), good, {{"fix", {{"T2", 45}, {"S0", 1}}}}), "fit.fix", "nothing is left");
  refused(fit_table(t2_model(), good, {{"colums", json::object()}}), "fit.option", "unknown");
  refused(fit_table(t2_model(), good, {{"columns", {{"TE", "echo"}}}}), "fit.column", "TE [ms], S");
  refused(fit_table(*gantry::model_table<Saturation>(), table_of_columns({{"TR", "ms", te}, {"S", "", y}})),
          "fit.constant", "T1");
  refused(fit_table(*gantry::model_table<Tofts>(),
                    table_of_columns({{"time", "min", te}, {"Ca", "mmol/L", te}, {"S", "", y}})),
          "fit.axis", "not equally spaced");
  refused(
      fit_table(t2_model(), table_of_columns({{"TE", "ms", std::vector<double>{}}, {"S", "", std::vector<double>{}}})),
      "fit.empty", "no rows");
  auto turned = te;
  std::swap(turned[1], turned[2]);
  refused(fit_table(*gantry::model_table<Tofts>(),
                    table_of_columns({{"time", "min", turned}, {"Ca", "mmol/L", te}, {"S", "", y}})),
          "fit.order", "does not increase from row 2 to row 3");
  const auto with_sigma = [&](std::vector<double> sigma, const char *unit) {
    return table_of_columns({{"TE", "ms", te}, {"S", "mV", y}, {"sd", unit, std::move(sigma)}});
  };
  refused(fit_table(t2_model(), with_sigma({1, 1, 0, 1, 1, 1}, ""), {{"sigma", "sd"}}), "fit.sigma", "row 3");
  refused(fit_table(t2_model(), with_sigma({1, 1, 1, 1, 1, 1}, "ms"), {{"sigma", "sd"}}), "fit.unit", "sigma");
  refused(fit_table(t2_model(), good, {{"sigma", "sd"}}), "fit.sigma", "no column");
  refused(fit_table(t2_model(), good, {{"sigma", -1}}), "fit.option", "above 0");
  refused(fit_table(t2_model(), good, {{"confidence", 95}}), "fit.option", "0.95");
  refused(fit_table(t2_model(), good, {{"interval", "exact"}}), "fit.option", "profile");
}

TEST_CASE("sigma in another unit of the data's kind is converted") {
  const auto y = decay(900, 45);
  const auto fitted = [&](double sd, const char *unit) {
    return fit_table(t2_model(),
                     table_of_columns({{"TE", "ms", te}, {"S", "mV", y}, {"sd", unit, std::vector<double>(6, sd)}}),
                     {{"sigma", "sd"}});
  };
  const auto one = fitted(2, "mV"), other = fitted(0.002, "V");
  REQUIRE(one.outcome);
  REQUIRE(other.outcome);
  CHECK(other.parameter("S0")["standard_error"].get<double>() ==
        Approx(one.parameter("S0")["standard_error"].get<double>()).epsilon(1e-9));
  CHECK(one.parameter("S0")["unit"] == "mV");
}

TEST_CASE("rows that are out of order change nothing, and are told") {
  std::vector<double> x(te.rbegin(), te.rend()), y = decay(900, 45);
  std::reverse(y.begin(), y.end());
  const auto f = fit_table(t2_model(), table_of_columns({{"TE", "ms", x}, {"S", "", y}}));
  REQUIRE(f.outcome);
  CHECK(f.parameter("T2")["value"].get<double>() == Approx(45).epsilon(1e-9));
  CHECK_THAT(f.record["notes"].dump(), Contains("not in the order of TE"));
}

TEST_CASE("constant data and data without a signal end in words, not in numbers out of nothing") {
  const auto flat = fit_table(t2_model(), table_of_columns({{"TE", "ms", te}, {"S", "", std::vector<double>(6, 7.0)}}));
  REQUIRE(flat.outcome);
  CHECK(flat.record["status"] == "at_bound");  // T2 wants to be infinite
  CHECK(flat.record["r2"].is_null());
  const auto two = fit_table(
      t2_model(), table_of_columns({{"TE", "ms", std::vector<double>{10, 20}}, {"S", "", std::vector<double>{8, 6}}}));
  REQUIRE(two.outcome);
  CHECK(two.record["residual_sd"].is_null());
  CHECK_THAT(two.record["errors_message"].get<std::string>(), Contains("as many parameters as points"));
}

TEST_CASE("each voxel gets the status that it deserves") {
  const auto clean = decay(1000, 50);
  constexpr std::size_t voxels = 5;
  std::vector<double> data;
  for (std::size_t t = 0; t < te.size(); ++t)
    for (const double v : {clean[t], 0.0, t == 3 ? not_a_number : clean[t], 500.0, clean[t]}) data.push_back(v);
  const auto image = image_of(data, voxels, {{"TE", "ms", te}});
  fit::FitJob job;
  job.level = best_level();
  job.inputs = {{"image", image}, {"mask", volume_of(std::vector<float>{1, 1, 1, 1, 0})}};
  const auto f = run(t2_model(), job);
  REQUIRE(f.outcome);
  CHECK(status(f, 0) == fit::Status::converged);
  CHECK(f.maps.at("T2")[0] == Approx(50).epsilon(1e-4));
  CHECK(f.maps.at("R2")[0] == Approx(20).epsilon(1e-4));
  CHECK(status(f, 1) == fit::Status::no_signal);
  CHECK(status(f, 2) == fit::Status::not_finite_input);
  CHECK(status(f, 3) == fit::Status::at_bound);
  CHECK(status(f, 4) == fit::Status::outside_mask);
  for (const std::size_t i : {1, 2, 4}) {
    CHECK(std::isnan(f.maps.at("T2")[i]));
    CHECK(std::isnan(f.maps.at("rss")[i]));
  }
  CHECK(f.record["status"]["no_signal"] == 1);
  CHECK(f.record["maps"]["T2"]["median"].get<double>() == Approx(50).epsilon(1e-4));
  CHECK(f.headers.at("status").labels);
  CHECK(f.headers.at("status").segments.size() == fit::status_count - 1);
}

TEST_CASE("integer images are fitted, and saturated voxels are not") {
  std::vector<std::int16_t> data;
  const auto clean = decay(1000, 50);
  for (std::size_t t = 0; t < te.size(); ++t) {
    data.push_back(static_cast<std::int16_t>(std::lround(clean[t])));
    data.push_back(t == 0 ? std::int16_t{32767} : static_cast<std::int16_t>(std::lround(clean[t])));
  }
  const auto f = fit_image(t2_model(), image_of(data, 2, {{"TE", "ms", te}}));
  REQUIRE(f.outcome);
  CHECK(f.maps.at("T2")[0] == Approx(50).epsilon(0.01));
  CHECK(status(f, 1) == fit::Status::saturated);
}

TEST_CASE("a constant per voxel is taken in its own unit") {
  const double tr[] = {200, 500, 1000, 2000};
  std::vector<float> data;
  for (const double t : tr)
    for (const double t1 : {800.0, 1200.0}) data.push_back(static_cast<float>(700 * (1 - std::exp(-t / t1))));
  fit::FitJob job;
  job.inputs = {{"image", image_of(data, 2, {{"TR", "ms", {200, 500, 1000, 2000}}})},
                {"T1", volume_of(std::vector<float>{0.8f, 1.2f}, "s")}};
  const auto f = run(*gantry::model_table<Saturation>(), job);
  REQUIRE(f.outcome);
  CHECK(f.maps.at("M")[0] == Approx(700).epsilon(1e-4));
  CHECK(f.maps.at("M")[1] == Approx(700).epsilon(1e-4));
}

TEST_CASE("a wrong axis of an image is named with what there is") {
  const auto f = fit_image(t2_model(), image_of(std::vector<float>(12, 1.f), 2, {{"b", "s/mm2", te}}));
  REQUIRE_FALSE(f.outcome);
  CHECK_THAT(f.outcome.error().message, Contains("\"TE\" (echo time, in ms)") && Contains("b [s/mm2]"));
}

TEST_CASE("a map's summary says in words what each status means and what to do") {
  std::vector<float> data(2 * te.size(), 0.f);
  data[0] = std::nanf("");
  const auto f = fit_image(t2_model(), image_of(data, 2, {{"TE", "ms", te}}));
  REQUIRE(f.outcome);
  const auto &words = f.record["status_words"];
  CHECK(words.size() == f.record["status"].size());
  CHECK_THAT(words["not_finite_input"].get<std::string>(), Contains("not a number") && Contains("where"));
  CHECK_THAT(words["no_signal"].get<std::string>(), Contains("mask"));
}

TEST_CASE("what only curves can be told is refused for a map") {
  const auto f =
      fit_image(t2_model(), image_of(std::vector<float>(12, 1.f), 2, {{"TE", "ms", te}}), {{"loss", "huber"}});
  REQUIRE_FALSE(f.outcome);
  CHECK_THAT(f.outcome.error().message, Contains("\"loss\" is of curves"));
}

TEST_CASE("a start without a number is told in our words, and nobody writes to the terminal") {
  std::FILE *caught = std::tmpfile();
  std::fflush(stderr);
  const int terminal = ::dup(2);
  ::dup2(::fileno(caught), 2);
  std::vector<double> y(te.size(), 1);
  const auto f = fit_table(*gantry::model_table<Rootless>(), table_of_columns({{"TE", "ms", te}, {"S", "", y}}));
  std::fflush(stderr);
  ::dup2(terminal, 2);
  ::close(terminal);
  const long written = (std::fseek(caught, 0, SEEK_END), std::ftell(caught));
  std::fclose(caught);
  REQUIRE_FALSE(f.outcome);
  CHECK_THAT(f.outcome.error().message, Contains("no number near the starting values"));
  CHECK(written == 0);
}

TEST_CASE("a cancelled map ends as cancelled") {
  fit::FitJob job;
  job.inputs = {{"image", image_of(std::vector<float>(6 * 5000, 1.f), 5000, {{"TE", "ms", te}})}};
  const auto f = run(t2_model(), job, [] { return true; });
  REQUIRE_FALSE(f.outcome);
  CHECK(f.outcome.error().failure == Failure::cancelled);
}
