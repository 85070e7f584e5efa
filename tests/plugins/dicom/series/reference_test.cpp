// SPDX-License-Identifier: Apache-2.0
// Real series, against what dcm2niix made of them and against the numbers of the data set.
#include "volumes.hpp"

#include <tests/plugins/support/reference.hpp>

#include <catch2/catch.hpp>

#include <nlohmann/json.hpp>

#include <fstream>
#include <sstream>

using namespace gantry::test;
using nlohmann::json;

namespace {

json reference(const std::filesystem::path &root) {
  std::ifstream in(root / "dicom_to_nifti/reference.json");
  std::string text((std::istreambuf_iterator<char>(in)), std::istreambuf_iterator<char>());
  for (std::size_t at = 0; (at = text.find("NaN", at)) != std::string::npos;) text.replace(at, 3, "0");  // no JSON
  return json::parse(text).at("series");
}

const std::vector<double> *column(const SeriesVolume &v, const std::string &name) {
  for (const auto &c : v.axis) {
    if (c.name == name) return &c.values;
  }
  return nullptr;
}

std::vector<std::vector<double>> rows_of(const std::filesystem::path &path) {
  std::vector<std::vector<double>> out;
  std::ifstream in(path);
  for (std::string line; std::getline(in, line);) {
    std::istringstream words(line);
    out.emplace_back(std::istream_iterator<double>(words), std::istream_iterator<double>());
  }
  return out;
}

// dcm2niix counts slices along its own third axis, which may run against ours.
void check_slice_times(const SeriesVolume &v, const json &wanted, bool reversed) {
  REQUIRE(v.slice_times.size() == wanted.size());
  for (std::size_t k = 0; k < wanted.size(); ++k) {
    const std::size_t ours = reversed ? wanted.size() - 1 - k : k;
    // It holds times of day in single precision: 4 ms
    CHECK(v.slice_times[ours] == Approx(wanted[k].get<double>()).margin(0.012));
  }
}

}  // namespace

TEST_CASE("series are unfolded and stacked as dcm2niix has them", "[reference]") {
  const auto root = reference_data();
  if (!root) {
    WARN("skipped: no reference data");
    return;
  }
  const json all = reference(*root);
  for (const std::string name : {"siemens_trio_mosaic_axial", "siemens_trio_mosaic_sagittal_interleaved",
                                 "siemens_mb_mosaic_jpeg", "siemens_epi_ap", "ge_fmri_interleaved_is", "uih_dti_ap"}) {
    INFO(name);
    const Loaded l = load_folder(*root / "dicom_to_nifti" / name / "dicom");
    REQUIRE(l.sorted.volumes.size() == 1);
    CHECK(l.sorted.refused.empty());
    const json &wanted = all[name]["references"][0];
    const SeriesVolume &v = l.sorted.volumes[0];
    compare(l, v, *root / wanted["file"].get<std::string>());
    check_slice_times(v, wanted["sidecar"]["SliceTiming"], name == "siemens_trio_mosaic_sagittal_interleaved");
  }
}

TEST_CASE("Philips' magnitude and field map are two volumes with Philips' own scale", "[reference]") {
  const auto root = reference_data();
  if (!root) {
    WARN("skipped: no reference data");
    return;
  }
  const auto folder = *root / "dicom_to_nifti/philips_enhanced_fieldmap";
  const Loaded l = load_folder(folder / "dicom");
  REQUIRE(l.sorted.volumes.size() == 2);
  compare(l, l.sorted.volumes[0], folder / "expected/Philips_WIP_B0_NS_801_e1.nii.gz");
  compare(l, l.sorted.volumes[1], folder / "expected/Philips_WIP_B0_NS_801_e2_fieldmaphz.nii.gz");
  CHECK(l.sorted.volumes[1].unit == "Hz");
  for (const auto &v : l.sorted.volumes) CHECK(says(v, "Philips' own scale"));
}

TEST_CASE("one image in nine transfer syntaxes is one volume nine times", "[reference]") {
  const auto root = reference_data();
  if (!root) {
    WARN("skipped: no reference data");
    return;
  }
  const auto folder = *root / "dicom_to_nifti/transfer_syntaxes_same_image";
  const Loaded l = load_folder(folder / "dicom");
  REQUIRE(l.sorted.volumes.size() == 9);
  for (const auto &v : l.sorted.volumes) compare(l, v, folder / "expected/1.nii.gz");
}

