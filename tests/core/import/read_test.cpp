// SPDX-License-Identifier: Apache-2.0
// Foreign files: what is gathered, and that a file which breaks its reader costs itself alone.
#include <core/import/read.hpp>
#include <tests/core/plugins/bundles.hpp>

using namespace gantry::tests;

namespace {

std::vector<std::string> names(const GatheredFiles &gathered) {
  std::vector<std::string> result;
  for (const auto &file : gathered.files) result.push_back(file.name);
  return result;
}

struct Read {
  ReadOutcome outcome;
  std::set<std::size_t> read;
};

Read read_all(Workbench &bench, const GatheredFiles &files) {
  Read result;
  result.outcome = value(read_files(bench, files, {}, {}, [&](ReadItem &&item) -> Result<void> {
    result.read.insert(item.files.begin(), item.files.end());
    return done();
  }));
  return result;
}

}  // namespace

TEST_CASE("folders are walked in order of name, hidden things and dead links left out", "[import]") {
  const Folder folder;
  for (const char *name : {"b/2", "b/1", "a/3", ".hidden/4", "a/.5", "c"}) folder.write(name, "x");
  fs::create_symlink("nowhere", folder.path / "b/0-dead");
  const auto gathered = value(gather_files({folder.path.string()}));
  CHECK(names(gathered) == std::vector<std::string>{"3", "1", "2", "c"});
  CHECK(gathered.given == 4);
  CHECK(error(gather_files({(folder.path / "absent").string()})).code == "file.missing");
  fs::create_directory(folder.path / "empty");
  CHECK(error(gather_files({(folder.path / "empty").string()})).code == "file.none");
}

TEST_CASE("files of one stem come along as companions, behind those that were given", "[import]") {
  const Folder folder;
  for (const char *name : {"dwi.bval", "dwi.nii.gz", "dwi2.bval", "other"}) folder.write(name, "x");
  folder.write("dwi.raw", std::string((1U << 20) + 1, 'x'));
  const auto gathered = value(gather_files({(folder.path / "dwi.nii.gz").string()}));
  CHECK(names(gathered) == std::vector<std::string>{"dwi.nii.gz", "dwi.bval", "dwi.raw"});
  CHECK(gathered.given == 1);
  const auto both = value(gather_files({(folder.path / "dwi.nii.gz").string(), (folder.path / "dwi.bval").string()}));
  CHECK(both.given == 2);
  CHECK(both.files.size() == 3);
}

TEST_CASE("files that a reader knows are read, the others are refused with a reason", "[import]") {
  Bundles bundles;
  bundles.add("good_reader");
  Workbench bench = bundles.open();
  const Folder folder;
  for (const char *name : {"a", "c", "e"}) folder.write(name, std::string("FIX") + name);
  folder.write("b", "something else");
  folder.write("d", "");
  const auto read = read_all(bench, value(gather_files({folder.path.string()})));
  CHECK(read.outcome.items == 3);
  CHECK(read.read == std::set<std::size_t>{0, 2, 4});
  REQUIRE(read.outcome.refused.size() == 2);
  CHECK(read.outcome.refused[0].file == 1);
  CHECK(read.outcome.refused[1].file == 3);
  CHECK(read.outcome.refused[0].reason.find("no installed plugin knows") != std::string::npos);
}

TEST_CASE("a reader that aborts on every file costs each of them, and each was tried by itself", "[import]") {
  const std::string name = GENERATE("bad_aborts_in_list", "bad_aborts_in_sniff");
  INFO(name);
  Bundles bundles;
  bundles.add(name);
  Workbench bench = bundles.open();
  const Folder folder;
  for (const char *file : {"a", "b", "c"}) folder.write(file, std::string("FIX") + file);
  const auto read = read_all(bench, value(gather_files({folder.path.string()})));
  CHECK(read.outcome.items == 0);
  REQUIRE(read.outcome.refused.size() == 3);
  for (const auto &refused : read.outcome.refused)
    CHECK(refused.reason.find("broke on exactly this input") == std::string::npos);
}

TEST_CASE("among many files, those that abort the reader cost themselves alone, and quarantine is not offered for one",
          "[import]") {
  Bundles bundles;
  bundles.add("picky_reader");
  Workbench bench = bundles.open();
  const Folder folder;
  const std::string stages = GENERATE(std::string("S"), std::string("L"), std::string("R"), std::string("SLR"));
  INFO(stages);
  for (int i = 10; i < 19; ++i) folder.write("f" + std::to_string(i), "FIX." + std::to_string(i));
  for (std::size_t i = 0; i < stages.size(); ++i)
    folder.write("f1" + std::to_string(2 * i + 2), std::string("FIX") + stages[i]);
  for (int again = 0; again < 2; ++again) {
    const auto read = read_all(bench, value(gather_files({folder.path.string()})));
    CHECK(read.outcome.items == 9 - stages.size());
    REQUIRE(read.outcome.refused.size() == stages.size());
    for (std::size_t i = 0; i < stages.size(); ++i) CHECK(read.outcome.refused[i].file == 2 * i + 2);
  }
  CHECK(bench.quarantine().broken_inputs(plugin_of(bench, "picky-reader").manifest.sha256) == stages.size());
}

