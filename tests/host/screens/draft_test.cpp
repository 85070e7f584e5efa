// SPDX-License-Identifier: Apache-2.0
// Forms: what was typed, what is wrong with it, what it becomes, and what it was before.
#include <algorithm>
#include <catch2/catch.hpp>
#include <host/window/workplace/draft.hpp>

using namespace gantry;
using namespace gantry::host::window;
using nlohmann::json;

namespace {

// A tool with a choice that shows a number, and a model with two parameters.
struct Bench {
  core::Plugin plugin;
  core::ToolSpec tool;
  core::ModelSpec model;
  Task task, fit;
  Snapshot project;

  Bench() {
    plugin.manifest.id = "nl.umcu.test";
    core::PortSpec image;
    image.key = "image";
    tool.inputs = {image};
    core::ParameterSpec method;
    method.type = core::ParameterType::choice;
    method.key = "method";
    method.choices = {{"otsu", "Otsu", ""}, {"manual", "By hand", ""}};
    method.default_text = "otsu";
    core::ParameterSpec level;
    level.key = "level";
    level.unit = "mm";
    level.maximum = 100;
    level.default_number = 5;
    level.visible_if = "method=manual";
    tool.parameters = {method, level};
    model.parameters = {{"S0", "", "", "signal", 0, 1000, 100}, {"T2", "", "", "ms", 1, 500, 50}};
    model.axis = {{"TE", "echo time", "ms"}};
    task = {"tool:nl.umcu.test.t", "nl.umcu.test.t", &plugin, &tool, nullptr};
    fit = {"fit:nl.umcu.test.m", "nl.umcu.test.m", &plugin, nullptr, &model};
    for (const char *id : {"image-1", "labels-2", "image-3"}) {
      ShownItem item;
      item.id = id;
      item.kind = core::Kind::volume;
      item.volume.emplace();
      item.volume->labels = item.id == "labels-2";
      item.volume->shape[3] = item.id == "image-3" ? 4 : 1;
      project.items.push_back(item);
    }
  }
  std::vector<std::string> wrong(const Task &what, const Draft &draft) const {
    std::vector<std::string> where;
    for (const core::Error &e : troubles(what, draft, project)) where.push_back(e.parameter);
    return where;
  }
};

using Places = std::vector<std::string>;

}  // namespace

TEST_CASE("a form begins with the defaults, and says what is missing", "[draft]") {
  const Bench b;
  Draft draft = Draft::first(b.task);
  CHECK(draft.values == json{{"method", "otsu"}, {"level", 5.0}});
  CHECK(b.wrong(b.task, draft) == Places{"image"});
  draft.inputs["image"] = {"image-9"};
  CHECK(b.wrong(b.task, draft) == Places{"image"});
  draft.inputs["image"] = {"image-1"};
  CHECK(b.wrong(b.task, draft).empty());
}

TEST_CASE("a parameter that is not shown can't be wrong, one that is shown is checked as on the command line",
          "[draft]") {
  const Bench b;
  Draft draft = Draft::first(b.task);
  draft.inputs["image"] = {"image-1"};
  draft.values["level"] = 200;
  CHECK_FALSE(visible(b.tool.parameters[1], b.tool.parameters, draft));
  CHECK(b.wrong(b.task, draft).empty());
  draft.values["method"] = "manual";
  CHECK(visible(b.tool.parameters[1], b.tool.parameters, draft));
  CHECK(b.wrong(b.task, draft) == Places{"level"});
  draft.values["level"] = "1,5 cm";  // decimal comma, another unit
  CHECK(b.wrong(b.task, draft).empty());
}

TEST_CASE("inputs are offered by kind: series to a fit's image, label maps first to a mask", "[draft]") {
  const Bench b;
  Draft draft = Draft::first(b.fit);
  const auto ports = b.fit.inputs(true);
  REQUIRE(ports.size() == 3);
  const auto images = candidates(b.project, ports[0], true), masks = candidates(b.project, ports[1], false);
  REQUIRE(images.size() == 1);
  CHECK(images[0]->id == "image-3");
  REQUIRE(masks.size() == 3);
  CHECK(masks[0]->id == "labels-2");
  offer(draft, b.fit, b.project, "image-1");
  CHECK(draft.inputs["image"].empty());
  offer(draft, b.fit, b.project, "image-3");
  CHECK(draft.inputs["image"] == Places{"image-3"});
}

TEST_CASE("cells of a fit become its options, and what is no number is said with its cell", "[draft]") {
  const Bench b;
  Draft draft = Draft::first(b.fit);
  draft.inputs["image"] = {"image-3"};
  draft.cells["S0"] = {"120", "", "500", ""};
  draft.cells["T2"] = {"", "", "", "40,5"};
  draft.where["TE"] = {"10", ""};
  const auto options = fit_options(b.fit, draft);
  REQUIRE(options);
  CHECK(options.value()["start"] == json{{"S0", 120.0}});
  CHECK(options.value()["bounds"] == json{{"S0", {0.0, 500.0}}});
  CHECK(options.value()["fix"] == json{{"T2", 40.5}});
  CHECK(options.value()["where"]["TE"] == json{10.0, nullptr});
  draft.cells["S0"] = {"many", "600", "500", ""};
  CHECK(b.wrong(b.fit, draft) == Places{"S0/start", "S0/low"});
}

