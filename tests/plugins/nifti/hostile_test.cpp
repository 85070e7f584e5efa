// SPDX-License-Identifier: Apache-2.0
#include "making.hpp"

#include <catch2/catch.hpp>

#include <cmath>
#include <limits>

using namespace gantry::test;

namespace {

// Refused in words by both calls; nothing comes out.
void check_refused(const std::vector<NamedBytes> &files) {
  const Outcome listed = PluginBench(nifti_entry).list("nifti", files);
  CHECK(listed.status == GANTRY_OK);
  const Outcome o = read_first(files);
  CHECK(o.status == GANTRY_BAD_DATA);
  CHECK(o.message.rfind("file 1 of ", 0) == 0);
  CHECK_FALSE(o.hint.empty());
  CHECK(o.volumes.empty());
}

template <class F>
void check_header_refused(F &&spoil) {
  nifti_1_header h = small_header();
  spoil(h);
  const std::vector<NamedBytes> files{{"a.nii", nii(h, counting_bytes())}};
  check_refused(files);
  CHECK(PluginBench(nifti_entry).list("nifti", files).refused.count(0) == 1);
}

}  // namespace

TEST_CASE("a file cut anywhere is refused") {
  const std::string whole = small_file().bytes;
  for (std::size_t n = 0; n < whole.size(); ++n) {
    INFO("cut at " << n);
    check_refused({{"a.nii", whole.substr(0, n)}});
  }
  const std::string whole2 = nii(small_header2(), counting_bytes());
  for (std::size_t n = 0; n < whole2.size(); ++n) {
    INFO("NIfTI-2 cut at " << n);
    check_refused({{"a.nii", whole2.substr(0, n)}});
  }
}

TEST_CASE("gzip cut anywhere, in its checksum too, or damaged, is refused") {
  const std::string whole = gzipped(small_file().bytes);
  for (std::size_t n = 0; n < whole.size(); ++n) {
    INFO("cut at " << n);
    check_refused({{"a.nii.gz", whole.substr(0, n)}});
  }
  std::string spoiled = whole;
  spoiled[spoiled.size() - 6] ^= 1;  // in the CRC
  check_refused({{"a.nii.gz", spoiled}});
  check_refused({{"a.nii.gz", whole + whole.substr(0, whole.size() - 3)}});  // a second member cut short
}

TEST_CASE("impossible headers are refused") {
  check_header_refused([](auto &h) { h.dim[0] = 0; });
  check_header_refused([](auto &h) { h.dim[0] = 8; });
  check_header_refused([](auto &h) { h.dim[0] = -1; });
  check_header_refused([](auto &h) { h.dim[1] = 0; });
  check_header_refused([](auto &h) { h.dim[2] = -3; });
  check_header_refused([](auto &h) {
    h.dim[0] = 6;
    h.dim[6] = 2;
  });
  check_header_refused([](auto &h) {
    h.dim[0] = 7;
    std::fill(h.dim + 1, h.dim + 6, short{32767});
  });
  check_header_refused([](auto &h) { h.dim[1] = 32767; });  // more than the file holds
  check_header_refused([](auto &h) { h.vox_offset = 1e9f; });
  check_header_refused([](auto &h) { h.vox_offset = 1e30f; });
  check_header_refused([](auto &h) { h.vox_offset = -352; });
  check_header_refused([](auto &h) { h.vox_offset = 100; });
  check_header_refused([](auto &h) { h.vox_offset = std::numeric_limits<float>::quiet_NaN(); });
  check_header_refused([](auto &h) { h.vox_offset = std::numeric_limits<float>::infinity(); });
  for (const short type : {short{0}, short{1}, short{3}, short{-1}, short{1536}, short{2048}}) {
    check_header_refused([&](auto &h) { h.datatype = type; });
  }
  check_header_refused([](auto &h) { std::memset(h.magic, 0, 4); });  // ANALYZE
}

TEST_CASE("a NIfTI-2 header whose sizes overflow 64 bits is refused") {
  nifti_2_header h = small_header2();
  h.dim[0] = 5;
  for (int d = 1; d <= 5; ++d) h.dim[d] = std::int64_t{1} << 61;
  check_refused({{"a.nii", nii(h, counting_bytes())}});
  h.dim[1] = std::numeric_limits<std::int64_t>::max();
  check_refused({{"a.nii", nii(h, counting_bytes())}});
  h = small_header2();
  h.vox_offset = std::numeric_limits<std::int64_t>::max();
  check_refused({{"a.nii", nii(h, counting_bytes())}});
}

TEST_CASE("a small gzip that announces more than it can hold is refused before memory is asked for") {
  nifti_2_header h = small_header2();
  h.dim[1] = h.dim[2] = 100000;
  h.dim[3] = 1000;
  PluginBench bench(nifti_entry);
  const Outcome o = bench.output_limit(0).read("nifti", {{"a.nii.gz", gzipped(nii(h, counting_bytes()))}}, "0");
  CHECK(o.status == GANTRY_BAD_DATA);  // not GANTRY_NO_MEMORY: it did not come so far
}

TEST_CASE("a pair without its image, a wrong key, and too little memory are said in words") {
  nifti_1_header h = small_header();
  std::memcpy(h.magic, "ni1", 4);
  h.vox_offset = 0;
  const NamedBytes header{"a.hdr", std::string(reinterpret_cast<const char *>(&h), sizeof h)};
  CHECK(read_first({header}).message.find(".img") != std::string::npos);
  check_refused({header, {"a.img", counting_bytes(23)}});
  CHECK(read_first({small_file()}, "7").status == GANTRY_NOT_FOUND);
  CHECK(read_first({small_file()}, "x").status == GANTRY_NOT_FOUND);
  CHECK(PluginBench(nifti_entry).output_limit(10).read("nifti", {small_file()}, "0").status == GANTRY_NO_MEMORY);
}

TEST_CASE("no byte of a header, changed at random, brings the reader down") {
  const std::string whole = small_file().bytes;
  std::uint32_t state = 1;
  const auto next = [&] { return (state = state * 1664525u + 1013904223u) >> 16; };
  for (int round = 0; round < 20000; ++round) {
    std::string spoiled = whole;
    for (int k = 0; k < 3; ++k) spoiled[next() % 352] = static_cast<char>(next());
    const Outcome o = PluginBench(nifti_entry).output_limit(1 << 20).read("nifti", {{"a.nii", spoiled}}, "0");
    if (o.status == GANTRY_OK) {
      for (const double s : o.volume("volume").geometry().spacing) REQUIRE((std::isfinite(s) && s > 0));
    } else {
      REQUIRE_FALSE(o.message.empty());
    }
  }
}

TEST_CASE("reading can be cancelled") {
  CHECK(PluginBench(nifti_entry).cancel_at_call(1).read("nifti", {small_file()}, "0").status == GANTRY_CANCELLED);
}
