// SPDX-License-Identifier: Apache-2.0
// Pictures made by libtiff here and by the plugin's own writers; others_test.py has those of other programs.
#include "making.hpp"

#include <catch2/catch.hpp>

#include <nlohmann/json.hpp>
#include <tiffio.h>

#include <unistd.h>
#include <zlib.h>

#include <algorithm>
#include <cstdio>
#include <functional>
#include <memory>

using namespace gantry::test;

namespace {

// A TIFF of pages 5x4, through a file without a name.
std::string made(int pages, const std::function<void(TIFF *, int)> &page, const char *mode = "w") {
  const std::unique_ptr<std::FILE, int (*)(std::FILE *)> file(std::tmpfile(), std::fclose);
  TIFF *out = TIFFFdOpen(dup(fileno(file.get())), "made", mode);
  for (int i = 0; i < pages; ++i) {
    TIFFSetField(out, TIFFTAG_IMAGEWIDTH, 5);
    TIFFSetField(out, TIFFTAG_IMAGELENGTH, 4);
    TIFFSetField(out, TIFFTAG_BITSPERSAMPLE, 16);
    TIFFSetField(out, TIFFTAG_SAMPLESPERPIXEL, 1);
    TIFFSetField(out, TIFFTAG_PHOTOMETRIC, PHOTOMETRIC_MINISBLACK);
    TIFFSetField(out, TIFFTAG_PLANARCONFIG, PLANARCONFIG_CONTIG);
    TIFFSetField(out, TIFFTAG_ROWSPERSTRIP, 3);
    page(out, i);
    TIFFWriteDirectory(out);
  }
  TIFFClose(out);
  std::string bytes(static_cast<std::size_t>(std::fseek(file.get(), 0, SEEK_END) == 0 ? std::ftell(file.get()) : 0),
                    '\0');
  std::rewind(file.get());
  bytes.resize(std::fread(bytes.data(), 1, bytes.size(), file.get()));
  return bytes;
}

void put_rows(TIFF *out, std::vector<std::uint16_t> values) {
  for (std::uint32_t y = 0; y < 4; ++y) TIFFWriteScanline(out, values.data() + 5 * y, y, 0);
}

std::vector<std::uint16_t> page_values(int page) {
  std::vector<std::uint16_t> v(20);
  for (std::size_t i = 0; i < 20; ++i) v[i] = static_cast<std::uint16_t>(3000 * page + 1000 + i);
  return v;
}

std::string plain_page(int first = 0) {
  return made(1, [&](TIFF *out, int) { put_rows(out, page_values(first)); });
}

}  // namespace

TEST_CASE("a picture is known by its content") {
  PluginBench bench(pictures_entry);
  CHECK(bench.sniff("pictures", {"a", plain_page()}) == 100);
  CHECK(bench.sniff("pictures", {"a.png", "no picture"}) == 0);
  CHECK(bench.sniff("pictures", {"a.tif", ""}) == 0);
}

TEST_CASE("pages of a TIFF are a stack, of 16 bits as they are, in either byte order and as BigTIFF") {
  for (const char *mode : {"wl", "wb", "w8"}) {
    const std::string file = made(
        3, [](TIFF *out, int i) { put_rows(out, page_values(i)); }, mode);
    const Outcome listed = PluginBench(pictures_entry).list("pictures", {{"a.tif", file}});
    REQUIRE(listed.items.size() == 1);
    CHECK(listed.items[0].title == "TIFF stack");
    CHECK(listed.items[0].summary == "5x4x3 uint16, pixel size unknown");
    const Outcome o = read_picture({{"a.tif", file}});
    INFO(mode << o.message);
    REQUIRE(o.status == GANTRY_OK);
    const HeldVolume &v = o.volume("volume");
    CHECK(v.c().dtype == GANTRY_U16);
    CHECK(v.c().shape[2] == 3);
    CHECK(v.geometry().flags == GANTRY_GEOMETRY_ASSUMED);
    for (std::uint64_t i = 0; i < 60; ++i)
      CHECK(v.value(i) == 3000.0 * static_cast<double>(i / 20) + 1000 + static_cast<double>(i % 20));
    REQUIRE(o.warnings.size() == 1);
    CHECK(o.warnings[0].find("1 mm is assumed") != std::string::npos);
  }
}

