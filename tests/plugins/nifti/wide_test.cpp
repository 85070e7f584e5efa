// SPDX-License-Identifier: Apache-2.0
// 128-bit floating point, large files and several threads.
#include "making.hpp"

#include <catch2/catch.hpp>

#include <algorithm>
#include <cfloat>
#include <cmath>
#include <complex>

using namespace gantry::test;

namespace {

const std::vector<double> numbers{0.0,    1.0,     -1.0,     0.1,       -0.3,      1e300, -1e-300, 3.14159265358979,
                                  1e308,  -2.5e10, 7.0,      1.0 / 3,   5e-324,    255,   -1024,   0.5,
                                  1e-310, -0.0,    INFINITY, -INFINITY, 12345.678, 2,     4,       NAN};

template <class Wide>
std::string wide_bytes(const std::vector<double> &values) {
  static_assert(sizeof(Wide) == 16);
  std::string out(16 * values.size(), '\0');
  for (std::size_t i = 0; i < values.size(); ++i) {
    const Wide w = static_cast<Wide>(values[i]);
    std::memcpy(out.data() + 16 * i, &w, std::is_same_v<Wide, long double> ? 10 : 16);
  }
  return out;
}

void check_wide(const std::string &bytes, const char *said) {
  for (const bool swapped : {false, true}) {
    nifti_1_header h = small_header();
    h.datatype = NIFTI_TYPE_FLOAT128;
    h.bitpix = 128;
    std::string voxels = bytes;
    if (swapped) {
      nifti_swap_as_nifti1(&h);
      nifti_swap_Nbytes(24, 16, voxels.data());
    }
    for (const bool zip : {false, true}) {
      const std::string file = zip ? gzipped(nii(h, voxels)) : nii(h, voxels);
      const Outcome o = read_first({{"a.nii", file}});
      INFO(o.message);
      REQUIRE(o.status == GANTRY_OK);
      CHECK(o.volume("volume").c().dtype == GANTRY_F64);
      for (std::size_t i = 0; i < 23; ++i) CHECK(o.volume("volume").value(i) == numbers[i]);
      CHECK(std::isnan(o.volume("volume").value(23)));
      REQUIRE(o.warnings.size() == 2);
      CHECK(o.warnings[1].find(said) != std::string::npos);
    }
  }
}

// 130x120x110 int16: several blocks, of which the last one is not full.
std::vector<std::int16_t> many_values() {
  std::vector<std::int16_t> values(130 * 120 * 110);
  std::uint32_t state = 7;
  for (auto &v : values) v = static_cast<std::int16_t>((state = state * 1664525u + 1013904223u) >> 20);
  return values;
}

nifti_1_header many_header() {
  nifti_1_header h = small_header();
  h.dim[1] = 130;
  h.dim[2] = 120;
  h.dim[3] = 110;
  h.datatype = NIFTI_TYPE_INT16;
  h.bitpix = 16;
  return h;
}

}  // namespace

#if LDBL_MANT_DIG == 64
TEST_CASE("80-bit numbers in 16 bytes become float64, and that is said") {
  check_wide(wide_bytes<long double>(numbers), "80-bit");
}
#endif

#ifdef __SIZEOF_FLOAT128__
__extension__ typedef __float128 Binary128;
TEST_CASE("IEEE 754 binary128 numbers become float64, and that is said") {
  check_wide(wide_bytes<Binary128>(numbers), "binary128");
}
#endif

TEST_CASE("complex256 becomes complex128") {
  nifti_1_header h = small_header();
  h.dim[1] = 2;
  h.dim[2] = 3;
  h.datatype = NIFTI_TYPE_COMPLEX256;
  h.bitpix = 256;
  const Outcome o = read_first({{"a.nii", nii(h, wide_bytes<long double>(numbers))}});
  REQUIRE(o.status == GANTRY_OK);
  CHECK(o.volume("volume").c().dtype == GANTRY_C128);
  CHECK(o.volume("volume").as<std::complex<double>>()[1] == std::complex<double>(-1, 0.1));
}

TEST_CASE(
    "large volumes are the same by one thread and by three, plain, compressed, scaled and in the other byte order") {
  const auto values = many_values();
  for (const bool scaled : {false, true}) {
    for (const bool swapped : {false, true}) {
      nifti_1_header h = many_header();
      if (scaled) h.scl_slope = 0.25f, h.scl_inter = 3;
      std::string voxels = bytes_of(values);
      if (swapped) {
        nifti_swap_as_nifti1(&h);
        nifti_swap_Nbytes(static_cast<std::int64_t>(values.size()), 2, voxels.data());
      }
      const std::string plain = nii(h, voxels), zipped = gzipped(plain);
      for (const std::string *file : {&plain, &zipped}) {
        for (const unsigned threads : {1u, 3u}) {
          const Outcome o = PluginBench(nifti_entry).threads(threads).read("nifti", {{"a.nii", *file}}, "0");
          REQUIRE(o.status == GANTRY_OK);
          const HeldVolume &v = o.volume("volume");
          std::uint64_t wrong = 0;
          for (std::uint64_t i = 0; i < values.size(); ++i) {
            wrong += v.value(i) != (scaled ? 0.25 * values[i] + 3 : values[i]);
          }
          CHECK(wrong == 0);
        }
      }
    }
  }
}

TEST_CASE("large files that are cut or damaged are refused by several threads too, and can be cancelled") {
  const std::string plain = nii(many_header(), bytes_of(many_values())), zipped = gzipped(plain);
  const auto read = [](const std::string &file) {
    return PluginBench(nifti_entry).threads(3).read("nifti", {{"a.nii", file}}, "0");
  };
  CHECK(read(plain.substr(0, plain.size() - 1)).status == GANTRY_BAD_DATA);
  for (const std::size_t cut : {zipped.size() / 2, zipped.size() - 8, zipped.size() - 4, zipped.size() - 1}) {
    CHECK(read(zipped.substr(0, cut)).code == "file.compressed");
  }
  for (const std::size_t from_end : {1u, 5u, 8u}) {  // length, CRC
    std::string spoiled = zipped;
    spoiled[spoiled.size() - from_end] ^= 0x20;
    CHECK(read(spoiled).code == "file.compressed");
  }
  CHECK(PluginBench(nifti_entry).threads(3).cancel_at_call(2).read("nifti", {{"a", zipped}}, "0").status ==
        GANTRY_CANCELLED);
}

TEST_CASE("gzip members that end anywhere are one stream") {
  const std::string plain = nii(many_header(), bytes_of(many_values()));
  std::string members;
  for (std::size_t at = 0, size = 1; at < plain.size(); at += size, size = size * 3 + 1) {
    members += gzipped(plain.substr(at, size));
  }
  const Outcome o = read_first({{"a.nii.gz", members}});
  REQUIRE(o.status == GANTRY_OK);
  CHECK(std::memcmp(o.volume("volume").c().data, plain.data() + 352, plain.size() - 352) == 0);
}

TEST_CASE("a fourth axis in hertz is a frequency") {
  nifti_1_header h = small_header();
  h.dim[0] = 4;
  h.dim[4] = 2;
  h.pixdim[4] = 2.5f;
  h.xyzt_units = NIFTI_UNITS_MM | NIFTI_UNITS_HZ;
  const Outcome o = read_first({{"a.nii", nii(h, counting_bytes(48))}});
  REQUIRE(o.volume("volume").c().axis != nullptr);
  CHECK(std::string(o.volume("volume").c().axis->name) == "frequency");
  CHECK(o.volume("volume").c().axis->columns[0]->values[1] == 2.5);
}
