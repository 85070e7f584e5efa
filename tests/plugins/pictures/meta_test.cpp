// SPDX-License-Identifier: Apache-2.0
// MetaImage, by MetaIO's documentation and ITK's MetaImageIO.
#include "making.hpp"

#include <catch2/catch.hpp>

using namespace gantry::test;

namespace {

template <class T>
void check_element_type(const char *name, std::uint32_t dtype) {
  const auto values = counting<T>(24);
  for (const bool big : {false, true}) {
    const std::string data = big ? swapped(bytes_of(values), sizeof(T)) : bytes_of(values);
    const Outcome o = read_volume({{"a.mha", mha(name, data, big ? "BinaryDataByteOrderMSB = True\n" : "")}});
    INFO(name << o.message);
    REQUIRE(o.status == GANTRY_OK);
    CHECK(o.volume("volume").c().dtype == dtype);
    CHECK(std::memcmp(o.volume("volume").c().data, values.data(), values.size() * sizeof(T)) == 0);
  }
}

}  // namespace

TEST_CASE("every MetaImage type keeps its values in both byte orders") {
  check_element_type<std::int8_t>("MET_CHAR", GANTRY_I8);
  check_element_type<std::uint8_t>("MET_UCHAR", GANTRY_U8);
  check_element_type<std::int16_t>("MET_SHORT", GANTRY_I16);
  check_element_type<std::uint16_t>("MET_USHORT", GANTRY_U16);
  check_element_type<std::int32_t>("MET_INT", GANTRY_I32);
  check_element_type<std::uint32_t>("MET_ULONG", GANTRY_U32);  // four bytes in MetaIO
  check_element_type<std::int64_t>("MET_LONG_LONG", GANTRY_I64);
  check_element_type<std::uint64_t>("MET_ULONG_LONG", GANTRY_U64);
  check_element_type<float>("MET_FLOAT", GANTRY_F32);
  check_element_type<double>("MET_DOUBLE", GANTRY_F64);
}

TEST_CASE("MetaImage voxels are found packed, as text, behind a foreign header, and in other files") {
  const std::string data = bytes_of(counting<std::int16_t>(24));
  std::string text;
  for (int i = 0; i < 24; ++i) text += std::to_string(i) + " ";
  check_counting(read_volume({{"a.mha", mha("MET_SHORT", zlib_packed(data, false), "CompressedData = True\n")}}));
  std::string ascii = mha("MET_SHORT", text);
  ascii.replace(ascii.find("BinaryData = True"), 17, "BinaryData = False");
  check_counting(read_volume({{"a.mha", ascii}}));
  const auto beside = [&](const std::string &file, const std::string &more = "") {
    std::string header = mha("MET_SHORT", "", more);
    return header.replace(header.find("LOCAL"), 5, file);
  };
  check_counting(read_volume({{"a.mhd", beside("a.raw")}, {"a.raw", data}}));
  check_counting(read_volume({{"a.mhd", beside("a.raw", "HeaderSize = -1\n")}, {"a.raw", "foreign" + data}}));
  check_counting(read_volume({{"a.mhd", beside("a.raw", "HeaderSize = 7\n")}, {"a.raw", "foreign" + data}}));
  check_counting(
      read_volume({{"a.mhd", beside("a.zraw", "CompressedData = True\n")}, {"a.zraw", zlib_packed(data, false)}}));
  check_counting(read_volume(
      {{"a.mhd", beside("LIST\none.raw\ntwo.raw")}, {"one.raw", data.substr(0, 24)}, {"two.raw", data.substr(24)}}));
  check_counting(read_volume(
      {{"a.mhd", beside("s%03d.raw 7 8 1")}, {"s007.raw", data.substr(0, 24)}, {"s008.raw", data.substr(24)}}));
}

TEST_CASE("MetaImage's matrix has a direction in each row, and its space is LPS as ITK takes it") {
  std::string file = mha("MET_UCHAR", bytes_of(counting<std::uint8_t>(24)));
  file.replace(file.find("1 0 0 0 1 0 0 0 1"), 17, "0 1 0 0 0 1 1 0 0");
  const Outcome o = read_volume({{"a.mha", file}});
  check_counting(o);
  const auto &g = o.volume("volume").geometry();
  CHECK(g.direction[3] == 1);  // the first axis runs along y
  CHECK(g.direction[7] == 1);  // the second along z
  CHECK(g.direction[2] == 1);  // the third along x
  CHECK(g.origin[1] == -20);
  CHECK(g.spacing[2] == 2);
  CHECK(g.flags == 0);
  CHECK(o.warnings.empty());
}

TEST_CASE("MetaImage channels are parted, and three or four bytes are colours") {
  const Outcome two =
      read_volume({{"a.mha", mha("MET_FLOAT", bytes_of(counting<float>(48)), "ElementNumberOfChannels = 2\n")}});
  REQUIRE(two.status == GANTRY_OK);
  CHECK(two.volume("volume").c().shape[4] == 2);
  CHECK(two.volume("volume").value(1) == 2);
  CHECK(two.volume("volume").value(24) == 1);
  const Outcome rgb =
      read_volume({{"a.mha", mha("MET_UCHAR", bytes_of(counting<std::uint8_t>(72)), "ElementNumberOfChannels = 3\n")}});
  CHECK(rgb.volume("volume").c().dtype == GANTRY_RGB8);
}

TEST_CASE("a MetaImage that is no image is not taken for one") {
  PluginBench bench(pictures_entry);
  CHECK(bench.sniff("nrrd-metaimage", {"a.mha", mha("MET_SHORT", "")}) == 100);
  CHECK(bench.sniff("nrrd-metaimage", {"a.mha", "ObjectType = Tube\nNDims = 3\n"}) == 0);
  CHECK(bench.sniff("nrrd-metaimage", {"a.txt", "a = 1\nb = 2\n"}) == 0);
}
