// SPDX-License-Identifier: Apache-2.0
// Files into a project: what identifies is left out, and what was refused leaves nothing behind.
#include <core/import/import.hpp>
#include <tests/core/plugins/bundles.hpp>

using namespace gantry::tests;

namespace {

struct Site {
  Bundles bundles;
  Workbench bench;
  Folder files, home;
  Project project;

  Site() : bench(opened(bundles)), project(value(Project::create(home.path / "p"))) {}
  static Workbench opened(const Bundles &bundles) {
    bundles.add("good_reader");
    return bundles.open();
  }
  ImportCall call(std::vector<std::string> paths) const {
    ImportCall call;
    call.paths = std::move(paths);
    call.label = "scan";
    call.who = "somebody";
    call.key_folder = home.path / "keys";
    return call;
  }
};

}  // namespace

TEST_CASE("imported files become items with labels, and no name or path of them is in the project", "[import]") {
  Site site;
  site.files.write("Jan-de-Vries-1", "FIX1");
  site.files.write("Jan-de-Vries-2", "FIX2");
  site.files.write("Jan-de-Vries-3", "unknown");
  const auto outcome = value(import_files(site.bench, site.project, site.call({site.files.path.string()}), {}));
  REQUIRE(outcome.items.size() == 2);
  CHECK(outcome.items[0].label == "scan 1");
  CHECK(outcome.items[1].label == "scan 2");
  REQUIRE(outcome.refused.size() == 1);
  CHECK(outcome.files[outcome.refused[0].file].name == "Jan-de-Vries-3");
  const auto imports = value(site.project.imports());
  REQUIRE(imports.size() == 1);
  CHECK(imports[0].de_identified);
  CHECK(imports[0].files.size() == 2);
  CHECK(imports[0].refused.size() == 1);
  for (const auto &entry : fs::recursive_directory_iterator(site.project.folder())) {
    if (!entry.is_regular_file()) continue;
    CHECK(slurp(entry.path()).find("Vries") == std::string::npos);
    CHECK(entry.path().string().find("Vries") == std::string::npos);
  }
}

TEST_CASE("when every file is refused nothing is recorded, and the error has the first reason", "[import]") {
  Site site;
  const auto path = site.files.write("a", "unknown");
  const Error e = error(import_files(site.bench, site.project, site.call({path}), {}));
  CHECK(e.code == "import.nothing");
  CHECK(e.message.find("no installed plugin knows") != std::string::npos);
  CHECK(value(site.project.imports()).empty());
  CHECK(value(site.project.items()).empty());
}

TEST_CASE("what may identify is left out and named, unless identity is kept", "[import]") {
  const bool keep = GENERATE(false, true);
  Site site;
  site.bundles.add("picky_reader");
  fs::remove_all(site.bundles.plugins / "good_reader");
  Workbench bench = site.bundles.open();
  auto call = site.call({site.files.write("a", "FIX.")});
  call.de_identify = !keep;
  const auto outcome = value(import_files(bench, site.project, call, {}));
  CHECK(outcome.removed == (keep ? std::vector<std::string>{} : std::vector<std::string>{"Odd", "PatientName"}));
  CHECK(value(site.project.imports())[0].removed == outcome.removed);
  const auto records = value(site.project.records());
  REQUIRE(records.size() == 1);
  const std::string kept = value(record_of(*value(site.project.object(records[0].hash)))).dump();
  CHECK(kept.find("MR-harmless") != std::string::npos);
  CHECK((kept.find("Jan de Vries") != std::string::npos) == keep);
  CHECK((kept.find("odd-secret") != std::string::npos) == keep);
  bool found = false;
  for (const auto &object : value(site.project.items())) found |= object.label == "scan";
  CHECK(found);
}

TEST_CASE("an import records how its reader was told to read, and older records that don't say it are read on",
          "[import]") {
  Site site;
  site.bundles.add("picky_reader");
  fs::remove_all(site.bundles.plugins / "good_reader");
  Workbench bench = site.bundles.open();
  auto call = site.call({site.files.write("a", "FIXV")});
  call.set = {{"fill", "42"}};
  value(import_files(bench, site.project, call, {}));
  const ImportRecord record = value(site.project.imports()).at(0);
  CHECK(record.parameters == nlohmann::json{{"fill", 42}});
  auto older = to_json(record);
  older.erase("parameters");
  CHECK(value(import_record(older)).parameters == nlohmann::json::object());
}

TEST_CASE("an import that is cancelled half-way leaves the project as it was", "[import]") {
  Site site;
  for (int i = 0; i < 20; ++i) site.files.write("f" + std::to_string(i), "FIX" + std::to_string(i));
  value(import_files(site.bench, site.project, site.call({(site.files.path / "f0").string()}), {}));
  const auto before = value(site.project.check());
  int reads = 0;
  JobWatcher watcher;
  watcher.progress = [&](double, const std::string &doing) { reads += doing.rfind("reading", 0) == 0 ? 1 : 0; };
  watcher.cancelled = [&] { return reads > 10; };
  CHECK(error(import_files(site.bench, site.project, site.call({site.files.path.string()}), watcher)).failure ==
        Failure::cancelled);
  const auto after = value(site.project.check());
  CHECK(after.objects == before.objects);
  CHECK(after.chunks == before.chunks);
  CHECK(value(site.project.imports()).size() == 1);
  CHECK(value(site.project.items()).size() == 1);
  std::size_t stored = 0;
  for (const auto &entry : fs::recursive_directory_iterator(site.project.folder() / "objects")) {
    stored += entry.is_regular_file() ? 1 : 0;
  }
  CHECK(stored == before.chunks);
}
