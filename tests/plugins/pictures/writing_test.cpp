// SPDX-License-Identifier: Apache-2.0
#include "making.hpp"

#include <catch2/catch.hpp>

#include <complex>

using namespace gantry;
using namespace gantry::test;

namespace {

gantry_geometry oblique() {
  gantry_geometry g{};
  g.size = sizeof g;
  g.frame_of_reference_uid = "";
  const double direction[9] = {0.8, -0.6, 0, 0.6, 0.8, 0, 0, 0, 1};
  std::copy(direction, direction + 9, g.direction);
  g.spacing[0] = 0.7, g.spacing[1] = 0.9, g.spacing[2] = 2.5;
  g.origin[0] = 11.25, g.origin[1] = -7, g.origin[2] = 100.1;
  return g;
}

template <class T>
HeldVolume volume_of(const VolumeSpec &spec, std::size_t count) {
  return HeldVolume::of<T>(spec, counting<T>(count));
}

VolumeSpec small() { return VolumeSpec().shape(4, 3, 2).geometry(oblique()); }

std::vector<NamedBytes> written(const HeldVolume &volume, const char *writer, const char *name) {
  const Outcome o = PluginBench(pictures_entry).input("volume", volume).write(writer, name);
  INFO(o.message);
  REQUIRE(o.status == GANTRY_OK);
  return o.files;
}

void check_same(const HeldVolume &a, const Outcome &o, bool placed) {
  INFO(o.message);
  REQUIRE(o.status == GANTRY_OK);
  const gantry_volume &b = o.volume("volume").c();
  CHECK(a.c().dtype == b.dtype);
  for (unsigned d = 0; d < 5; ++d) CHECK(a.c().shape[d] == b.shape[d]);
  CHECK(std::memcmp(a.c().data, b.data, a.elements() * element_bytes(b.dtype)) == 0);
  for (unsigned i = 0; i < 3; ++i)
    CHECK(b.geometry->spacing[i] == Approx(a.geometry().spacing[i]).epsilon(placed ? 1e-12 : 1e-6));
  if (!placed) return;
  CHECK(b.geometry->flags == a.geometry().flags);
  for (unsigned i = 0; i < 3; ++i) CHECK(b.geometry->origin[i] == a.geometry().origin[i]);
  for (unsigned i = 0; i < 9; ++i) CHECK(b.geometry->direction[i] == Approx(a.geometry().direction[i]).margin(1e-12));
}

template <class T>
void check_round_trips() {
  const HeldVolume v = volume_of<T>(small(), 24);
  check_same(v, read_volume(written(v, "nrrd", "a.nrrd")), true);
  check_same(v, read_volume(written(v, "metaimage", "a.mha")), true);
  check_same(v, read_picture(written(v, "tiff", "a.tif")), false);
}

}  // namespace

TEST_CASE("every type is the same after a round trip through NRRD, MetaImage and TIFF") {
  check_round_trips<std::uint8_t>();
  check_round_trips<std::int8_t>();
  check_round_trips<std::uint16_t>();
  check_round_trips<std::int16_t>();
  check_round_trips<std::uint32_t>();
  check_round_trips<std::int32_t>();
  check_round_trips<std::uint64_t>();
  check_round_trips<std::int64_t>();
  check_round_trips<float>();
  check_round_trips<double>();
}

TEST_CASE("colours, complex numbers, frames and channels survive round trips") {
  HeldVolume rgb = volume_of<std::uint8_t>(VolumeSpec().shape(12, 3, 2).geometry(oblique()), 72);
  rgb.c().shape[0] = 4;
  rgb.c().dtype = GANTRY_RGB8;
  check_same(rgb, read_volume(written(rgb, "nrrd", "a.nrrd")), true);
  check_same(rgb, read_volume(written(rgb, "metaimage", "a.mha")), true);
  check_same(rgb, read_picture(written(rgb, "tiff", "a.tif")), false);
  HeldVolume complex = volume_of<float>(VolumeSpec().shape(8, 3, 2).geometry(oblique()), 48);
  complex.c().shape[0] = 4;
  complex.c().dtype = GANTRY_C64;
  check_same(complex, read_volume(written(complex, "nrrd", "a.nrrd")), true);
  CHECK(PluginBench(pictures_entry).input("volume", complex).write("metaimage", "a.mha").status == GANTRY_UNSUPPORTED);
  const HeldVolume many = volume_of<std::int16_t>(small().frames(3).channels({"water", "fat"}), 144);
  check_same(many, read_volume(written(many, "nrrd", "a.nrrd")), true);
  check_same(many, read_volume(written(many, "metaimage", "a.mha")), true);
  check_same(many, read_picture(written(many, "tiff", "a.tif")), false);
}

