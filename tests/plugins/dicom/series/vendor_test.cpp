// SPDX-License-Identifier: Apache-2.0
// What makers write in their own elements, from made headers.
#include "making.hpp"

#include <series/clock.hpp>
#include <series/read_frames.hpp>
#include <series/siemens_csa.hpp>

#include <catch2/catch.hpp>

#include <cmath>
#include <cstring>

using namespace gantry::test;

namespace {

std::vector<std::string> mr(const std::string &manufacturer, const std::string &orientation = "1\\0\\0\\0\\1\\0") {
  return {element(DCM_Modality, "CS", "MR"),
          element(DCM_Manufacturer, "LO", manufacturer),
          element(DCM_ImageType, "CS", "ORIGINAL\\PRIMARY\\M"),
          element(DCM_SOPInstanceUID, "UI", "1.2.3.4"),
          element(DCM_ImageOrientationPatient, "DS", orientation),
          element(DCM_ImagePositionPatient, "DS", "-10\\-20\\30"),
          element(DCM_PixelSpacing, "DS", "2\\1"),
          numbers(DCM_Rows, "US", {4}),
          numbers(DCM_Columns, "US", {4})};
}

FrameHeader read(std::vector<std::string> elements, const std::vector<std::string> &more) {
  elements.insert(elements.end(), more.begin(), more.end());
  const std::string bytes = file(elements);
  const auto frames = frame_headers(Dataset::open(bytes), 0);
  REQUIRE(frames.size() == 1);
  return frames[0];
}

void check_weighting(const FrameHeader &f, double b, const Vec3 &g) {
  CHECK(f.values[Quantity::b_value] == Approx(b));
  CHECK(f.values[Quantity::gx] == Approx(g[0]).margin(1e-6));
  CHECK(f.values[Quantity::gy] == Approx(g[1]).margin(1e-6));
  CHECK(f.values[Quantity::gz] == Approx(g[2]).margin(1e-6));
}

}  // namespace

TEST_CASE("diffusion by the standard's own attributes is in patient coordinates") {
  const auto group =
      sequence(DCM_MRDiffusionSequence, {numbers(DCM_DiffusionBValue, "FD", {800}) +
                                         sequence(DCM_DiffusionGradientDirectionSequence,
                                                  {numbers(DCM_DiffusionGradientOrientation, "FD", {0, 0.6, 0.8})})});
  check_weighting(read(mr("ACME"), {sequence(DCM_SharedFunctionalGroupsSequence, {group})}), 800, {0, 0.6, 0.8});
  check_weighting(read(mr("ACME"), {numbers(DCM_DiffusionBValue, "FD", {700}),
                                    numbers(DCM_DiffusionGradientOrientation, "FD", {1, 0, 0})}),
                  700, {1, 0, 0});
}

TEST_CASE("diffusion by Siemens' elements, with the B-matrix where there is no direction") {
  const DcmTagKey creator(0x0019, 0x0010), b(0x0019, 0x100c), g(0x0019, 0x100e), matrix(0x0019, 0x1027);
  const auto block = element(creator, "LO", "SIEMENS MR HEADER");
  check_weighting(read(mr("SIEMENS"), {block, element(b, "IS", "1500"), numbers(g, "FD", {0.6, 0, -0.8})}), 1500,
                  {0.6, 0, -0.8});
  // b * g * gT for g = (0.6, 0, -0.8), whose sign is lost
  const FrameHeader f =
      read(mr("SIEMENS"), {block, element(b, "IS", "1000"), numbers(matrix, "FD", {360, 0, -480, 0, 0, 640})});
  check_weighting(f, 1000, {-0.6, 0, 0.8});
}

