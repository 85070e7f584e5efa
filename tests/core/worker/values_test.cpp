// SPDX-License-Identifier: Apache-2.0
#include <catch2/catch.hpp>
#include <cmath>
#include <host/worker/values.hpp>

using gantry::worker::Values;
using nlohmann::json;

namespace {

gantry_parameter parameter(std::uint32_t type, const char *key) {
  gantry_parameter p{};
  p.size = sizeof p;
  p.type = type;
  p.key = key;
  p.minimum = -10;
  p.maximum = 10;
  return p;
}

std::string code(const gantry_parameter &p, const json &value) {
  const gantry_parameter *all[] = {&p};
  const auto made = Values::make(all, {{p.key, value}});
  return made ? "" : made.error().code;
}

}  // namespace

TEST_CASE("values are checked against their declaration: type, range, choice") {
  auto number = parameter(GANTRY_PARAMETER_F64, "x");
  CHECK(code(number, 10).empty());
  CHECK(code(number, 10.5) == "parameter.range");
  CHECK(code(number, "3") == "parameter.type");
  number.maximum = INFINITY;
  CHECK(code(number, 1e300).empty());
  const auto whole = parameter(GANTRY_PARAMETER_I64, "n");
  CHECK(code(whole, 3).empty());
  CHECK(code(whole, 3.0).empty());
  CHECK(code(whole, 3.5) == "parameter.type");
  CHECK(code(whole, 11) == "parameter.range");
  const auto flag = parameter(GANTRY_PARAMETER_FLAG, "f");
  CHECK(code(flag, true).empty());
  CHECK(code(flag, 2) == "parameter.type");
  const auto list = parameter(GANTRY_PARAMETER_F64_LIST, "l");
  CHECK(code(list, "1,2.5,-4").empty());
  CHECK(code(list, {1, 2.5}).empty());
  CHECK(code(list, "1;2") == "parameter.type");
  CHECK(code(list, {11}) == "parameter.range");
  const gantry_choice otsu{sizeof(gantry_choice), 0, "otsu", "Otsu", ""};
  const gantry_choice *choices[] = {&otsu};
  auto choice = parameter(GANTRY_PARAMETER_CHOICE, "c");
  choice.choices = choices;
  choice.choice_count = 1;
  CHECK(code(choice, "otsu").empty());
  CHECK(code(choice, "manual") == "parameter.choice");
}

TEST_CASE("absent values take their defaults, required ones are asked for, unknown ones are refused") {
  auto x = parameter(GANTRY_PARAMETER_F64, "x");
  x.default_number = 2.5;
  auto list = parameter(GANTRY_PARAMETER_F64_LIST, "l");
  list.default_text = "1,2";
  const gantry_parameter *all[] = {&x, &list};
  const auto made = Values::make(all, json::object());
  REQUIRE(made);
  const gantry_values *values = made.value()->table();
  double out = 0;
  CHECK(values->get_f64(values, "x", &out) == GANTRY_OK);
  CHECK(out == 2.5);
  CHECK(values->get_f64(values, "nothing", &out) == GANTRY_NOT_FOUND);
  CHECK(values->get_f64(values, "l", &out) == GANTRY_INVALID_ARGUMENT);
  const double *numbers = nullptr;
  std::uint64_t count = 0;
  CHECK(values->get_list(values, "l", &numbers, &count) == GANTRY_OK);
  CHECK(std::vector<double>(numbers, numbers + count) == std::vector<double>{1, 2});
  CHECK(Values::make(all, {{"y", 1}}).error().code == "parameter.unknown");
  x.flags = GANTRY_PARAMETER_REQUIRED;
  CHECK(Values::make(all, json::object()).error().code == "parameter.required");
}