TEST_CASE("b-values and directions of the diffusion series are those of dcm2niix and of the prescription",
          "[reference]") {
  const auto root = reference_data();
  if (!root) {
    WARN("skipped: no reference data");
    return;
  }
  const auto folder = *root / "dicom_to_nifti/uih_dti_ap";
  const Loaded l = load_folder(folder / "dicom");
  const SeriesVolume &v = l.sorted.volumes.at(0);
  CHECK(v.axis_name == "diffusion");
  const auto bval = rows_of(folder / "expected/dti_tra_dir16_AP_9_134431.bval");
  const auto bvec = rows_of(folder / "expected/dti_tra_dir16_AP_9_134431.bvec");
  const auto &d = v.placement.direction;
  REQUIRE(v.points == 17);
  for (std::size_t p = 0; p < 17; ++p) {
    CHECK(column(v, "b")->at(p) == Approx(bval[0][p]).margin(1));
    const Vec3 g{column(v, "gx")->at(p), column(v, "gy")->at(p), column(v, "gz")->at(p)};
    // FSL's vectors run along the voxel axes; dcm2niix turned the rows round
    const double sign[] = {1, -1, 1};
    for (unsigned c = 0; c < 3; ++c) {
      const double along = g[0] * d[c] + g[1] * d[3 + c] + g[2] * d[6 + c];
      CHECK(sign[c] * along == Approx(bvec[c][p]).margin(1e-5));
    }
  }
}

TEST_CASE("three phases after contrast are one volume with the times of the headers", "[reference]") {
  const auto root = reference_data();
  if (!root) {
    WARN("skipped: no reference data");
    return;
  }
  const Loaded l = load_folder(*root / "dce_breast_ucsf");
  REQUIRE(l.sorted.volumes.size() == 3);  // with the maps PE1 and SER
  const SeriesVolume &v =
      *std::find_if(l.sorted.volumes.begin(), l.sorted.volumes.end(), [](const auto &o) { return o.points == 3; });
  CHECK(v.axis_name == "time");
  CHECK(*column(v, "t") == std::vector<double>{0, 407, 761});  // 10:25:51, 10:32:38, 10:38:32
  CHECK(v.placement.spacing[2] == Approx(2).epsilon(1e-6));
  const json wanted = json::parse(std::ifstream(*root / "dce_breast_ucsf/reference_UCSF-BR-06.json"));
  const auto values = values_of(l, v);
  const std::size_t pixels = 256 * 256;
  for (std::size_t k = 0; k < 7; ++k) {
    const long number = l.frames[v.source(static_cast<std::uint32_t>(k), 0)].instance_number - 1;
    for (const auto &slice : wanted["slices"]) {
      if (slice["slice"] != number) continue;
      for (std::size_t t = 0; t < 3; ++t) {
        double sum = 0;
        for (std::size_t i = 0; i < pixels; ++i) sum += values[(t * 7 + k) * pixels + i];
        CHECK(sum == slice["S" + std::to_string(t) + "_sum"].get<double>());
      }
    }
  }
}

TEST_CASE("single slices, a legacy converted object and a segmentation of them lie at the same place", "[reference]") {
  const auto root = reference_data();
  if (!root) {
    WARN("skipped: no reference data");
    return;
  }
  for (const char *part : {"image", "multiframe", "seg"}) {
    const Loaded l = load_folder(*root / "dicom_seg_dcmqi/23x38x3" / part);
    REQUIRE(l.sorted.volumes.size() == 1);
    const SeriesVolume &v = l.sorted.volumes[0];
    CHECK(v.slices == 3);
    CHECK(v.placement.origin == Vec3{46.4649, 5.01881, -177.75});
    CHECK(v.placement.spacing[0] == 0.7);
    CHECK(v.placement.spacing[2] == Approx(2.5));
    CHECK(v.placement.flags == 0);
  }
}

TEST_CASE("enhanced objects are placed by their functional groups, or said to have no place", "[reference]") {
  const auto root = reference_data();
  if (!root) {
    WARN("skipped: no reference data");
    return;
  }
  const Loaded ct = load_files({*root / "dicom/images/eCT_Supplemental.dcm"});
  const SeriesVolume &v = ct.sorted.volumes.at(0);
  CHECK(v.slices == 2);
  CHECK(v.placement.spacing[2] == Approx(10));
  CHECK(v.placement.origin == Vec3{99.5, -301.5, -149});  // rows run to the right: the normal points to the feet
  CHECK(v.source(0, 0) == 1);
  const Loaded mr = load_files({*root / "dicom/images/emri_small.dcm"});
  CHECK(mr.sorted.volumes.at(0).slices == 10);
  CHECK(mr.sorted.volumes.at(0).placement.flags == GANTRY_GEOMETRY_ASSUMED);
  CHECK(says(mr.sorted.volumes.at(0), "do not say where they lie"));
}
