// SPDX-License-Identifier: Apache-2.0
// Data out through writers: which one, and to which source a DICOM object is linked.
#include "fixtures.hpp"

#include <catch2/catch.hpp>

using namespace gantry::test;

namespace {

nlohmann::json value_of(const Home &home, const std::string &file, const std::string &key) {
  const Ran ran = home.gantry({"headers", home.text(file), "--json"});
  INFO(ran.err);
  REQUIRE(ran.code == 0);
  const auto document = ran.json();
  for (const auto &e : document.at(0).at("entries")) {
    if (e["key"] == key) return e["value"];
  }
  return {};
}

std::string entry(const Home &home, const std::string &file, const std::string &key) {
  const auto value = value_of(home, file, key);
  return value.is_string() ? value.get<std::string>() : "";
}

constexpr const char *segmentation = "1.2.840.10008.5.1.4.1.1.66.4";

// A DICOM image of 8 x 8 x 3 voxels, half of them 100.
void write_scan(const Home &home) {
  std::vector<float> voxels(192, 0.0F);
  for (std::size_t i = 0; i < voxels.size(); i += 2) voxels[i] = 100.0F;
  write_nifti(home.path("a.nii"), {8, 8, 3}, voxels);
  const Ran ran = home.gantry({"convert", home.text("a.nii"), "-o", home.text("scan.dcm"), "--json"});
  INFO(ran.err);
  REQUIRE(ran.code == 0);
  CHECK(ran.json()["warnings"][0].get<std::string>().find("no source study") != std::string::npos);
}

}  // namespace

TEST_CASE("a mask made in a project is written as a segmentation of the imported study, and its item as well") {
  const Home home;
  write_scan(home);
  REQUIRE(home.gantry({"import", home.text("scan.dcm"), "-P", "P", "--as", "scan"}).code == 0);
  const Ran ran = home.gantry({"run", "threshold", "-P", "P", "--input", "image=scan", "--set", "level=50", "--output",
                               "mask=" + home.text("mask.dcm"), "--json"});
  INFO(ran.err);
  REQUIRE(ran.code == 0);
  CHECK(ran.json()["warnings"].empty());
  CHECK(entry(home, "mask.dcm", "SOPClassUID") == segmentation);
  const std::string item = ran.json()["outputs"][0]["item"];
  REQUIRE(home.gantry({"convert", item, "-P", "P", "-o", home.text("again.dcm")}).code == 0);
  REQUIRE(
      home.gantry({"convert", "image-1", "-P", "P", "-o", home.text("picture.dcm"), "--as", "dicom-secondary-capture"})
          .code == 0);
  const std::string study = entry(home, "mask.dcm", "StudyInstanceUID");
  CHECK(study != entry(home, "scan.dcm", "StudyInstanceUID"));  // de-identified
  CHECK(entry(home, "again.dcm", "StudyInstanceUID") == study);
  CHECK(entry(home, "picture.dcm", "StudyInstanceUID") == study);
  // What was imported without identities says so wherever it goes.
  CHECK(entry(home, "scan.dcm", "PatientIdentityRemoved").empty());
  for (const char *file : {"mask.dcm", "again.dcm", "picture.dcm"}) {
    INFO(file);
    CHECK(entry(home, file, "PatientIdentityRemoved") == "YES");
    CHECK(entry(home, file, "DeidentificationMethod").find("PS3.15") != std::string::npos);
    CHECK(entry(home, file, "LongitudinalTemporalInformationModified") == "MODIFIED");
    const auto codes = value_of(home, file, "DeidentificationMethodCodeSequence");
    REQUIRE(codes.size() == 3);
    CHECK(codes[0]["CodeValue"] == "113100");
    CHECK(codes[1]["CodeValue"] == "113107");
    CHECK(codes[2]["CodeValue"] == "113111");
  }
  // And what is written of those files says it on.
  REQUIRE(home.gantry({"convert", home.text("picture.dcm"), "-o", home.text("copy.dcm")}).code == 0);
  CHECK(entry(home, "copy.dcm", "PatientIdentityRemoved") == "YES");
  CHECK(value_of(home, "copy.dcm", "DeidentificationMethodCodeSequence").size() == 3);
}

TEST_CASE("a file is linked to the study that --source names, and keeps its own without it") {
  const Home home;
  write_scan(home);
  const std::string study = entry(home, "scan.dcm", "StudyInstanceUID");
  const Ran linked = home.gantry({"convert", home.text("a.nii"), "--source", home.text("scan.dcm"), "-o",
                                  home.text("b.dcm"), "--set", "series_number=7"});
  INFO(linked.err);
  REQUIRE(linked.code == 0);
  CHECK_FALSE(linked.says("no source study"));
  CHECK(entry(home, "b.dcm", "StudyInstanceUID") == study);
  REQUIRE(home.gantry({"convert", home.text("scan.dcm"), "-o", home.text("c.dcm")}).code == 0);
  CHECK(entry(home, "c.dcm", "StudyInstanceUID") == study);
}

TEST_CASE("a writer that is not there, can't do it, or is given what it does not know is a usage error") {
  const Home home;
  write_nifti(home.path("a.nii"), {4, 4, 2}, std::vector<float>(32, 1.0F));
  const auto convert = [&](Words more) {
    Words words{"convert", home.text("a.nii"), "-o", home.text("o.dcm")};
    words.insert(words.end(), more.begin(), more.end());
    return home.gantry(words);
  };
  CHECK(convert({"--as", "dicom-sr"}).code == 2);
  CHECK(convert({"--as", "dicom-mesh"}).says("dicom-segmentation"));
  CHECK(convert({"--set", "colour=red"}).code == 2);
  CHECK(convert({"--source", home.text("absent")}).code == 2);
  CHECK_FALSE(fs::exists(home.path("o.dcm")));
}
