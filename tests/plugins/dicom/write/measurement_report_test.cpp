// SPDX-License-Identifier: Apache-2.0
// Tables as DICOM measurement reports, looked at by pydicom, DCMTK's dsrdump and dciodvfy.
#include "making.hpp"
#include "others.hpp"

#include <catch2/catch.hpp>

#include <limits>
#include <map>

using namespace gantry;
using namespace gantry::test;
using nlohmann::json;

namespace {

constexpr double missing = std::numeric_limits<double>::quiet_NaN();

HeldTable volumes() {
  HeldTable t;
  t.rows = 3;
  t.names = {"class", "volume", "T2*", "voxels", "remark", "code"};
  t.units = {"", "mL", "ms", "1", "", ""};
  t.columns = {std::vector<std::string>{"grey matter", "Läsion", "third"},
               std::vector<double>{612.5, 1.0 / 3, 12345678.123456789},
               std::vector<double>{30.25, missing, 0.1},
               std::vector<std::int64_t>{200704, 12, 3},
               std::vector<std::string>{"", "small", ""},
               std::vector<std::string>{"SCT:389081007", "", ""}};
  return t;
}

Outcome report(const HeldTable &table, const json &source) {
  PluginBench bench(dicom_entry);
  bench.input("table", table);
  if (!source.is_null()) bench.input_record("source", "gantry.header/1", source.dump());
  return bench.write("dicom-sr", "out.dcm");
}

std::string meaning(const json &item, const char *sequence) {
  return item[sequence]["Value"][0]["00080104"]["Value"][0].get<std::string>();
}

// The groups of a TID 1500 report: its container "Imaging Measurements", and the containers in that.
std::vector<json> groups(const Seen &seen) {
  std::vector<json> found;
  for (const json &top : seen.values({"0040A730"})) {
    if (meaning(top, "0040A043") != "Imaging Measurements") continue;
    for (const json &group : top["0040A730"]["Value"]) found.push_back(group);
  }
  return found;
}

struct Number {
  double value;
  std::string unit;
};
std::map<std::string, Number> numbers(const json &group) {
  std::map<std::string, Number> found;
  for (const json &item : group["0040A730"]["Value"]) {
    if (item["0040A040"]["Value"][0] != "NUM") continue;
    const json measured = item["0040A300"]["Value"][0];
    found[meaning(item, "0040A043")] = {measured["0040A161"]["Value"][0].get<double>(),
                                        measured["004008EA"]["Value"][0]["00080100"]["Value"][0].get<std::string>()};
  }
  return found;
}

std::string item_text(const json &group, const std::string &named) {
  for (const json &item : group["0040A730"]["Value"]) {
    if (meaning(item, "0040A043") != named) continue;
    if (item["0040A040"]["Value"][0] == "CODE") return item["0040A168"]["Value"][0]["00080100"]["Value"][0];
    if (item.contains("0040A160")) return item["0040A160"]["Value"][0];
  }
  return "";
}

}  // namespace

TEST_CASE("a report gives every number of the table back exactly, with its unit") {
  const Outcome o = report(volumes(), small_source());
  INFO(o.message);
  REQUIRE(o.status == GANTRY_OK);
  CHECK(o.warnings.empty());
  const auto rows = groups(pydicom(o.files.at(0).bytes));
  REQUIRE(rows.size() == 3);
  const auto first = numbers(rows[0]);
  CHECK(first.at("volume").value == 612.5);
  CHECK(first.at("volume").unit == "mL");
  CHECK(first.at("T2*").value == 30.25);
  CHECK(first.at("T2*").unit == "ms");
  CHECK(first.at("voxels").value == 200704);
  CHECK(first.at("voxels").unit == "1");
  CHECK(numbers(rows[1]).at("volume").value == 1.0 / 3);
  CHECK(numbers(rows[1]).count("T2*") == 0);  // missing
  CHECK(numbers(rows[2]).at("volume").value == 12345678.123456789);
  CHECK(item_text(rows[0], "Tracking Identifier") == "grey matter");
  CHECK(item_text(rows[1], "Tracking Identifier") == "Läsion");
  CHECK(item_text(rows[0], "Finding") == "389081007");
  CHECK(item_text(rows[1], "Finding") == "Läsion");
  CHECK(item_text(rows[1], "remark") == "small");
}

