// SPDX-License-Identifier: Apache-2.0
// Finding plugins by their manifests alone.
#include <tests/core/plugins/bundles.hpp>

using namespace gantry::tests;

namespace {

struct Manifests {
  Folder folder;
  void add(const std::string &place, const std::string &id, const std::string &tool) const {
    auto m = fixture_manifest("good_echo", std::string(64, 'a'));
    m["id"] = id;
    m["tools"][0]["id"] = tool;
    const nlohmann::json volume{{"key", "volume"}, {"label", "Volume"}, {"kind", "volume"}};
    const nlohmann::json own{{"key", "in"}, {"label", "In"}, {"kind", id == "org.a.one" ? "table" : "signal"}};
    m["writers"] = {
        {{"id", "w"}, {"label", "W"}, {"inputs", {volume}}, {"extensions", id == "org.a.one" ? ".gz" : ".nii.gz"}},
        {{"id", "c"}, {"label", "C"}, {"inputs", {own}}, {"extensions", ".csv"}}};
    m["commands"] = {{{"words", "train"}, {"label", "T"}}, {{"words", "train log"}, {"label", "L"}}};
    folder.write(place + "/manifest.json", m.dump());
  }
  Registry scan(std::vector<std::string> places = {"p"}) const {
    std::vector<fs::path> folders;
    for (const auto &place : places) folders.push_back(folder.path / place);
    return Registry::scan(folders);
  }
};

}  // namespace

TEST_CASE("a folder of bundles, a bundle itself, and a folder that isn't there are scanned", "[plugins]") {
  const Manifests m;
  m.add("p/one", "org.a.one", "threshold");
  m.add("q", "org.a.two", "otsu");
  const Registry r = m.scan({"p", "q", "absent"});
  CHECK(r.plugins().size() == 2);
  CHECK(r.broken().empty());
  CHECK(r.plugins()[0].library == m.folder.path / "p/one/good_echo.so");
}

TEST_CASE("of two plugins with one id the first is used and the second is listed as broken; one folder twice is one",
          "[plugins]") {
  const Manifests m;
  m.add("p/one", "org.a.one", "threshold");
  m.add("q/copy", "org.a.one", "threshold");
  const Registry r = m.scan({"p", "q", "p"});
  REQUIRE(r.plugins().size() == 1);
  REQUIRE(r.broken().size() == 1);
  CHECK(r.broken()[0].folder == m.folder.path / "q/copy");
  CHECK(r.broken()[0].error.code == "plugin.twice");
}

TEST_CASE("a manifest that can't be used is listed with its reason, and the others stay", "[plugins]") {
  const Manifests m;
  m.add("p/one", "org.a.one", "threshold");
  m.folder.write("p/bad/manifest.json", "{");
  m.folder.write("p/big/manifest.json", std::string((std::size_t{4} << 20) + 1, ' '));
  fs::create_directories(m.folder.path / "p/odd/manifest.json");
  const Registry r = m.scan();
  CHECK(r.plugins().size() == 1);
  REQUIRE(r.broken().size() == 3);
  CHECK(r.broken()[0].error.code == "manifest.bad");
  CHECK(r.broken()[1].error.message.find("4 MiB") != std::string::npos);
  CHECK(r.broken()[2].error.code == "file.kind");
}

TEST_CASE("tools are found by short and full id; doubt and misspelling are answered with ids", "[plugins]") {
  const Manifests m;
  m.add("p/one", "org.a.one", "threshold");
  m.add("p/two", "org.a.two", "threshold");
  m.add("p/three", "org.b.two", "otsu");
  const Registry r = m.scan();
  CHECK(value(r.tool("otsu")).plugin->manifest.id == "org.b.two");
  CHECK(value(r.tool("org.a.two.threshold")).plugin->manifest.id == "org.a.two");
  const Error two = error(r.tool("threshold"));
  CHECK(two.code == "tool.ambiguous");
  CHECK(two.hint.find("org.a.one.threshold, org.a.two.threshold") != std::string::npos);
  CHECK(error(r.tool("thres")).hint.find("threshold") != std::string::npos);
  CHECK(error(r.tool("thresholds")).code == "tool.unknown");
  CHECK(error(r.tool("thresholds")).hint.find("threshold") != std::string::npos);
  CHECK(error(r.tool("qqq")).hint.find("gantry tools") != std::string::npos);
  CHECK(error(r.model("threshold")).code == "model.unknown");
  CHECK(value(r.plugin("one"))->manifest.id == "org.a.one");
  CHECK(error(r.plugin("two")).code == "plugin.ambiguous");
  CHECK(error(r.plugin("ne")).code == "plugin.unknown");
}

TEST_CASE("the longest command and the longest extension win", "[plugins]") {
  const Manifests m;
  m.add("p/one", "org.a.one", "x");
  m.add("p/two", "org.a.two", "y");
  const Registry r = m.scan();
  CHECK(r.command({"train", "log", "--text"}).spec->id == "train log");
  CHECK(r.command({"train", "other"}).spec->id == "train");
  CHECK(r.command({"trains"}).spec == nullptr);
  CHECK(r.command({}).spec == nullptr);
  CHECK(value(r.writer("brain.NII.GZ", Kind::volume)).plugin->manifest.id == "org.a.two");
  CHECK(value(r.writer("brain.gz", Kind::volume)).plugin->manifest.id == "org.a.one");
  CHECK(error(r.writer("brain.doc", Kind::volume)).hint.find(".nii.gz") != std::string::npos);
}

TEST_CASE("a writer is one for the kind of object that is written", "[plugins]") {
  const Manifests m;
  m.add("p/one", "org.a.one", "x");
  m.add("p/two", "org.a.two", "y");
  const Registry r = m.scan();
  CHECK(value(r.writer("a.csv", Kind::table)).plugin->manifest.id == "org.a.one");
  CHECK(value(r.writer("a.csv", Kind::signal)).plugin->manifest.id == "org.a.two");
  CHECK(error(r.writer("a.csv", Kind::volume)).message.find("volume") != std::string::npos);
}

TEST_CASE("a writer that is made for label maps or colour is taken for them alone, and by name", "[plugins]") {
  const Manifests m;
  auto manifest = fixture_manifest("good_echo", std::string(64, 'a'));
  const auto writer = [](const char *id, const nlohmann::json &flags) {
    const nlohmann::json port{{"key", "volume"}, {"label", "V"}, {"kind", "volume"}, {"flags", flags}};
    return nlohmann::json{{"id", id}, {"label", "W"}, {"inputs", {port}}, {"extensions", ".dcm"}};
  };
  manifest["writers"] = {writer("picture", {"colour"}), writer("labels", {"labels"}),
                         writer("map", nlohmann::json::array())};
  m.folder.write("p/one/manifest.json", manifest.dump());
  const Registry r = m.scan();
  Writable labels(Kind::volume), colour(Kind::volume);
  labels.labels = true;
  colour.colour = true;
  CHECK(value(r.writer("a.dcm", Kind::volume)).spec->id == "map");
  CHECK(value(r.writer("a.dcm", labels)).spec->id == "labels");
  CHECK(value(r.writer("a.dcm", colour)).spec->id == "picture");
  CHECK(value(r.writer("picture", "a.dcm", Kind::volume)).spec->id == "picture");
  CHECK(error(r.writer("labels", "a.dcm", Kind::volume)).code == "writer.kind");
  CHECK(error(r.writer("map", "a.txt", Kind::volume)).code == "writer.name");
  CHECK(error(r.writer("mesh", "a.dcm", Kind::volume)).hint == "the writers are: picture, labels, map");
}
