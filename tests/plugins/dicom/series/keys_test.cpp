// SPDX-License-Identifier: Apache-2.0
// The keys by which listed volumes are asked for again.
#include "making.hpp"

#include <tests/plugins/support/plugin_bench.hpp>

#include <catch2/catch.hpp>

extern "C" const gantry_plugin_entry dicom_entry;

using namespace gantry::test;

namespace {

// An image of nothing but pixels, `side` of them in a row, all of one value: no UID tells it from others.
NamedBytes nameless(double side, char value) {
  return {"",
          file({element(DCM_SOPClassUID, "UI", "1.2.840.10008.5.1.4.1.1.7"), element(DCM_Modality, "CS", "OT"),
                numbers(DCM_SamplesPerPixel, "US", {1}), element(DCM_PhotometricInterpretation, "CS", "MONOCHROME2"),
                numbers(DCM_Rows, "US", {2}), numbers(DCM_Columns, "US", {side}), numbers(DCM_BitsAllocated, "US", {8}),
                numbers(DCM_BitsStored, "US", {8}), numbers(DCM_HighBit, "US", {7}),
                numbers(DCM_PixelRepresentation, "US", {0}),
                element(DCM_PixelData, "OB", std::string(static_cast<std::size_t>(2 * side), value))})};
}

}  // namespace

TEST_CASE("volumes that nothing names get numbers behind their keys, and each is found again by its own files alone") {
  std::vector<NamedBytes> files{nameless(4, 7), nameless(6, 9), nameless(8, 11)};
  for (std::size_t i = 0; i < files.size(); ++i) files[i].name = std::to_string(i);
  const Outcome listed = PluginBench(dicom_entry).list("dicom", files);
  REQUIRE(listed.items.size() == 3);
  const std::string key = listed.items[0].key;
  CHECK(key.find('-') == std::string::npos);
  CHECK(listed.items[1].key == key + "-2");
  CHECK(listed.items[2].key == key + "-3");
  for (const auto &item : listed.items) {
    REQUIRE(item.files.size() == 1);
    std::vector<NamedBytes> own(files.size());
    own[item.files[0]] = files[item.files[0]];
    const Outcome read = PluginBench(dicom_entry).read("dicom", own, item.key);
    INFO(item.key << ": " << read.message);
    REQUIRE(read.status == GANTRY_OK);
    CHECK(read.volume("volume").c().shape[0] == 4 + 2 * item.files[0]);
    CHECK(read.volume("volume").value(0) == 7 + 2 * item.files[0]);
  }
  CHECK(PluginBench(dicom_entry).read("dicom", files, "0123456789abcdef-2").status != GANTRY_OK);
}
