// SPDX-License-Identifier: Apache-2.0
// Formulas whose parameters are known beforehand, as saved models have them, and formulas of a logarithm.
#include <catch2/catch.hpp>
#include <cmath>

#include "making.hpp"

using Catch::Matchers::Contains;
using gantry::formula::Column;
using gantry::formula::declared_in;
using gantry::formula::parse;
using gantry::formula::Typed;
using gantry::test::Made;
using gantry::test::refusal;

namespace {

Typed washout(const std::string &parameters, const std::string &x = "") {
  return {"A * exp(-k * t) + base", x, "", "washout", declared_in(parameters)};
}

constexpr const char *all = R"([{"symbol":"A","start":4},{"symbol":"k","unit":"/min","bounds":[0,null],"help":"rate"},
                                {"symbol":"base","bounds":[-1,3],"label":"B"}])";

}  // namespace

TEST_CASE("declared parameters have their start, bounds, unit and words") {
  const Made model(washout(all), {{"t", "min"}, {"c", "mmol/L"}});
  CHECK(std::string(model->id) == "washout");
  CHECK(model->parameters[0]->start == 4);
  CHECK(model->parameters[0]->maximum == INFINITY);
  CHECK(model->parameters[1]->minimum == 0);
  CHECK(model->parameters[1]->start == 1);
  CHECK(std::string(model->parameters[1]->help) == "rate");
  CHECK(model->parameters[2]->maximum == 3);
  CHECK(std::string(model->parameters[2]->label) == "B");
  CHECK(std::string(model->parameters[0]->label) == "A");
  CHECK(model.unit("k") == "min-1");
  CHECK(model.unit("A") == "L-1.mmol");
}

TEST_CASE("a declared unit that the data don't have is refused, and found where the data say none") {
  CHECK_THAT(refusal(washout(all), {{"t", "s"}, {"c", ""}}), Contains("formula.unit") && Contains("min-1.s"));
  CHECK(Made(washout(all), {{"t", ""}, {"c", ""}}).unit("k") == "min-1");
}

TEST_CASE("what is declared is sought, even if a column has its name, and all else is a column") {
  const Made model(washout(all), {{"k", ""}, {"t", "min"}, {"A", ""}});
  CHECK(model.symbols() == std::vector<std::string>{"A", "k", "base"});
  CHECK(std::string(model->axis[0]->name) == "t");
  // The only name that is no parameter is the first column, as with any model.
  CHECK(std::string(Made(washout(all), {{"time", "min"}, {"c", ""}})->axis[0]->name) == "time");
  CHECK(std::string(Made(washout(all, "t=c,t=time"), {{"time", "min"}, {"c", "min"}})->axis[0]->name) == "c");
  const Typed two{"a * t * u", "", "", "", declared_in(R"([{"symbol":"a"}])")};
  CHECK_THAT(refusal(two, {}), Contains("there are no columns"));
  CHECK_THAT(refusal(two, {{"t", ""}, {"v", ""}, {"y", ""}}), Contains("no column \"u\"") && Contains("u=COLUMN"));
}

TEST_CASE("a declaration that can't be read is refused") {
  const auto refused = [](const std::string &text) {
    try {
      (void)declared_in(text);
    } catch (const gantry::Error &e) {
      return e.code() + ": " + e.what();
    }
    return std::string("taken");
  };
  CHECK(refused("") == "taken");
  CHECK_THAT(refused("{"), Contains("formula.parameters"));
  CHECK_THAT(refused("[1]"), Contains("objects"));
  CHECK_THAT(refused("[{}]"), Contains("without a symbol"));
  CHECK_THAT(refused(R"([{"symbol":"a","start":"1"}])"), Contains("numbers as start"));
  CHECK_THAT(refused(R"([{"symbol":"a","bounds":[2,1]}])"), Contains("no room"));
  CHECK_THAT(refused(R"([{"symbol":"a"},{"symbol":"a"}])"), Contains("twice"));
  CHECK_THAT(refusal(washout(R"([{"symbol":"z"}])"), {{"t", ""}, {"c", ""}}), Contains("does not use its parameter"));
}

TEST_CASE("a formula may be of a column's logarithm, as Nelson's is") {
  CHECK(parse("log(y) = b1 - b2 * x").output == "log(y)");
  CHECK(parse("S(t) = a * t").output == "S");
  const Made model("log(y) = b1 - b2 * x1 * exp(-b3 * x2)", {{"y", "kV"}, {"x1", "wk"}, {"x2", ""}});
  CHECK(std::string(model->outputs[0]->name) == "log(y)");
  CHECK(std::string(model->outputs[0]->unit) == "1");
  CHECK(model.unit("b1") == "1");
  CHECK_THAT(refusal("log(z) = a * x"), Contains("no column \"z\""));
  const std::vector<Column> columns{{"x", ""}};
  CHECK_THROWS_WITH(Made("log(S) = a * x", columns, "", "", "mV"), Contains("voxels are fitted as they are"));
}

TEST_CASE("formulas without end are refused before they fill the memory") {
  std::string sum = "x", product = "x";
  for (int i = 0; i < 300; ++i) sum += "+a" + std::to_string(i);
  CHECK_THAT(refusal(sum), Contains("more than 250 names"));
  for (int i = 0; i < 240; ++i)
    product += "*(a" + std::to_string(i) + "+x*" + std::to_string(i + 2) + ")^a" + std::to_string(i);
  CHECK_THAT(refusal(product), Contains("formula.size") || Contains("taken"));
  CHECK_THAT(refusal("a*x^1e300", {{"x", "s"}, {"y", "mV"}}), Contains("beyond a million"));
  CHECK_THAT(refusal("1e999*a*x"), Contains("can't be read"));
  CHECK_THAT(refusal("a*x*" + std::string(300, '-') + "1"), Contains("nested too deeply"));
}
