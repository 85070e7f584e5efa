// SPDX-License-Identifier: Apache-2.0
// Datasets made to exhaust whoever believes them, and rules that real files break.
#include "charset.hpp"
#include "dataset.hpp"
#include "objects/segmentation.hpp"
#include "pixels/frames.hpp"

#include <tests/plugins/support/plugin_bench.hpp>

#include <catch2/catch.hpp>

#include <zlib.h>

#include <string>

extern "C" const gantry_plugin_entry dicom_entry;

using namespace gantry::dicom;

namespace {

std::string little(std::uint64_t v, unsigned bytes) {
  std::string out;
  for (unsigned i = 0; i < bytes; ++i) out += static_cast<char>((v >> (8 * i)) & 0xff);
  return out;
}

std::string head(const Tag &tag) { return little(tag.getGroup(), 2) + little(tag.getElement(), 2); }

// Explicit VR, little endian.
std::string element(const Tag &tag, const std::string &vr, std::string value, std::int64_t said = -1) {
  if (value.size() % 2 != 0) value += ' ';
  const std::uint64_t length = said < 0 ? value.size() : static_cast<std::uint64_t>(said);
  const bool is_long = has_long_length(static_cast<VR>(vr_code(vr[0], vr[1])));
  return head(tag) + vr + (is_long ? little(0, 2) + little(length, 4) : little(length, 2)) + value;
}

std::string file(const std::string &syntax, const std::string &body) {
  std::string out(128, '\0');
  out += "DICM";
  return out + element(DCM_TransferSyntaxUID, "UI", syntax + '\0') + body;
}

constexpr const char *explicit_little = "1.2.840.10008.1.2.1";

std::string image(std::uint16_t rows, std::uint16_t columns, const std::string &pixels) {
  return element(DCM_SOPClassUID, "UI", "1.2.840.10008.5.1.4.1.1.7") +
         element(DCM_SamplesPerPixel, "US", little(1, 2)) + element(DCM_Rows, "US", little(rows, 2)) +
         element(DCM_Columns, "US", little(columns, 2)) + element(DCM_BitsAllocated, "US", little(16, 2)) +
         element(DCM_BitsStored, "US", little(12, 2)) + element(DCM_HighBit, "US", little(11, 2)) +
         element(DCM_PixelRepresentation, "US", little(1, 2)) + pixels;
}

}  // namespace

TEST_CASE("a length beyond the file ends the dataset with a warning, and takes no memory") {
  const std::string bytes =
      file(explicit_little, element(DCM_Modality, "CS", "CT") + element(DCM_PixelData, "OW", "ab", 0xfffffff0));
  const Dataset d = Dataset::open(bytes);
  CHECK(d.text(DCM_Modality) == "CT");
  CHECK(d.truncated());
  CHECK(d.pixel_data()->value.size() == 2);
  CHECK(d.warnings().size() == 1);
}

TEST_CASE("sequences nested without end are left after 32 levels") {
  std::string inner;
  for (int i = 0; i < 20000; ++i)
    inner += head(DCM_ContentSequence) + "SQ" + little(0, 2) + little(0xffffffff, 4) + head(Tag(0xfffe, 0xe000)) +
             little(0xffffffff, 4);
  const std::string bytes = file(explicit_little, element(DCM_Modality, "CS", "SR") + inner);
  const Dataset d = Dataset::open(bytes);
  CHECK(d.text(DCM_Modality) == "SR");
  CHECK(d.truncated());
}

TEST_CASE("elements out of order are found, and said") {
  const std::string bytes =
      file(explicit_little, element(DCM_Rows, "US", little(7, 2)) + element(DCM_Modality, "CS", "MR"));
  const Dataset d = Dataset::open(bytes);
  CHECK(d.integer(DCM_Rows) == 7);
  CHECK(d.text(DCM_Modality) == "MR");
  CHECK(d.warnings() == std::vector<std::string>{"elements are not in ascending order"});
}

TEST_CASE("deflated bytes that inflate beyond all measure are refused") {
  std::string zeros(300u << 20, '\0'), packed(1 << 20, '\0');
  z_stream z{};
  deflateInit2(&z, 9, Z_DEFLATED, -MAX_WBITS, 9, Z_DEFAULT_STRATEGY);
  z.next_in = reinterpret_cast<Bytef *>(zeros.data());
  z.avail_in = static_cast<uInt>(zeros.size());
  z.next_out = reinterpret_cast<Bytef *>(packed.data());
  z.avail_out = static_cast<uInt>(packed.size());
  deflate(&z, Z_FINISH);
  packed.resize(z.total_out);
  deflateEnd(&z);
  const std::string bytes = file("1.2.840.10008.1.2.1.99", packed);
  CHECK_THROWS_WITH(Dataset::open(bytes), Catch::Contains("beyond all measure"));
}

