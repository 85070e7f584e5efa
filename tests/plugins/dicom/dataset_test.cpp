// SPDX-License-Identifier: Apache-2.0
#include "dataset.hpp"

#include <tests/plugins/support/reference.hpp>

#include <catch2/catch.hpp>

#include <nlohmann/json.hpp>

#include <fstream>

using namespace gantry::dicom;
using namespace gantry::test;
using nlohmann::json;

namespace {

json reference(const std::filesystem::path &root) {
  std::ifstream in(root / "dicom/reference.json");
  return json::parse(in).at("files");
}

std::vector<std::string> list_of(const json &value) {
  std::vector<std::string> out;
  if (value.is_array()) {
    for (const auto &v : value) out.push_back(v.get<std::string>());
  } else {
    out.push_back(value.get<std::string>());
  }
  return out;
}

}  // namespace

TEST_CASE("attributes and text of every character set are as pydicom reads them", "[reference]") {
  const auto root = reference_data();
  if (!root) {
    WARN("the reference data are absent: skipped");
    return;
  }
  const json files = reference(*root);
  for (const auto &[path, wanted] : files.items()) {
    INFO(path);
    const NamedBytes file = load(*root / path);
    if (path == "dicom/odd/no_meta.dcm") {  // begins one byte before its first element
      CHECK_THROWS_WITH(Dataset::open(file.bytes), Catch::Contains("no mark DICM"));
      continue;
    }
    std::optional<Dataset> opened;
    REQUIRE_NOTHROW(opened = Dataset::open(file.bytes));
    const Dataset &d = *opened;
    if (wanted.contains("transfer_syntax") && !wanted["transfer_syntax"].get<std::string>().empty())
      CHECK(d.transfer_syntax() == wanted["transfer_syntax"].get<std::string>());
    for (const auto &[tag, key] :
         std::vector<std::pair<Tag, const char *>>{{DCM_SOPClassUID, "SOPClassUID"},
                                                   {DCM_Modality, "Modality"},
                                                   {DCM_PatientName, "PatientName"},
                                                   {DCM_PhotometricInterpretation, "PhotometricInterpretation"}}) {
      if (wanted.contains(key)) CHECK(d.text(tag) == wanted[key].get<std::string>());
    }
    for (const auto &[tag, key] :
         std::vector<std::pair<Tag, const char *>>{{DCM_PixelSpacing, "PixelSpacing"},
                                                   {DCM_ImagePositionPatient, "ImagePositionPatient"},
                                                   {DCM_ImageOrientationPatient, "ImageOrientationPatient"}}) {
      if (wanted.contains(key)) CHECK(d.texts(tag) == list_of(wanted[key]));
    }
    for (const auto &[tag, key] :
         std::vector<std::pair<Tag, const char *>>{{DCM_Rows, "Rows"},
                                                   {DCM_Columns, "Columns"},
                                                   {DCM_BitsAllocated, "BitsAllocated"},
                                                   {DCM_BitsStored, "BitsStored"},
                                                   {DCM_RescaleSlope, "RescaleSlope"},
                                                   {DCM_RescaleIntercept, "RescaleIntercept"}}) {
      if (wanted.contains(key)) CHECK(d.number(tag) == wanted[key].get<double>());
    }
  }
}
