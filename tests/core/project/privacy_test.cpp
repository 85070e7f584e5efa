// SPDX-License-Identifier: Apache-2.0
// Paths and names of imported files stay out of the project; files are known by keyed hashes, to this site alone.
#include <sys/stat.h>

#include <core/project/pack.hpp>
#include <core/project/site_key.hpp>

#include "fixtures.hpp"

namespace gantry::core {
namespace {

TEST_CASE("the site's key is made once, readable by its owner alone, and others' keys give other names") {
  const Folder folder;
  const auto file = folder.path / "a.bin";
  spit(file, "contents");
  const auto key = value(SiteKey::open(folder.path / "config" / "gantry"));
  const auto again = value(SiteKey::open(folder.path / "config" / "gantry"));
  const auto other = value(SiteKey::open(folder.path / "elsewhere"));
  struct stat status {};
  REQUIRE(::stat((folder.path / "config" / "gantry" / "site.key").c_str(), &status) == 0);
  CHECK((status.st_mode & 0777) == 0600);
  CHECK(status.st_size == 32);
  const auto hashed = value(key.hash_file(file));
  CHECK(hashed.bytes == 8);
  CHECK(hashed.keyed_hash == value(again.hash_file(file)).keyed_hash);
  CHECK(hashed.keyed_hash == key.hash(std::as_bytes(std::span(std::string_view("contents")))));
  CHECK(hashed.keyed_hash != value(other.hash_file(file)).keyed_hash);
  CHECK(hashed.keyed_hash != blake2b(std::as_bytes(std::span(std::string_view("contents")))));
  CHECK(error(key.hash_file(folder.path / "nothing")).code == "file.open");
}

TEST_CASE("a key that is cut off, or that others may read, is refused") {
  const Folder folder;
  value(SiteKey::open(folder.path));
  SECTION("cut off") { fs::resize_file(folder.path / "site.key", 31); }
  SECTION("readable") { fs::permissions(folder.path / "site.key", fs::perms::group_read, fs::perm_options::add); }
  CHECK(error(SiteKey::open(folder.path)).code == "site-key.damaged");
}

TEST_CASE("words that quote a path lose it, units and sentences stay") {
  CHECK(without_paths("flow 5 mL/min, 3 m/s, and/or 1/2") == "flow 5 mL/min, 3 m/s, and/or 1/2");
  CHECK(without_paths("can't open /data/Jan Jansen/scan.nii: no such file") == "can't open (path): no such file");
  CHECK(without_paths("file '/a b/c.dcm' is short") == "file '(path)' is short");
  CHECK(without_paths("in (../x/y.dcm) and ~/z") == "in ((path)) and (path)");
  CHECK(without_paths("C:\\Patients\\Jansen.dcm") == "(path)");
  CHECK(without_paths("open \\\\server\\share\\x") == "open (path)");
}

TEST_CASE("no path and no file name of an import is anywhere in the project or its pack") {
  const Folder folder;
  const std::string patient = "Jansen^Jan_19470312";
  const auto source = folder.path / patient / (patient + ".nii");
  fs::create_directories(source.parent_path());
  spit(source, "voxels");
  const auto key = value(SiteKey::open(folder.path / "config"));
  const auto where = folder.path / "p";
  {
    auto project = value(Project::create(where));
    ImportDraft draft;
    draft.plugin = {"org.gantry.nifti", "0.1.0", std::string(64, 'b')};
    draft.reader = "nifti";
    draft.files = {value(key.hash_file(source))};
    draft.refused = {{1, "can't read " + source.string() + ": broken"}};
    draft.removed = {"PatientName", "PatientBirthDate"};
    draft.who = "tester";
    const auto record = value(project.add_imports({{draft, {}}})).at(0).import;
    CHECK(record.number == 1);
    CHECK(to_json(value(project.imports()).at(0)) == to_json(record));
    CHECK(record.refused[0].reason == "can't read (path): broken");
    const auto hash = value(project.add_object(*noise(100, 1)));
    const auto item = value(project.add_item({.object = hash, .origin = Origin::import, .import_number = 1}));
    CHECK(item.label == "Image 1");
    auto run = some_run(hash, hash);
    run.outputs.clear();
    run.error_code = "reader.failed";
    run.error = "bad file \"" + source.string() + "\"";
    value(project.add_run(run));
    ok(pack(project, folder.path / "x.gantry"));
    value(unpack(folder.path / "x.gantry", folder.path / "copy"));
  }
  for (const auto &tree : {where, folder.path / "copy"}) {
    for (const auto &file : files_below(tree)) {
      INFO(file);
      CHECK(slurp(file).find("Jansen") == std::string::npos);
      CHECK(file.string().find("Jansen") == std::string::npos);
    }
  }
}

}  // namespace
}  // namespace gantry::core