TEST_CASE("dciodvfy finds no error in a report, and dsrdump reads it as TID 1500") {
  const Outcome o = report(volumes(), small_source());
  const Verdict verdict = dciodvfy(o.files.at(0).bytes);
  INFO(verdict.all);
  CHECK(verdict.errors.empty());
  const Folder folder;
  const auto ran = run("dsrdump -Ee +Pt " + folder.write("a.dcm", o.files.at(0).bytes));
  INFO(ran.text);
  CHECK(ran.code == 0);
  CHECK(ran.text.find("E: ") == std::string::npos);
  CHECK(ran.text.find("Imaging Measurement Report") != std::string::npos);
  CHECK(ran.text.find("TID 1500") != std::string::npos);
  CHECK(ran.text.find("612.5") != std::string::npos);
}

TEST_CASE("a report belongs to its source's study and lists its images as evidence") {
  const Seen seen = pydicom(report(volumes(), small_source()).files.at(0).bytes);
  CHECK(seen.text({"0020000D"}) == "1.2.5");
  CHECK(seen.text({"00100010"}) == "Jansen^Jörg");
  CHECK(seen.text({"0040A375", "0", "0020000D"}) == "1.2.5");
  CHECK(seen.text({"0040A375", "0", "00081115", "0", "0020000E"}) == "1.2.6");
  CHECK(seen.values({"0040A375", "0", "00081115", "0", "00081199"}).size() == small_slices);
}

TEST_CASE("measurements of a segmentation name the segment") {
  json source = small_source();
  for (auto &entry : source["entries"]) {
    if (entry["key"] == "SOPClassUID") entry["value"] = "1.2.840.10008.5.1.4.1.1.66.4";
    if (entry["key"] == "SOPInstanceUIDs") entry["value"] = {"1.2.7"};
  }
  HeldTable t;
  t.rows = 2;
  t.names = {"class", "segment", "volume"};
  t.units = {"", "", "mL"};
  t.columns = {std::vector<std::string>{"a", "b"}, std::vector<std::int64_t>{1, 2}, std::vector<double>{3, 4}};
  const Outcome o = report(t, source);
  INFO(o.message);
  REQUIRE(o.status == GANTRY_OK);
  const Verdict verdict = dciodvfy(o.files.at(0).bytes);
  INFO(verdict.all);
  CHECK(verdict.errors.empty());
  const auto rows = groups(pydicom(o.files.at(0).bytes));
  json reference;
  for (const json &item : rows.at(1)["0040A730"]["Value"]) {
    if (item["0040A040"]["Value"][0] == "NUM") reference = item["0040A730"]["Value"][0]["00081199"]["Value"][0];
  }
  CHECK(reference["00081155"]["Value"][0] == "1.2.7");
  CHECK(reference["0062000B"]["Value"][0] == 2);
}

TEST_CASE("a table without numbers is refused, infinity is left out with a warning") {
  HeldTable words;
  words.rows = 1;
  words.names = {"a"};
  words.units = {""};
  words.columns = {std::vector<std::string>{"x"}};
  CHECK(report(words, small_source()).code == "dicom.no-measurement");
  HeldTable t;
  t.rows = 1;
  t.names = {"slope", "offset"};
  t.units = {"1", "mm"};
  t.columns = {std::vector<double>{std::numeric_limits<double>::infinity()}, std::vector<double>{2}};
  const Outcome o = report(t, nullptr);
  INFO(o.message);
  REQUIRE(o.status == GANTRY_OK);
  CHECK(o.warnings.size() == 2);  // and no source
  CHECK(item_text(groups(pydicom(o.files.at(0).bytes)).at(0), "Tracking Identifier") == "Row 1");
}
