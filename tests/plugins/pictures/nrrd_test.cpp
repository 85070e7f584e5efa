// SPDX-License-Identifier: Apache-2.0
// NRRD, by http://teem.sourceforge.net/nrrd/format.html.
#include "making.hpp"

#include <catch2/catch.hpp>

#include <nlohmann/json.hpp>

#include <cmath>
#include <complex>

using namespace gantry::test;

namespace {

template <class T>
void check_type(const char *name, std::uint32_t dtype) {
  const auto values = counting<T>(24);
  for (const bool big : {false, true}) {
    const std::string data = big ? swapped(bytes_of(values), sizeof(T)) : bytes_of(values);
    const Outcome o = read_volume({{"a.nrrd", nrrd(name, "raw", data, big ? "endian: big\n" : "endian: little\n")}});
    INFO(name << o.message);
    REQUIRE(o.status == GANTRY_OK);
    CHECK(o.volume("volume").c().dtype == dtype);
    CHECK(std::memcmp(o.volume("volume").c().data, values.data(), values.size() * sizeof(T)) == 0);
  }
}

std::string head(const std::string &lines) { return "NRRD0005\n" + lines + "\n"; }

}  // namespace

TEST_CASE("every NRRD type keeps its values in both byte orders") {
  check_type<std::int8_t>("signed char", GANTRY_I8);
  check_type<std::uint8_t>("uchar", GANTRY_U8);
  check_type<std::int16_t>("short", GANTRY_I16);
  check_type<std::uint16_t>("unsigned short int", GANTRY_U16);
  check_type<std::int32_t>("int", GANTRY_I32);
  check_type<std::uint32_t>("uint32_t", GANTRY_U32);
  check_type<std::int64_t>("longlong", GANTRY_I64);
  check_type<std::uint64_t>("unsigned long long", GANTRY_U64);
  check_type<float>("float", GANTRY_F32);
  check_type<double>("double", GANTRY_F64);
}

TEST_CASE("every NRRD encoding gives the same voxels") {
  const std::string data = bytes_of(counting<std::int16_t>(24));
  std::string text, hex;
  for (int i = 0; i < 24; ++i) text += std::to_string(i) + (i % 4 == 3 ? "\n" : " ");
  for (const char c : data) {
    char digits[3];
    std::snprintf(digits, sizeof digits, "%02x", static_cast<unsigned char>(c));
    hex += digits;
    if (hex.size() % 20 == 0) hex += '\n';
  }
  check_counting(read_volume({{"a.nrrd", nrrd("short", "raw", data)}}));
  check_counting(read_volume({{"a.nrrd", nrrd("short", "gzip", zlib_packed(data, true))}}));
  check_counting(read_volume({{"a.nrrd", nrrd("short", "ascii", text)}}));
  check_counting(read_volume({{"a.nrrd", nrrd("short", "hex", hex)}}));
  check_counting(read_volume({{"a.nrrd", nrrd("short", "raw", "xxx" + data, "endian: little\nbyte skip: 3\n")}}));
  check_counting(read_volume({{"a.nrrd", nrrd("short", "raw", "a\nb\n" + data, "endian: little\nline skip: 2\n")}}));
  check_counting(read_volume({{"a.nrrd", nrrd("short", "raw", "xxxx" + data, "endian: little\nbyte skip: -1\n")}}));
}

TEST_CASE("space directions become LPS mm, from RAS, LAS and LPS") {
  const auto placed = [](const char *space) {
    std::string file = nrrd("uchar", "raw", bytes_of(counting<std::uint8_t>(24)));
    file.replace(file.find("left-posterior-superior"), 23, space);
    return read_volume({{"a.nrrd", file}});
  };
  struct {
    const char *name;
    double x, y;
  } const spaces[] = {{"left-posterior-superior", 1, 1}, {"RAS", -1, -1}, {"left-anterior-superior", 1, -1}};
  for (const auto &s : spaces) {
    const Outcome o = placed(s.name);
    REQUIRE(o.status == GANTRY_OK);
    const auto &g = o.volume("volume").geometry();
    CHECK(g.flags == 0);
    CHECK(g.spacing[0] == Approx(0.5));
    CHECK(g.spacing[1] == Approx(0.6));
    CHECK(g.spacing[2] == Approx(2));
    CHECK(g.direction[0] == s.x);
    CHECK(g.direction[4] == s.y);
    CHECK(g.direction[8] == 1);
    CHECK(g.origin[0] == 10 * s.x);
    CHECK(g.origin[1] == -20 * s.y);
    CHECK(g.origin[2] == 30.5);
  }
  CHECK((placed("3D-right-handed").volume("volume").geometry().flags & GANTRY_GEOMETRY_ASSUMED) != 0);
}

