// SPDX-License-Identifier: Apache-2.0
// What a header says of an acquisition reaches the model that wants it, and what is typed goes first.
#include <core/session/acquisition.hpp>

#include <catch2/catch.hpp>

using namespace gantry::core;
using nlohmann::json;

namespace {

ModelSpec flip_angles() {
  ModelSpec spec;
  spec.axis = {{"FA", "flip angle", "deg", 0, true}, {"TR", "repetition time", "s", 0, true}};
  spec.constants = {{"B0", "field", "T", 0, false}, {"B1", "actual over wanted angle", "1", 1, false}};
  return spec;
}

const Axis angles{"FA", {{"FA", "deg", {5, 20}}}};
const json header = json::array({{{"key", "RepetitionTime"}, {"value", 15}, {"unit", "ms"}},
                                 {{"key", "FlipAngle"}, {"value", 5}},
                                 {{"key", "MagneticFieldStrength"}, {"value", json::array({3.0})}}});

json taken(const json &entries, json options = json::object()) {
  add_acquisition(flip_angles(), angles, entries, options);
  return options;
}

}  // namespace

TEST_CASE("a repetition time and a field come from the header, in the units of the model") {
  const json options = taken(header);
  CHECK(options["constants"]["TR"].get<double>() == Approx(0.015));
  CHECK(options["constants"]["B0"] == 3.0);
  CHECK(options["constants"].size() == 2);  // FA is on the axis, B1 in no header
}

TEST_CASE("what the user says goes before the header") {
  CHECK(taken(header, {{"constants", {{"TR", 1}}}})["constants"]["TR"] == 1);
  CHECK_FALSE(taken(header, {{"columns", {{"TR", "rep"}}}})["constants"].contains("TR"));
}

TEST_CASE("a header that says several values, words, or another kind of unit says nothing") {
  for (const json &value : {json(json::array({15, 16})), json("15"), json(nullptr)})
    CHECK_FALSE(taken({{{"key", "RepetitionTime"}, {"value", value}}}).contains("constants"));
  CHECK_FALSE(taken({{{"key", "RepetitionTime"}, {"value", 15}, {"unit", "mm"}}}).contains("constants"));
}
