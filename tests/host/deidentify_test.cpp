// SPDX-License-Identifier: Apache-2.0
// De-identification end to end: what is left of a person in a project folder, in logs and in files that were written.
#include "fixtures.hpp"

#include <catch2/catch.hpp>
#include <core/platform/durable.hpp>
#include <core/project/project.hpp>
#include <tests/plugins/support/reference.hpp>

#include <cstdlib>
#include <set>
#include <sstream>

using namespace gantry::test;
using nlohmann::json;

namespace {

// Every identifying value of these files, by pydicom: text as JSON, one value a line in "values".
json values_in(const Home &home, const std::vector<fs::path> &files) {
  std::string list;
  for (const auto &file : files) list += file.string() + "\n";
  write(home.path("list"), list);
  const Ran ran = home.run({"/bin/sh", "-c",
                            "/usr/bin/python3 " GANTRY_SOURCE_DIR "/tests/host/identifying_values.py " GANTRY_SOURCE_DIR
                            "/plugins/dicom/deidentify/profile.inc < " +
                                home.text("list")});
  INFO(ran.err);
  REQUIRE(ran.code == 0);
  return ran.json();
}

// All that a project holds, decompressed: headers, records and tables, names and events; voxels and samples apart.
std::string everything_in(const fs::path &folder) {
  const auto project = gantry::core::Project::open(folder, gantry::core::Access::read);
  REQUIRE(project);
  std::string all;
  const auto add = [&](const std::string &hash) {
    const auto object = project.value().object(hash);
    REQUIRE(object);
    all += object.value()->header.dump() + "\n";
    const auto kind = object.value()->kind();
    if (kind == gantry::core::Kind::volume || kind == gantry::core::Kind::signal) return;
    const auto bytes = object.value()->bytes.bytes();
    all.append(reinterpret_cast<const char *>(bytes.data()), bytes.size());
    all += "\n";
  };
  const auto items = project.value().items();
  for (const auto &item : items.value()) add(item.object);
  const auto records = project.value().records();
  for (const auto &record : records.value()) add(record.hash);
  return all;
}

std::vector<fs::path> files_of(const fs::path &folder) {
  std::vector<fs::path> files;
  for (const auto &entry : fs::recursive_directory_iterator(folder)) {
    if (entry.is_regular_file()) files.push_back(entry.path());
  }
  return files;
}

std::set<std::string> header_values(const fs::path &project, const std::string &key) {
  std::set<std::string> found;
  const auto open = gantry::core::Project::open(project, gantry::core::Access::read);
  REQUIRE(open);
  const auto records = open.value().records();
  for (const auto &record : records.value()) {
    const json content = gantry::core::record_of(*open.value().object(record.hash).value()).value();
    for (const auto &entry : content.value("entries", json::array())) {
      if (entry["key"] == key && entry["value"].is_string()) found.insert(entry["value"].get<std::string>());
    }
  }
  return found;
}

}  // namespace

TEST_CASE("after an import nothing of a person is in the project, its database, its objects, the key table or the logs",
          "[reference]") {
  const auto root = reference_data();
  if (!root) return;
  const Home home;
  std::vector<fs::path> files;
  for (const char *part : {"dicom/images", "dicom/objects", "dicom/charset", "dicom_seg_dcmqi", "eeg_edf", "ecg_other",
                           "ecg_mitbih", "nifti", "segmentation/sarcoma"}) {
    const Ran ran = home.run({"/bin/sh", "-c",
                              "GANTRY_PASSPHRASE='correct horse battery' " GANTRY_BINARY_DIR "/bin/gantry import " +
                                  (*root / part).string() + " -P P --key-table " + home.text("who.keys") + " --json"});
    INFO(part << ran.err);
    CHECK((ran.code == 0 || ran.code == 5));
    const auto more = files_of(*root / part);
    files.insert(files.end(), more.begin(), more.end());
  }
  const json identifying = values_in(home, files);
  REQUIRE(identifying["texts"].size() > 500);
  for (const char *kind : {"dicom", "edf", "wfdb", "nifti"}) {
    INFO(kind);
    CHECK(identifying["kinds"].value(kind, 0) >= 3);
  }
  const std::string all = everything_in(home.path("P"));
  for (const auto &value : identifying["texts"]) {
    CAPTURE(value.dump());
    CHECK(all.find(value.get<std::string>()) == std::string::npos);
  }
  // As they are stored, in every character set; short numbers stand in compressed bytes by chance.
  std::string stored = contents(home.path("who.keys"));
  for (const auto &folder : {home.path("P"), home.state()}) {
    for (const auto &file : files_of(folder)) stored += file.filename().string() + "\n" + contents(file);
  }
  for (const auto &hex : identifying["bytes"]) {
    std::string bytes;
    const auto text = hex.get<std::string>();
    for (std::size_t i = 0; i < text.size(); i += 2)
      bytes += static_cast<char>(std::strtol(text.substr(i, 2).c_str(), nullptr, 16));
    CAPTURE(text);
    CHECK(stored.find(bytes) == std::string::npos);
  }
}

