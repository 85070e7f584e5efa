// SPDX-License-Identifier: Apache-2.0
// ANALYZE 7.5, by the layout of its dbh.h.
#include "making.hpp"

#include <catch2/catch.hpp>

#include <nlohmann/json.hpp>

#include <algorithm>

using namespace gantry::test;

namespace {

template <class T>
void put(std::string &bytes, std::size_t at, T value, bool swapped) {
  char raw[sizeof value];
  std::memcpy(raw, &value, sizeof value);
  if (swapped) std::reverse(raw, raw + sizeof raw);
  bytes.replace(at, sizeof raw, raw, sizeof raw);
}

// 4x3x2 int16 of 2x2x5 mm; SPM's factor at 112, if any.
std::string analyze_header(bool swapped, float factor = 0) {
  std::string h(348, '\0');
  put<std::int32_t>(h, 0, 348, swapped);
  h[38] = 'r';
  const std::int16_t dim[] = {4, 4, 3, 2, 1};
  for (std::size_t d = 0; d < 5; ++d) put(h, 40 + 2 * d, dim[d], swapped);
  put<std::int16_t>(h, 70, 4, swapped);
  put<std::int16_t>(h, 72, 16, swapped);
  const float pixdim[] = {0, 2, 2, 5};
  for (std::size_t d = 0; d < 4; ++d) put(h, 76 + 4 * d, pixdim[d], swapped);
  put(h, 112, factor, swapped);
  h.replace(148, 5, "scan\0", 5);
  h[252] = 3;
  h.replace(283, 6, "JANSEN");  // patient_id
  return h;
}

std::string voxels(bool swapped) {
  std::string bytes(48, '\0');
  for (std::int16_t i = 0; i < 24; ++i) {
    put(bytes, 2 * static_cast<std::size_t>(i), static_cast<std::int16_t>(100 * i), swapped);
  }
  return bytes;
}

}  // namespace

TEST_CASE("ANALYZE 7.5 is read in both byte orders, and its orientation is said to be unknown") {
  for (const bool swapped : {false, true}) {
    const std::vector<NamedBytes> files{{"a.hdr", analyze_header(swapped)}, {"a.img", voxels(swapped)}};
    PluginBench bench(nifti_entry);
    CHECK(bench.sniff("nifti", files[0]) == 100);
    const Outcome listed = bench.list("nifti", files);
    REQUIRE(listed.items.size() == 1);
    CHECK(listed.items[0].title == "ANALYZE volume");
    const Outcome o = read_first(files);
    INFO(o.message);
    REQUIRE(o.status == GANTRY_OK);
    const HeldVolume &v = o.volume("volume");
    CHECK(v.c().dtype == GANTRY_I16);
    for (std::uint64_t i = 0; i < 24; ++i) CHECK(v.value(i) == 100.0 * static_cast<double>(i));
    CHECK((v.geometry().flags & GANTRY_GEOMETRY_ASSUMED) != 0);
    CHECK(v.geometry().spacing[2] == 5);
    REQUIRE(o.warnings.size() == 1);
    CHECK(o.warnings[0].find("which side is left") != std::string::npos);
    int found = 0;
    const auto header = nlohmann::json::parse(o.records.at("header"));
    for (const auto &e : header["entries"]) {
      if (e["value"] == "JANSEN") found += e["identifying"] == true ? 1 : -1;
      if (e["key"] == "orient") CHECK(e["value"] == 3);
    }
    CHECK(found == 1);
  }
}

TEST_CASE("SPM's factor in an ANALYZE header is applied and said") {
  const Outcome o = read_first({{"a.hdr", analyze_header(false, 0.5f)}, {"a.img", voxels(false)}});
  REQUIRE(o.status == GANTRY_OK);
  CHECK(o.volume("volume").value(3) == 150);
  CHECK(o.warnings.size() == 2);
}

TEST_CASE("an ANALYZE header of another name, or one that contradicts itself, is not taken for one") {
  PluginBench bench(nifti_entry);
  CHECK(bench.sniff("nifti", {"a.dat", analyze_header(false)}) == 0);
  std::string odd = analyze_header(false);
  put<std::int16_t>(odd, 72, 8, false);  // bits per voxel
  CHECK(bench.sniff("nifti", {"a.hdr", odd}) == 0);
}