TEST_CASE("unused high bits are cut off and the sign is extended") {
  const std::string bytes = file(
      explicit_little, image(1, 4,
                             element(DCM_PixelData, "OW",
                                     little(0xf7ff, 2) + little(0x0800, 2) + little(0x7fff, 2) + little(0x0001, 2))));
  const Dataset d = Dataset::open(bytes);
  const Frames frames(d);
  std::int16_t v[4];
  frames.stored(0, v);
  CHECK(v[0] == 2047);
  CHECK(v[1] == -2048);
  CHECK(v[2] == -1);
  CHECK(v[3] == 1);
}

TEST_CASE("pixels that the file can't hold are refused before memory is asked for") {
  const std::string plain = file(explicit_little, image(65535, 65535, element(DCM_PixelData, "OW", "abcd")));
  const Dataset short_one = Dataset::open(plain);
  CHECK_THROWS_WITH(Frames(short_one), Catch::Contains("bytes short"));
  const std::string fragments = head(Tag(0xfffe, 0xe000)) + little(0, 4) + head(Tag(0xfffe, 0xe000)) + little(4, 4) +
                                "abcd" + head(Tag(0xfffe, 0xe0dd)) + little(0, 4);
  const std::string packed =
      file("1.2.840.10008.1.2.4.90",
           image(65535, 65535, head(DCM_PixelData) + "OB" + little(0, 2) + little(0xffffffff, 4)) + fragments);
  const Dataset bomb = Dataset::open(packed);
  CHECK_THROWS_WITH(Frames(bomb), Catch::Contains("far more pixels"));
}

TEST_CASE("several samples of one bit are refused, packed or not") {
  const std::string described = element(DCM_SamplesPerPixel, "US", little(3, 2)) +
                                element(DCM_PhotometricInterpretation, "CS", "RGB") +
                                element(DCM_Rows, "US", little(64, 2)) + element(DCM_Columns, "US", little(64, 2)) +
                                element(DCM_BitsAllocated, "US", little(1, 2)) +
                                element(DCM_BitsStored, "US", little(1, 2)) + element(DCM_HighBit, "US", little(0, 2));
  std::string rle = little(3, 4);
  for (int segment = 0; segment < 15; ++segment) rle += little(64, 4);
  for (int run = 0; run < 5; ++run) rle += "\x81\x55";  // 128 bytes each
  const std::string item = head(Tag(0xfffe, 0xe000));
  const std::string packed = head(DCM_PixelData) + "OB" + little(0, 2) + little(0xffffffff, 4) + item + little(0, 4) +
                             item + little(rle.size(), 4) + rle + head(Tag(0xfffe, 0xe0dd)) + little(0, 4);
  for (const auto &[syntax, pixels] :
       {std::pair(std::string(explicit_little), element(DCM_PixelData, "OW", std::string(1536, 'x'))),
        std::pair(std::string("1.2.840.10008.1.2.5"), packed)}) {
    const std::string bytes = file(syntax, described + pixels);
    const Dataset d = Dataset::open(bytes);
    CHECK_THROWS_WITH(Frames(d), Catch::Contains("have no meaning"));
  }
}

TEST_CASE("numbers of a label map that no segment has stay empty") {
  const auto sequence = [](const Tag &tag, const std::vector<std::string> &items) {
    std::string content;
    for (const std::string &item : items) content += head(Tag(0xfffe, 0xe000)) + little(item.size(), 4) + item;
    return element(tag, "SQ", content);
  };
  const auto segment = [](int number) {
    return element(DCM_SegmentNumber, "US", little(static_cast<unsigned>(number), 2)) +
           element(DCM_SegmentLabel, "LO", "S" + std::to_string(number));
  };
  const std::string described =
      element(DCM_SOPClassUID, "UI", "1.2.840.10008.5.1.4.1.1.66.7") + element(DCM_Modality, "CS", "SEG") +
      element(DCM_SamplesPerPixel, "US", little(1, 2)) + element(DCM_NumberOfFrames, "IS", "2") +
      element(DCM_Rows, "US", little(1, 2)) + element(DCM_Columns, "US", little(2, 2)) +
      element(DCM_BitsAllocated, "US", little(8, 2)) + element(DCM_BitsStored, "US", little(8, 2)) +
      element(DCM_HighBit, "US", little(7, 2)) + element(DCM_SegmentationType, "CS", "LABELMAP") +
      sequence(DCM_SegmentSequence, {segment(1), segment(2)}) + element(DCM_PixelData, "OB", {1, 2, 2, 9});
  const std::vector<gantry::test::NamedBytes> files{{"a.dcm", file(explicit_little, described)}};
  gantry::test::PluginBench bench(dicom_entry);
  const auto listed = bench.list("dicom", files);
  REQUIRE(listed.items.size() == 1);
  const auto o = bench.read("dicom", files, listed.items[0].key);
  INFO(o.message);
  REQUIRE(o.status == GANTRY_OK);
  const double wanted[] = {1, 2, 2, 0};
  for (std::uint64_t i = 0; i < 4; ++i) CHECK(o.volume("volume").value(i) == wanted[i]);
}

