// SPDX-License-Identifier: Apache-2.0
// Objects, items, runs and records: kept, found again, and damage told.
#include "fixtures.hpp"

namespace gantry::core {
namespace {

constexpr std::size_t per_chunk = chunk_bytes / sizeof(float);

TEST_CASE("an object comes back as it was, under the hash of its content") {
  const Folder folder;
  auto project = value(Project::create(folder.path / "a b \"c\"=d"));
  const auto volume = noise(3 * per_chunk + 17, 1);
  const auto hash = value(project.add_object(*volume));
  CHECK(hash == content_hash(*volume));
  const auto back = value(project.object(hash));
  CHECK(back->header == volume->header);
  CHECK(content_hash(*back) == hash);
  CHECK(value(project.header(hash)) == volume->header);
  const auto checked = value(project.check());
  CHECK(checked.whole());
  CHECK(checked.objects == 1);
  CHECK(checked.chunks == 4);
  CHECK(checked.bytes == volume->bytes.size());
}

TEST_CASE("an object without bytes is kept too") {
  const Folder folder;
  auto project = value(Project::create(folder.path / "p"));
  const auto empty = value(make_table({}));
  const auto hash = value(project.add_object(*empty));
  CHECK(value(project.object(hash))->header == empty->header);
  CHECK(value(project.check()).whole());
}

TEST_CASE("chunks that are there already are not stored again") {
  const Folder folder;
  auto project = value(Project::create(folder.path / "p"));
  const auto first = noise(3 * per_chunk, 1, 0), second = noise(3 * per_chunk, 1, 5);  // differ in their first chunk
  const auto hash = value(project.add_object(*first));
  CHECK(value(project.add_object(*first)) == hash);
  CHECK(files_below(project.chunks().folder()).size() == 3);
  CHECK(value(project.add_object(*second)) != hash);
  CHECK(files_below(project.chunks().folder()).size() == 4);
  // A chunk that lost its file is written again when its data comes again.
  fs::remove(project.chunks().path(blake2b(first->bytes.bytes().first(chunk_bytes))));
  CHECK_FALSE(value(project.check()).whole());
  value(project.add_object(*first));
  CHECK(value(project.check()).whole());
}

TEST_CASE("a damaged chunk is named, whatever the damage") {
  const Folder folder;
  auto project = value(Project::create(folder.path / "p"));
  const auto hash = value(project.add_object(*noise(2 * per_chunk, 7)));
  const auto victim = files_below(project.chunks().folder()).front();
  std::string bytes = slurp(victim);
  SECTION("one byte") {
    bytes[bytes.size() / 2] = static_cast<char>(bytes[bytes.size() / 2] ^ 1);
    spit(victim, bytes);
  }
  SECTION("truncated") { fs::resize_file(victim, bytes.size() / 2); }
  SECTION("empty") { fs::resize_file(victim, 0); }
  SECTION("longer than any chunk") { spit(victim, bytes + bytes); }
  SECTION("gone") { fs::remove(victim); }
  const auto found = error(project.object(hash));
  CHECK(found.code == "project.integrity");
  CHECK(found.failure == Failure::integrity);
  CHECK(found.parameter == victim.filename().string());
  CHECK_THAT(found.message, Catch::Contains(victim.filename().string()) && Catch::Contains(hash));
  const auto checked = value(project.check());
  REQUIRE(checked.damage.size() == 1);
  CHECK_THAT(checked.damage.front(), Catch::Contains(victim.filename().string()));
}

TEST_CASE("a header that was changed in the database is noticed") {
  const Folder folder;
  auto project = value(Project::create(folder.path / "p"));
  const auto hash = value(project.add_object(*noise(10, 7)));
  ok(project.database().attempt(
      [](soci::session &sql) { sql << "UPDATE objects SET header = replace(header, 'f32', 'i32')"; }));
  CHECK(error(project.object(hash)).code == "project.integrity");
  CHECK_FALSE(value(project.check()).whole());
}

TEST_CASE("an item gets another label and keeps everything else, and what is no line of text is refused") {
  const Folder folder;
  auto project = value(Project::create(folder.path / "p"));
  const auto before = value(project.add_item({.object = value(project.add_object(*noise(4, 1)))}));
  CHECK(value(project.relabel_item(before.id, "T1, visit 2 – ĳ")).label == "T1, visit 2 – ĳ");
  const Item after = value(project.item(before.id));
  CHECK(after.label == "T1, visit 2 – ĳ");
  CHECK(after.object == before.object);
  CHECK(after.added == before.added);
  for (const char *wrong : {"", "   ", "two\nlines", "\x1b[2J", "\xff"})
    CHECK(error(project.relabel_item(before.id, wrong)).code == "project.label");
  CHECK(error(project.relabel_item(before.id, std::string(201, 'a'))).code == "project.label");
  CHECK(error(project.relabel_item("image-9", "a")).code == "project.no-item");
  CHECK(value(project.item(before.id)).label == "T1, visit 2 – ĳ");
  auto reader = value(Project::open(folder.path / "p", Access::read));
  CHECK(error(reader.relabel_item(before.id, "b")).code == "project.read-only");
}

TEST_CASE("items have an id of their kind, a label, and an origin that is there") {
  const Folder folder;
  auto project = value(Project::create(folder.path / "p"));
  const auto image = value(project.add_object(*noise(10, 1)));
  const auto table = value(project.add_object(*value(make_table({{{"TE", "ms", std::vector<double>{1, 2}}}}))));
  VolumeHeader labels;
  labels.dtype = DType::u8;
  labels.labels = true;
  const auto mask = value(project.add_object(*value(make_volume(labels, std::vector<std::byte>(1)))));
  const auto first = value(project.add_item({.object = image, .label = "T1, visit 2"}));
  CHECK(first.id == "image-1");
  CHECK(value(project.add_item({.object = table})).label == "Table 2");
  CHECK(value(project.add_item({.object = mask})).id == "labels-3");
  CHECK(value(project.item("image-1")).label == "T1, visit 2");
  CHECK(value(project.item(image)).id == "image-1");
  CHECK(value(project.item(image.substr(0, 12))).id == "image-1");
  CHECK(error(project.item("image-9")).code == "project.no-item");
  CHECK(value(project.items()).size() == 3);
  CHECK(error(project.add_item({.object = std::string(64, '0')})).code == "project.no-object");
  CHECK(error(project.add_item({.object = image, .origin = Origin::run, .run = "ab"})).code == "project.no-run");
  CHECK(error(project.add_item({.object = image, .origin = Origin::import, .import_number = 4})).code ==
        "project.no-import");
}

TEST_CASE("a run is recorded whole, under the hash of what it says, and makes items of its outputs") {
  const Folder folder;
  auto project = value(Project::create(folder.path / "p"));
  const auto in = value(project.add_object(*noise(10, 1))), out = value(project.add_object(*noise(10, 2)));
  auto draft = some_run(in, out);
  draft.warnings = {"few voxels", "kept /data/Jan Jansen/scan.nii: as it was"};
  const auto run = value(project.add_run(draft));
  CHECK(run.id == run_id(run));
  REQUIRE(run.outputs.size() == 1);
  CHECK(run.outputs[0].item == "image-1");
  CHECK(value(project.item("image-1")).run == run.id);
  const auto back = value(project.run(run.id.substr(0, 10)));
  CHECK(to_json(back) == to_json(run));
  CHECK(back.outputs[0].tolerance == Tolerance{0, 1e-6, 0.001});
  CHECK(back.warnings[1] == "kept (path): as it was");
  CHECK(error(project.run("zz")).code == "project.no-run");
  CHECK(error(project.add_run(some_run(in, std::string(64, '1')))).code == "project.no-object");
  CHECK(value(project.runs()).size() == 1);
  CHECK(value(project.items()).size() == 1);

  auto failed = some_run(in, out);
  failed.outputs.clear();
  failed.error_code = "tool.failed";
  failed.error = "can't open '/data/Jansen^Jan/1.dcm'";
  failed.parent = run.id;
  const auto second = value(project.add_run(failed));
  CHECK(second.error == "can't open '(path)'");
  CHECK_FALSE(value(project.run(second.id)).ok());
}

TEST_CASE("a run that was altered in the database no longer gives its id") {
  const Folder folder;
  auto project = value(Project::create(folder.path / "p"));
  const auto in = value(project.add_object(*noise(10, 1)));
  value(project.add_run(some_run(in, in)));
  CHECK(value(project.check()).whole());
  ok(project.database().attempt(
      [](soci::session &sql) { sql << "UPDATE runs SET json = replace(json, '200', '201')"; }));
  const auto checked = value(project.check());
  REQUIRE(checked.damage.size() == 1);
  CHECK_THAT(checked.damage.front(), Catch::Contains("run"));
}

TEST_CASE("records are appended, once each, with a parent that is there") {
  const Folder folder;
  auto project = value(Project::create(folder.path / "p"));
  const auto first = value(project.append_record("org.example.note", {{"text", "a"}}));
  CHECK(value(project.append_record("org.example.note", {{"text", "a"}})) == first);
  const auto second = value(project.append_record("org.example.note", {{"text", "b"}}, first));
  CHECK(error(project.append_record("org.example.note", {{"text", "c"}}, std::string(64, '2'))).code ==
        "project.no-object");
  const auto records = value(project.records());
  REQUIRE(records.size() == 2);
  CHECK(records[1].hash == second);
  CHECK(records[1].parent == first);
  CHECK(value(record_of(*value(project.object(second)))).at("text") == "b");
}

TEST_CASE("gc frees what nothing refers to, and nothing else") {
  const Folder folder;
  auto project = value(Project::create(folder.path / "p"));
  const auto kept = value(project.add_object(*noise(2 * per_chunk, 1, 0)));
  const auto shared = value(project.add_object(*noise(2 * per_chunk, 1, 1)));  // its second chunk is kept's
  const auto input = value(project.add_object(*noise(10, 3)));
  const auto note = value(project.append_record("org.example.note", {{"text", "a"}}));
  value(project.add_item({.object = kept}));
  auto run = some_run(input, input);
  run.outputs[0].keep = false;
  value(project.add_run(run));
  const fs::path left = project.chunks().path(std::string(64, '3') + ".1-0.part");
  spit(left, "half");
  const auto freed = value(project.gc());
  CHECK(freed.objects == 1);
  CHECK(freed.chunks == 1);
  CHECK(freed.bytes > chunk_bytes / 2);
  CHECK_FALSE(fs::exists(left));
  CHECK(error(project.object(shared)).code == "project.no-object");
  for (const auto &hash : {kept, input, note}) CHECK(project.object(hash));
  CHECK(value(project.check()).whole());
  CHECK(value(project.gc()).chunks == 0);
}

TEST_CASE("a second writer is refused, a reader works beside the writer and writes nothing") {
  const Folder folder;
  auto writer = value(Project::create(folder.path / "p"));
  const auto refused = error(Project::open(folder.path / "p", Access::write));
  CHECK(refused.code == "project.locked");
  auto reader = value(Project::open(folder.path / "p", Access::read));
  const auto hash = value(writer.add_object(*noise(10, 1)));
  value(writer.add_item({.object = hash}));
  CHECK(value(reader.items()).size() == 1);
  CHECK(value(reader.object(hash))->bytes.size() == 40);
  CHECK(error(reader.add_item({.object = hash})).code == "project.read-only");
  CHECK(error(reader.gc()).code == "project.read-only");
}

TEST_CASE("the lock goes with its holder, and network drives are known") {
  const Folder folder;
  { auto writer = value(Project::create(folder.path / "p")); }
  CHECK(Project::open(folder.path / "p", Access::write));
  CHECK(platform::is_network_file_system(0x6969));                        // NFS
  CHECK(platform::is_network_file_system(static_cast<int>(0xFF534D42)));  // CIFS, its sign extended
  CHECK_FALSE(platform::is_network_file_system(0xEF53));                  // ext4
  CHECK_FALSE(platform::is_network_file_system(0x01021994));              // tmpfs
}

TEST_CASE("folders that are no project are refused in words, and left as they are") {
  const Folder folder;
  CHECK(error(Project::open(folder.path, Access::read)).code == "project.none");
  spit(folder.path / "mine.txt", "hello");
  CHECK(error(Project::create(folder.path)).code == "project.folder");
  CHECK(error(Project::open_or_create(folder.path)).code == "project.folder");
  CHECK(files_below(folder.path).size() == 1);
  spit(folder.path / "gantry.sqlite",
       "this is not a database, but long enough to be taken for one: " + std::string(200, 'x'));
  CHECK(error(Project::open(folder.path, Access::read)).code == "project.integrity");
  { auto project = value(Project::create(folder.path / "p")); }
  CHECK(error(Project::create(folder.path / "p")).code == "project.exists");
}

}  // namespace
}  // namespace gantry::core