TEST_CASE("diffusion by the elements of Siemens' XA software, at the top or inside the frame's own sequence") {
  const DcmTagKey creator(0x0021, 0x0011), b(0x0021, 0x1105), g(0x0021, 0x1146), inner(0x0021, 0x11fe);
  const auto block = element(creator, "LO", "SIEMENS MR SDI 02");
  const auto facts = block + element(b, "IS", "1500") + numbers(g, "FD", {0.6, 0, -0.8});
  check_weighting(read(mr("Siemens Healthineers"), {facts}), 1500, {0.6, 0, -0.8});
  check_weighting(read(mr("Siemens Healthineers"), {block, sequence(inner, {facts})}), 1500, {0.6, 0, -0.8});
  check_weighting(read(mr("Siemens Healthineers"),
                       {sequence(DCM_PerFrameFunctionalGroupsSequence, {block + sequence(inner, {facts})})}),
                  1500, {0.6, 0, -0.8});
  const auto matrix = numbers(DcmTagKey(0x0021, 0x1123), "FD", {360, 0, -480, 0, 0, 640});
  check_weighting(read(mr("SIEMENS"), {block, element(b, "IS", "1000"), matrix}), 1000, {-0.6, 0, 0.8});
}

TEST_CASE("a mosaic of Siemens' XA software is unfolded by its own elements, and no enhanced object is") {
  auto elements = mr("SIEMENS");
  elements[2] = element(DCM_ImageType, "CS", "ORIGINAL\\PRIMARY\\M\\ND\\MOSAIC");
  elements.push_back(element(DCM_SpacingBetweenSlices, "DS", "5"));
  elements.push_back(element(DcmTagKey(0x0021, 0x0011), "LO", "SIEMENS MR SDI 02"));
  elements.push_back(numbers(DcmTagKey(0x0021, 0x1101), "US", {3}));
  elements.push_back(numbers(DcmTagKey(0x0021, 0x1102), "FD", {0, 0, -1}));
  elements.push_back(numbers(DcmTagKey(0x0021, 0x1162), "FD", {0, 1000, 500}));
  const std::string bytes = file(elements);
  const auto tiles = frame_headers(Dataset::open(bytes), 0);
  REQUIRE(tiles.size() == 3);
  CHECK(tiles[0].rows == 2);
  CHECK(tiles[2].tile_row == 2);
  // Pixels of 1 x 2 mm; the picture of 4 x 4 lies about the centre of the slice of 2 x 2.
  CHECK(*tiles[0].position == Vec3{-10 + 0.5 * 2 * 1, -20 + 0.5 * 2 * 2, 30});
  CHECK((*tiles[2].position)[2] == 30 - 2 * 5);
  CHECK(tiles[1].clocks.slice == 1);
  elements.push_back(sequence(DCM_PerFrameFunctionalGroupsSequence, {element(DCM_StackID, "SH", "1")}));
  const std::string enhanced = file(elements);
  const auto frames = frame_headers(Dataset::open(enhanced), 0);
  REQUIRE(frames.size() == 1);
  CHECK(frames[0].rows == 4);
  CHECK(frames[0].warnings.empty());
}

TEST_CASE("diffusion by GE's elements: the offset of b, directions along frequency, phase and slice") {
  const DcmTagKey creator(0x0043, 0x0010), b(0x0043, 0x1039), other(0x0019, 0x0010);
  const auto directions = [&](double x, double y, double z) {
    return numbers(DcmTagKey(0x0019, 0x10bb), "DS", {x}) + numbers(DcmTagKey(0x0019, 0x10bc), "DS", {y}) +
           numbers(DcmTagKey(0x0019, 0x10bd), "DS", {z});
  };
  const std::vector<std::string> blocks{element(creator, "LO", "GEMS_PARM_01"), element(other, "LO", "GEMS_ACQU_01"),
                                        element(DCM_PatientPosition, "CS", "HFS"),
                                        element(DCM_InPlanePhaseEncodingDirection, "CS", "COL")};
  const auto with = [&](std::string value, const std::string &more) {
    auto all = blocks;
    all.push_back(element(b, "IS", value));
    all.push_back(more);
    return read(mr("GE MEDICAL SYSTEMS"), all);
  };
  check_weighting(with("1000001500\\8\\0\\0", directions(0.6, 0, 0.8)), 1500, {0.6, 0, -0.8});
  check_weighting(with("750\\8\\0\\0", directions(0, 1, 0)), 750, {0, 1, 0});
  // several b-values by one table: b goes with the square of the vector's length
  check_weighting(with("1000\\8\\0\\0", directions(0.5, 0, 0)), 250, {1, 0, 0});
  check_weighting(with("0\\8\\0\\0", directions(0, 0, 0)), 0, {0, 0, 0});
  // newer releases give b by the standard's attribute and the direction by their own elements alone
  check_weighting(with("3000\\8\\0\\0", directions(0, 1, 0) + numbers(DCM_DiffusionBValue, "FD", {2990})), 2990,
                  {0, 1, 0});
}