TEST_CASE("without a space, spacings are used and the orientation is said to be assumed") {
  const std::string data = bytes_of(counting<std::uint8_t>(24));
  const std::string lines = "type: uchar\ndimension: 3\nsizes: 4 3 2\nencoding: raw\n";
  const Outcome o = read_volume({{"a.nrrd", head(lines + "spacings: 0.5 0.5 NaN\nthicknesses: NaN NaN 3\n") + data}});
  check_counting(o);
  CHECK(o.volume("volume").geometry().spacing[0] == 0.5);
  CHECK(o.volume("volume").geometry().spacing[2] == 3);
  CHECK(o.volume("volume").geometry().flags == GANTRY_GEOMETRY_ASSUMED);
  REQUIRE(o.warnings.size() == 1);
  const Outcome none = read_volume({{"a.nrrd", head(lines) + data}});
  REQUIRE(none.warnings.size() == 1);
  CHECK(none.warnings[0].find("1 mm is assumed") != std::string::npos);
}

TEST_CASE("a header beside its voxels, in one file or in a file for each slice") {
  const std::string data = bytes_of(counting<std::uint8_t>(24));
  const std::string lines = "type: uchar\ndimension: 3\nsizes: 4 3 2\nencoding: raw\n";
  check_counting(read_volume({{"a.nhdr", head(lines + "data file: folder/a.raw\n")}, {"a.raw", data}}));
  check_counting(read_volume({{"z2.raw", data.substr(12)},
                              {"a.nhdr", head(lines + "data file: z%d.raw 1 2 1\n")},
                              {"z1.raw", data.substr(0, 12)}},
                             "1"));
  check_counting(read_volume({{"a.nhdr", "NRRD0005\n" + lines + "data file: LIST\none.raw\ntwo.raw\n"},
                              {"one.raw", data.substr(0, 12)},
                              {"two.raw", data.substr(12)}}));
  const std::string packed = "type: uchar\ndimension: 3\nsizes: 4 3 2\nencoding: gzip\nbyte skip: 2\n";
  check_counting(read_volume({{"a.nhdr", "NRRD0005\n" + packed + "data file: LIST\none.gz\ntwo.gz\n"},
                              {"one.gz", zlib_packed("ab" + data.substr(0, 12), true)},
                              {"two.gz", zlib_packed("cd" + data.substr(12), true)}}));
  PluginBench bench(pictures_entry);
  CHECK(bench.sniff("nrrd-metaimage", {"a.raw", data}) == 1);
  const Outcome alone = bench.list("nrrd-metaimage", {{"a.nhdr", head(lines + "data file: a.raw\n")}, {"b.raw", data}});
  CHECK(alone.items.empty());
  CHECK(alone.refused.at(0).find("was not given") != std::string::npos);
  CHECK(alone.refused.at(1).find("there is none") != std::string::npos);
}

TEST_CASE("axes of vectors, colours, complex numbers and lists find their places") {
  const auto lines = [](const char *type, const char *sizes, const char *kinds, int n) {
    return head(std::string("type: ") + type + "\ndimension: " + std::to_string(n) + "\nsizes: " + sizes +
                "\nkinds: " + kinds + "\nendian: little\nencoding: raw\n");
  };
  const Outcome vectors = read_volume(
      {{"a.nrrd", lines("short", "2 4 3 2", "vector domain domain domain", 4) + bytes_of(counting<std::int16_t>(48))}});
  REQUIRE(vectors.status == GANTRY_OK);
  CHECK(vectors.volume("volume").c().shape[4] == 2);
  CHECK(vectors.volume("volume").value(1) == 2);   // x = 1 of the first channel
  CHECK(vectors.volume("volume").value(24) == 1);  // x = 0 of the second
  const Outcome colours = read_volume({{"a.nrrd", lines("uchar", "3 4 3 2", "RGB-color domain domain domain", 4) +
                                                      bytes_of(counting<std::uint8_t>(72))}});
  REQUIRE(colours.status == GANTRY_OK);
  CHECK(colours.volume("volume").c().dtype == GANTRY_RGB8);
  CHECK(colours.volume("volume").as<std::uint8_t>()[71] == 71);
  const Outcome complex = read_volume(
      {{"a.nrrd", lines("float", "2 4 3 2", "complex domain domain domain", 4) + bytes_of(counting<float>(48))}});
  REQUIRE(complex.status == GANTRY_OK);
  CHECK(complex.volume("volume").c().dtype == GANTRY_C64);
  CHECK(complex.volume("volume").as<std::complex<float>>()[1] == std::complex<float>(2, 3));
  const Outcome list = read_volume(
      {{"a.nrrd", lines("uchar", "5 4 3 2", "list domain domain domain", 4) + bytes_of(counting<std::uint8_t>(120))}});
  CHECK(list.volume("volume").c().shape[3] == 5);
  CHECK(list.volume("volume").value(24) == 1);
}