TEST_CASE("what the fit of a map is told of its noise becomes options, and Rician noise needs its size", "[draft]") {
  const Bench b;
  Draft draft = Draft::first(b.fit);
  draft.inputs["image"] = {"image-3"};
  CHECK(fit_options(b.fit, draft).value().empty());
  draft.maps = {true, true, "", "4095"};
  CHECK(b.wrong(b.fit, draft) == Places{"sigma"});
  draft.maps.sigma = "12,5";
  CHECK(fit_options(b.fit, draft).value() ==
        json{{"noise", "rician"}, {"errors", true}, {"sigma", 12.5}, {"saturation", 4095.0}});
  draft.inputs["sigma"] = {"image-1"};  // in place of the number
  CHECK(fit_options(b.fit, draft).value() == json{{"noise", "rician"}, {"errors", true}, {"saturation", 4095.0}});
  draft.inputs.erase("sigma");
  draft.maps = {false, false, "-1", "x"};
  CHECK(b.wrong(b.fit, draft) == Places{"sigma", "saturation"});
  draft.map = false;  // none of it is of one curve
  CHECK(fit_options(b.fit, draft).value().empty());

  core::RunRecord run;
  run.kind = core::JobKind::fit_map;
  run.options = {{"noise", "rician"}, {"sigma", 3.5}, {"errors", true}};
  CHECK(draft_of(b.fit, run, b.project).maps == MapDraft{true, true, "3.5", ""});
}

TEST_CASE("a map's values come by search, by dictionary, or by both, and sizes are read as they are typed", "[draft]") {
  const Bench b;
  Draft draft = Draft::first(b.fit);
  draft.inputs["image"] = {"image-3"};
  draft.maps.method = MapMethod::dictionary;
  CHECK(fit_options(b.fit, draft).value() == json{{"dictionary", true}});
  draft.maps.method = MapMethod::both;
  draft.maps.sizes = "S0=40; T2=60";
  CHECK(fit_options(b.fit, draft).value() == json{{"dictionary", {{"S0", 40}, {"T2", 60}}}, {"refine", true}});
  CHECK(Draft::from(to_json(draft)) == draft);
  draft.maps.sizes = "T2=many";
  CHECK(b.wrong(b.fit, draft) == Places{"sizes"});
  draft.maps = {true, false, "12", "", MapMethod::dictionary, ""};
  CHECK(b.wrong(b.fit, draft) == Places{"sizes"});  // Rician noise wants the search
  draft.maps.method = MapMethod::both;
  CHECK(b.wrong(b.fit, draft).empty());

  core::RunRecord run;
  run.kind = core::JobKind::fit_map;
  run.options = {{"dictionary", {{"T2", 60}}}};
  CHECK(draft_of(b.fit, run, b.project).maps == MapDraft{false, false, "", "", MapMethod::dictionary, "T2=60"});
}

TEST_CASE("what the image's axis lacks comes from a table, or is one number or word for all points", "[draft]") {
  Bench b;
  const auto has = [&](const char *port, bool map) {
    const auto ports = b.fit.inputs(map);
    return std::any_of(ports.begin(), ports.end(), [&](const core::PortSpec &p) {
      return p.key == port && p.optional && p.kind == core::Kind::table;
    });
  };
  CHECK_FALSE(has("axis", true));  // echo times are all it wants
  b.model.axis.push_back({"TR", "repetition time", "ms"});
  b.model.axis.push_back({"mode", "kind of test", ""});
  b.model.axis.back().words = {"tension", "shear"};
  CHECK(has("axis", true));
  CHECK_FALSE(has("axis", false));
  CHECK_FALSE(has("doses", false));
  b.model.ode.emplace().doses.emplace_back();
  CHECK(has("doses", true));
  CHECK(has("doses", false));

  Draft draft = Draft::first(b.fit);
  draft.constants = {{"TR", "2,5"}, {"mode", "shear"}};
  CHECK(fit_options(b.fit, draft).value() == json{{"constants", {{"TR", 2.5}, {"mode", "shear"}}}});
  core::RunRecord run;
  run.kind = core::JobKind::fit_map;
  run.options = {{"constants", {{"TR", 2.5}, {"mode", "shear"}}}};
  CHECK(draft_of(b.fit, run, b.project).constants ==
        std::map<std::string, std::string>{{"TR", "2.5"}, {"mode", "shear"}});
  draft.constants = {{"TR", "shear"}};
  CHECK(fit_options(b.fit, draft).error().parameter == "TR");
}

TEST_CASE("a form that is kept comes back as it was", "[draft]") {
  Draft draft;
  draft.inputs["image"] = {"image-1", "image-3"};
  draft.values = {{"level", 3}, {"names", "a"}};
  draft.map = false;
  draft.cells["T2"] = {"1", "2", "3", "4"};
  draft.where["TE"] = {"5", "6"};
  draft.constants["B1"] = "0.9";
  draft.maps = {true, false, "2", "100"};
  draft.label = "mine";
  CHECK(Draft::from(to_json(draft)) == draft);
  CHECK(Draft::from(json::parse(R"({"inputs": {"a": [1]}, "values": 3, "map": "x", "cells": {"a": 1}})")) == [] {
    Draft d;
    d.inputs.clear();
    return d;
  }());
}

TEST_CASE("what is undone can be done again, until something else is done", "[draft]") {
  Undo undo;
  Draft a, b, c;
  b.label = "b";
  c.label = "c";
  undo.note(a);
  undo.note(b);
  CHECK(undo.undo(c) == b);
  CHECK(undo.undo(b) == a);
  CHECK_FALSE(undo.can_undo());
  CHECK(undo.redo(a) == b);
  CHECK(undo.redo(b) == c);
  CHECK_FALSE(undo.can_redo());
  CHECK(undo.undo(c) == b);
  undo.note(b);
  CHECK_FALSE(undo.can_redo());
}