TEST_CASE("ImageJ's scale and order of pages are read") {
  const char *said = "ImageJ=1.53t\nimages=4\nchannels=2\nslices=2\nhyperstack=true\nunit=micron\nspacing=2.5\n";
  const std::string file = made(4, [&](TIFF *out, int i) {
    TIFFSetField(out, TIFFTAG_IMAGEDESCRIPTION, said);
    TIFFSetField(out, TIFFTAG_RESOLUTIONUNIT, RESUNIT_NONE);
    TIFFSetField(out, TIFFTAG_XRESOLUTION, 4.0);
    TIFFSetField(out, TIFFTAG_YRESOLUTION, 2.0);
    put_rows(out, page_values(i));
  });
  const Outcome o = read_picture({{"a.tif", file}});
  REQUIRE(o.status == GANTRY_OK);
  const HeldVolume &v = o.volume("volume");
  CHECK(v.c().shape[2] == 2);
  CHECK(v.c().shape[4] == 2);
  CHECK(v.geometry().spacing[0] == Approx(0.00025));
  CHECK(v.geometry().spacing[1] == Approx(0.0005));
  CHECK(v.geometry().spacing[2] == Approx(0.0025));
  CHECK(v.value(20) == 7000);  // slice 2 of channel 1: the third page
  CHECK(v.value(40) == 4000);  // slice 1 of channel 2: the second page
  CHECK(o.warnings.empty());
}

TEST_CASE("a printer's resolution is no pixel size, another one is") {
  const auto with = [](double dpi) {
    return read_picture({{"a.tif", made(1, [&](TIFF *out, int) {
                            TIFFSetField(out, TIFFTAG_RESOLUTIONUNIT, RESUNIT_INCH);
                            TIFFSetField(out, TIFFTAG_XRESOLUTION, dpi);
                            TIFFSetField(out, TIFFTAG_YRESOLUTION, dpi);
                            put_rows(out, page_values(0));
                          })}});
  };
  CHECK(with(300).volume("volume").geometry().spacing[0] == 1);
  CHECK(with(300).warnings.size() == 2);
  CHECK(with(50.8).volume("volume").geometry().spacing[0] == Approx(0.5));
  CHECK(with(50.8).warnings.empty());
}

TEST_CASE("a TIFF's orientation is honoured, and white zeros are turned round") {
  const Outcome turned = read_picture({{"a.tif", made(1, [](TIFF *out, int) {
                                          TIFFSetField(out, TIFFTAG_ORIENTATION, ORIENTATION_RIGHTTOP);
                                          put_rows(out, page_values(0));
                                        })}});
  REQUIRE(turned.status == GANTRY_OK);
  const HeldVolume &v = turned.volume("volume");
  CHECK(v.c().shape[0] == 4);
  CHECK(v.c().shape[1] == 5);
  CHECK(v.value(3) == 1000);   // the stored top left is the upright top right
  CHECK(v.value(0) == 1015);   // the stored bottom left is the upright top left
  CHECK(v.value(19) == 1004);  // the stored top right is the upright bottom right
  const Outcome white = read_picture({{"a.tif", made(1, [](TIFF *out, int) {
                                         TIFFSetField(out, TIFFTAG_PHOTOMETRIC, PHOTOMETRIC_MINISWHITE);
                                         put_rows(out, page_values(0));
                                       })}});
  CHECK(white.volume("volume").value(0) == 65535 - 1000);
}

TEST_CASE("a PNG of one colour is read however well it packs") {
  const auto big = [](std::uint32_t v) {
    std::string out;
    for (int shift = 24; shift >= 0; shift -= 8) out += static_cast<char>(v >> shift & 0xff);
    return out;
  };
  const auto chunk = [&](const std::string &name, const std::string &data) {
    const std::string body = name + data;
    const auto sum = crc32(0, reinterpret_cast<const Bytef *>(body.data()), static_cast<uInt>(body.size()));
    return big(static_cast<std::uint32_t>(data.size())) + body + big(static_cast<std::uint32_t>(sum));
  };
  // A bit for each pixel, which the palette makes three bytes.
  const std::string file = "\x89PNG\r\n\x1a\n" +
                           chunk("IHDR", big(4096) + big(4096) + std::string("\x01\x03\0\0\0", 5)) +
                           chunk("PLTE", "\x01\x02\x03\x04\x05\x06") +
                           chunk("IDAT", zlib_packed(std::string(4096 * 513, '\0'), false)) + chunk("IEND", "");
  REQUIRE(file.size() < 3000);
  const Outcome o = read_picture({{"a.png", file}});
  INFO(o.message);
  REQUIRE(o.status == GANTRY_OK);
  CHECK(o.volume("volume").elements() == 4096 * 4096);
  CHECK(o.volume("volume").as<std::uint8_t>()[3 * 4096 * 4096 - 1] == 3);
}

