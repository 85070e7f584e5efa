// SPDX-License-Identifier: Apache-2.0
#include "making.hpp"

#include <catch2/catch.hpp>

#include <cmath>
#include <numeric>

using namespace gantry::test;
using gantry::VolumeSpec;

namespace {

// Turned 30 degrees about z; first axis roughly to the left.
VolumeSpec oblique() {
  gantry_geometry g{};
  g.size = sizeof g;
  g.frame_of_reference_uid = "";
  const double c = std::cos(M_PI / 6), s = std::sin(M_PI / 6);
  const double direction[9] = {c, -s, 0, s, c, 0, 0, 0, 1};
  std::copy(direction, direction + 9, g.direction);
  g.spacing[0] = 1.5;
  g.spacing[1] = 2;
  g.spacing[2] = 3;
  g.origin[0] = -12.5;
  g.origin[1] = 31;
  g.origin[2] = 4.25;
  return VolumeSpec().shape(3, 2, 2).geometry(g);
}

template <class T>
std::vector<T> counting(std::size_t n) {
  std::vector<T> v(n);
  std::iota(v.begin(), v.end(), T(0));
  return v;
}

Outcome written(const HeldVolume &v, const std::string &name = "a.nii") {
  return PluginBench(nifti_entry).input("volume", v).write("nifti", name);
}

Outcome round_trip(const HeldVolume &v, const std::string &name = "a.nii") {
  const Outcome w = written(v, name);
  INFO(w.message);
  REQUIRE(w.status == GANTRY_OK);
  const Outcome r = read_first(w.files);
  INFO(r.message);
  REQUIRE(r.status == GANTRY_OK);
  CHECK(r.volume("volume").c().dtype == v.c().dtype);
  CHECK(r.volume("volume").c().byte_size == v.c().byte_size);
  CHECK(std::memcmp(r.volume("volume").c().data, v.c().data, v.c().byte_size) == 0);
  for (unsigned i = 0; i < 9; ++i) {
    CHECK(r.volume("volume").geometry().direction[i] == Approx(v.geometry().direction[i]).margin(1e-6));
  }
  for (unsigned i = 0; i < 3; ++i) {
    CHECK(r.volume("volume").geometry().origin[i] == Approx(v.geometry().origin[i]).margin(1e-5));
    CHECK(r.volume("volume").geometry().spacing[i] == Approx(v.geometry().spacing[i]));
  }
  return r;
}

}  // namespace

TEST_CASE("what is written reads back the same, of every data type, plain and compressed") {
  for (std::uint32_t dtype = GANTRY_U8; dtype <= GANTRY_RGBA8; ++dtype) {
    const HeldVolume v = oblique().dtype(dtype).with_c([](const auto &c) { return HeldVolume::like(c); });
    const std::string bytes = counting_bytes(v.c().byte_size);
    std::memcpy(v.c().writable, bytes.data(), bytes.size());
    for (const char *name : {"a.nii", "a.nii.gz"}) {
      INFO("type " << dtype << " as " << name);
      CHECK(round_trip(v, name).volume("volume").geometry().flags == 0);
    }
  }
}

TEST_CASE("equal volumes give equal files, and the header says what it must") {
  const HeldVolume v = HeldVolume::of<float>(oblique(), counting<float>(12));
  CHECK(written(v, "a.nii.gz").files[0].bytes == written(v, "a.nii.gz").files[0].bytes);
  const std::string zipped = written(v, "a.nii.gz").files[0].bytes;
  CHECK(zipped.substr(4, 4) == std::string(4, '\0'));  // no time
  const std::string bytes = written(v).files[0].bytes;
  nifti_1_header h;
  std::memcpy(&h, bytes.data(), sizeof h);
  CHECK(h.sform_code == 1);
  CHECK(h.qform_code == 1);
  CHECK(h.cal_max == 0);
  CHECK(std::string(h.descrip) == "Gantry");
  CHECK(h.xyzt_units == (NIFTI_UNITS_MM | NIFTI_UNITS_SEC));
  CHECK(bytes.size() == 352 + 48);
}

TEST_CASE("the qform alone says the same as the sform") {
  const HeldVolume v = HeldVolume::of<float>(oblique(), counting<float>(12));
  std::string bytes = written(v).files[0].bytes;
  nifti_1_header h;
  std::memcpy(&h, bytes.data(), sizeof h);
  h.sform_code = 0;
  std::memcpy(bytes.data(), &h, sizeof h);
  const Outcome o = read_first({{"a.nii", bytes}});
  for (unsigned i = 0; i < 9; ++i) {
    CHECK(o.volume("volume").geometry().direction[i] == Approx(v.geometry().direction[i]).margin(1e-6));
  }
}

TEST_CASE("a dimension above 32767 makes it NIfTI-2") {
  const HeldVolume v = HeldVolume::of<std::uint8_t>(oblique().shape(40000, 1, 1), std::vector<std::uint8_t>(40000, 7));
  CHECK(round_trip(v).volume("volume").c().shape[0] == 40000);
}