TEST_CASE("diffusion by Philips' elements") {
  const auto more = element(DcmTagKey(0x2001, 0x0010), "LO", "Philips Imaging DD 001") +
                    numbers(DcmTagKey(0x2001, 0x1003), "FL", {1000}) +
                    element(DcmTagKey(0x2005, 0x0010), "LO", "Philips MR Imaging DD 001") +
                    numbers(DcmTagKey(0x2005, 0x10b0), "FL", {0}) + numbers(DcmTagKey(0x2005, 0x10b1), "FL", {0.6}) +
                    numbers(DcmTagKey(0x2005, 0x10b2), "FL", {-0.8});
  check_weighting(read(mr("Philips Medical Systems"), {more}), 1000, {0, 0.6, -0.8});
}

TEST_CASE("diffusion by UIH's elements is turned from the image to the patient") {
  const auto more = element(DcmTagKey(0x0065, 0x0010), "LO", "Image Private Header") +
                    numbers(DcmTagKey(0x0065, 0x1009), "FD", {1000}) +
                    numbers(DcmTagKey(0x0065, 0x1037), "FD", {0.6, 0.8, 0});
  check_weighting(read(mr("UIH", "0\\1\\0\\0\\0\\-1"), {more}), 1000, {0, 0.6, -0.8});
}

TEST_CASE("Philips' own scale is taken and said; RescaleSlope alone elsewhere") {
  const auto rescale = element(DCM_RescaleIntercept, "DS", "-500") + element(DCM_RescaleSlope, "DS", "0.25");
  const auto own = element(DcmTagKey(0x2005, 0x0010), "LO", "Philips MR Imaging DD 001") +
                   numbers(DcmTagKey(0x2005, 0x100e), "FL", {8});
  const FrameHeader philips = read(mr("Philips Medical Systems"), {rescale, own});
  CHECK(philips.slope == Approx(0.125));     // 1 / 8
  CHECK(philips.intercept == Approx(-250));  // -500 / (0.25 * 8)
  CHECK(philips.scale_note.find("Philips") != std::string::npos);
  const FrameHeader plain = read(mr("ACME"), {rescale});
  CHECK(plain.slope == 0.25);
  CHECK(plain.intercept == -500);
  CHECK(plain.scale_note.empty());
}

TEST_CASE("pixel sizes that are not in the patient are said to be so; the distance between rows comes first") {
  const FrameHeader mri = read(mr("ACME"), {});
  CHECK(*mri.pixel_spacing == std::array<double, 2>{1, 2});
  CHECK(mri.spacing_note.empty());
  const std::vector<std::string> xray{element(DCM_Modality, "CS", "DX"), numbers(DCM_Rows, "US", {4}),
                                      numbers(DCM_Columns, "US", {4})};
  const FrameHeader detector = read(xray, {element(DCM_ImagerPixelSpacing, "DS", "0.2\\0.1")});
  CHECK(*detector.pixel_spacing == std::array<double, 2>{0.1, 0.2});
  CHECK(detector.spacing_note.find("at the detector") != std::string::npos);
  const FrameHeader film = read(xray, {element(DCM_NominalScannedPixelSpacing, "DS", "0.3\\0.3")});
  CHECK(film.spacing_note.find("film") != std::string::npos);
  const auto region = numbers(DCM_PhysicalUnitsXDirection, "US", {3}) +
                      numbers(DCM_PhysicalUnitsYDirection, "US", {3}) + numbers(DCM_PhysicalDeltaX, "FD", {0.05}) +
                      numbers(DCM_PhysicalDeltaY, "FD", {0.04});
  const FrameHeader us = read(xray, {sequence(DCM_SequenceOfUltrasoundRegions, {region})});
  CHECK((*us.pixel_spacing)[0] == Approx(0.5));
  CHECK((*us.pixel_spacing)[1] == Approx(0.4));
}

