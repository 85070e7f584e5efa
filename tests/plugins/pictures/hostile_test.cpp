// SPDX-License-Identifier: Apache-2.0
// Files that are cut, damaged, or claim too much: refused in words, or read as something plausible; never a crash.
#include "making.hpp"

#include <catch2/catch.hpp>

#include <cmath>

using namespace gantry;
using namespace gantry::test;

namespace {

struct Sample {
  const char *reader;
  NamedBytes file;
};

std::vector<Sample> samples() {
  const std::string data = bytes_of(counting<std::int16_t>(24));
  std::vector<std::uint16_t> noise(64 * 64);
  std::uint32_t state = 3;
  for (auto &v : noise) v = static_cast<std::uint16_t>((state = state * 1664525u + 1013904223u) >> 16);
  const HeldVolume picture = HeldVolume::of<std::uint16_t>(VolumeSpec().shape(64, 32, 2), noise);
  const HeldVolume sheet = HeldVolume::of<std::uint16_t>(VolumeSpec().shape(64, 64, 1), noise);
  PluginBench bench(pictures_entry);
  return {{"nrrd-metaimage", {"a.nrrd", nrrd("short", "raw", data)}},
          {"nrrd-metaimage", {"a.nrrd", nrrd("short", "gzip", zlib_packed(data, true))}},
          {"nrrd-metaimage", {"a.mha", mha("MET_SHORT", data)}},
          {"nrrd-metaimage", {"a.mha", mha("MET_SHORT", zlib_packed(data, false), "CompressedData = True\n")}},
          {"pictures", {"a.tif", bench.input("volume", picture).write("tiff", "a.tif").files.at(0).bytes}},
          {"pictures", {"a.png", bench.input("volume", sheet).write("png", "a.png").files.at(0).bytes}}};
}

void check_refused(const char *reader, const NamedBytes &file) {
  const Outcome listed = PluginBench(pictures_entry).list(reader, {file});
  CHECK(listed.status == GANTRY_OK);
  const Outcome o = PluginBench(pictures_entry).threads(2).read(reader, {file}, "0");
  CHECK(o.status == GANTRY_BAD_DATA);
  CHECK(o.message.rfind("file 1 of 1: ", 0) == 0);
  CHECK_FALSE(o.hint.empty());
  CHECK(o.volumes.empty());
}

}  // namespace

TEST_CASE("a file of any format that is cut is refused") {
  for (const Sample &s : samples()) {
    const std::string &whole = s.file.bytes;
    for (const std::size_t cut : {std::size_t{0}, std::size_t{1}, std::size_t{127}, std::size_t{131}, std::size_t{132},
                                  std::size_t{200}, whole.size() / 2, whole.size() - 200}) {
      INFO(s.file.name << " cut at " << cut);
      check_refused(s.reader, {s.file.name, whole.substr(0, cut)});
    }
  }
}

TEST_CASE("no byte changed at random brings a reader down") {
  std::uint32_t state = 1;
  const auto next = [&] { return (state = state * 1664525u + 1013904223u) >> 8; };
  for (const Sample &s : samples()) {
    for (int round = 0; round < 1500; ++round) {
      std::string spoiled = s.file.bytes;
      const std::size_t range = round % 2 == 0 ? std::min<std::size_t>(400, spoiled.size()) : spoiled.size();
      for (int k = 0; k < 3; ++k) spoiled[next() % range] = static_cast<char>(next());
      PluginBench bench(pictures_entry);
      bench.list(s.reader, {{s.file.name, spoiled}});
      const Outcome o = bench.output_limit(1 << 24).read(s.reader, {{s.file.name, spoiled}}, "0");
      if (o.status == GANTRY_OK) {
        for (const double x : o.volume("volume").geometry().spacing) REQUIRE((std::isfinite(x) && x > 0));
      } else {
        REQUIRE_FALSE(o.message.empty());
      }
    }
  }
}

TEST_CASE("headers that claim more than the file holds are refused before memory is asked for") {
  const auto check = [](const char *reader, const NamedBytes &file) {
    const Outcome o = PluginBench(pictures_entry).output_limit(0).read(reader, {file}, "0");
    INFO(o.message);
    CHECK(o.status == GANTRY_BAD_DATA);  // not GANTRY_NO_MEMORY: it did not come so far
  };
  for (const char *encoding : {"raw", "gzip", "ascii", "hex"}) {
    for (const char *sizes : {"1048576 1048576 1", "4294967296 4294967296 4294967296", "9223372036854775807 2 2"}) {
      std::string file = nrrd("short", encoding, zlib_packed("x", true));
      check("nrrd-metaimage", {"a.nrrd", file.replace(file.find("4 3 2"), 5, sizes)});
    }
  }
  std::string meta = mha("MET_SHORT", zlib_packed("x", false), "CompressedData = True\n");
  check("nrrd-metaimage", {"a.mha", meta.replace(meta.find("4 3 2"), 5, "1048576 1048576 1")});
  std::string png = samples().back().file.bytes;
  png.replace(16, 8, std::string("\x3f\xff\xff\xff\x3f\xff\xff\xff", 8));
  check("pictures", {"a.png", png});
}