TEST_CASE("a slice that kills its reader costs itself alone: the rest of its series is read as one", "[import]") {
  Bundles bundles;
  bundles.add("picky_reader");
  Workbench bench = bundles.open();
  const Folder folder;
  for (int i = 10; i < 30; ++i) folder.write("s" + std::to_string(i), i == 13 || i == 27 ? "FIXGR" : "FIXG.");
  folder.write("t1", "FIX.");
  for (int again = 0; again < 2; ++again) {
    const auto read = read_all(bench, value(gather_files({folder.path.string()})));
    CHECK(read.outcome.items == 2);
    CHECK(read.read.size() == 19);
    REQUIRE(read.outcome.refused.size() == 2);
    CHECK(read.outcome.refused[0].file == 3);
    CHECK(read.outcome.refused[1].file == 17);
  }
}

TEST_CASE("where headers alone are wanted no volume is made, and it is described all the same", "[import]") {
  Bundles bundles;
  bundles.add("picky_reader");
  Workbench bench = bundles.open();
  const Folder folder;
  folder.write("a", "FIXV");
  folder.write("b", "FIX.");
  const auto files = value(gather_files({folder.path.string()}));
  for (const bool headers_only : {true, false}) {
    std::vector<ReadItem> items;
    const auto outcome =
        value(read_files(bench, files, {.headers_only = headers_only}, {}, [&](ReadItem &&item) -> Result<void> {
          items.push_back(std::move(item));
          return done();
        }));
    CHECK(outcome.refused.empty());
    REQUIRE(items.size() == 2);
    CHECK(items[0].header.size() == 3);
    CHECK(items[0].data.size() == (headers_only ? 0 : 1));
    REQUIRE(items[0].described.size() == 1);
    const auto header = value(volume_header(items[0].described[0]));
    CHECK(header.shape[0] == 3);
    CHECK(header.geometry.spacing[2] == 2);
    CHECK(items[1].data.size() == 1);
    CHECK(items[1].described.size() == 1);
  }
}

TEST_CASE("of an item with several volumes each is described where headers alone are wanted", "[import]") {
  Bundles bundles;
  bundles.add("picky_reader");
  Workbench bench = bundles.open();
  const Folder folder;
  const auto files = value(gather_files({folder.write("a", "FIXW")}));
  for (const bool headers_only : {true, false}) {
    const auto take = [&](ReadItem &&item) -> Result<void> {
      CHECK(item.described.size() == 2);
      CHECK(item.data.size() == (headers_only ? 0 : 2));
      return done();
    };
    CHECK(value(read_files(bench, files, {.headers_only = headers_only}, {}, take)).items == 1);
  }
}

TEST_CASE("what is set for a reader reaches it, with its defaults for the rest", "[import]") {
  Bundles bundles;
  bundles.add("picky_reader");
  Workbench bench = bundles.open();
  const Folder folder;
  const auto files = value(gather_files({folder.write("a", "FIXV")}));
  for (const int fill : {7, 42}) {
    ReadCall call;
    if (fill != 7) call.set = {{"fill", std::to_string(fill)}};
    const auto take = [&](ReadItem &&item) -> Result<void> {
      CHECK(elements<std::uint8_t>(*item.data.at(0).object)[2] == fill);
      CHECK(item.parameters == nlohmann::json{{"fill", fill}});
      return done();
    };
    CHECK(value(read_files(bench, files, call, {}, take)).items == 1);
  }
}

TEST_CASE("what no reader takes, or none of these files', is refused in words before anything is read", "[import]") {
  Bundles bundles;
  bundles.add("picky_reader");
  Workbench bench = bundles.open();
  const Folder folder;
  const auto known = value(gather_files({folder.write("a", "FIXV")}));
  const auto strange = value(gather_files({folder.write("b", "something else")}));
  const auto refused = [&](const GatheredFiles &files, const nlohmann::json &set) {
    return error(read_files(bench, files, {.set = set}, {}, [](ReadItem &&) -> Result<void> {
      FAIL("it was read");
      return done();
    }));
  };
  const Error unknown = refused(known, {{"filling", "1"}});
  CHECK(unknown.code == "parameter.unknown");
  CHECK(unknown.failure == Failure::usage);
  CHECK(unknown.hint.starts_with("give one of: fill"));
  CHECK(refused(strange, {{"fill", "1"}}).code == "parameter.unused");
  CHECK(refused(known, {{"fill", "101"}}).parameter == "fill");
}

TEST_CASE("reading many files shows progress that never goes back, and can be cancelled", "[import]") {
  Bundles bundles;
  bundles.add("picky_reader");
  Workbench bench = bundles.open();
  const Folder folder;
  for (int i = 0; i < 2500; ++i) folder.write("f" + std::to_string(i), "FIX.");
  const auto files = value(gather_files({folder.path.string()}));
  double last = 0;
  std::size_t read = 0;
  JobWatcher watcher;
  watcher.progress = [&](double fraction, const std::string &doing) {
    CHECK(fraction >= last);
    CHECK(fraction <= 1);
    CHECK_FALSE(doing.empty());
    last = fraction;
  };
  watcher.cancelled = [&] { return read >= 100; };
  const auto outcome = read_files(bench, files, {}, watcher, [&](ReadItem &&) -> Result<void> {
    ++read;
    return done();
  });
  CHECK(error(outcome).failure == Failure::cancelled);
  CHECK(read == 100);
  CHECK(last > 0.3);
}
