// SPDX-License-Identifier: Apache-2.0
#include "making.hpp"

#include <catch2/catch.hpp>

#include <nlohmann/json.hpp>

#include <complex>
#include <cstdint>
#include <limits>

using namespace gantry::test;

TEST_CASE("a file is known by its content, a companion by its name") {
  PluginBench bench(nifti_entry);
  const std::string plain = small_file().bytes;
  CHECK(bench.sniff("nifti", {"a.nii", plain}) == 100);
  CHECK(bench.sniff("nifti", {"no_extension", plain}) == 100);
  CHECK(bench.sniff("nifti", {"A.NII.GZ", gzipped(plain)}) == 100);
  CHECK(bench.sniff("nifti", {"a.nii", nii(small_header2(), counting_bytes())}) == 100);
  CHECK(bench.sniff("nifti", {"a.nii", "no header at all"}) == 0);
  CHECK(bench.sniff("nifti", {"a.nii.gz", gzipped("no header at all")}) == 0);
  CHECK(bench.sniff("nifti", {"a.nii", ""}) == 0);
  CHECK(bench.sniff("nifti", {"a.bval", "0 1000"}) == 1);
  CHECK(bench.sniff("nifti", {"a.img", "voxels"}) == 1);
}

TEST_CASE("voxels come out as stored, from .nii, .nii.gz, several gzip members, and a pair") {
  const std::string plain = small_file().bytes;
  nifti_1_header pair = small_header();
  std::memcpy(pair.magic, "ni1", 4);
  pair.vox_offset = 0;
  const std::string header(reinterpret_cast<const char *>(&pair), sizeof pair);
  const std::vector<std::vector<NamedBytes>> forms = {
      {{"a.nii", plain}},
      {{"a.nii.gz", gzipped(plain)}},
      {{"a.nii.gz", gzipped(plain.substr(0, 100)) + gzipped(plain.substr(100, 255)) + gzipped(plain.substr(355))}},
      {{"a.nii.gz", gzipped(plain) + std::string(512, '\0')}},  // padded, as tapes are
      {{"a.hdr", header}, {"a.img", counting_bytes()}},
      {{"a.hdr.gz", gzipped(header)}, {"a.img.gz", gzipped(counting_bytes())}},
      {{"a.nii", nii(small_header2(), counting_bytes())}},
  };
  for (const auto &files : forms) {
    const Outcome o = read_first(files);
    INFO(files[0].name << ": " << o.message);
    REQUIRE(o.status == GANTRY_OK);
    const HeldVolume &v = o.volume("volume");
    CHECK(v.c().dtype == GANTRY_U8);
    CHECK(v.c().shape[0] == 4);
    CHECK(v.c().shape[1] == 3);
    CHECK(v.c().shape[2] == 2);
    for (std::uint64_t i = 0; i < 24; ++i) REQUIRE(v.value(i) == static_cast<double>(i));
  }
}

namespace {

template <class T>
void check_type(int code, std::uint32_t dtype, const std::vector<T> &values, int swap) {
  nifti_1_header h = small_header();
  h.datatype = static_cast<short>(code);
  h.bitpix = static_cast<short>(8 * sizeof(T));
  for (const bool other_order : {false, true}) {
    nifti_1_header head = h;
    std::string voxels = bytes_of(values);
    if (other_order) {
      nifti_swap_as_nifti1(&head);
      const auto parts = static_cast<std::int64_t>(voxels.size() / static_cast<std::size_t>(swap));
      if (swap > 1) nifti_swap_Nbytes(parts, swap, voxels.data());
    }
    const Outcome o = read_first({{"a.nii", nii(head, voxels)}});
    INFO("type " << code << (other_order ? " in the other byte order: " : ": ") << o.message);
    REQUIRE(o.status == GANTRY_OK);
    CHECK(o.volume("volume").c().dtype == dtype);
    CHECK(std::memcmp(o.volume("volume").c().data, values.data(), values.size() * sizeof(T)) == 0);
  }
}

template <class T>
std::vector<T> extremes() {
  std::vector<T> v(24, std::numeric_limits<T>::max());
  v[0] = std::numeric_limits<T>::lowest();
  v[1] = T(1);
  v[23] = T(2);
  return v;
}

struct Rgb {
  std::uint8_t c[3];
};
struct Rgba {
  std::uint8_t c[4];
};

}  // namespace

TEST_CASE("every data type keeps its values, in both byte orders") {
  check_type(NIFTI_TYPE_UINT8, GANTRY_U8, extremes<std::uint8_t>(), 1);
  check_type(NIFTI_TYPE_INT8, GANTRY_I8, extremes<std::int8_t>(), 1);
  check_type(NIFTI_TYPE_UINT16, GANTRY_U16, extremes<std::uint16_t>(), 2);
  check_type(NIFTI_TYPE_INT16, GANTRY_I16, extremes<std::int16_t>(), 2);
  check_type(NIFTI_TYPE_UINT32, GANTRY_U32, extremes<std::uint32_t>(), 4);
  check_type(NIFTI_TYPE_INT32, GANTRY_I32, extremes<std::int32_t>(), 4);
  check_type(NIFTI_TYPE_UINT64, GANTRY_U64, extremes<std::uint64_t>(), 8);
  check_type(NIFTI_TYPE_INT64, GANTRY_I64, extremes<std::int64_t>(), 8);
  check_type(NIFTI_TYPE_FLOAT32, GANTRY_F32, extremes<float>(), 4);
  check_type(NIFTI_TYPE_FLOAT64, GANTRY_F64, extremes<double>(), 8);
  check_type(NIFTI_TYPE_COMPLEX64, GANTRY_C64, std::vector<std::complex<float>>(24, {1.5f, -2.5f}), 4);
  check_type(NIFTI_TYPE_COMPLEX128, GANTRY_C128, std::vector<std::complex<double>>(24, {1.5, -2.5}), 8);
  check_type(NIFTI_TYPE_RGB24, GANTRY_RGB8, std::vector<Rgb>(24, {{1, 2, 3}}), 1);
  check_type(NIFTI_TYPE_RGBA32, GANTRY_RGBA8, std::vector<Rgba>(24, {{1, 2, 3, 4}}), 1);
}