TEST_CASE("frames of a multi-frame object take what is their own before what is shared") {
  const auto echo = [](double te) {
    return sequence(DCM_MREchoSequence, {numbers(DCM_EffectiveEchoTime, "FD", {te})});
  };
  const auto at = [](double z) {
    return sequence(DCM_PlanePositionSequence, {element(DCM_ImagePositionPatient, "DS", "0\\0\\" + std::to_string(z))});
  };
  auto elements = mr("ACME");
  elements.erase(elements.begin() + 5);
  elements.push_back(element(DCM_NumberOfFrames, "IS", "4"));
  elements.push_back(sequence(DCM_SharedFunctionalGroupsSequence, {echo(7)}));
  elements.push_back(
      sequence(DCM_PerFrameFunctionalGroupsSequence, {echo(5) + at(0), echo(5) + at(2), echo(9) + at(0), at(2)}));
  elements.push_back(element(DCM_PixelData, "OW", std::string(4 * 4 * 4 * 2, '\0')));
  const std::string bytes = file(elements);
  const auto frames = frame_headers(Dataset::open(bytes), 0);
  REQUIRE(frames.size() == 4);
  CHECK(frames[0].values[Quantity::echo_time] == 5);
  CHECK(frames[3].values[Quantity::echo_time] == 7);
  CHECK((*frames[3].position)[2] == 2);
}

TEST_CASE("an object that claims more frames than it can hold is refused in words") {
  auto elements = mr("ACME");
  elements.push_back(element(DCM_NumberOfFrames, "IS", "2000000000"));
  elements.push_back(element(DCM_PixelData, "OW", std::string(32, '\0')));
  const std::string bytes = file(elements);
  const Dataset d = Dataset::open(bytes);
  CHECK_THROWS_WITH(frame_headers(d, 0), Catch::Contains("more frames than its pixel data can hold"));
}

TEST_CASE("dates and times become seconds, old forms and fractions too") {
  CHECK(gantry::dicom::seconds_of("19700102", "000001.5") == Approx(86401.5));
  CHECK(gantry::dicom::seconds_of("20240229", "") != gantry::dicom::seconds_of("20240229", ""));  // NaN
  CHECK(gantry::dicom::seconds_of("20240301", "12") - gantry::dicom::seconds_of("20240229", "12") == Approx(86400));
  CHECK(gantry::dicom::seconds_of("***", "10:25:51") == Approx(10 * 3600 + 25 * 60 + 51));
  CHECK(gantry::dicom::seconds_of_datetime("19700101120000.25+0100") == Approx(43200.25));
}

namespace {

std::string le(std::int32_t v) {
  std::string out(4, '\0');
  std::memcpy(out.data(), &v, 4);
  return out;
}

std::string padded(std::string text, std::size_t size) {
  text.resize(size, '\0');
  return text;
}

// A CSA header of one tag with two items; `first`: the form without "SV10".
std::string csa(bool first, const std::string &name, const std::string &a, const std::string &b) {
  std::string out = first ? "" : std::string("SV10\4\3\2\1");
  out += le(1) + le(77) + padded(name, 64) + le(2) + padded("IS", 4) + le(0) + le(2) + le(77);
  for (const auto &item : {a, b}) {
    const auto n = static_cast<std::int32_t>(item.size());
    out += le(first ? n + 2 : n) + le(n) + le(77) + le(n) + padded(item, (item.size() + 3) / 4 * 4);
  }
  return out;
}

}  // namespace

TEST_CASE("both forms of Siemens' CSA header are read, and any cut of them does no harm") {
  for (const bool first : {false, true}) {
    const std::string bytes = csa(first, "MosaicRefAcqTimes", "0.00000000 ", "72.5000");
    CHECK(csa_header(bytes).numbers("MosaicRefAcqTimes") == std::vector<double>{0, 72.5});
    for (std::size_t n = 0; n < bytes.size(); ++n) csa_header(std::string_view(bytes).substr(0, n));
  }
  CHECK(csa_header("SV10").numbers("B_value").empty());
}
