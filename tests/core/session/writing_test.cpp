// SPDX-License-Identifier: Apache-2.0
// Data out: which writer writes it, and to which source it is linked.
#include <core/session/session.hpp>
#include <tests/core/plugins/bundles.hpp>

using namespace gantry::tests;

namespace {

nlohmann::json writer(const std::string &id, const nlohmann::json &flags) {
  const nlohmann::json volume{{"kind", "volume"}, {"key", "volume"}, {"label", "Volume"}, {"flags", flags}};
  const nlohmann::json source{{"kind", "record"}, {"key", "source"}, {"label", "Source"}, {"flags", {"optional"}}};
  const nlohmann::json mark{{"type", "text"}, {"key", "mark"}, {"label", "Mark"}, {"unit", "1"}, {"default", "plain"}};
  return {{"id", id},
          {"label", "Link"},
          {"help", "writes links"},
          {"extensions", ".lnk"},
          {"inputs", {volume, source}},
          {"parameters", {mark}}};
}

struct WritingDesk {
  Bundles bundles;
  Folder home;
  Project project;
  Workbench bench;
  Session session;

  WritingDesk()
      : project(value(Project::create(home.path / "p"))), bench(opened(bundles)), session(bench, &project, {}) {}

  static Workbench opened(const Bundles &bundles) {
    bundles.add("good_echo");
    bundles.add("good_linker");
    auto manifest = nlohmann::json::parse(slurp(bundles.plugins / "good_linker/manifest.json"));
    manifest.erase("tools");
    manifest["writers"] = {writer("link-colour", {"colour"}), writer("link-labels", {"labels"}),
                           writer("link-volume", nlohmann::json::array())};
    bundles.folder.write("plugins/good_linker/manifest.json", manifest.dump());
    return bundles.open();
  }
  std::string item(const Object &object, const std::string &label, const std::string &study = {}) {
    const auto added = value(project.add_item({.object = value(project.add_object(object)), .label = label}));
    if (!study.empty()) {
      value(project.append_record(
          "gantry.header/1", {{"item", added.id},
                              {"entries", {{{"key", "StudyInstanceUID"}, {"value", study}, {"identifying", false}}}}}));
    }
    return added.id;
  }
  // What the writer wrote: its id, its mark, its source.
  std::string text(const ObjectPtr &object, const Export &how = {}) {
    const auto path = (home.path / "out.lnk").string();
    CHECK(value(session.write_file(object, path, {}, how)).paths == std::vector<std::string>{path});
    return slurp(path);
  }
};

ObjectPtr volume(bool labels, DType type = DType::u8) {
  VolumeHeader header;
  header.dtype = type;
  header.shape = {2, 1, 1, 1, 1};
  header.labels = labels;
  if (labels) header.segments = {{1, "a", "", 0xFF0000}};
  return value(make_volume(header, std::as_bytes(std::span("\1\0\1\0\1\0", 2 * byte_size(type)))));
}

}  // namespace

TEST_CASE("of several writers of a file name the one that is made for the data writes it", "[session]") {
  WritingDesk desk;
  CHECK(desk.text(volume(false)) == "link-volume plain none");
  CHECK(desk.text(volume(true)) == "link-labels plain none");
  CHECK(desk.text(volume(false, DType::rgb8)) == "link-colour plain none");
}

TEST_CASE("a writer and its parameters can be asked for, and what it can't do is said", "[session]") {
  WritingDesk desk;
  Export how;
  how.writer = "link-colour";
  how.parameters = {{"mark", "thick"}};
  CHECK(desk.text(volume(false), how) == "link-colour thick none");
  how.parameters = {{"colour", "red"}};
  const auto path = (desk.home.path / "out.lnk").string();
  CHECK(error(desk.session.write_file(volume(false), path, {}, how)).code == "parameter.unknown");
  how = {};
  how.writer = "link-labels";
  CHECK(error(desk.session.write_file(volume(false), path, {}, how)).code == "writer.kind");
  how.writer = "link-volume";
  CHECK(error(desk.session.write_file(volume(false), path + ".txt", {}, how)).code == "writer.name");
  how.writer = "link-nothing";
  CHECK(error(desk.session.write_file(volume(false), path, {}, how)).hint.find("link-labels") != std::string::npos);
}

TEST_CASE("what a writer warns of comes back with what it wrote", "[session]") {
  WritingDesk desk;
  const auto written = value(desk.session.write_file(volume(false), (desk.home.path / "a.lnk").string(), {}));
  CHECK(written.warnings == std::vector<std::string>{"no source"});
}

TEST_CASE("what a run made is linked to the import that it came from, through the runs between", "[session]") {
  WritingDesk desk;
  desk.item(*bytes_volume({1, 2, 3}), "scan", "1.2.3");
  desk.item(*bytes_volume({7, 7, 7, 7}), "another", "9.9.9");
  Call first = value(desk.session.tool_call("run", {{"image", "scan"}}, {{"offset", "10"}}, {}));
  first.labels["result"] = "brighter";
  value(desk.session.run(first, {}));
  const Call second = value(desk.session.tool_call("run", {{"image", "brighter"}}, {{"offset", "10"}}, {}));
  const auto outcome = value(desk.session.run(second, {}));
  Export how;
  how.source = value(desk.session.source_of(second, *outcome.outputs.at(0).object));
  REQUIRE(how.source);
  CHECK(desk.text(outcome.outputs[0].object, how).find("1.2.3") != std::string::npos);
  // By the item's name it is the same.
  const auto named = value(desk.session.source_named(outcome.run->outputs.at(0).item, *outcome.outputs[0].object, {}));
  REQUIRE(named);
  CHECK(content_hash(*named) == content_hash(*how.source));
}

TEST_CASE("data whose inputs have no header has no source", "[session]") {
  WritingDesk desk;
  const std::string id = desk.item(*bytes_volume({1, 2, 3}), "drawn");
  const Call call = value(desk.session.tool_call("run", {{"image", "drawn"}}, nlohmann::json::object(), {}));
  CHECK_FALSE(value(desk.session.source_of(call, *bytes_volume({1, 2, 3}))));
  CHECK_FALSE(value(desk.session.source_named(id, *bytes_volume({1, 2, 3}), {})));
}