TEST_CASE("scaled integers become float32: slope times value plus intercept; slope 0 and NaN mean no scaling") {
  nifti_1_header h = small_header();
  h.datatype = NIFTI_TYPE_INT16;
  h.scl_slope = 2.5f;
  h.scl_inter = -1024;
  std::vector<std::int16_t> values(24, -7);
  values[23] = 1000;
  for (const bool zip : {false, true}) {
    const std::string file = nii(h, bytes_of(values));
    const Outcome o = read_first({{zip ? "a.nii.gz" : "a.nii", zip ? gzipped(file) : file}});
    REQUIRE(o.volume("volume").c().dtype == GANTRY_F32);
    CHECK(o.volume("volume").value(0) == 2.5 * -7 - 1024);
    CHECK(o.volume("volume").value(23) == 2.5 * 1000 - 1024);
  }
  for (const float none : {0.0f, std::numeric_limits<float>::quiet_NaN()}) {
    h.scl_slope = none;
    const Outcome o = read_first({{"a.nii", nii(h, bytes_of(values))}});
    CHECK(o.volume("volume").c().dtype == GANTRY_I16);
    CHECK(o.volume("volume").value(23) == 1000);
  }
  h.scl_slope = 2;
  h.scl_inter = 1;
  h.datatype = NIFTI_TYPE_FLOAT64;
  const Outcome wide = read_first({{"a.nii", nii(h, bytes_of(std::vector<double>(24, 0.1)))}});
  CHECK(wide.volume("volume").c().dtype == GANTRY_F64);
  CHECK(wide.volume("volume").value(5) == 2 * 0.1 + 1);
}

TEST_CASE("a fourth dimension with a time step is time in seconds, a fifth is channels") {
  nifti_1_header h = small_header();
  h.dim[0] = 5;
  h.dim[4] = 3;
  h.dim[5] = 2;
  h.pixdim[4] = 2000;
  h.toffset = 500;
  h.xyzt_units = NIFTI_UNITS_MM | NIFTI_UNITS_MSEC;
  const Outcome o = read_first({{"a.nii", nii(h, counting_bytes(144))}});
  REQUIRE(o.status == GANTRY_OK);
  const gantry_volume &v = o.volume("volume").c();
  CHECK(v.dims == 5);
  CHECK(v.shape[3] == 3);
  CHECK(v.shape[4] == 2);
  CHECK(v.channel_name_count == 2);
  REQUIRE(v.axis != nullptr);
  CHECK(std::string(v.axis->name) == "time");
  CHECK(std::string(v.axis->columns[0]->name) == "t");
  CHECK(std::string(v.axis->columns[0]->unit) == "s");
  CHECK(v.axis->columns[0]->values[2] == Approx(4.5));
  h.xyzt_units = NIFTI_UNITS_MM;
  CHECK(read_first({{"a.nii", nii(h, counting_bytes(144))}}).volume("volume").c().axis == nullptr);
}

TEST_CASE("the header is given as a record, and what people write into it is marked as identifying") {
  nifti_1_header h = small_header();
  std::strcpy(h.descrip, "JANSEN^P 1960\xe9");
  std::strcpy(h.db_name, "JANSEN");
  h.vox_offset = 384;
  std::string file = nii(h, "");
  file[348] = 1;
  const std::int32_t extension[2] = {32, NIFTI_ECODE_COMMENT};
  file +=
      std::string(reinterpret_cast<const char *>(extension), 8) + std::string("born 1960-01-01") + std::string(9, '\0');
  file += counting_bytes();
  const Outcome o = read_first({{"a.nii", file}});
  REQUIRE(o.status == GANTRY_OK);
  CHECK(o.volume("volume").value(23) == 23);
  int found = 0;
  const auto header = nlohmann::json::parse(o.records.at("header"));
  for (const auto &entry : header["entries"]) {
    const std::string text = entry["value"].dump();
    if (text.find("JANSEN") == std::string::npos && text.find("1960") == std::string::npos) continue;
    CHECK(entry["identifying"] == true);
    ++found;
  }
  CHECK(found == 3);
}

TEST_CASE("the list names no file, attaches companions, and refuses what stands alone") {
  nifti_1_header h = small_header();
  h.dim[0] = 4;
  h.dim[4] = 2;
  const Outcome o = PluginBench(nifti_entry)
                        .list("nifti", {{"jansen.nii", nii(h, counting_bytes(48))},
                                        {"jansen.bval", "0 1000"},
                                        {"jansen.bvec", "0 1\n0 0\n0 0\n"},
                                        {"other.bval", "0 1000"},
                                        {"broken.nii", "nothing"}});
  REQUIRE(o.status == GANTRY_OK);
  REQUIRE(o.items.size() == 1);
  CHECK(o.items[0].kind == GANTRY_KIND_VOLUME);
  CHECK(o.items[0].title == "NIfTI volume");
  CHECK(o.items[0].summary == "4x3x2x2 uint8, 1x1x1 mm, axis diffusion");
  CHECK(o.items[0].files == std::vector<std::uint32_t>{0, 1, 2});
  REQUIRE(o.refused.size() == 2);
  CHECK(o.refused.at(3).find("NAME.bval") != std::string::npos);
  CHECK(o.refused.at(4).find("NIfTI header") != std::string::npos);
}
