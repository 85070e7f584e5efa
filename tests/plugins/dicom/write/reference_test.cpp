// SPDX-License-Identifier: Apache-2.0
// Real series as sources: what is written is linked to the very images that show each slice.
#include "making.hpp"
#include "others.hpp"

#include <tests/plugins/support/reference.hpp>

#include <catch2/catch.hpp>

#include <algorithm>
#include <set>

using namespace gantry;
using namespace gantry::test;
using nlohmann::json;

namespace {

struct Series {
  HeldVolume volume;
  json header;
  std::vector<NamedBytes> files;
};

// The one item of these folders.
Series series_in(const std::vector<std::filesystem::path> &folders) {
  Series series{HeldVolume::of<float>(small_space(), std::vector<float>(small_pixels * small_slices)), {}, {}};
  for (const auto &folder : folders) {
    for (const auto &entry : std::filesystem::directory_iterator(folder)) series.files.push_back(load(entry.path()));
  }
  PluginBench bench(dicom_entry);
  const Outcome listed = bench.list("dicom", series.files);
  REQUIRE(listed.items.size() == 1);
  Outcome read = bench.read("dicom", series.files, listed.items[0].key);
  INFO(read.message);
  REQUIRE(read.status == GANTRY_OK);
  series.volume = read.volume("volume");
  series.header = json::parse(read.records.at("header"));
  return series;
}

// By pydicom: SOPInstanceUID → ImagePositionPatient.
std::map<std::string, std::vector<double>> places(const Series &series) {
  std::map<std::string, std::vector<double>> found;
  for (const auto &file : series.files) {
    const Seen seen = pydicom(file.bytes);
    found[seen.text({"00080018"})] = seen.values({"00200032"}).get<std::vector<double>>();
  }
  return found;
}

void check_links(const Seen &seen, const Series &series, std::size_t images_per_frame) {
  const auto where = places(series);
  const Seen first = pydicom(series.files.front().bytes);
  for (const char *tag : {"0020000D", "00200052", "00100020", "00080020"}) CHECK(seen.text({tag}) == first.text({tag}));
  CHECK(seen.text({"00081115", "0", "0020000E"}) == first.text({"0020000E"}));
  CHECK(seen.values({"00081115", "0", "0008114A"}).size() == series.files.size());
  for (const json &frame : seen.values({"52009230"})) {
    const auto own = frame["00209113"]["Value"][0]["00200032"]["Value"].get<std::vector<double>>();
    const json images = frame["00089124"]["Value"][0]["00082112"]["Value"];
    CHECK(images.size() == images_per_frame);
    for (const json &image : images) {
      const auto &there = where.at(image["00081155"]["Value"][0].get<std::string>());
      for (unsigned r = 0; r < 3; ++r) CHECK(own[r] == Approx(there[r]).margin(1e-4));
    }
  }
}

}  // namespace

TEST_CASE("a label map on a series' grid is linked to its images, slice by slice", "[reference]") {
  const auto root = reference_data();
  if (!root) return;
  const Series series = series_in({*root / "dicom_seg_dcmqi/23x38x3/image"});
  const VolumeView view(series.volume.c());
  std::vector<std::uint8_t> voxels(view.voxels(), 0);
  for (std::size_t i = 0; i < voxels.size(); i += 7) voxels[i] = 1;
  const HeldVolume labels =
      HeldVolume::of<std::uint8_t>(VolumeSpec::like(view).labels({{1, "every seventh", ""}}), voxels);
  const Outcome o = write("dicom-segmentation", labels, series.header);
  INFO(o.message);
  REQUIRE(o.status == GANTRY_OK);
  CHECK(o.warnings.empty());
  check_links(pydicom(o.files.at(0).bytes), series, 1);
  const Verdict verdict = dciodvfy(o.files.at(0).bytes);
  INFO(verdict.all);
  CHECK(verdict.errors.empty());
}

TEST_CASE("a map of three phases is linked to the images of all of them", "[reference]") {
  const auto root = reference_data();
  if (!root) return;
  const auto patient = *root / "dce_breast_ucsf/UCSF-BR-06";
  const Series series = series_in({patient / "phase0", patient / "phase1", patient / "phase2"});
  const VolumeView view(series.volume.c());
  REQUIRE(view.shape(3) == 3);
  std::vector<float> change(view.voxels());
  for (std::size_t i = 0; i < change.size(); ++i) {
    change[i] = static_cast<float>(series.volume.value(i + view.voxels()) - series.volume.value(i));
  }
  const HeldVolume map = HeldVolume::of<float>(VolumeSpec::like(view).quantity("enhancement"), change);
  const Outcome o = write("dicom-parametric-map", map, series.header);
  INFO(o.message);
  REQUIRE(o.status == GANTRY_OK);
  const Verdict verdict = dciodvfy(o.files.at(0).bytes);
  INFO(verdict.all);
  CHECK(verdict.errors.empty());
  Seen seen = pydicom(o.files.at(0).bytes);
  REQUIRE(seen.pixels["values"].size() == change.size());
  for (std::size_t i = 0; i < change.size(); ++i) {
    if (seen.pixels["values"][i].get<double>() != static_cast<double>(change[i])) FAIL("voxel " << i);
  }
  check_links(seen, series, 3);
}
