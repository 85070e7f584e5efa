// SPDX-License-Identifier: Apache-2.0
// What people type as the values of parameters.
#include <cmath>
#include <core/plugins/parameters.hpp>
#include <tests/core/plugins/bundles.hpp>

using namespace gantry::tests;
using nlohmann::json;

namespace {

ParameterSpec spec(ParameterType type, const char *key, const char *unit, double minimum, double maximum,
                   double otherwise) {
  ParameterSpec p;
  p.type = type;
  p.key = p.label = key;
  p.unit = unit;
  p.minimum = minimum;
  p.maximum = maximum;
  p.default_number = otherwise;
  return p;
}

std::vector<ParameterSpec> specs() {
  const double inf = std::numeric_limits<double>::infinity();
  std::vector<ParameterSpec> all{
      spec(ParameterType::f64, "time", "ms", 0, 500, 20),    spec(ParameterType::i64, "classes", "", 2, inf, 3),
      spec(ParameterType::flag, "smooth", "", -inf, inf, 1), spec(ParameterType::choice, "side", "", -inf, inf, 0),
      spec(ParameterType::text, "name", "", -inf, inf, 0),   spec(ParameterType::f64_list, "b", "s/mm2", 0, 3000, 0)};
  all[3].default_text = "above";
  all[3].choices = {{"above", "", ""}, {"below", "", ""}};
  all[4].default_text = "x";
  all[5].default_text = "0, 500";
  return all;
}

json checked(const json &given) { return value(check_parameters(specs(), given)); }
Error refused(const json &given) {
  const Error e = error(check_parameters(specs(), given));
  CHECK(e.failure == Failure::usage);
  CHECK_FALSE(e.hint.empty());
  return e;
}

}  // namespace

TEST_CASE("what is not given has its default, and all parameters are there", "[plugins]") {
  CHECK(checked(json::object()) ==
        json{{"time", 20.0}, {"classes", 3}, {"smooth", 1}, {"side", "above"}, {"name", "x"}, {"b", {0.0, 500.0}}});
}

TEST_CASE("numbers are taken up to their bounds and refused beyond, with range and unit in the words", "[plugins]") {
  for (const json &fits : {json(0), json(500), json("500"), json("0,5"), json(" 3e2 "), json("+4")})
    CHECK_NOTHROW(checked({{"time", fits}}));
  CHECK(checked({{"time", "0,5"}})["time"] == 0.5);
  for (const json &beyond :
       {json(-1e-9), json(500.0001), json("501"), json("inf"), json("nan"), json(std::nan("")), json("1,000,0"),
        json("+-5"), json(""), json("five"), json(true), json(nullptr), json::array({1})}) {
    INFO(beyond);
    const Error e = refused({{"time", beyond}});
    CHECK(e.parameter == "time");
    CHECK(e.hint.find("0 to 500 ms") != std::string::npos);
  }
}

TEST_CASE("a unit that converts is converted, another one is refused", "[plugins]") {
  CHECK(checked({{"time", "0.2 s"}})["time"].get<double>() == Approx(200));
  CHECK(checked({{"time", "0,2 s"}})["time"].get<double>() == Approx(200));
  CHECK(checked({{"time", "250 us"}})["time"].get<double>() == Approx(0.25));
  CHECK(refused({{"time", "2 s"}}).message.find("2000") != std::string::npos);
  CHECK(refused({{"time", "2 mm"}}).hint == "give it in ms");
  CHECK(refused({{"time", "2 furlong"}}).parameter == "time");
}

TEST_CASE("whole numbers are whole, and not larger than a double can count", "[plugins]") {
  CHECK(checked({{"classes", "4"}})["classes"] == 4);
  CHECK(checked({{"classes", 4.0}})["classes"].is_number_integer());
  for (const json &wrong : {json(2.5), json("2,5"), json(1), json(1e300), json("99999999999999999999")}) {
    INFO(wrong);
    CHECK(refused({{"classes", wrong}}).parameter == "classes");
  }
}

TEST_CASE("lists take commas, or semicolons where the comma is the decimal sign", "[plugins]") {
  CHECK(checked({{"b", "0,50,100.5"}})["b"] == json{0.0, 50.0, 100.5});
  CHECK(checked({{"b", "0; 0,5; 1000"}})["b"] == json{0.0, 0.5, 1000.0});
  CHECK(checked({{"b", {1, "2,5"}}})["b"] == json{1.0, 2.5});
  CHECK(checked({{"b", 7}})["b"] == json{7.0});
  CHECK(checked({{"b", ""}})["b"] == json::array());
  for (const json &wrong :
       {json("1,,2"), json("1;x"), json("4000"), json(true), json::array({nullptr}), json::object()}) {
    INFO(wrong);
    CHECK(refused({{"b", wrong}}).parameter == "b");
  }
}

TEST_CASE("flags and choices take their words alone, and the refusal lists them", "[plugins]") {
  for (const json &yes : {json(true), json("yes"), json("on"), json("1"), json(1)})
    CHECK(checked({{"smooth", yes}})["smooth"] == 1);
  for (const json &no : {json(false), json("no"), json("off"), json("false")})
    CHECK(checked({{"smooth", no}})["smooth"] == 0);
  CHECK(refused({{"smooth", "perhaps"}}).hint == "give true or false");
  CHECK(checked({{"side", "below"}})["side"] == "below");
  for (const json &wrong : {json("Above"), json(1), json("\xff"), json(nullptr)})
    CHECK(refused({{"side", wrong}}).hint == "give one of: above, below");
  CHECK(refused({{"name", 3}}).parameter == "name");
}

TEST_CASE("an unknown key is refused with the known ones, a required one must be there", "[plugins]") {
  const Error e = refused({{"tme", 3}});
  CHECK(e.code == "parameter.unknown");
  CHECK(e.hint == "give one of: time, classes, smooth, side, name, b");
  auto all = specs();
  all[0].required = true;
  CHECK(error(check_parameters(all, json::object())).message == "\"time\" is missing");
  CHECK(check_parameters(all, {{"time", 1}}));
  CHECK(error(check_parameters({}, {{"a", 1}})).hint == "it takes none");
}
