// SPDX-License-Identifier: Apache-2.0
// A pack gives back the project, and a pack made to harm gives nothing.
#include <archive.h>
#include <archive_entry.h>

#include <core/project/pack.hpp>

#include "fixtures.hpp"

namespace gantry::core {
namespace {

struct Entry {
  std::string name, bytes;
  unsigned type = AE_IFREG;
  std::string link = {};
};

void write_tar(const fs::path &file, const std::vector<Entry> &entries) {
  archive *a = archive_write_new();
  archive_write_set_format_pax_restricted(a);
  archive_write_add_filter_zstd(a);
  archive_write_open_filename(a, file.c_str());
  for (const auto &e : entries) {
    archive_entry *entry = archive_entry_new();
    archive_entry_set_pathname(entry, e.name.c_str());
    archive_entry_set_filetype(entry, e.type);
    archive_entry_set_perm(entry, 0644);
    if (!e.link.empty() && e.type == AE_IFLNK) archive_entry_set_symlink(entry, e.link.c_str());
    if (!e.link.empty() && e.type == AE_IFREG) archive_entry_set_hardlink(entry, e.link.c_str());
    archive_entry_set_size(entry, static_cast<la_int64_t>(e.bytes.size()));
    archive_write_header(a, entry);
    archive_write_data(a, e.bytes.data(), e.bytes.size());
    archive_entry_free(entry);
  }
  archive_write_free(a);
}

std::vector<Entry> entries_of(const fs::path &file) {
  std::vector<Entry> result;
  archive *a = archive_read_new();
  archive_read_support_format_tar(a);
  archive_read_support_filter_zstd(a);
  archive_read_open_filename(a, file.c_str(), 65536);
  for (archive_entry *entry = nullptr; archive_read_next_header(a, &entry) == ARCHIVE_OK;) {
    Entry e{archive_entry_pathname(entry), std::string(static_cast<std::size_t>(archive_entry_size(entry)), '\0')};
    archive_read_data(a, e.bytes.data(), e.bytes.size());
    result.push_back(std::move(e));
  }
  archive_read_free(a);
  return result;
}

// A project with an image, a run and a record; and its pack.
struct Packed {
  Folder folder;
  fs::path file = folder.path / "study.gantry", target = folder.path / "out" / "copy";
  Project project = value(Project::create(folder.path / "p"));
  std::string image = value(project.add_object(*noise(700'000, 1)));

  Packed() {
    value(project.add_item({.object = image}));
    value(project.add_run(some_run(image, image)));
    value(project.append_record("org.example.note", {{"text", "a"}}));
    ok(pack(project, file));
  }
  // Nothing may appear, inside or outside of the target.
  Error refused(const UnpackLimits &limits = {}) {
    const auto before = files_below(folder.path).size();
    const auto found = error(unpack(file, target, limits));
    CHECK(files_below(folder.path).size() == before);
    CHECK_FALSE(fs::exists(target));
    return found;
  }
};

TEST_CASE("what is packed comes back equal, and can be worked on") {
  Packed packed;
  auto copy = value(unpack(packed.file, packed.target));
  CHECK(content_hash(*value(copy.object(packed.image))) == packed.image);
  CHECK(to_json(value(copy.item("image-1"))) == to_json(value(packed.project.item("image-1"))));
  CHECK(to_json(value(copy.runs()).at(0)) == to_json(value(packed.project.runs()).at(0)));
  CHECK(to_json(value(copy.records()).at(0)) == to_json(value(packed.project.records()).at(0)));
  CHECK(files_below(copy.chunks().folder()).size() == files_below(packed.project.chunks().folder()).size());
  CHECK(copy.add_object(*noise(10, 9)));
  CHECK(error(pack(packed.project, packed.file)).code == "pack.exists");
  CHECK(error(unpack(packed.file, packed.target)).code == "unpack.folder");
  CHECK(files_below(packed.folder.path / "out").size() > 3);
}

TEST_CASE("archives made to harm are refused, and leave nothing behind") {
  Packed packed;
  auto entries = entries_of(packed.file);
  REQUIRE(entries.size() > 3);
  const std::string chunk = entries[1].name, hash = chunk.substr(11);
  SECTION("a path that leads out") { entries.push_back({"../evil", "x"}); }
  SECTION("a path that leads out from within") { entries.push_back({"objects/../../evil", "x"}); }
  SECTION("an absolute path") { entries.push_back({"/srv/evil", "x"}); }
  SECTION("a chunk in the wrong folder") {
    entries[1].name = "objects/" + std::string(hash[0] == '0' ? "11" : "00") + "/" + hash;
  }
  SECTION("a name that no project has") { entries.push_back({"lock", ""}); }
  SECTION("a symbolic link") {
    entries.push_back({"objects/aa/aa" + std::string(62, '0'), "", AE_IFLNK, "/etc/passwd"});
  }
  SECTION("a hard link") { entries.push_back({"objects/aa/aa" + std::string(62, '0'), "", AE_IFREG, "gantry.sqlite"}); }
  SECTION("a folder where a file should be") {
    entries.push_back({"objects/aa/aa" + std::string(62, '0'), "", AE_IFDIR});
  }
  SECTION("a pipe") { entries.push_back({"objects/aa/aa" + std::string(62, '0'), "", AE_IFIFO}); }
  SECTION("a file twice") { entries.push_back(entries[1]); }
  SECTION("a chunk larger than any") { entries[1].bytes = std::string(3 * chunk_bytes, '\0'); }
  SECTION("no database") { entries.erase(entries.begin()); }
  write_tar(packed.file, entries);
  const auto found = packed.refused();
  CHECK(found.code == "unpack.refused");
  CHECK(found.failure == Failure::integrity);
}

TEST_CASE("a bomb is refused at its limit: a large database, or many files") {
  Packed packed;
  auto entries = entries_of(packed.file);
  SECTION("database") {
    entries[0].bytes.resize(std::size_t{64} << 20);  // a few kilobytes in the archive
    write_tar(packed.file, entries);
    CHECK(fs::file_size(packed.file) < (std::size_t{8} << 20));
    UnpackLimits limits;
    limits.database_bytes = std::size_t{32} << 20;
    CHECK(packed.refused(limits).code == "unpack.refused");
  }
  SECTION("files") {
    UnpackLimits limits;
    limits.chunks = 2;
    CHECK(packed.refused(limits).code == "unpack.refused");
  }
}

TEST_CASE("a pack that is damaged, cut off, or no pack is refused") {
  Packed packed;
  auto entries = entries_of(packed.file);
  SECTION("a chunk altered") {
    entries[1].bytes = entries[2].bytes;
    write_tar(packed.file, entries);
    CHECK(packed.refused().code == "project.integrity");
  }
  SECTION("a chunk missing") {
    entries.pop_back();
    write_tar(packed.file, entries);
    CHECK(packed.refused().code == "project.integrity");
  }
  SECTION("a database of someone else") {
    entries[0].bytes = std::string(8192, 'x');
    write_tar(packed.file, entries);
    CHECK(packed.refused().code == "project.integrity");
  }
  SECTION("cut off") {
    fs::resize_file(packed.file, fs::file_size(packed.file) / 2);
    CHECK(packed.refused().code == "unpack.refused");
  }
  SECTION("no pack") {
    spit(packed.file, "hello");
    CHECK(packed.refused().code == "unpack.refused");
  }
}

}  // namespace
}  // namespace gantry::core