TEST_CASE("NRRD keeps the fourth axis, unit, quantity, channel names and segments exactly") {
  const HeldVolume echoes = volume_of<float>(small()
                                                 .axis("echo", {{"TE", "ms", {4.6, 9.2}}, {"TR", "ms", {20, 0.1}}})
                                                 .unit("ms")
                                                 .quantity("say \"T2*\"\\n")
                                                 .modality("MR"),
                                             48);
  const Outcome o = read_volume(written(echoes, "nrrd", "a.nrrd"));
  check_same(echoes, o, true);
  const gantry_volume &v = o.volume("volume").c();
  REQUIRE(v.axis != nullptr);
  CHECK(std::string(v.axis->name) == "echo");
  CHECK(v.axis->columns[0]->values[1] == 9.2);
  CHECK(v.axis->columns[1]->values[1] == 0.1);
  CHECK(std::string(v.unit) == "ms");
  CHECK(std::string(v.quantity) == "say \"T2*\"\\n");
  CHECK(std::string(v.modality) == "MR");
  const HeldVolume labels =
      volume_of<std::uint8_t>(small().labels({{3, "liver", "SCT:10200004", 0x112233}, {5, "spleen"}}), 24);
  const Outcome l = read_volume(written(labels, "nrrd", "a.seg.nrrd"));
  check_same(labels, l, true);
  REQUIRE(l.volume("volume").c().segment_count == 2);
  const gantry_segment &liver = *l.volume("volume").c().segments[0];
  CHECK(liver.value == 3);
  CHECK(std::string(liver.name) == "liver");
  CHECK(std::string(liver.code) == "SCT:10200004");
  CHECK(liver.colour == 0x112233);
}

TEST_CASE("a diffusion axis is written as DWMRI keys that say the same") {
  const HeldVolume dwi = volume_of<float>(
      small().axis(
          "diffusion",
          {{"b", "s/mm2", {0, 500, 1000}}, {"gx", "1", {0, 1, 0}}, {"gy", "1", {0, 0, 0.6}}, {"gz", "1", {0, 0, 0.8}}}),
      72);
  std::vector<NamedBytes> files = written(dwi, "nrrd", "a.nrrd");
  std::string &bytes = files[0].bytes;
  const std::size_t own = bytes.find("org.gantry.volume");
  REQUIRE(own != std::string::npos);
  bytes.erase(own, bytes.find('\n', own) + 1 - own);  // as another program would have written it
  const Outcome o = read_volume(files);
  INFO(o.message);
  REQUIRE(o.status == GANTRY_OK);
  const gantry_axis &axis = *o.volume("volume").c().axis;
  CHECK(axis.columns[0]->values[1] == Approx(500));
  CHECK(axis.columns[0]->values[2] == 1000);
  CHECK(axis.columns[1]->values[1] == Approx(1));
  CHECK(axis.columns[3]->values[2] == Approx(0.8));
}

TEST_CASE("slices become numbered PNG files, 8 and 16 bits and colours as they are, and come back as a stack") {
  const HeldVolume deep = volume_of<std::uint16_t>(small(), 24);
  const auto files = written(deep, "png", "a.png");
  REQUIRE(files.size() == 2);
  CHECK(files[1].name == "a_002.png");
  const Outcome o = read_picture(files);
  REQUIRE(o.status == GANTRY_OK);
  CHECK(std::memcmp(o.volume("volume").c().data, deep.c().data, 48) == 0);
  CHECK(o.volume("volume").geometry().spacing[0] == Approx(0.7).epsilon(1e-3));
  const HeldVolume one = volume_of<std::uint8_t>(VolumeSpec().shape(6, 4, 1), 24);
  const auto single = written(one, "png", "b.png");
  REQUIRE(single.size() == 1);
  CHECK(single[0].name == "b.png");
  CHECK(read_picture(single).volume("volume").value(23) == 23);
}

TEST_CASE("a window maps values to grey, and that is said") {
  const HeldVolume v = HeldVolume::of<float>(VolumeSpec().shape(4, 1, 1), {-1000, 0, 60, 1000});
  PluginBench bench(pictures_entry);
  const Outcome o = bench.input("volume", v).set("centre", 50.0).set("width", 100.0).write("png", "a.png");
  REQUIRE(o.warnings.size() == 1);
  const Outcome back = read_picture(o.files);
  CHECK(back.volume("volume").c().dtype == GANTRY_U8);
  CHECK(back.volume("volume").value(0) == 0);
  CHECK(back.volume("volume").value(2) == 153);
  CHECK(back.volume("volume").value(3) == 255);
  const Outcome deep = bench.input("volume", v).set("depth", "16").write("png", "a.png");
  CHECK(read_picture(deep.files).volume("volume").value(3) == 65535);
}

TEST_CASE("what a format can't express is refused in words") {
  const HeldVolume v = volume_of<std::uint8_t>(small(), 24);
  CHECK(PluginBench(pictures_entry).input("volume", v).write("nrrd", "a.xyz").code == "file.name");
  gantry_geometry uneven = oblique();
  const double positions[6] = {11.25, -7, 100.1, 11.25, -7, 120};
  uneven.slice_positions = positions;
  uneven.slice_count = 2;
  const HeldVolume w = volume_of<std::uint8_t>(VolumeSpec().shape(4, 3, 2).geometry(uneven), 24);
  CHECK(PluginBench(pictures_entry).input("volume", w).write("nrrd", "a.nrrd").code == "file.slices");
}
