// SPDX-License-Identifier: Apache-2.0
// Label maps as DICOM segmentations, looked at by pydicom and dciodvfy.
#include "making.hpp"
#include "others.hpp"

#include <catch2/catch.hpp>

using namespace gantry;
using namespace gantry::test;
using nlohmann::json;

namespace {

const std::vector<Segment> two_segments = {{1, "Liver", "SCT:10200004", 0xDD8265}, {2, "Läsion", "", 0x00FF00}};

// Slice 1 has both, slice 2 the second alone, slices 0 and 3 nothing.
HeldVolume two_labels() {
  return small_labels({{36, 1}, {37, 1}, {40, 2}, {35 + 34, 1}, {70, 2}, {104, 2}}, two_segments);
}

// The label map put together again from the frames, by the numbers that stand in the frames' functional groups.
std::vector<int> from_frames(const Seen &seen) {
  std::vector<int> labels(small_pixels * small_slices, 0);
  const json frames = seen.values({"52009230"});
  for (std::size_t f = 0; f < frames.size(); ++f) {
    const json number = frames[f]["0062000A"]["Value"][0]["0062000B"]["Value"][0];
    const json slice = frames[f]["00209111"]["Value"][0]["00209057"]["Value"][0];
    for (std::size_t i = 0; i < small_pixels; ++i) {
      if (seen.pixels["values"][f * small_pixels + i] == 0) continue;
      labels[(slice.get<std::size_t>() - 1) * small_pixels + i] = number.get<int>();
    }
  }
  return labels;
}

}  // namespace

TEST_CASE("a label map is a binary segmentation that pydicom puts together again, and dciodvfy finds no error in it") {
  const HeldVolume labels = two_labels();
  const Outcome o = write("dicom-segmentation", labels, small_source());
  INFO(o.message);
  REQUIRE(o.status == GANTRY_OK);
  CHECK(o.warnings.empty());
  const Seen seen = pydicom(o.files.at(0).bytes);
  CHECK(seen.text({"00080016"}) == "1.2.840.10008.5.1.4.1.1.66.4");
  CHECK(seen.text({"00620001"}) == "BINARY");
  CHECK(seen.pixels["shape"] == json({5, 5, 7}));  // liver in slices 0, 1, 3 (the empty ones are its), lesion in 1, 2
  const auto found = from_frames(seen);
  for (std::uint64_t i = 0; i < labels.elements(); ++i) REQUIRE(found[i] == static_cast<int>(labels.value(i)));
  const Verdict verdict = dciodvfy(o.files.at(0).bytes);
  INFO(verdict.all);
  CHECK(verdict.errors.empty());
}

TEST_CASE("segments keep name, code and colour") {
  const Seen seen = pydicom(write("dicom-segmentation", two_labels(), small_source()).files.at(0).bytes);
  CHECK(seen.text({"00620002", "0", "00620005"}) == "Liver");
  CHECK(seen.text({"00620002", "1", "00620005"}) == "Läsion");
  CHECK(seen.text({"00620002", "0", "0062000F", "0", "00080100"}) == "10200004");
  CHECK(seen.text({"00620002", "0", "0062000F", "0", "00080102"}) == "SCT");
  CHECK(seen.text({"00620002", "1", "0062000F", "0", "00080100"}) == "85756007");  // Tissue, where nothing is said
  CHECK(seen.text({"00620002", "0", "00620008"}) == "SEMIAUTOMATIC");
  // sRGB (0, 1, 0) under D50 is L*a*b* 87.82, -79.27, 80.99; stored as L*/100 and (a* + 128)/255 of 65535.
  const json lab = seen.values({"00620002", "1", "0062000D"});
  CHECK(lab[0].get<double>() == Approx(0.8782 * 65535).margin(10));
  CHECK(lab[1].get<double>() == Approx((128 - 79.27) / 255 * 65535).margin(10));
  CHECK(lab[2].get<double>() == Approx((128 + 80.99) / 255 * 65535).margin(10));
}

TEST_CASE(
    "a segmentation belongs to its source's patient, study and frame of reference, and each frame names its image") {
  const Seen seen = pydicom(write("dicom-segmentation", two_labels(), small_source()).files.at(0).bytes);
  CHECK(seen.text({"00100010"}) == "Jansen^Jörg");
  CHECK(seen.text({"00100020"}) == "P-1");
  CHECK(seen.text({"00100030"}) == "19700102");
  CHECK(seen.text({"0020000D"}) == "1.2.5");
  CHECK(seen.text({"00080020"}) == "20240301");
  CHECK(seen.text({"00080050"}) == "A9");
  CHECK(seen.text({"00080090"}) == "Arts^Anna");
  CHECK(seen.text({"00200052"}) == "1.2.3");
  CHECK(seen.text({"0020000E"}).rfind("2.25.", 0) == 0);
  CHECK(seen.text({"00080018"}).rfind("2.25.", 0) == 0);
  CHECK(seen.text({"00081115", "0", "0020000E"}) == "1.2.6");
  CHECK(seen.values({"00081115", "0", "0008114A"}).size() == small_slices);
  const json frames = seen.values({"52009230"});
  for (const json &frame : frames) {
    const json slice = frame["00209111"]["Value"][0]["00209057"]["Value"][0];
    const json source = frame["00089124"]["Value"][0]["00082112"]["Value"];
    REQUIRE(source.size() == 1);
    CHECK(source[0]["00081155"]["Value"][0] == "1.2.4." + slice.dump());
  }
}