TEST_CASE("structures whose names are taken away bear numbers, and they keep their names when descriptors are kept",
          "[reference]") {
  const auto root = reference_data();
  if (!root) return;
  const Home home;
  const auto names = [&](const std::string &project, const Words &more) {
    Words words{"import",
                (*root / "segmentation/sarcoma/STS_001_PET/dicom").string(),
                (*root / "segmentation/sarcoma/STS_001_PET/RTSTRUCT.dcm").string(),
                "-P",
                project,
                "--json"};
    words.insert(words.end(), more.begin(), more.end());
    const Ran ran = home.gantry(words);
    INFO(ran.err);
    REQUIRE(ran.code == 0);
    const auto open = gantry::core::Project::open(home.path(project), gantry::core::Access::read);
    REQUIRE(open);
    std::vector<std::string> found;
    const auto items = open.value().items();
    for (const auto &item : items.value()) {
      const json header = open.value().header(item.object).value();
      for (const auto &segment : header.value("segments", json::array())) found.push_back(segment["name"]);
    }
    return found;
  };
  CHECK(names("P", {}) == std::vector<std::string>{"Segment 1"});
  CHECK(names("Q", {"--keep", "descriptors"}) == std::vector<std::string>{"GTV_Mass_PET"});
}

TEST_CASE("two imports of a patient get one pseudonym, two projects different ones, and distances in time stay",
          "[reference]") {
  const auto root = reference_data();
  if (!root) return;
  const Home home;
  for (const char *project : {"P", "P", "Q"}) {
    const Ran ran = home.gantry({"import", (*root / "dicom/images/MR_small.dcm").string(), "-P", project, "--json"});
    INFO(ran.err);
    REQUIRE(ran.code == 0);
  }
  const auto names = header_values(home.path("P"), "PatientID"), others = header_values(home.path("Q"), "PatientID");
  REQUIRE(names.size() == 1);
  REQUIRE(others.size() == 1);
  CHECK(names.begin()->substr(0, 2) == "P-");
  CHECK(names != others);
}

TEST_CASE("de-identified files lie in folders of pseudonyms and numbers, and what can't be judged is refused",
          "[reference]") {
  const auto root = reference_data();
  if (!root) return;
  const Home home;
  const Ran ran = home.gantry({"deidentify", (*root / "dicom/images").string(), (*root / "dicom/dicomdir_a").string(),
                               "--to", home.text("clean"), "-P", "P", "--json"});
  INFO(ran.err);
  REQUIRE(ran.code == 5);  // the DICOMDIR
  const json said = ran.json();
  CHECK(said["written"].size() >= 50);
  CHECK(said["refused"].size() == 1);
  CHECK(said["warnings"].size() >= 5);
  CHECK(files_of(home.path("clean")).size() == said["written"].size());
  for (const auto &file : said["written"]) {
    const std::string name = file.get<std::string>();
    CHECK(name.substr(0, 2) == "P-");
    CHECK(name.find("77654033") == std::string::npos);
  }
  const Ran again = home.gantry({"deidentify", (*root / "dicom/images").string(), "--to", home.text("clean")});
  CHECK(again.code == 2);
  CHECK(again.says("holds something already"));
}

