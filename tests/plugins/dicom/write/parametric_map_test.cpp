// SPDX-License-Identifier: Apache-2.0
// Maps as DICOM parametric maps, looked at by pydicom and dciodvfy.
#include "making.hpp"
#include "others.hpp"

#include <catch2/catch.hpp>

#include <cmath>
#include <limits>

using namespace gantry;
using namespace gantry::test;
using nlohmann::json;

namespace {

template <class T>
std::vector<T> ramp(double first, double step, std::size_t count = small_pixels * small_slices) {
  std::vector<T> values(count);
  for (std::size_t i = 0; i < count; ++i) values[i] = static_cast<T>(first + step * static_cast<double>(i));
  return values;
}

template <class T>
void check_exact(const Seen &seen, const std::vector<T> &values) {
  REQUIRE(seen.pixels["values"].size() == values.size());
  for (std::size_t i = 0; i < values.size(); ++i) {
    REQUIRE(seen.pixels["values"][i].get<double>() == static_cast<double>(values[i]));
  }
}

template <class T>
Seen written(const std::vector<T> &values) {
  const auto spec = small_space().unit("ms").quantity("T2*");
  const Outcome o = write("dicom-parametric-map", HeldVolume::of<T>(spec, values), small_source());
  INFO(o.message);
  REQUIRE(o.status == GANTRY_OK);
  CHECK(o.warnings.empty());
  const Verdict verdict = dciodvfy(o.files.at(0).bytes);
  INFO(verdict.all);
  CHECK(verdict.errors.empty());
  return pydicom(o.files.at(0).bytes);
}

}  // namespace

TEST_CASE("a map keeps every value of every type exactly, and dciodvfy finds no error in it") {
  const auto f32 = ramp<float>(-3.3, 0.37);
  const auto f64 = ramp<double>(1e-9, 1.0 / 3);
  const auto i16 = ramp<std::int16_t>(-32768, 400);
  const auto u16 = ramp<std::uint16_t>(3, 450);
  const auto u8 = ramp<std::uint8_t>(0, 1.5);
  const auto i32 = ramp<std::int32_t>(-2147483648.0, 30000000.0);
  check_exact(written(f32), f32);
  check_exact(written(f64), f64);
  check_exact(written(i16), i16);
  check_exact(written(u16), u16);
  check_exact(written(u8), u8);
  check_exact(written(i32), i32);
}

TEST_CASE("a map says what it shows and in which unit, as codes") {
  const Seen seen = written(ramp<float>(0, 1));
  CHECK(seen.text({"00080016"}) == "1.2.840.10008.5.1.4.1.1.30");
  const std::vector<std::string> mapping = {"52009229", "0", "00409096", "0"};
  const auto at = [&](std::vector<std::string> way) {
    way.insert(way.begin(), mapping.begin(), mapping.end());
    return seen.text(way);
  };
  CHECK(at({"004008EA", "0", "00080100"}) == "ms");
  CHECK(at({"004008EA", "0", "00080102"}) == "UCUM");
  CHECK(at({"00409220", "0", "0040A168", "0", "00080100"}) == "113064");
  CHECK(at({"00409220", "0", "0040A168", "0", "00080104"}) == "T2*");
  CHECK(at({"00409225"}) == "1.0");
  CHECK(at({"00409224"}) == "0.0");
  CHECK(at({"00283003"}) == "T2*");
  CHECK(at({"00409213"}) == "139.0");  // last value mapped
  CHECK(seen.text({"0008103E"}) == "T2*");
}

TEST_CASE("a map belongs to its source, and each frame names its image and its place") {
  const Seen seen = written(ramp<float>(0, 1));
  CHECK(seen.text({"0020000D"}) == "1.2.5");
  CHECK(seen.text({"00200052"}) == "1.2.3");
  CHECK(seen.text({"00100010"}) == "Jansen^Jörg");
  CHECK(seen.text({"00080060"}) == "MR");
  const gantry_geometry g = small_geometry();
  const json frames = seen.values({"52009230"});
  REQUIRE(frames.size() == small_slices);
  for (std::size_t k = 0; k < frames.size(); ++k) {
    CHECK(frames[k]["00089124"]["Value"][0]["00082112"]["Value"][0]["00081155"]["Value"][0] ==
          "1.2.4." + std::to_string(k + 1));
    const json position = frames[k]["00209113"]["Value"][0]["00200032"]["Value"];
    for (unsigned r = 0; r < 3; ++r) {
      const double expected = g.origin[r] + 3.0 * static_cast<double>(k) * g.direction[3 * r + 2];
      CHECK(position[r].get<double>() == Approx(expected).margin(1e-6));
    }
  }
}

