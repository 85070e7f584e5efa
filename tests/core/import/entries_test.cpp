// SPDX-License-Identifier: Apache-2.0
#include <catch2/catch.hpp>
#include <core/import/entries.hpp>
#include <tests/core/import/site.hpp>
#include <tests/core/plugins/bundles.hpp>

using namespace gantry::core;
using gantry::tests::Folder;
using gantry::tests::site_key;
using nlohmann::json;
namespace fs = std::filesystem;

namespace {

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

TEST_CASE("harmless fields stay where they only look like somebody's: code strings, longer words, published codes") {
  const Folder folder;
  auto identity = Identity::of_scope(site_key(folder), "a");
  const std::set<std::string> keep;
  Cleaning cleaning(identity, keep);
  const auto harmless = [](const std::string &key, const json &value, const std::string &vr) {
    return json{{"key", key}, {"value", value}, {"vr", vr}, {"identifying", false}};
  };
  const json site{{"CodeValue", "12738006"}, {"CodingSchemeDesignator", "SCT"}, {"CodeMeaning", "Brain"}};
  const json own{{"CodeValue", "B1"}, {"CodingSchemeDesignator", "99UMC"}, {"CodeMeaning", "Brain of Smit"}};
  const json out =
      cleaning.entries({entry("PatientName", "Smit^M", "patient-name"),
                        entry("PatientComments", "NONE"),
                        entry("StudyDescription", "BRAIN"),
                        entry("PatientSex", "M"),
                        entry("StudyID", "240817"),
                        harmless("ImageType", {"ORIGINAL", "PRIMARY", "M", "NONE"}, "CS"),
                        harmless("SequenceName", "smithers_2d", "SH"),
                        harmless("ReceiveCoilName", "headSmit2", "SH"),
                        harmless("AnatomicRegionSequence", {site, own}, "SQ"),
                        harmless("BodyPartExamined", "SMIT HEAD", "CS"),
                        harmless("SeriesNumber", 240817, "IS"),
                        harmless("Rows", 2408, "US"),
                        harmless("Key of Smit", "x", "LO"),
                        {{"key", "(0009,1020)"}, {"tag", "0009,1020"}, {"value", "WHOLE BODY"}, {"identifying", true}},
                        harmless("ScanOptions", "whole body", "LO")});
  CHECK(named(out, "ScanOptions") == "whole body");
  CHECK(named(out, "(0009,1020)").is_null());
  CHECK(named(out, "ImageType") == json{"ORIGINAL", "PRIMARY", "M", "NONE"});
  CHECK(named(out, "SequenceName") == "smithers_2d");
  CHECK(named(out, "Rows") == 2408);
  CHECK(named(out, "AnatomicRegionSequence")[0] == site);
  CHECK(named(out, "AnatomicRegionSequence")[1]["CodeMeaning"] == "(left out)");
  CHECK(named(out, "AnatomicRegionSequence")[1]["CodeValue"] == "B1");
  for (const char *gone : {"ReceiveCoilName", "BodyPartExamined", "SeriesNumber", "Key of Smit"})
    CHECK(named(out, gone).is_null());
  CHECK(cleaning.removed().count("Key of Smit") == 0);
  CHECK(cleaning.removed().count("ReceiveCoilName") == 1);
}

TEST_CASE("an original is found whatever its case, alone or within what is glued to it; long ones anywhere") {
  Originals originals;
  originals.note_name("van der Berg^Archibald");
  originals.note("SMIT");
  originals.note("20040826");
  originals.note("王小东");
  originals.note("abc");
  for (const char *text : {"the coil of Smit", "SMIT_1", "brainSmit", "smit2", "xxarchibaldxx", "of Berg.",
                           "t20040826x", "头部王小东检查", "Van Der Berg"})
    CHECK(originals.stand_in(text));
  for (const char *text : {"Smithers", "blacksmiths", "Bergen", "abc", "der", "", "2004082"})
    CHECK_FALSE(originals.stand_in(text));
}

TEST_CASE("what was de-identified says so, and how, in place of what it said before") {
  const Folder folder;
  auto identity = Identity::of_scope(site_key(folder), "a");
  const auto method = [&](const std::set<std::string> &keep) {
    return Cleaning(identity, keep)
        .entries({{{"key", "PatientIdentityRemoved"}, {"value", "NO"}, {"identifying", false}},
                  {{"key", "DeidentificationMethodCodeSequence"}, {"value", json::array()}, {"identifying", false}},
                  entry("PatientName", "Smit^M", "patient-name")});
  };
  const json usual = method(usual_keep()), basic = method({}), dates = method({"dates"});
  CHECK(named(usual, "PatientIdentityRemoved") == "YES");
  CHECK(named(usual, "DeidentificationMethod") == "Gantry, after PS3.15 2026c, annex E");
  CHECK(named(usual, "DeidentificationMethodCodeSequence").is_null());
  CHECK(named(usual, "DeidentificationOptions") == json{"modified-dates", "private"});
  CHECK(named(usual, "LongitudinalTemporalInformationModified") == "MODIFIED");
  CHECK(named(basic, "DeidentificationOptions") == json{"none"});
  CHECK(named(basic, "LongitudinalTemporalInformationModified") == "REMOVED");
  CHECK(named(dates, "LongitudinalTemporalInformationModified") == "UNMODIFIED");
  CHECK(Cleaning(identity, {}).entries(json::array()).empty());
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

TEST_CASE("drawings over an image go unless graphics are kept, and names of segments become numbers") {
  const Folder folder;
  auto identity = Identity::of_scope(site_key(folder), "a");
  VolumeHeader header;
  header.dtype = DType::u8;
  header.shape = {2, 1, 1, 1, 1};
  header.labels = true;
  header.segments = {{1, "GTV of Jansen", "", 0xFF0000}, {2, "liver", "", 0xFF0000}};
  const std::byte voxels[2] = {std::byte{1}, std::byte{2}};
  const auto drawn = make_volume(header, voxels).value();
  header.quantity = "overlay";
  const auto overlay = make_volume(header, voxels).value();
  Cleaning usual(identity, usual_keep());
  (void)usual.entries(json::array({entry("PatientName", "Jansen^Anna", "patient-name")}));
  const std::set<std::string> graphics{"graphics"};
  CHECK(usual.may_keep(*drawn));
  CHECK_FALSE(usual.may_keep(*overlay));
  CHECK(Cleaning(identity, graphics).may_keep(*overlay));
  const auto segments = volume_header(usual.object(drawn).value()->header).value().segments;
  CHECK(segments[0].name == "Segment 1");
  CHECK(segments[1].name == "liver");
}

TEST_CASE("--keep takes PS3.15's options, none, and nothing else") {
  CHECK(keep_of({}).value() == std::set<std::string>{"modified-dates", "private"});
  CHECK(keep_of({"none"}).value().empty());
  CHECK(keep_of({"dates", "device"}).value() == std::set<std::string>{"dates", "device", "private"});
  CHECK(keep_of({"names"}).error().code == "usage");
}
