// SPDX-License-Identifier: Apache-2.0
// What compressed streams claim of themselves, against the dataset and against their own length.
#include "pixels/codecs.hpp"

#include <catch2/catch.hpp>

#include <string>
#include <vector>

using namespace gantry::dicom;

namespace {

std::string big(unsigned v) { return {static_cast<char>(v >> 8), static_cast<char>(v & 0xff)}; }

std::string jpeg(char mark, unsigned rows, unsigned columns) {
  const std::string frame = big(11) + '\x08' + big(rows) + big(columns) + '\x01' + '\x01' + '\x11' + '\0';
  return std::string("\xff\xd8\xff", 3) + mark + frame + std::string("\xff\xda\0\x08\x01\x01\0\0\x3f\0", 10) +
         std::string(100, 'x');
}

std::string jpeg_ls(unsigned rows, unsigned columns) { return jpeg('\xf7', rows, columns); }

std::string jpeg_2000(unsigned rows, unsigned columns) {
  const auto four = [](unsigned v) { return big(v >> 16) + big(v & 0xffff); };
  return std::string("\xff\x4f\xff\x51", 4) + big(41) + big(0) + four(columns) + four(rows) + four(0) + four(0) +
         four(columns) + four(rows) + four(0) + four(0) + big(1) + std::string("\x07\x01\x01", 3);
}

PixelFormat grey_format(std::uint32_t rows, std::uint32_t columns) {
  PixelFormat f;
  f.rows = rows;
  f.columns = columns;
  f.allocated = f.stored = 8;
  f.high_bit = 7;
  return f;
}

}  // namespace

TEST_CASE("a stream of another size than its dataset says is refused before anything is decoded") {
  DecodedFrame nowhere;  // whoever writes a sample crashes
  const PixelFormat f = grey_format(64, 48);
  for (const auto &[rows, columns] : {std::pair(64u, 65000u), std::pair(65000u, 48u), std::pair(48u, 64u)}) {
    CHECK_THROWS_WITH(decode_jpeg(jpeg('\xc0', rows, columns), f, nowhere), Catch::Contains("another size"));
    CHECK_THROWS_WITH(decode_jpeg_ls(jpeg_ls(rows, columns), f, nowhere), Catch::Contains("another size"));
    CHECK_THROWS_WITH(decode_jpeg_2000(jpeg_2000(rows, columns), f, nowhere), Catch::Contains("another size"));
  }
}

TEST_CASE("a JPEG stream too short for the size that both claim is refused before anything is decoded") {
  DecodedFrame nowhere;
  const PixelFormat large = grey_format(60000, 60000);
  for (const char process : {'\xc0', '\xc2', '\xc3'})
    CHECK_THROWS_WITH(decode_jpeg(jpeg(process, 60000, 60000), large, nowhere), Catch::Contains("far too short"));
}