TEST_CASE("palettes become their colours, tiles and planes are put together") {
  const std::string palette = made(1, [](TIFF *out, int) {
    std::vector<std::uint16_t> red(256, 0), green(256, 0), blue(256, 0);
    red[7] = 0xFFFF;
    blue[9] = 0x8080;
    TIFFSetField(out, TIFFTAG_BITSPERSAMPLE, 8);
    TIFFSetField(out, TIFFTAG_PHOTOMETRIC, PHOTOMETRIC_PALETTE);
    TIFFSetField(out, TIFFTAG_COLORMAP, red.data(), green.data(), blue.data());
    std::vector<std::uint8_t> row{7, 9, 0, 0, 0};
    for (std::uint32_t y = 0; y < 4; ++y) TIFFWriteScanline(out, row.data(), y, 0);
  });
  const Outcome p = read_picture({{"a.tif", palette}});
  INFO(p.message);
  REQUIRE(p.status == GANTRY_OK);
  CHECK(p.volume("volume").c().dtype == GANTRY_RGB8);
  CHECK(p.volume("volume").as<std::uint8_t>()[0] == 255);
  CHECK(p.volume("volume").as<std::uint8_t>()[5] == 128);
  const std::string tiles = made(1, [](TIFF *out, int) {
    TIFFSetField(out, TIFFTAG_TILEWIDTH, 16);
    TIFFSetField(out, TIFFTAG_TILELENGTH, 16);
    std::vector<std::uint16_t> tile(256, 0);
    for (std::size_t i = 0; i < 20; ++i) tile[16 * (i / 5) + i % 5] = page_values(0)[i];
    TIFFWriteTile(out, tile.data(), 0, 0, 0, 0);
  });
  const Outcome t = read_picture({{"a.tif", tiles}});
  REQUIRE(t.status == GANTRY_OK);
  for (std::uint64_t i = 0; i < 20; ++i) CHECK(t.volume("volume").value(i) == 1000 + static_cast<double>(i));
  const std::string planes = made(1, [](TIFF *out, int) {
    TIFFSetField(out, TIFFTAG_SAMPLESPERPIXEL, 3);
    TIFFSetField(out, TIFFTAG_PHOTOMETRIC, PHOTOMETRIC_RGB);
    TIFFSetField(out, TIFFTAG_PLANARCONFIG, PLANARCONFIG_SEPARATE);
    for (std::uint16_t s = 0; s < 3; ++s) {
      auto values = page_values(s);
      for (std::uint32_t y = 0; y < 4; ++y) TIFFWriteScanline(out, values.data() + 5 * y, y, s);
    }
  });
  const Outcome c = read_picture({{"a.tif", planes}});
  REQUIRE(c.status == GANTRY_OK);
  CHECK(c.volume("volume").c().shape[4] == 3);
  CHECK(c.volume("volume").value(45) == 7005);
}

TEST_CASE("numbered files of one size are one stack in the order of their numbers; others stand alone") {
  const std::vector<NamedBytes> files{{"s10.tif", plain_page(10)},  {"s9.tif", plain_page(9)},
                                      {"other.tif", plain_page(1)}, {"s11.tif", plain_page(11)},
                                      {"s12.tif", "broken"},        {"s20.tif", plain_page(2)}};
  const Outcome listed = PluginBench(pictures_entry).list("pictures", files);
  REQUIRE(listed.status == GANTRY_OK);
  CHECK(listed.refused.size() == 1);
  REQUIRE(listed.items.size() == 3);
  const auto stack =
      std::find_if(listed.items.begin(), listed.items.end(), [](const Item &i) { return i.files.size() == 3; });
  REQUIRE(stack != listed.items.end());
  CHECK(stack->files == std::vector<std::uint32_t>{1, 0, 3});
  const Outcome o = read_picture(files, stack->key);
  INFO(o.message);
  REQUIRE(o.status == GANTRY_OK);
  CHECK(o.volume("volume").value(0) == 28000);
  CHECK(o.volume("volume").value(20) == 31000);
  CHECK(o.volume("volume").value(40) == 34000);
  // The host shows the item's own files alone when it is read.
  std::vector<NamedBytes> own = files;
  for (const std::size_t i : {2u, 4u, 5u}) own[i] = {"", ""};
  CHECK(read_picture(own, stack->key).volume("volume").value(40) == 34000);
}

