// SPDX-License-Identifier: Apache-2.0
// Values as they are to be shown: the VOI LUT, beside the formulas of PS3.3 and beside pydicom.
#include "making_images.hpp"
#include "pixels/voi.hpp"

#include <tests/plugins/support/reference.hpp>
#include <tests/support/folder.hpp>

#include <catch2/catch.hpp>
#include <nlohmann/json.hpp>

#include <cmath>
#include <cstdlib>

using namespace gantry::test;
using gantry::dicom::Voi;

namespace {

std::vector<std::string> window(double center, double width, const char *function = "") {
  std::vector<std::string> out{numbers(DCM_WindowCenter, "DS", {center}), numbers(DCM_WindowWidth, "DS", {width})};
  if (*function != '\0') out.push_back(element(DCM_VOILUTFunction, "CS", function));
  return out;
}

NamedBytes ct(const std::vector<int> &stored, std::vector<std::string> more, int slice = 0) {
  more.push_back(numbers(DCM_RescaleIntercept, "DS", {-1024}));
  more.push_back(numbers(DCM_RescaleSlope, "DS", {1}));
  return image({.columns = static_cast<int>(stored.size()), .rows = 1, .pixels = words(stored), .stored = 12},
               std::move(more), slice);
}

}  // namespace

TEST_CASE(
    "a window of width w is linear over w - 1 values, an exact one over w, a sigmoid has its middle at the centre") {
  const auto at = [](Voi::Kind kind, double value) {
    Voi voi;
    voi.kind = kind;
    voi.center = 2048;
    voi.width = 4096;
    return voi.shown(value, 0, 255);
  };
  // PS3.3, C.11.2.1.2.1, note 4: c=2048, w=4096 becomes x <= 0: y = 0; x > 4095: y = 255; else ((x - 2047.5)/4095 + 0.5) * 255.
  CHECK(at(Voi::Kind::linear, 0) == 0);
  CHECK(at(Voi::Kind::linear, 4095) == 255);
  CHECK(at(Voi::Kind::linear, 2047.5) == 127.5);
  CHECK(at(Voi::Kind::linear, 819) == Approx(51));
  CHECK(at(Voi::Kind::linear_exact, 4096) == 255);  // C.11.2.1.3.2
  CHECK(at(Voi::Kind::linear_exact, 1024) == Approx(63.75));
  CHECK(at(Voi::Kind::sigmoid, 2048) == 127.5);  // C.11.2.1.3.1
  CHECK(at(Voi::Kind::sigmoid, 2048 + 1024) == Approx(255 / (1 + std::exp(-1.0))));
}

TEST_CASE(
    "what is to be shown spans what can be stored, comes without the values' unit, and only when it is asked for") {
  const NamedBytes file = ct({0, 1064, 4095}, window(40, 101));
  const Outcome plain = read_item({file}), shown = read_item({file}, {"voi"});
  CHECK(values(plain) == std::vector<double>{-1024, 40, 3071});
  CHECK(values(shown)[0] == -1024);
  CHECK(values(shown)[1] == Approx((0.5 / 100 + 0.5) * 4095 - 1024));
  CHECK(values(shown)[2] == 3071);
  CHECK(std::string(shown.volume("volume").c().unit) == "1");
  CHECK(std::string(shown.volume("volume").c().quantity) == "shown value");
  CHECK(shown.records.at("header").find("VOILUTApplied") != std::string::npos);
  CHECK(plain.records.at("header").find("VOILUTApplied") == std::string::npos);
}

TEST_CASE("a table goes before a window, begins below zero where values do, and gives its own type") {
  const std::string table = sequence(DCM_VOILUTSequence, {numbers(DCM_LUTDescriptor, "SS", {3, -1, 8}) +
                                                          element(DCM_LUTData, "OW", words({10, 20, 30}))});
  auto more = window(40, 100);
  more.push_back(table);
  const Outcome o = read_item({ct({0, 1023, 1024, 1025, 4095}, more)}, {"voi"});
  CHECK(o.volume("volume").c().dtype == GANTRY_U8);
  CHECK(values(o) == std::vector<double>{10, 10, 20, 30, 30});
}

TEST_CASE("images without a window keep their values, windows that differ are said, and a useless one is none") {
  const Outcome none = read_item({ct({1024, 1025}, {})}, {"voi"});
  CHECK(values(none) == std::vector<double>{0, 1});
  CHECK(warns(none, "no image says how it is to be shown"));
  CHECK(values(read_item({ct({1024, 1025}, window(-2, 0))}, {"voi"})) == std::vector<double>{0, 1});
  const Outcome own = read_item({ct({1024, 1025}, window(0, 100), 0), ct({1024, 1025}, window(0, 200), 1)}, {"voi"});
  CHECK(warns(own, "windows of their own"));
  const Outcome mixed = read_item({ct({1024, 1025}, window(0, 100), 0), ct({1024, 1025}, {}, 1)}, {"voi"});
  CHECK(warns(mixed, "1 image does not say"));
  CHECK(values(mixed)[2] == 0);
}

TEST_CASE("a damaged table is refused in words where it is asked for, and costs nothing where it isn't") {
  const std::string table = sequence(
      DCM_VOILUTSequence, {numbers(DCM_LUTDescriptor, "US", {300, 0, 16}) + element(DCM_LUTData, "OW", words({1, 2}))});
  const NamedBytes file = ct({1024}, {table});
  CHECK(values(read_item({file})) == std::vector<double>{0});
  CHECK(list_items({file}).items.size() == 1);
  const Outcome listed = list_items({file}, {"voi"});
  REQUIRE(listed.refused.size() == 1);
  CHECK(listed.refused.at(0).find("look-up table is shorter") != std::string::npos);
}

TEST_CASE("reference files are shown as pydicom shows them", "[reference]") {
  const auto root = reference_data();
  if (!root) {
    WARN("the reference data are absent: skipped");
    return;
  }
  for (const char *name :
       {"images/vlut_04.dcm", "images/MR_small.dcm", "images/MR_small_bigendian.dcm", "images/examples_overlay.dcm",
        "images/693_J2KI.dcm", "odd/fo_GH364.dcm", "odd/fo_GH064.dcm", "dicomdir_a/77654033/CT2/17106",
        "dicomdir_a/77654033/CR1/6154", "images/eCT_Supplemental.dcm"}) {
    CAPTURE(name);
    const auto path = *root / "dicom" / name;
    const gantry::tests::Folder folder;
    const std::string out = (folder.path / "out").string();
    REQUIRE(std::system(("/usr/bin/python3 -B " GANTRY_SOURCE_DIR "/tests/plugins/dicom/voi.py '" + path.string() +
                         "' > " + out)
                            .c_str()) == 0);
    const auto wanted = nlohmann::json::parse(gantry::tests::slurp(out));
    const auto shown = values(read_item({load(path)}, {"voi"}));
    REQUIRE(wanted.at("count") == shown.size());
    double sum = 0;
    for (std::size_t i = 0; i < shown.size(); ++i) sum += shown[i] * static_cast<double>(i % 1009 + 1);
    CHECK(sum == Approx(wanted.at("sum").get<double>()).epsilon(1e-6));
    for (const auto &[at, value] : wanted.at("values").items())
      CHECK(shown[std::stoul(at)] == Approx(value.get<double>()).epsilon(1e-6).margin(1e-4));
  }
}