TEST_CASE("numbers don't depend on how they are written or stored") {
  const std::string bytes =
      file(explicit_little, element(DCM_SliceThickness, "DS", "+1.5e0 ") + element(DCM_EchoTime, "DS", "1,5") +
                                element(DCM_SeriesNumber, "IS", " 7 ") + element(DCM_PixelSpacing, "DS", "0.5\\.25") +
                                element(DCM_RescaleSlope, "DS", "inf"));
  const Dataset d = Dataset::open(bytes);
  CHECK(d.number(DCM_SliceThickness) == 1.5);
  CHECK_FALSE(d.number(DCM_EchoTime));
  CHECK(d.integer(DCM_SeriesNumber) == 7);
  CHECK(d.numbers(DCM_PixelSpacing) == std::vector<double>{0.5, 0.25});
  CHECK_FALSE(d.number(DCM_RescaleSlope));
}

TEST_CASE("every defined character set is converted") {
  CHECK(to_utf8("\xC4neas^R\xFC\x64iger", "ISO_IR 100", VR::PN) == "Äneas^Rüdiger");
  CHECK(to_utf8("\xBB\xEE\xDC\xDA", "ISO_IR 144", VR::LO) == "Люмк");
  CHECK(to_utf8("\xC9\xD1", "ISO_IR 101", VR::LO) == "ÉŃ");
  CHECK(to_utf8("\xA4", "ISO_IR 203", VR::LO) == "€");
  CHECK(to_utf8("\xA1\xD2", "ISO_IR 166", VR::LO) == "กา");
  CHECK(to_utf8("\xD4\xCF\xC0\xDE", "ISO_IR 13", VR::PN) == "ﾔﾏﾀﾞ");
  CHECK(to_utf8("Wang^XiaoDong=\xCD\xF5^\xD0\xA1\xB6\xAB", "GB18030", VR::PN) == "Wang^XiaoDong=王^小东");
  CHECK(to_utf8("Wang^XiaoDong=\xCD\xF5^\xD0\xA1\xB6\xAB", "GBK", VR::PN) == "Wang^XiaoDong=王^小东");
  // PS3.5, annexes H.3.2, I.2 and K.
  CHECK(to_utf8("\xD4\xCF\xC0\xDE^\xC0\xDB\xB3=\x1b$B;3ED\x1b(J^\x1b$BB@O:\x1b(J=\x1b$B$d$^$@\x1b(J^\x1b$B$?$m$&\x1b(J",
                "ISO 2022 IR 13\\ISO 2022 IR 87", VR::PN) == "ﾔﾏﾀﾞ^ﾀﾛｳ=山田^太郎=やまだ^たろう");
  CHECK(to_utf8("Hong^Gildong=\x1b$)C\xFB\xF3^\x1b$)C\xD1\xCE\xD4\xD7=\x1b$)C\xC8\xAB^\x1b$)C\xB1\xE6\xB5\xBF",
                "\\ISO 2022 IR 149", VR::PN) == "Hong^Gildong=洪^吉洞=홍^길동");
  CHECK(to_utf8("Zhang^XiaoDong=\x1b$)A\xD5\xC5^\x1b$)A\xD0\xA1\xB6\xAB=", "\\ISO 2022 IR 58", VR::PN) ==
        "Zhang^XiaoDong=张^小东=");
  CHECK(to_utf8("a\xFFz", "no such thing", VR::LO) == "a\xEF\xBF\xBDz");
}

TEST_CASE("CIELab colours become those of sRGB") {
  CHECK(rgb_of_cielab(65535, 32896, 32896) == 0xFFFFFF);  // L* 100, a* 0, b* 0
  CHECK(rgb_of_cielab(0, 32896, 32896) == 0x000000);
  // L* 54.29, a* 80.80, b* 69.89 (D50): pure red, by Lindbloom's calculator.
  const std::uint32_t red = rgb_of_cielab(35579, 53662, 50858);
  CHECK((red >> 16) >= 0xFE);
  CHECK(((red >> 8) & 0xff) <= 4);
  CHECK((red & 0xff) <= 4);
}
