// SPDX-License-Identifier: Apache-2.0
#include <catch2/catch.hpp>
#include <core/import/entries.hpp>
#include <fstream>
#include <tests/core/plugins/bundles.hpp>

using namespace gantry::core;
using gantry::tests::Folder;
using nlohmann::json;
namespace fs = std::filesystem;

namespace {

SiteKey site_key(const Folder &folder) { return SiteKey::open(folder.path / "config").value(); }

json entry(const std::string &key, const json &value, const std::string &role = "") {
  json out{{"key", key}, {"value", value}, {"identifying", true}};
  if (!role.empty()) out["role"] = role;
  return out;
}

json named(const json &entries, const std::string &key) {
  for (const auto &e : entries) {
    if (e["key"] == key) return e["value"];
  }
  return {};
}

}  // namespace

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

TEST_CASE("header entries are replaced by their role, kept by an option, or left out") {
  const Folder folder;
  auto identity = Identity::of_scope(site_key(folder), "a");
  const std::set<std::string> keep{"modified-dates", "device"};
  Cleaning cleaning(identity, keep);
  json study_date = entry("StudyDate", "20200131", "date"), birth = entry("PatientBirthDate", "19500101", "birth-date");
  study_date["profile"] = "Z";
  study_date["options"] = {"dates", "modified-dates"};
  birth["profile"] = "Z";
  json station = entry("StationName", "SCANNER7");
  station["options"] = {"device"};
  const json out = cleaning.entries({entry("PatientName", "Jansen^Anna", "patient-name"),
                                     entry("PatientID", "4711", "patient-id"),
                                     birth,
                                     study_date,
                                     entry("StudyInstanceUID", "1.2.3.4", "uid"),
                                     station,
                                     entry("ReferringPhysicianName", "Smit"),
                                     {{"key", "ReceiveCoilName"}, {"value", "coil of Jansen"}, {"identifying", false}},
                                     {{"key", "EchoTime"}, {"value", 4.6}, {"identifying", false}, {"unit", "ms"}}});
  const auto who = identity.person({"4711", "", "Jansen^Anna", "19500101", "1.2.3.4"});
  CHECK(named(out, "PatientName") == who.name);
  CHECK(named(out, "PatientID") == who.name);
  CHECK(named(out, "StudyDate") == moved(who.shift, {"20200131", ""}).date);
  CHECK(named(out, "StudyInstanceUID") == identity.uid("1.2.3.4"));
  CHECK(named(out, "StationName") == "SCANNER7");
  CHECK(named(out, "EchoTime") == 4.6);
  for (const char *gone : {"PatientBirthDate", "ReferringPhysicianName", "ReceiveCoilName"}) {
    CHECK(named(out, gone).is_null());
    CHECK(cleaning.removed().count(gone) == 1);
  }
  CHECK(cleaning.words("the series of Jansen is short").find("Jansen") == std::string::npos);
}

TEST_CASE("an original is taken out of channel names, texts of tables and records, and the frame of reference is new") {
  const Folder folder;
  auto identity = Identity::of_scope(site_key(folder), "a");
  const std::set<std::string> keep;
  Cleaning cleaning(identity, keep);
  (void)cleaning.entries(json::array({entry("PatientName", "Jansen^Anna", "patient-name")}));
  Table table{{{"remark", "1", std::vector<std::string>{"Jansen came late", "on time"}}}};
  const auto texts = table_of(*cleaning.object(make_table(table).value()).value()).value();
  CHECK(std::get<std::vector<std::string>>(texts.columns[0].values)[0].find("Jansen") == std::string::npos);
  CHECK(std::get<std::vector<std::string>>(texts.columns[0].values)[1] == "on time");
  const auto record = make_record("a/1", {{"observer", {{"name", "Jansen"}}}, {"value", 3}}).value();
  CHECK(record_of(*cleaning.object(record).value()).value().dump().find("Jansen") == std::string::npos);
  VolumeHeader header;
  header.dtype = DType::u8;
  header.shape = {2, 1, 1, 1, 1};
  header.geometry.frame_of_reference = "1.2.3.4";
  const std::byte voxels[2] = {std::byte{1}, std::byte{2}};
  const auto volume = make_volume(header, voxels).value();
  const auto clean = cleaning.object(volume).value();
  CHECK(volume_header(clean->header).value().geometry.frame_of_reference == identity.uid("1.2.3.4"));
  CHECK(std::equal(clean->bytes.bytes().begin(), clean->bytes.bytes().end(), voxels));
}

TEST_CASE("--keep takes PS3.15's options, none, and nothing else") {
  CHECK(keep_of({}).value() == std::set<std::string>{"modified-dates", "private"});
  CHECK(keep_of({"none"}).value().empty());
  CHECK(keep_of({"dates", "device"}).value() == std::set<std::string>{"dates", "device", "private"});
  CHECK(keep_of({"names"}).error().code == "usage");
}
