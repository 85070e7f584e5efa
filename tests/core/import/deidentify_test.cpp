// SPDX-License-Identifier: Apache-2.0
// Files into a folder without identities: the whole of it, or nothing.
#include <core/import/deidentify.hpp>
#include <tests/core/plugins/bundles.hpp>

using namespace gantry::tests;

namespace {

struct CleaningSite {
  Bundles bundles;
  Workbench bench;
  Folder home;
  Identity identity;

  CleaningSite()
      : bench(opened(bundles)), identity(Identity::of_scope(value(SiteKey::open(home.path / "keys")), "a")) {}

  static Workbench opened(const Bundles &bundles) {
    bundles.add("cleaner");
    auto manifest = nlohmann::json::parse(slurp(bundles.plugins / "cleaner/manifest.json"));
    const nlohmann::json none = nlohmann::json::array();
    manifest["tools"] = {
        {{"id", "deidentify"},
         {"label", "De-identify"},
         {"inputs", {{{"kind", "file"}, {"key", "files"}, {"label", "Files"}, {"flags", {"many"}}}}},
         {"outputs",
          {{{"kind", "file"}, {"key", "clean"}, {"label", "Clean"}, {"flags", {"many", "optional"}}},
           {{"kind", "record"}, {"key", "report"}, {"label", "Report"}, {"flags", none}}}},
         {"parameters", {{{"type", "text"}, {"key", "keep"}, {"label", "Keep"}, {"unit", "1"}, {"default", ""}}}}}};
    bundles.folder.write("plugins/cleaner/manifest.json", manifest.dump());
    return bundles.open();
  }
  DeidentifyCall call(int files) const {
    for (int i = 0; i < files; ++i)
      (void)home.write("in/f" + std::to_string(1000 + i), (i == 3 ? "-" : "A") + std::to_string(i));
    DeidentifyCall call;
    call.paths = {(home.path / "in").string()};
    call.to = home.path / "out/clean";
    call.tool = "org.gantry.test.cleaner.deidentify";
    return call;
  }
  // What lies where the folder is made.
  std::vector<std::string> left() const {
    std::vector<std::string> names;
    if (!fs::exists(home.path / "out")) return names;
    for (const auto &entry : fs::directory_iterator(home.path / "out"))
      names.push_back(entry.path().filename().string());
    return names;
  }
};

}  // namespace

TEST_CASE("files are written into folders of pseudonyms, and those that are refused are named", "[import]") {
  CleaningSite site;
  (void)site.home.write("out/x", "");
  const auto outcome = value(deidentify_files(site.bench, site.identity, site.call(130), {}));
  CHECK(outcome.written.size() == 129);
  CHECK(outcome.written.front() == "A/study-1/series-1/000001.dcm");
  CHECK(slurp(site.home.path / "out/clean/A/study-1/series-1/000129.dcm") == "A129");
  REQUIRE(outcome.refused.size() == 1);
  CHECK(outcome.files[outcome.refused[0].file].name == "f1003");
}

TEST_CASE("de-identifying that is cancelled half-way leaves no folder, no file and no key table", "[import]") {
  CleaningSite site;
  (void)site.home.write("out/x", "");
  auto table = value(KeyTable::open(site.home.path / "who.keys", "correct horse battery"));
  auto call = site.call(130);
  call.key_table = &table;
  std::ptrdiff_t written = 0;  // beside the place of the new folder
  JobWatcher watcher;
  watcher.cancelled = [&] {
    const fs::recursive_directory_iterator all(site.home.path / "out");
    written = std::count_if(begin(all), end(all), [](const auto &entry) { return entry.is_regular_file(); }) - 1;
    return written >= 60;
  };
  CHECK(error(deidentify_files(site.bench, site.identity, call, watcher)).failure == Failure::cancelled);
  CHECK((written >= 60 && written < 129));
  CHECK(site.left() == std::vector<std::string>{"x"});
  CHECK_FALSE(fs::exists(table.file()));
  // And nothing is in the way of the next try.
  CHECK(value(deidentify_files(site.bench, site.identity, call, {})).written.size() == 129);
  CHECK(fs::exists(site.home.path / "out/clean/A/study-1/series-1/000129.dcm"));
}