TEST_CASE(
    "pixel size and slice distance can be said of a stack that has none, as it is seen when it lies on its side") {
  const auto rotated = [](int page) {
    return made(1, [page](TIFF *out, int) {
      TIFFSetField(out, TIFFTAG_ORIENTATION, ORIENTATION_RIGHTTOP);
      put_rows(out, page_values(page));
    });
  };
  const bool on_its_side = GENERATE(false, true);
  std::vector<NamedBytes> files;
  for (int i = 1; i < 4; ++i)
    files.push_back({"s" + std::to_string(i) + ".tif", on_its_side ? rotated(i) : plain_page(i)});
  PluginBench bench(pictures_entry);
  const auto set = [&]() -> PluginBench & { return bench.set("pixel_size", "0.5,0.7").set("slice_distance", 2.5); };
  const Outcome listed = set().list("pictures", files);
  REQUIRE(listed.items.size() == 1);
  CHECK(listed.items[0].summary == (on_its_side ? "4x5x3 uint16, 0.7x0.5x2.5 mm" : "5x4x3 uint16, 0.5x0.7x2.5 mm"));
  const Outcome o = set().read("pictures", files, listed.items[0].key);
  INFO(o.message);
  REQUIRE(o.status == GANTRY_OK);
  const gantry_geometry &g = o.volume("volume").geometry();
  CHECK(g.spacing[0] == Approx(0.5));
  CHECK(g.spacing[1] == Approx(0.7));
  CHECK(g.spacing[2] == Approx(2.5));
  CHECK(g.flags == GANTRY_GEOMETRY_ASSUMED);  // where it was in the patient is not known all the same
  for (const auto &warning : o.warnings) CHECK(warning.find("1 mm is assumed") == std::string::npos);
  const Outcome square = bench.set("pixel_size", "0.5").read("pictures", files, listed.items[0].key);
  CHECK(square.volume("volume").geometry().spacing[1] == Approx(0.5));
  CHECK(bench.set("pixel_size", "1,2,3").read("pictures", files, listed.items[0].key).parameter == "pixel_size");
}

TEST_CASE("a size that is given goes before that of the file, and it is said") {
  const std::string file = made(1, [](TIFF *out, int) {
    TIFFSetField(out, TIFFTAG_RESOLUTIONUNIT, RESUNIT_CENTIMETER);
    TIFFSetField(out, TIFFTAG_XRESOLUTION, 50.0);
    TIFFSetField(out, TIFFTAG_YRESOLUTION, 50.0);
    put_rows(out, page_values(1));
  });
  PluginBench bench(pictures_entry);
  const Outcome same = bench.set("pixel_size", "0.2").read("pictures", {{"a.tif", file}}, "0");
  CHECK(same.warnings.empty());
  const Outcome other = bench.set("pixel_size", "0.3").read("pictures", {{"a.tif", file}}, "0");
  CHECK(other.volume("volume").geometry().spacing[0] == Approx(0.3));
  REQUIRE(other.warnings.size() == 2);
  CHECK(other.warnings[0].find("says otherwise how large its pixels are") != std::string::npos);
}

TEST_CASE("names in a TIFF are marked as identifying") {
  const Outcome o = read_picture({{"a.tif", made(1, [](TIFF *out, int) {
                                     TIFFSetField(out, TIFFTAG_ARTIST, "JANSEN");
                                     TIFFSetField(out, TIFFTAG_DATETIME, "2020:01:02 03:04:05");
                                     put_rows(out, page_values(0));
                                   })}});
  REQUIRE(o.status == GANTRY_OK);
  int found = 0;
  const auto header = nlohmann::json::parse(o.records.at("header"));
  for (const auto &e : header["entries"]) {
    if (e["key"] == "Artist") found += e["identifying"] == true;
    if (e["key"] == "DateTime")
      found += e["identifying"] == true && e["role"] == "datetime" && e["value"] == "20200102030405";
  }
  CHECK(found == 2);
}
