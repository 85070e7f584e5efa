// SPDX-License-Identifier: Apache-2.0
#include <catch2/catch.hpp>
#include <core/import/identity.hpp>
#include <tests/core/import/site.hpp>
#include <tests/core/plugins/bundles.hpp>

using namespace gantry::core;
using gantry::tests::Folder;
using gantry::tests::site_key;
namespace fs = std::filesystem;

TEST_CASE("a person has one pseudonym in a project, another in the next, and another at another site") {
  const Folder folder, elsewhere;
  const SiteKey key = site_key(folder);
  auto one = Project::create(folder.path / "one").value(), two = Project::create(folder.path / "two").value();
  const Person who{"77654033", "UMC", "Doe^Archibald", "", ""};
  const auto first = Identity::of_project(one, key).value().person(who);
  CHECK(first.name.size() == 10);
  CHECK(first.name.substr(0, 2) == "P-");
  CHECK(Identity::of_project(one, key).value().person(who).name == first.name);
  CHECK(Identity::of_project(one, key).value().person({"77654033 ", "UMC", "DOE^A", "19700101", "1.2"}).name ==
        first.name);
  CHECK(Identity::of_project(one, key).value().person({"77654034", "UMC", "", "", ""}).name != first.name);
  CHECK(Identity::of_project(two, key).value().person(who).name != first.name);
  CHECK(Identity::of_project(one, site_key(elsewhere)).value().person(who).name != first.name);
}

TEST_CASE("an id without an issuer is that of the only issuer that is known to give it, in whatever order they come") {
  const Folder folder;
  const SiteKey key = site_key(folder);
  const Person bare{"4711", "", "", "", ""}, umc{"4711", "UMC", "", "", ""}, amc{"4711", "AMC", "", "", ""};
  const auto project = Project::create(folder.path / "p").value(), other = Project::create(folder.path / "q").value();
  const auto imported = [&](const Project &where, const Person &who) {
    auto identity = Identity::of_project(where, key).value();
    const Pseudonym made = identity.person(who);
    REQUIRE(identity.save(where));
    return made;
  };
  const Pseudonym first = imported(project, umc);
  CHECK(imported(project, bare).name == first.name);
  CHECK(imported(project, bare).shift.days == first.shift.days);
  const std::string second = imported(project, amc).name;
  CHECK(second != first.name);
  CHECK(imported(project, umc).name == first.name);
  CHECK(imported(project, bare).name == first.name);  // as before

  const std::string begun = imported(other, bare).name;
  CHECK(imported(other, umc).name == begun);
  CHECK(imported(other, bare).name == begun);
  CHECK(imported(other, amc).name != begun);
}

TEST_CASE("an id that two issuers give belongs to neither when it comes without one") {
  const Folder folder;
  auto identity = Identity::of_scope(site_key(folder), "a");
  const std::string umc = identity.person({"4711", "UMC", "", "", ""}).name,
                    amc = identity.person({"4711", "AMC", "", "", ""}).name,
                    bare = identity.person({"4711", "", "", "", ""}).name;
  CHECK(std::set<std::string>{umc, amc, bare}.size() == 3);
}

TEST_CASE("a key table tells the next use of it which issuers were met, and the project holds none of them in clear") {
  const Folder folder;
  const SiteKey key = site_key(folder);
  std::string known;
  {
    auto table = KeyTable::open(folder.path / "who.keys", "correct horse battery").value();
    auto identity = Identity::of_scope(key, "a");
    identity.note_in(&table);
    known = identity.person({"4711", "University Hospital", "", "", ""}).name;
    REQUIRE(table.save());
  }
  auto table = KeyTable::open(folder.path / "who.keys", "correct horse battery").value();
  auto identity = Identity::of_scope(key, "a");
  identity.note_in(&table);
  CHECK(identity.person({"4711", "", "", "", ""}).name == known);
  const auto project = Project::create(folder.path / "p").value();
  (void)identity.person({"77654033", "University Hospital", "", "", ""});
  REQUIRE(identity.save(project));
  for (const auto &entry : fs::recursive_directory_iterator(folder.path / "p")) {
    if (!entry.is_regular_file()) continue;
    CHECK(gantry::tests::slurp(entry.path()).find("University") == std::string::npos);
    CHECK(gantry::tests::slurp(entry.path()).find("77654033") == std::string::npos);
  }
}

TEST_CASE("dates go forty to fifty years back, clocks one to three hours aside") {
  const Folder folder;
  auto identity = Identity::of_scope(site_key(folder), Identity::new_scope());
  for (int i = 0; i < 200; ++i) {
    const Shift shift = identity.person({std::to_string(i), "", "", "", ""}).shift;
    CHECK((shift.days <= -14'610 && shift.days > -14'610 - 3'650));
    CHECK((std::abs(shift.seconds) >= 3'600 && std::abs(shift.seconds) < 10'800));
  }
}

TEST_CASE("a UID becomes one of 128 bits, the same each time; well-known ones stay") {
  const Folder folder;
  auto identity = Identity::of_scope(site_key(folder), "a");
  const std::string uid = identity.uid("1.2.840.113619.2.5.1762583153");
  CHECK(uid.substr(0, 5) == "2.25.");
  CHECK(uid.size() <= 44);
  CHECK(uid.find_first_not_of("0123456789.") == std::string::npos);
  CHECK(identity.uid("1.2.840.113619.2.5.1762583153 ") == uid);
  CHECK(identity.uid("1.2.840.10008.5.1.4.1.1.4") == "1.2.840.10008.5.1.4.1.1.4");
  CHECK(identity.uid("Jansen").empty());
}