TEST_CASE("a fourth axis becomes further frames, with the values of its columns and their units") {
  const auto spec = small_space().unit("mm2/s").quantity("signal").axis(
      "diffusion", {{"b", "s/mm2", {0, 500.5, 1000}}, {"gx", "1", {0, 1, 0.6}}});
  const auto values = ramp<float>(0, 0.25, 3 * small_pixels * small_slices);
  const Outcome o = write("dicom-parametric-map", HeldVolume::of<float>(spec, values), small_source());
  INFO(o.message);
  REQUIRE(o.status == GANTRY_OK);
  const Verdict verdict = dciodvfy(o.files.at(0).bytes);
  INFO(verdict.all);
  CHECK(verdict.errors.empty());
  const Seen seen = pydicom(o.files.at(0).bytes);
  check_exact(seen, values);
  const json frames = seen.values({"52009230"});
  REQUIRE(frames.size() == 12);
  const json definition = frames[11]["00409096"]["Value"][0]["00409220"]["Value"];
  CHECK(definition[1]["0040A043"]["Value"][0]["00080100"]["Value"][0] == "b");
  CHECK(definition[1]["0040A30A"]["Value"][0].get<double>() == 1000);
  CHECK(definition[1]["004008EA"]["Value"][0]["00080100"]["Value"][0] == "s/mm2");
  CHECK(definition[2]["0040A30A"]["Value"][0].get<double>() == 0.6);
  CHECK(frames[11]["00209111"]["Value"][0]["00209157"]["Value"] == json({3, 4}));
}

TEST_CASE("a map in time has the time's own index, and missing values stay missing") {
  const auto spec = small_space().axis("time", {{"time", "s", {0, 100.0 / 3}}});
  auto values = ramp<float>(0, 1, 2 * small_pixels * small_slices);
  values[7] = std::numeric_limits<float>::quiet_NaN();
  const Outcome o = write("dicom-parametric-map", HeldVolume::of<float>(spec, values), small_source());
  REQUIRE(o.status == GANTRY_OK);
  const Seen seen = pydicom(o.files.at(0).bytes);
  CHECK(seen.pixels["values"][7].is_null());
  const json content = seen.values({"52009230"})[5]["00209111"]["Value"][0];
  CHECK(content["00209128"]["Value"] == json({2}));
  CHECK(content["00209157"]["Value"] == json({2, 2}));
  const json mapping = seen.values({"52009230"})[5]["00409096"]["Value"][0];
  CHECK(mapping["00409220"]["Value"][1]["0040A161"]["Value"][0].get<double>() == 100.0 / 3);  // not rounded
}

TEST_CASE("whole numbers beyond what DICOM can hold are refused, and so are channels") {
  const std::vector<std::int64_t> large(small_pixels * small_slices, (std::int64_t{1} << 60) + 1);
  CHECK(write("dicom-parametric-map", HeldVolume::of<std::int64_t>(small_space(), large), nullptr).code ==
        "dicom.precision");
  const auto channels = small_space().channels({"x", "y", "z"});
  const auto three = ramp<float>(0, 1, 3 * small_pixels * small_slices);
  CHECK(write("dicom-parametric-map", HeldVolume::of<float>(channels, three), nullptr).code == "dicom.channels");
}

TEST_CASE("writing can be cancelled") {
  PluginBench bench(dicom_entry);
  bench.input("volume", HeldVolume::of<float>(small_space(), ramp<float>(0, 1)));
  const Outcome o = bench.cancel_at_call(3).write("dicom-parametric-map", "out.dcm");
  CHECK(o.status == GANTRY_CANCELLED);
  CHECK(o.files.empty());
}
