// SPDX-License-Identifier: Apache-2.0
// Runs in a project: checked before, recorded after, and repeated.
#include <core/report/html.hpp>
#include <core/session/project_report.hpp>
#include <core/session/session.hpp>
#include <tests/core/plugins/bundles.hpp>

using namespace gantry::tests;

namespace {

struct Desk {
  Bundles bundles;
  Folder home;
  Project project;
  Workbench bench;
  Session session;
  std::string image, table;

  Desk()
      : project(value(Project::create(home.path / "p"))), bench(opened(bundles)), session(bench, &project, settings()) {
    image = add(*bytes_volume({1, 2, 3}), "brain");
    Table numbers;
    numbers.columns = {{"class", "", std::vector<std::string>{"grey"}}, {"volume", "mL", std::vector<double>{612.5}}};
    table = add(*value(make_table(numbers)), "volumes");
  }
  static Workbench opened(const Bundles &bundles) {
    bundles.add("good_echo");
    return bundles.open();
  }
  static Session::Settings settings() {
    Session::Settings s;
    s.who = "somebody";
    s.threads = 1;
    return s;
  }
  std::string add(const Object &object, const std::string &label) {
    ItemDraft draft;
    draft.object = value(project.add_object(object));
    draft.label = label;
    return value(project.add_item(draft)).id;
  }
  Error call_error(const std::vector<NamedInput> &inputs, const nlohmann::json &given = nlohmann::json::object()) {
    return error(session.tool_call("run", inputs, given, {}));
  }
};

}  // namespace

TEST_CASE("what is wrong with a call is said before a worker is asked", "[session]") {
  Desk desk;
  CHECK(desk.call_error({{"image", "absent"}}).code == "input.unknown");
  CHECK(desk.call_error({{"image", "absent"}}).hint.find("(brain)") != std::string::npos);
  CHECK(desk.call_error({{"picture", "brain"}}).code == "input.port");
  CHECK(desk.call_error({{"picture", "brain"}}).hint == "it takes: image");
  CHECK(desk.call_error({{"image", desk.table}}).code == "input.kind");
  CHECK(desk.call_error({{"image", "brain"}, {"image", "brain"}}).code == "input.many");
  CHECK(desk.call_error({}, {{"offset", "2000"}}).code == "parameter.value");
  CHECK(desk.call_error({}, {{"offsets", "1"}}).code == "parameter.unknown");
  CHECK(error(desk.session.tool_call("walk", {}, nlohmann::json::object(), {})).code == "tool.unknown");
  CHECK(value(desk.project.runs()).empty());
}

TEST_CASE("a run is recorded with inputs, outputs, tolerances, labels and words, and verifies as identical",
          "[session]") {
  Desk desk;
  Call call = value(desk.session.tool_call("run", {{"image", "brain"}}, {{"offset", "10"}}, {}));
  CHECK(call.input_items.at("image") == desk.image);
  call.labels["result"] = "brighter";
  call.note = "a remark";
  const auto outcome = value(desk.session.run(call, {}));
  CHECK(as_doubles(*outcome.outputs.at(0).object) == std::vector<double>{11, 12, 13});
  const auto runs = value(desk.project.runs());
  REQUIRE(runs.size() == 1);
  const auto &run = runs[0];
  CHECK(run.ok());
  CHECK(run.who == "somebody");
  CHECK(run.note == "a remark");
  CHECK(run.parameters["offset"] == 10.0);
  CHECK(run.inputs.at(0).object == content_hash(*bytes_volume({1, 2, 3})));
  CHECK(run.outputs.at(0).object == content_hash(*outcome.outputs[0].object));
  CHECK(run.outputs[0].tolerance == Tolerance{0.5, 0.25, 0.125});
  CHECK(value(desk.project.item(run.outputs[0].item)).label == "brighter");
  CHECK(run.warnings == std::vector<std::string>{"an echo is not an original"});
  CHECK(value(desk.session.verify(run, {})).verdict == VerdictKind::identical);

  SECTION("and with an altered plugin the verification says that it can't, or that the plugin was rebuilt") {
    desk.bundles.add("good_echo", GANTRY_BINARY_DIR "/tests/plugins/bad_crash_on_one_input/bad_crash_on_one_input.so");
    Workbench other = desk.bundles.open();
    Session session(other, &desk.project, Desk::settings());
    const auto verdict = value(session.verify(run, {}));
    CHECK(verdict.verdict != VerdictKind::identical);
    const std::string said = to_json(verdict).dump();
    CHECK(said.find("rebuilt") != std::string::npos);
  }
}

TEST_CASE("a run that fails is recorded with its error, a cancelled one is not", "[session]") {
  Desk desk;
  const Call negative = value(desk.session.tool_call("run", {{"image", "brain"}}, {{"offset", -1}}, {}));
  CHECK(error(desk.session.run(negative, {})).code == "echo.negative");
  const auto runs = value(desk.project.runs());
  REQUIRE(runs.size() == 1);
  CHECK(runs[0].error_code == "echo.negative");
  CHECK(runs[0].error == "the offset is negative");
  CHECK(runs[0].outputs.empty());
  JobWatcher watcher;
  watcher.cancelled = [] { return true; };
  const Call waits = value(desk.session.tool_call("run", {{"image", "brain"}}, {{"offset", 999}}, {}));
  CHECK(error(desk.session.run(waits, watcher)).failure == Failure::cancelled);
  CHECK(value(desk.project.runs()).size() == 1);
}

TEST_CASE("a report holds the numbers of the tables, the words of the runs, and no path", "[session]") {
  Desk desk;
  Call call = value(desk.session.tool_call("run", {{"image", "brain"}}, {{"offset", "10"}}, {}));
  call.note = "a remark";
  const auto first = value(desk.session.run(call, {}));
  // A run as a plugin would have left it: a table, and records that claim to be fits and are not.
  RunDraft draft;
  draft.plugin = first.run->plugin;
  draft.target = "run";
  draft.gantry_version = "0";
  draft.outputs.push_back({.port = "volumes", .object = value(desk.project.item(desk.table)).object});
  for (const char *schema : {"gantry.fit.curve/1", "gantry.fit.map/1"}) {
    for (
        const char *content :
        {"[]", "3",
         R"({"message": 1, "parameters": [1, {"label": 2}], "derived": {}, "maps": {"a": 1, "b": {"unit": 3}}, "status": {"ok": []}})"}) {
      const auto record = value(make_record(schema, nlohmann::json::parse(content)));
      draft.outputs.push_back({.port = std::string("r") + std::to_string(draft.outputs.size()),
                               .object = value(desk.project.add_object(*record))});
    }
  }
  value(desk.project.add_run(draft));
  const auto document = value(project_report(desk.project, desk.bench.registry(), {"A title", "About it", {}}));
  const std::string html = report::render_html(document);
  for (const char *word :
       {"A title", "About it", "612.5", "mL", "grey", "a remark", "Nobody 1999", "org.gantry.test.good-echo"}) {
    INFO(word);
    CHECK(html.find(word) != std::string::npos);
  }
  CHECK(html.find(desk.home.path.string()) == std::string::npos);
  CHECK(html.find(desk.bundles.folder.path.string()) == std::string::npos);
}