TEST_CASE("impossible NRRD headers are refused in words") {
  const std::string data = bytes_of(counting<std::int16_t>(24));
  const auto with = [&](const std::string &from, const std::string &to) {
    std::string file = nrrd("short", "raw", data);
    check_refused("nrrd-metaimage", {"a.nrrd", file.replace(file.find(from), from.size(), to)});
  };
  with("sizes: 4 3 2", "sizes: 4 3");
  with("sizes: 4 3 2", "sizes: 4 0 2");
  with("sizes: 4 3 2", "sizes: 4 -3 2");
  with("dimension: 3", "dimension: 4");
  with("dimension: 3", "dimension: 99999999999999999999");
  with("type: short", "type: block");
  with("endian: little", "endian: middle");
  with("(0.5,0,0)", "(0,0,0)");
  with("(0.5,0,0)", "(nan,0,0)");
  with("(0.5,0,0)", "(0,0.6,0)");
  with("(0.5,0,0)", "(0.5,0");
  with("(0.5,0,0)", "0.5");
  with("dimension: 3", "DWMRI_b-value:=1000\ndimension: 3");
}

TEST_CASE("data files that no file system could hold, or that are named twice, are refused") {
  const std::string head = "NRRD0005\ntype: uchar\ndimension: 1\nsizes: 4\nencoding: raw\ndata file: ";
  const std::string longest = std::string(254, 'a') + "%d.raw 0 99999 1\n";
  for (const std::string &files : {longest, std::string("a%d.raw 0 100000 1\n"), std::string("LIST\nb\nb\n")}) {
    const Outcome o = PluginBench(pictures_entry).read("nrrd-metaimage", {{"a.nhdr", head + files}, {"b", "cd"}}, "0");
    CHECK(o.status == GANTRY_BAD_DATA);
    CHECK(o.code == "header.files");
  }
}

TEST_CASE("many segments in many layers cost no more than their voxels") {
  // Each of a million voxels is looked up among a thousand segments.
  std::string head = "type: uchar\ndimension: 4\nsizes: 8 64 64 64\nencoding: gzip\nkinds: list domain domain domain\n";
  for (int s = 0; s < 1000; ++s) {
    const std::string name = "Segment" + std::to_string(s) + "_";
    head += name + "ID:=s\n" + name + "LabelValue:=" + std::to_string(s % 125 + 1) + "\n" + name +
            "Layer:=" + std::to_string(s / 125) + "\n";
  }
  const std::string voxels = zlib_packed(std::string(8 * 64 * 64 * 64, '\x7d'), true);
  const Outcome o = PluginBench(pictures_entry)
                        .output_limit(1 << 29)
                        .read("nrrd-metaimage", {{"a.seg.nrrd", "NRRD0005\n" + head + "\n" + voxels}}, "0");
  INFO(o.message);
  REQUIRE(o.status == GANTRY_OK);
  const std::uint64_t channel = 64 * 64 * 64;
  CHECK(o.volume("volume").value(124 * channel) == 1);
  CHECK(o.volume("volume").value(999 * channel + channel - 1) == 1);
  CHECK(o.volume("volume").value(123 * channel) == 0);
}

TEST_CASE("a TIFF whose colours would have to be converted in gigabytes is refused before memory is asked for") {
  // 60000 x 60000 white pixels of one bit, as CCITT group 4 packs them, in 8 kB.
  const auto u16 = [](unsigned v) { return std::string{static_cast<char>(v & 0xff), static_cast<char>(v >> 8)}; };
  const auto entry = [&](unsigned tag, unsigned value) {
    return u16(tag) + u16(4) + u16(1) + u16(0) + u16(value & 0xffff) + u16(value >> 16);
  };
  const std::string data(8000, '\xff');
  const std::string entries = entry(256, 60000) + entry(257, 60000) + entry(258, 1) + entry(259, 4) + entry(262, 0) +
                              entry(273, 8) + entry(277, 1) + entry(278, 60000) + entry(279, 8000);
  const std::string file =
      std::string("II*\0", 4) + u16(8008) + u16(0) + data + u16(9) + entries + std::string(4, '\0');
  const Outcome o = PluginBench(pictures_entry).output_limit(0).read("pictures", {{"a.tif", file}}, "0");
  INFO(o.message);
  CHECK(o.status == GANTRY_UNSUPPORTED);
  CHECK_FALSE(o.hint.empty());
}

TEST_CASE("an NRRD encoding that is not known is refused in words") {
  const Outcome o = read_volume({{"a.nrrd", nrrd("short", "zrl", "x")}});
  CHECK(o.status == GANTRY_UNSUPPORTED);
  CHECK_FALSE(o.hint.empty());
}

TEST_CASE("reading can be cancelled") {
  for (const Sample &s : samples()) {
    CHECK(PluginBench(pictures_entry).cancel_at_call(1).read(s.reader, {s.file}, "0").status == GANTRY_CANCELLED);
  }
}