TEST_CASE("a diffusion axis comes back through .bval and .bvec, on both kinds of axes") {
  for (const double first_axis : {1.0, -1.0}) {
    VolumeSpec spec = oblique();
    spec.axis("diffusion", {{"b", "s/mm2", {0, 1000, 2500.5}},
                            {"gx", "1", {0, 0.6, -0.5}},
                            {"gy", "1", {0, 0.8, 0.5}},
                            {"gz", "1", {0, 0, std::sqrt(0.5)}}});
    const HeldVolume v = HeldVolume::of<std::int16_t>(spec, counting<std::int16_t>(36));
    for (unsigned r = 0; r < 3; ++r) v.geometry().direction[3 * r] *= first_axis;
    const Outcome w = written(v, "dwi.nii.gz");
    REQUIRE(w.files.size() == 3);
    CHECK(w.files[1].name == "dwi.bval");
    CHECK(w.files[1].bytes == "0 1000 2500.5\n");
    CHECK(w.files[2].name == "dwi.bvec");
    const Outcome back = round_trip(v, "dwi.nii.gz");
    const gantry_axis *axis = back.volume("volume").c().axis;
    REQUIRE(axis != nullptr);
    REQUIRE(axis->column_count == 4);
    for (unsigned c = 0; c < 4; ++c) {
      for (unsigned f = 0; f < 3; ++f) {
        CHECK(axis->columns[c]->values[f] == Approx(v.c().axis->columns[c]->values[f]).margin(1e-6));
      }
    }
  }
}

TEST_CASE("even time goes into the header, uneven time and echoes into a .json") {
  VolumeSpec spec = oblique();
  spec.axis("time", {{"t", "s", {1, 3, 5}}});
  const HeldVolume even = HeldVolume::of<std::uint8_t>(spec, counting<std::uint8_t>(36));
  CHECK(written(even).files.size() == 1);
  CHECK(round_trip(even).volume("volume").c().axis->columns[0]->values[2] == 5);
  spec.axis("time", {{"t", "s", {1, 3, 6}}});
  const HeldVolume uneven = HeldVolume::of<std::uint8_t>(spec, counting<std::uint8_t>(36));
  CHECK(written(uneven).files.size() == 2);
  CHECK(round_trip(uneven).volume("volume").c().axis->columns[0]->values[2] == 6);
  spec.axis("echo", {{"TE", "ms", {0.1, 4.6, 9.2}}, {"TR", "ms", {30, 30, 30}}});
  const HeldVolume echoes = HeldVolume::of<std::uint8_t>(spec, counting<std::uint8_t>(36));
  const Outcome o = round_trip(echoes);
  CHECK(o.volume("volume").c().axis->columns[0]->values[0] == 0.1);
  CHECK(std::string(o.volume("volume").c().axis->columns[1]->name) == "TR");
}

TEST_CASE("a label map keeps its segments, a map its unit") {
  VolumeSpec spec = oblique();
  spec.labels({{1, "CSF", "SCT:65216001", 0x0000FF}, {2, "grey matter"}});
  const Outcome labels = round_trip(HeldVolume::of<std::uint8_t>(spec, counting<std::uint8_t>(12)));
  const gantry_volume &v = labels.volume("volume").c();
  CHECK((v.flags & GANTRY_VOLUME_LABELS) != 0);
  REQUIRE(v.segment_count == 2);
  CHECK(std::string(v.segments[0]->name) == "CSF");
  CHECK(std::string(v.segments[0]->code) == "SCT:65216001");
  CHECK(v.segments[0]->colour == 0x0000FF);
  VolumeSpec map = oblique();
  map.unit("ms").quantity("T2*").modality("MR");
  const Outcome o = round_trip(HeldVolume::of<float>(map, counting<float>(12)));
  CHECK(std::string(o.volume("volume").c().unit) == "ms");
  CHECK(std::string(o.volume("volume").c().quantity) == "T2*");
  CHECK(std::string(o.volume("volume").c().modality) == "MR");
}

TEST_CASE("a sheared volume keeps its shear, an assumed one stays assumed") {
  const HeldVolume sheared = HeldVolume::of<float>(oblique(), counting<float>(12));
  sheared.geometry().flags = GANTRY_GEOMETRY_SHEARED;
  const double s = std::sqrt(0.5);
  sheared.geometry().direction[2] = s;
  sheared.geometry().direction[8] = s;
  CHECK(round_trip(sheared).volume("volume").geometry().flags == GANTRY_GEOMETRY_SHEARED);
  const Outcome assumed = read_first({small_file()});
  const Outcome again = round_trip(assumed.volume("volume"));
  CHECK(again.volume("volume").geometry().flags == GANTRY_GEOMETRY_ASSUMED);
}

TEST_CASE("what NIfTI can't express is refused in words") {
  const HeldVolume v = HeldVolume::of<float>(oblique(), counting<float>(12));
  CHECK(written(v, "a.mha").status == GANTRY_INVALID_ARGUMENT);
  const double positions[6] = {-12.5, 31, 4.25, -12.5, 31, 9};
  v.geometry().slice_positions = positions;
  v.geometry().slice_count = 2;
  v.geometry().flags = GANTRY_GEOMETRY_UNEVEN;
  const Outcome o = written(v);
  CHECK(o.status == GANTRY_UNSUPPORTED);
  CHECK(o.message.find("evenly") != std::string::npos);
}
