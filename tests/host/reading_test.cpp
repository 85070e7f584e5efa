// SPDX-License-Identifier: Apache-2.0
// How files are read on the command line: overlays beside their images, and parameters of readers.
#include "fixtures.hpp"

#include <catch2/catch.hpp>
#include <core/project/project.hpp>

#include <algorithm>

using namespace gantry::test;
using nlohmann::json;

namespace {

// 1.dcm, 2.dcm, 3.dcm: see make_dicom.py.
void make_dicom(const Home &home) {
  const Ran ran = home.run({"/usr/bin/python3", GANTRY_SOURCE_DIR "/tests/host/make_dicom.py", home.text()});
  INFO(ran.err);
  REQUIRE(ran.code == 0);
}

Ran import(const Home &home, const std::string &project, const Words &more) {
  Words words{"import", home.text("1.dcm"), home.text("2.dcm"), home.text("3.dcm"), "-P", project, "--json"};
  words.insert(words.end(), more.begin(), more.end());
  return home.gantry(words);
}

// The headers of a project's items.
std::vector<json> headers_in(const Home &home, const std::string &folder) {
  const auto project = gantry::core::Project::open(home.path(folder), gantry::core::Access::read);
  REQUIRE(project);
  const auto items = project.value().items();
  std::vector<json> headers;
  for (const auto &item : items.value()) headers.push_back(project.value().header(item.object).value());
  return headers;
}

std::vector<json> overlays(std::vector<json> headers) {
  headers.erase(std::remove_if(headers.begin(), headers.end(),
                               [](const json &h) { return h.value("quantity", "") != "overlay"; }),
                headers.end());
  return headers;
}

}  // namespace

TEST_CASE("overlays go with the identities; kept, they are label maps of their own, along an axis too") {
  const Home home;
  make_dicom(home);
  const Ran plain = import(home, "plain", {});
  INFO(plain.err);
  REQUIRE(plain.code == 0);
  CHECK(headers_in(home, "plain").size() == 3);
  CHECK(overlays(headers_in(home, "plain")).empty());
  CHECK(plain.json()["removed"].dump().find("OverlayData") != std::string::npos);

  const Ran joined = import(home, "joined", {"--axis", "TE[ms]=1,2,3", "--keep", "graphics"});
  INFO(joined.err);
  REQUIRE(joined.code == 0);
  const auto headers = headers_in(home, "joined");
  REQUIRE(headers.size() == 4);
  CHECK(overlays(headers).size() == 3);
  const auto image = std::find_if(headers.begin(), headers.end(), [](const json &h) { return h.contains("axis"); });
  REQUIRE(image != headers.end());
  CHECK((*image)["shape"] == json({4, 4, 1, 3}));
  CHECK((*image)["axis"]["columns"][0]["values"] == json({1.0, 2.0, 3.0}));
  CHECK_FALSE(image->value("labels", false));
}

TEST_CASE("headers of an item with an overlay describe the image and the overlay, in JSON and in words") {
  const Home home;
  make_dicom(home);
  const Ran ran = home.gantry({"headers", home.text("1.dcm"), "--json"});
  INFO(ran.err);
  REQUIRE(ran.code == 0);
  const json data = ran.json().at(0).at("data");
  REQUIRE(data.size() == 2);
  CHECK(data[0]["dtype"] == "u16");
  CHECK(data[1]["quantity"] == "overlay");
  CHECK(data[1]["segments"].size() == 1);
  const std::string words = home.gantry({"headers", home.text("1.dcm")}).out;
  CHECK(words.find("  1: MR, 4×4") != std::string::npos);
  CHECK(words.find("  2: MR, overlay, 4×4") != std::string::npos);
}

TEST_CASE("--set reaches the reader of an import and of a conversion, is recorded, and refused where nobody takes it") {
  const Home home;
  make_dicom(home);
  REQUIRE(import(home, "P", {"--set", "voi=1"}).code == 0);
  const auto project = gantry::core::Project::open(home.path("P"), gantry::core::Access::read);
  REQUIRE(project);
  const auto imports = project.value().imports();
  CHECK(imports.value().at(0).parameters == json{{"voi", 1}, {"resample", 0}});
  CHECK(headers_in(home, "P").at(0)["dtype"] == "f32");
  const Ran unknown = import(home, "Q", {"--set", "window=1"});
  CHECK(unknown.code == 2);
  CHECK(unknown.json()["error"]["message"].get<std::string>().find("no reader has a parameter") != std::string::npos);
  CHECK(unknown.json()["error"]["hint"].get<std::string>().find("voi") != std::string::npos);

  const Ran converted = home.gantry({"convert", home.text("1.dcm"), "-o", home.text("shown.nii.gz"), "--set", "voi=1"});
  INFO(converted.err);
  REQUIRE(converted.code == 0);
  const Ran seen = home.gantry({"headers", home.text("shown.nii.gz"), "--json"});
  CHECK(seen.json().at(0).at("data").at(0)["dtype"] == "f32");
  CHECK(home.gantry({"convert", home.text("1.dcm"), "-o", home.text("x.nii.gz"), "--set", "nonsense=1"}).code == 2);
  CHECK(home.gantry({"convert", "image-1", "-P", "P", "-o", home.text("x.nii.gz"), "--set", "voi=1"}).code == 2);
  const Ran info = home.gantry({"plugins", "info", "org.gantry.dicom", "--json"});
  CHECK(info.json()["reader_parameters"]["dicom"][0]["key"] == "voi");
}
