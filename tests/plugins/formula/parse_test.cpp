// SPDX-License-Identifier: Apache-2.0
#include <catch2/catch.hpp>

#include "making.hpp"

using Catch::Matchers::Contains;
using gantry::formula::parse;
using gantry::formula::written;
using gantry::test::Made;
using gantry::test::refusal;

namespace {

std::string tidied(const std::string &text) {
  const auto formula = parse(text);
  return written(formula, formula.value);
}

}  // namespace

TEST_CASE("powers bind before signs, signs before products, and powers to the right") {
  CHECK(tidied("-a^2") == "-(a * a)");
  CHECK(tidied("2^3^2") == "512");
  CHECK(tidied("a/b/c") == "(a / b) / c");
  CHECK(tidied("a-b-c") == "(a - b) - c");
  CHECK(tidied("2*-3") == "-6");
  CHECK(tidied("a**-1") == "1 / a");
  CHECK(tidied("a^-8*0+a^-9") == "a^-9");
  CHECK(tidied("1.5e-3*4") == "0.006");
}

TEST_CASE("a name on the left is the fitted quantity, with its argument or without") {
  CHECK(parse("S = S0 * exp(-TE / T2)").output == "S");
  CHECK(parse("S(t) = a * t").output == "S");
  CHECK(parse("exp(t) * a").output.empty());
}

TEST_CASE("what is no column is sought, in the order in which it is written") {
  const Made model("S0 * exp(-TE / T2)", {{"TE", "ms"}, {"S", ""}});
  CHECK(model.symbols() == std::vector<std::string>{"S0", "T2"});
  CHECK(std::string(model->axis[0]->name) == "TE");
  CHECK(std::string(model->outputs[0]->name) == "S");
  const Made renamed("S0 * exp(-t / T2)", {{"echo", "ms"}, {"signal", ""}}, "t=echo");
  CHECK(std::string(renamed->axis[0]->name) == "echo");
  const Made book("b1 * (1 - exp(-b2 * x))", {{"dose", "mg"}, {"effect", "%"}});
  CHECK(std::string(book->axis[0]->name) == "dose");
}

TEST_CASE("what can't be read is refused at its place, in words") {
  CHECK_THAT(refusal("b1*(1-exp(-b2*x)"), Contains("formula.parse") && Contains("character 17") && Contains("\")\""));
  CHECK_THAT(refusal("2x+b1"), Contains("a * is missing"));
  CHECK_THAT(refusal("b1*0,5*x"), Contains("character 5") && Contains("decimal point"));
  CHECK_THAT(refusal("b1(x)"), Contains("no function \"b1\"") && Contains("multiply"));
  CHECK_THAT(refusal("exp*b1"), Contains("wants its argument"));
  CHECK_THAT(refusal("min(b1)*x"), Contains("\",\" is missing"));
  CHECK_THAT(refusal(""), Contains("ends where"));
  CHECK_THAT(refusal("b1+"), Contains("ends where"));
  CHECK_THAT(refusal("a = b = x"), Contains("equals sign"));
  CHECK_THAT(refusal("λ*x"), Contains("letters a to z"));
  CHECK_THAT(refusal("b1*x)"), Contains("not expected"));
  CHECK_THAT(refusal("b1*x*3{ms"), Contains("brace"));
  CHECK_THAT(refusal(std::string(5000, '(') + "x"), Contains("nested too deeply"));
  CHECK_THAT(refusal(std::string(20000, '1')), Contains("10,000"));
}

TEST_CASE("a formula without a column, without a parameter or with a wrong name for one is refused") {
  CHECK_THAT(refusal("a*t", {{"time", ""}, {"y", ""}}), Contains("formula.x") && Contains("no name of the formula"));
  CHECK_THAT(refusal("x+1"), Contains("nothing is left to be sought"));
  CHECK_THAT(refusal("a*x", {{"x", ""}, {"y", ""}}, "z=x"), Contains("does not use \"z\""));
  CHECK_THAT(refusal("a*x", {{"x", ""}, {"y", ""}}, "x=time"), Contains("no column \"time\""));
  CHECK_THAT(refusal("a*x", {{"x", ""}, {"y", ""}}, "", "z"), Contains("formula.y"));
}
