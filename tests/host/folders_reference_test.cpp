// SPDX-License-Identifier: Apache-2.0
// Folders as they come: everything that can be read is read, the rest is refused by name.
#include "fixtures.hpp"

#include <algorithm>
#include <catch2/catch.hpp>
#include <core/data/facts.hpp>
#include <core/project/project.hpp>
#include <set>
#include <tests/plugins/support/reference.hpp>

using namespace gantry::test;

namespace {

struct Imported {
  int code = 0;
  std::set<std::string> refused;
  std::vector<std::string> facts;  // of each item
};

Imported import_folder(const Home &home, const fs::path &folder) {
  const Ran ran = home.gantry({"import", folder.string(), "-P", "P", "--json"});
  INFO(ran.err);
  const auto document = ran.json();
  Imported result{ran.code, {}, {}};
  for (const auto &refused : document.at("refused"))
    result.refused.insert(fs::path(refused.at("file").get<std::string>()).filename().string());
  const auto project = gantry::core::Project::open(home.path("P"), gantry::core::Access::read);
  REQUIRE(project);
  for (const auto &item : document.at("items")) {
    const auto header = project.value().header(item.at("object").get<std::string>());
    REQUIRE(header);
    result.facts.push_back(gantry::core::facts(header.value()));
  }
  return result;
}

std::ptrdiff_t count(const Imported &imported, const std::string &facts) {
  return std::count(imported.facts.begin(), imported.facts.end(), facts);
}

}  // namespace

TEST_CASE("a folder of single images of every kind is read whole, each file for itself", "[reference]") {
  const auto root = reference_data();
  if (!root) {
    WARN("skipped: the reference data is not there");
    return;
  }
  const Home home;
  const Imported images = import_folder(home, *root / "dicom/images");
  CHECK(images.refused.empty());
  CHECK(images.code == 0);
  CHECK(count(images, "RTDOSE, dose, 10×10×15, 10 × 10 × 5 mm") == 1);
}

TEST_CASE("of a folder of odd files those that can't be trusted are refused, and the rest is read", "[reference]") {
  const auto root = reference_data();
  if (!root) {
    WARN("skipped: the reference data is not there");
    return;
  }
  const Home home;
  const Imported odd = import_folder(home, *root / "dicom/odd");
  CHECK(odd.code == 5);
  CHECK(odd.refused == std::set<std::string>{"JPEG2000-embedded-sequence-delimiter.dcm", "MR_truncated.dcm",
                                             "badVR.dcm", "fo_GH178.dcm", "fo_GH223.dcm", "no_meta.dcm"});
}

TEST_CASE("three phases of a breast become one volume with a time axis, beside the maps made of them", "[reference]") {
  const auto root = reference_data();
  if (!root) {
    WARN("skipped: the reference data is not there");
    return;
  }
  const Home home;
  const Imported breast = import_folder(home, *root / "dce_breast_ucsf/UCSF-BR-06");
  CHECK(breast.refused.empty());
  CHECK(breast.facts.size() == 3);
  CHECK(count(breast, "MR, 256×256×7, 0.703 × 0.703 × 2 mm, 3 × time") == 1);
}