TEST_CASE("who has the passphrase can tell who a pseudonym is; nobody else can", "[reference]") {
  const auto root = reference_data();
  if (!root) return;
  const Home home;
  const std::string keys = home.text("who.keys"), file = (*root / "dicom/images/CT_small.dcm").string();
  const auto with = [&home](const std::string &passphrase, const std::string &words) {
    return home.run(
        {"/bin/sh", "-c", "GANTRY_PASSPHRASE='" + passphrase + "' " GANTRY_BINARY_DIR "/bin/gantry " + words});
  };
  const Ran made = with("correct horse battery",
                        "deidentify " + file + " --to " + home.text("clean") + " --key-table " + keys + " --json");
  INFO(made.err);
  REQUIRE(made.code == 0);
  const std::string name = made.json()["written"][0].get<std::string>().substr(0, 10);
  CHECK(files_with(home.path("clean"), "CompressedSamples").empty());
  CHECK(contents(keys).find("CompressedSamples") == std::string::npos);
  const Ran found = with("correct horse battery", "deidentify --key-table " + keys + " --lookup " + name + " --json");
  REQUIRE(found.code == 0);
  CHECK(found.json()["persons"][0]["name"] == "CompressedSamples^CT1");
  const Ran wrong = with("wrong horse battery", "deidentify --key-table " + keys + " --lookup " + name);
  CHECK(wrong.code == 2);
  CHECK(wrong.says("not the passphrase"));
  // The same table again: the same person, the same pseudonym.
  const Ran more = with("correct horse battery",
                        "deidentify " + file + " --to " + home.text("more") + " --key-table " + keys + " --json");
  CHECK(more.json()["written"][0].get<std::string>().substr(0, 10) == name);
}

TEST_CASE("a passphrase is asked for on the terminal, twice for a new key table, and never shown") {
  const Home home;
  write(home.path("notes.txt"), "no DICOM");
  const std::string keys = home.text("who.keys");
  const auto at_terminal = [&](const Words &answers, const std::string &words) {
    Words program{"/usr/bin/python3", GANTRY_SOURCE_DIR "/tests/host/type_at_terminal.py",
                  std::to_string(answers.size())};
    program.insert(program.end(), answers.begin(), answers.end());
    for (const auto &word :
         {std::string(GANTRY_BINARY_DIR "/bin/gantry"), std::string("deidentify"), std::string("--key-table"), keys})
      program.push_back(word);
    std::istringstream more(words);
    for (std::string word; more >> word;) program.push_back(word);
    return home.run(program);
  };
  const std::string files = home.text("notes.txt") + " --to " + home.text("clean");
  const Ran differ = at_terminal({"correct horse battery", "correct horse batteries"}, files);
  CHECK(differ.code == 2);
  CHECK(differ.out.find("the two passphrases differ") != std::string::npos);
  CHECK_FALSE(fs::exists(keys));
  const Ran refused = at_terminal({"correct horse battery", "correct horse battery"}, files);
  CHECK(refused.code == 1);  // the file is no DICOM; the passphrase was taken
  CHECK(refused.out.find("A passphrase for the new key table: ") != std::string::npos);
  CHECK(refused.out.find("The same again: ") != std::string::npos);
  CHECK(refused.out.find("battery") == std::string::npos);
  CHECK_FALSE(fs::exists(home.path("clean")));
  const Ran nowhere =
      home.gantry({"deidentify", "--key-table", keys, home.text("notes.txt"), "--to", home.text("clean")});
  CHECK(nowhere.code == 2);
  CHECK(nowhere.says("there is no terminal to ask on"));
}

TEST_CASE("files that are no DICOM are refused, and a folder with nothing else is not made") {
  const Home home;
  write(home.path("notes.txt"), "Anna Jansen was here");
  const Ran ran = home.gantry({"deidentify", home.text("notes.txt"), "--to", home.text("clean")});
  CHECK(ran.code == 1);
  CHECK(ran.says("was refused"));
  CHECK_FALSE(fs::exists(home.path("clean")));
  CHECK(files_with(home.path(), "Anna Jansen") == std::vector<fs::path>{home.path("notes.txt")});
}
