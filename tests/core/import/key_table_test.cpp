// SPDX-License-Identifier: Apache-2.0
#include <catch2/catch.hpp>
#include <core/import/key_table.hpp>
#include <fstream>
#include <tests/core/plugins/bundles.hpp>

using namespace gantry::core;
using gantry::tests::Folder;
using gantry::tests::slurp;
namespace fs = std::filesystem;

namespace {

void write(const fs::path &file, const std::string &bytes) { std::ofstream(file, std::ios::binary) << bytes; }

std::string error(const Result<KeyTable> &result) { return result ? "" : result.error().code; }

constexpr const char *words = "correct horse battery staple";

}  // namespace

TEST_CASE("a key table tells who has the passphrase who is who, and nobody else anything") {
  const Folder folder;
  const fs::path file = folder.path / "new/site.keys";
  {
    auto table = KeyTable::open(file, words).value();
    table.set_scope("abc");
    table.note({"77654033", "UMC", "Doe^Archibald", "19500101", "1.2"}, {"P-AAAAAAAA", {-15'000, 3'601}});
    table.note({"77654033", "UMC", "Doe^Archibald", "19500101", "1.3"}, {"P-AAAAAAAA", {-15'000, 3'601}});
    table.note_uid("1.2.3.4", "2.25.99");
    REQUIRE(table.save());
    CHECK(error(KeyTable::open(file, words)) == "key-table.in-use");
  }
  CHECK((fs::status(file).permissions() & (fs::perms::group_all | fs::perms::others_all)) == fs::perms::none);
  for (const char *secret : {"77654033", "Archibald", "1.2.3.4", "P-AAAAAAAA"})
    CHECK(slurp(file).find(secret) == std::string::npos);

  auto table = KeyTable::open(file, words).value();
  CHECK(table.scope() == "abc");
  CHECK(table.persons() == 1);
  const auto who = table.lookup("P-AAAAAAAA").value();
  REQUIRE(who["persons"].size() == 1);
  CHECK(who["persons"][0]["name"] == "Doe^Archibald");
  CHECK(who["days"] == -15'000);
  CHECK(table.lookup("2.25.99").value()["original"] == "1.2.3.4");
  CHECK(table.lookup("P-BBBBBBBB").error().code == "key-table.unknown");
}

TEST_CASE("a wrong passphrase, a cut or an altered file is refused in words and nothing is lost") {
  const Folder folder;
  const fs::path file = folder.path / "site.keys";
  {
    auto table = KeyTable::open(file, words).value();
    table.note({"1", "", "", "", ""}, {"P-AAAAAAAA", {}});
    REQUIRE(table.save());
  }
  const std::string whole = slurp(file);
  CHECK(error(KeyTable::open(file, "correct horse battery stable")) == "key-table.passphrase");
  CHECK(slurp(file) == whole);
  for (const std::size_t length : {std::size_t{0}, std::size_t{7}, std::size_t{50}, whole.size() - 1}) {
    write(file, whole.substr(0, length));
    CHECK(error(KeyTable::open(file, words)) == "key-table.damaged");
    CHECK(slurp(file) == whole.substr(0, length));
  }
  std::string altered = whole;
  altered.back() = static_cast<char>(altered.back() ^ 1);
  write(file, altered);
  CHECK(error(KeyTable::open(file, words)) == "key-table.damaged");
  // 16 passes, 1 GiB and 2^63 bytes of memory for the key.
  using At = std::pair<std::size_t, char>;
  for (const auto &[at, value] : {At{8, '\x10'}, At{19, '\x40'}, At{23, '\x7f'}}) {
    std::string greedy = whole;
    greedy[at] = value;
    write(file, greedy);
    CHECK(error(KeyTable::open(file, words)) == "key-table.damaged");
  }
  std::string later = whole;
  later[7] = '2';
  write(file, later);
  CHECK(error(KeyTable::open(file, words)) == "key-table.newer");
  write(file, whole);
  CHECK(KeyTable::open(file, words).value().lookup("P-AAAAAAAA"));
}

TEST_CASE("a new key table wants a passphrase of some length") {
  const Folder folder;
  CHECK(error(KeyTable::open(folder.path / "a.keys", "short")) == "key-table.weak");
  CHECK_FALSE(fs::exists(folder.path / "a.keys"));
}