TEST_CASE("frames lie where the slices lie, to a micrometre") {
  const Seen seen = pydicom(write("dicom-segmentation", two_labels(), small_source()).files.at(0).bytes);
  const gantry_geometry g = small_geometry();
  const json orientation = seen.values({"52009229", "0", "00209116", "0", "00200037"});
  for (unsigned r = 0; r < 3; ++r) {
    CHECK(orientation[r].get<double>() == Approx(g.direction[3 * r]).margin(1e-12));
    CHECK(orientation[3 + r].get<double>() == Approx(g.direction[3 * r + 1]).margin(1e-12));
  }
  CHECK(seen.values({"52009229", "0", "00289110", "0", "00280030"}) == json({1.25, 0.75}));
  for (const json &frame : seen.values({"52009230"})) {
    const double k = frame["00209111"]["Value"][0]["00209057"]["Value"][0].get<double>() - 1;
    const json position = frame["00209113"]["Value"][0]["00200032"]["Value"];
    for (unsigned r = 0; r < 3; ++r) {
      CHECK(position[r].get<double>() == Approx(g.origin[r] + 3 * k * g.direction[3 * r + 2]).margin(1e-6));
    }
  }
}

TEST_CASE("without a source a segmentation begins a study of its own, and says so") {
  const Outcome o = write("dicom-segmentation", two_labels(), nullptr);
  REQUIRE(o.status == GANTRY_OK);
  REQUIRE(o.warnings.size() == 1);
  CHECK(o.warnings[0].find("no source study") != std::string::npos);
  const Seen seen = pydicom(o.files.at(0).bytes);
  CHECK(seen.text({"0020000D"}).rfind("2.25.", 0) == 0);
  CHECK(seen.text({"00100010"}).empty());
  CHECK(dciodvfy(o.files.at(0).bytes).errors.empty());
}

TEST_CASE("labels that are not 1, 2, 3 are renumbered, and that is said") {
  const Outcome o = write("dicom-segmentation", small_labels({{3, 7}, {4, 2}}, {}), small_source());
  REQUIRE(o.status == GANTRY_OK);
  REQUIRE(o.warnings.size() == 1);
  CHECK(o.warnings[0].find("2 is 1, 7 is 2") != std::string::npos);
  const Seen seen = pydicom(o.files.at(0).bytes);
  CHECK(seen.text({"00620002", "0", "00620005"}) == "Segment 2");
  const auto found = from_frames(seen);
  CHECK(found[3] == 2);
  CHECK(found[4] == 1);
}

TEST_CASE("overlapping segments of a map with channels keep their common voxels") {
  std::vector<std::uint8_t> voxels(small_pixels * small_slices * 2, 0);
  voxels[5] = voxels[6] = 1;                                                              // the first channel
  voxels[small_pixels * small_slices + 6] = voxels[small_pixels * small_slices + 7] = 1;  // the second
  const auto spec = small_space().labels({{0, "outer", ""}, {0, "inner", ""}}).channels({"outer", "inner"});
  const Outcome o = write("dicom-segmentation", HeldVolume::of<std::uint8_t>(spec, voxels), small_source());
  INFO(o.message);
  REQUIRE(o.status == GANTRY_OK);
  const Seen seen = pydicom(o.files.at(0).bytes);
  const json frames = seen.values({"52009230"});
  std::map<int, std::vector<std::size_t>> inside;
  for (std::size_t f = 0; f < frames.size(); ++f) {
    for (std::size_t i = 0; i < small_pixels; ++i) {
      if (seen.pixels["values"][f * small_pixels + i] != 0)
        inside[frames[f]["0062000A"]["Value"][0]["0062000B"]["Value"][0].get<int>()].push_back(i);
    }
  }
  CHECK(inside[1] == std::vector<std::size_t>{5, 6});
  CHECK(inside[2] == std::vector<std::size_t>{6, 7});
}

TEST_CASE("a segmentation in another frame of reference is written without links to single images") {
  json source = small_source();
  for (auto &entry : source["entries"]) {
    if (entry["key"] == "FrameOfReferenceUID") entry["value"] = "1.2.99";
  }
  const Outcome o = write("dicom-segmentation", two_labels(), source);
  REQUIRE(o.status == GANTRY_OK);
  REQUIRE(o.warnings.size() == 1);
  CHECK(o.warnings[0].find("another frame of reference") != std::string::npos);
  const Seen seen = pydicom(o.files.at(0).bytes);
  CHECK(seen.text({"0020000D"}) == "1.2.5");
  CHECK(seen.text({"00200052"}) == "1.2.3");
  CHECK(seen.values({"00081115"}).is_null());
}

TEST_CASE("what is no label map is refused in words") {
  const auto spec = small_space().labels({{1, "a", ""}});
  const std::vector<float> halves(small_pixels * small_slices, 0.5F);
  CHECK(write("dicom-segmentation", HeldVolume::of<float>(spec, halves), small_source()).code == "dicom.labels");
  CHECK(write("dicom-segmentation", small_labels({}, {}), small_source()).code == "dicom.labels");
  const auto in_time = small_space().labels({{1, "a", ""}}).frames(2);
  const std::vector<std::uint8_t> ones(2 * small_pixels * small_slices, 1);
  CHECK(write("dicom-segmentation", HeldVolume::of<std::uint8_t>(in_time, ones), small_source()).code ==
        "dicom.labels");
}
