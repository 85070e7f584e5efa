// SPDX-License-Identifier: Apache-2.0
// Projects that were altered, packed, sent and cleaned.
#include "fixtures.hpp"

#include <algorithm>
#include <catch2/catch.hpp>

using namespace gantry::test;

namespace {

// A copy that may be damaged.
fs::path copy_of(const Study &study, const Home &home) {
  fs::copy(study.project(), home.path("copy"), fs::copy_options::recursive);
  return home.path("copy");
}

// The largest chunk with one byte altered.
void alter_a_chunk(const fs::path &project) {
  fs::path largest;
  for (const auto &entry : fs::recursive_directory_iterator(project / "objects")) {
    if (entry.is_regular_file() && (largest.empty() || entry.file_size() > fs::file_size(largest)))
      largest = entry.path();
  }
  std::string bytes = contents(largest);
  bytes[bytes.size() / 2] = static_cast<char>(bytes[bytes.size() / 2] ^ 0x10);
  fs::permissions(largest, fs::perms::owner_write, fs::perm_options::add);
  write(largest, bytes);
}

}  // namespace

TEST_CASE("one altered byte of a chunk is found, by verify and by check, with exit code 4") {
  const Study *study = sample_study();
  if (study == nullptr) return;
  Home home;
  const std::string project = copy_of(*study, home).string();
  REQUIRE(home.gantry({"project", "check", project}).code == 0);
  alter_a_chunk(project);
  const Ran verified = home.gantry({"verify", project, "--json"});
  INFO(verified.err);
  CHECK(verified.code == 4);
  CHECK_FALSE(verified.json().is_discarded());
  const Ran checked = home.gantry({"project", "check", project, "--json"});
  CHECK(checked.code == 4);
  CHECK(checked.json().at("whole") == false);
  CHECK(checked.json().at("damage").size() >= 1);
}

TEST_CASE("a packed project comes out of its file whole, with the same items, and verifies") {
  const Study *study = sample_study();
  if (study == nullptr) return;
  Home home;
  const std::string project = copy_of(*study, home).string();
  REQUIRE(home.gantry({"project", "pack", project, "-o", "p.gantry"}).code == 0);
  REQUIRE(home.gantry({"project", "unpack", "p.gantry", "-o", "again"}).code == 0);
  const auto before = home.gantry({"project", "show", project, "--json"}).json();
  const auto after = home.gantry({"project", "show", "again", "--json"}).json();
  CHECK(before.at("items") == after.at("items"));
  CHECK(before.at("runs") == after.at("runs"));
  CHECK(home.gantry({"verify", "again"}).code == 0);
  const Ran onto = home.gantry({"project", "unpack", "p.gantry", "-o", "again"});
  CHECK(onto.code != 0);
  CHECK_FALSE(onto.err.empty());
}

TEST_CASE("a packed file with an altered byte is not taken for a project") {
  const Study *study = sample_study();
  if (study == nullptr) return;
  Home home;
  REQUIRE(home.gantry({"project", "pack", copy_of(*study, home).string(), "-o", "p.gantry"}).code == 0);
  std::string bytes = contents(home.path("p.gantry"));
  bytes[bytes.size() * 2 / 3] = static_cast<char>(bytes[bytes.size() * 2 / 3] ^ 1);
  write(home.path("p.gantry"), bytes);
  const Ran ran = home.gantry({"project", "unpack", "p.gantry", "-o", "again", "--json"});
  INFO(ran.err);
  CHECK(ran.code == 4);
  CHECK_FALSE(fs::exists(home.path("again/gantry.sqlite")));
}

TEST_CASE("cleaning removes nothing that something refers to") {
  const Study *study = sample_study();
  if (study == nullptr) return;
  Home home;
  const std::string project = copy_of(*study, home).string();
  const auto before = home.gantry({"project", "check", project, "--json"}).json();
  REQUIRE(home.gantry({"project", "gc", project}).code == 0);
  CHECK(home.gantry({"project", "check", project, "--json"}).json() == before);
  CHECK(home.gantry({"verify", project}).code == 0);
}
