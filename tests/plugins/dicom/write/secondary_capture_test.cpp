// SPDX-License-Identifier: Apache-2.0
// Pictures as DICOM secondary captures, looked at by pydicom, dciodvfy and dcm2niix.
#include "making.hpp"
#include "others.hpp"

#include <catch2/catch.hpp>

#include <cstring>

using namespace gantry;
using namespace gantry::test;
using nlohmann::json;

namespace {

HeldVolume coloured(VolumeSpec spec, std::uint32_t dtype, std::uint64_t pixels) {
  const HeldVolume held = spec.dtype(dtype).with_c([](const gantry_volume &c) { return HeldVolume::like(c); });
  const std::uint64_t bytes = pixels * (dtype == GANTRY_RGB8 ? 3 : 4);
  for (std::uint64_t i = 0; i < bytes; ++i) held.as<std::uint8_t>()[i] = static_cast<std::uint8_t>(7 * i + i / 256);
  return held;
}

Seen accepted(const Outcome &o) {
  INFO(o.message);
  REQUIRE(o.status == GANTRY_OK);
  const Verdict verdict = dciodvfy(o.files.at(0).bytes);
  INFO(verdict.all);
  CHECK(verdict.errors.empty());
  return pydicom(o.files.at(0).bytes);
}

}  // namespace

TEST_CASE("a colour picture keeps every pixel") {
  const HeldVolume picture = coloured(VolumeSpec().shape(6, 4, 1), GANTRY_RGB8, 24);
  const Seen seen = accepted(write("dicom-secondary-capture", picture, small_source()));
  CHECK(seen.text({"00080016"}) == "1.2.840.10008.5.1.4.1.1.7");
  CHECK(seen.pixels["shape"] == json({4, 6, 3}));
  for (std::size_t i = 0; i < 72; ++i) REQUIRE(seen.pixels["values"][i] == picture.as<std::uint8_t>()[i]);
  CHECK(seen.text({"0020000D"}) == "1.2.5");
  CHECK(seen.text({"00280301"}) == "NO");
}

TEST_CASE("a stack of colour pictures is one multi-frame object that lies in the patient") {
  const HeldVolume stack = coloured(small_space(), GANTRY_RGB8, small_pixels * small_slices);
  const Seen seen = accepted(write("dicom-secondary-capture", stack, small_source()));
  CHECK(seen.text({"00080016"}) == "1.2.840.10008.5.1.4.1.1.7.4");
  CHECK(seen.pixels["shape"] == json({4, 5, 7, 3}));
  for (std::size_t i = 0; i < 3 * small_pixels * small_slices; ++i) {
    REQUIRE(seen.pixels["values"][i] == stack.as<std::uint8_t>()[i]);
  }
  const json frame = seen.values({"52009230"})[2];
  CHECK(frame["00209113"]["Value"][0]["00200032"]["Value"][2].get<double>() == Approx(-7 + 6 * 0.86602540378444));
  CHECK(seen.text({"00082112", "2", "00081155"}) == "1.2.4.3");
}

TEST_CASE("grey of 8 and 16 bits is kept as it is, with the window beside it") {
  std::vector<std::uint16_t> words(small_pixels * small_slices);
  for (std::size_t i = 0; i < words.size(); ++i) words[i] = static_cast<std::uint16_t>(460 * i);
  const HeldVolume deep = HeldVolume::of<std::uint16_t>(small_space(), words);
  const Seen seen = accepted(
      write("dicom-secondary-capture", deep, small_source(), {{"window_centre", 1000.5}, {"window_width", 300.0}}));
  CHECK(seen.text({"00080016"}) == "1.2.840.10008.5.1.4.1.1.7.3");
  CHECK(seen.text({"00281050"}) == "1000.5");
  for (std::size_t i = 0; i < words.size(); ++i) REQUIRE(seen.pixels["values"][i] == words[i]);

  std::vector<std::uint8_t> bytes(small_pixels * small_slices);
  for (std::size_t i = 0; i < bytes.size(); ++i) bytes[i] = static_cast<std::uint8_t>(i);
  const Seen flat =
      accepted(write("dicom-secondary-capture", HeldVolume::of<std::uint8_t>(small_space(), bytes), nullptr));
  CHECK(flat.text({"00080016"}) == "1.2.840.10008.5.1.4.1.1.7.2");
  for (std::size_t i = 0; i < bytes.size(); ++i) REQUIRE(flat.pixels["values"][i] == bytes[i]);
}

TEST_CASE("values that are no grey go through the window, and that is said") {
  const auto spec = VolumeSpec().shape(5, 1, 1);
  const Outcome o = write("dicom-secondary-capture", HeldVolume::of<float>(spec, {-200, -160, 40, 240, 1000}),
                          small_source(), {{"window_centre", 40.0}, {"window_width", 400.0}});
  REQUIRE(o.warnings.size() == 1);
  CHECK(o.warnings[0].find("256 grey levels") != std::string::npos);
  CHECK(accepted(o).pixels["values"] == json({0.0, 0.0, 128.0, 255.0, 255.0}));
  const Outcome whole = write("dicom-secondary-capture", HeldVolume::of<float>(spec, {-1, 0, 1, 2, 3}), small_source());
  CHECK(accepted(whole).pixels["values"] == json({0.0, 64.0, 128.0, 191.0, 255.0}));
}

TEST_CASE("transparency is left out, and that is said") {
  const HeldVolume picture = coloured(VolumeSpec().shape(6, 4, 1), GANTRY_RGBA8, 24);
  const Outcome o = write("dicom-secondary-capture", picture, small_source());
  REQUIRE(o.warnings.size() == 1);
  CHECK(o.warnings[0].find("transparency") != std::string::npos);
  const Seen seen = accepted(o);
  CHECK(seen.pixels["values"][3] == picture.as<std::uint8_t>()[4]);
}

TEST_CASE("dcm2niix makes a volume of the right size and place of a grey stack") {
  std::vector<std::uint16_t> words(small_pixels * small_slices);
  for (std::size_t i = 0; i < words.size(); ++i) words[i] = static_cast<std::uint16_t>(i);
  const HeldVolume stack = HeldVolume::of<std::uint16_t>(small_space(), words);
  const Outcome o = write("dicom-secondary-capture", stack, small_source());
  const Folder folder;
  folder.write("a.dcm", o.files.at(0).bytes);
  const auto ran = run("dcm2niix -b n -z n -f out -o " + folder.path.string() + " " + folder.path.string());
  INFO(ran.text);
  CHECK(ran.text.find("7x5x4x1") != std::string::npos);
}