TEST_CASE("DWMRI keys become a diffusion axis: b by the length of a gradient, directions by the measurement frame") {
  const std::string file =
      "NRRD0005\ntype: uchar\ndimension: 4\nspace: right-anterior-superior\nsizes: 2 2 1 4\n"
      "space directions: (1,0,0) (0,1,0) (0,0,1) none\nkinds: space space space list\nspace origin: (0,0,0)\nencoding: "
      "raw\n"
      "measurement frame: (0,1,0) (-1,0,0) (0,0,1)\nmodality:=DWMRI\nDWMRI_b-value:=1000\nDWMRI_gradient_0000:=0 0 0\n"
      "DWMRI_gradient_0001:=1 0 0\nDWMRI_gradient_0002:= 0 0 0.70710678\nDWMRI_gradient_0003:=0 1 0\n\n" +
      bytes_of(counting<std::uint8_t>(16));
  const Outcome o = read_volume({{"dwi.nrrd", file}});
  INFO(o.message);
  REQUIRE(o.status == GANTRY_OK);
  const gantry_volume &v = o.volume("volume").c();
  REQUIRE(v.axis != nullptr);
  CHECK(std::string(v.axis->name) == "diffusion");
  const double *b = v.axis->columns[0]->values;
  CHECK(b[0] == 0);
  CHECK(b[1] == 1000);
  CHECK(b[2] == Approx(500));
  // the first axis of the frame is RAS (0,1,0): anterior, which in LPS is (0,-1,0)
  CHECK(v.axis->columns[1]->values[1] == Approx(0).margin(1e-12));
  CHECK(v.axis->columns[2]->values[1] == Approx(-1));
  CHECK(v.axis->columns[3]->values[2] == Approx(1));
  CHECK(v.axis->columns[1]->values[3] == Approx(1));  // RAS (-1,0,0) is to the left
}

TEST_CASE("Slicer's segments keep names, colours, codes and values; layers become channels") {
  const std::string keys =
      "Segment0_ID:=Segment_1\nSegment0_Name:=liver\nSegment0_Color:=1 0.501961 "
      "0\nSegment0_LabelValue:=3\nSegment0_Layer:=0\n"
      "Segment0_Tags:=TerminologyEntry:Segmentation category and type~SCT^123037004^Anatomical "
      "Structure~SCT^10200004^Liver~^^|\n"
      "Segment1_ID:=Segment_2\nSegment1_Name:=tumour\nSegment1_Color:=0 0 1\nSegment1_LabelValue:=1\n";
  std::vector<std::uint8_t> labels(24, 0);
  labels[0] = 3;
  labels[5] = 1;
  const Outcome o = read_volume({{"a.seg.nrrd", nrrd("uchar", "raw", bytes_of(labels), keys + "Segment1_Layer:=0\n")}});
  REQUIRE(o.status == GANTRY_OK);
  const gantry_volume &v = o.volume("volume").c();
  CHECK((v.flags & GANTRY_VOLUME_LABELS) != 0);
  REQUIRE(v.segment_count == 2);
  CHECK(std::string(v.segments[0]->name) == "liver");
  CHECK(std::string(v.segments[0]->code) == "SCT:10200004");
  CHECK(v.segments[0]->colour == 0xFF8000);
  CHECK(v.segments[0]->value == 3);
  CHECK(v.segments[1]->value == 1);

  std::vector<std::uint8_t> layers(48, 0);
  layers[0] = 3;      // voxel 0, layer 0
  layers[1] = 1;      // voxel 0, layer 1: they overlap
  layers[2 * 7] = 3;  // voxel 7, layer 0
  const std::string file =
      "NRRD0005\ntype: uchar\ndimension: 4\nspace: LPS\nsizes: 2 4 3 2\nspace directions: none (1,0,0) (0,1,0) "
      "(0,0,1)\n"
      "kinds: list domain domain domain\nencoding: raw\n" +
      keys + "Segment1_Layer:=1\n\n" + bytes_of(layers);
  const Outcome two = read_volume({{"a.seg.nrrd", file}});
  INFO(two.message);
  REQUIRE(two.status == GANTRY_OK);
  const HeldVolume &held = two.volume("volume");
  CHECK(held.c().shape[4] == 2);
  CHECK(held.value(0) == 1);
  CHECK(held.value(7) == 1);
  CHECK(held.value(24) == 1);
  CHECK(held.value(24 + 7) == 0);
}

TEST_CASE("free text of an NRRD header is marked as identifying") {
  const Outcome o = read_volume({{"a.nrrd", nrrd("uchar", "raw", bytes_of(counting<std::uint8_t>(24)),
                                                 "content: JANSEN^P\n# JANSEN too\nPatient:=JANSEN\n")}});
  REQUIRE(o.status == GANTRY_OK);
  int found = 0;
  const auto header = nlohmann::json::parse(o.records.at("header"));
  for (const auto &e : header["entries"]) {
    if (e.dump().find("JANSEN") == std::string::npos) continue;
    CHECK(e["identifying"] == true);
    ++found;
  }
  CHECK(found == 3);
}
