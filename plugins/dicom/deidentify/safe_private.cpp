// SPDX-License-Identifier: Apache-2.0
#include "safe_private.hpp"

#include <algorithm>
#include <array>

namespace gantry::dicom {
namespace {

struct Block {
  std::string_view creator;
  std::uint16_t group;
  std::string_view elements;  // their low bytes
};

// PS3.15 table E.3.10-1, with the creators under which vendors write them.
constexpr Block listed[] = {
    {"ELSCINT1", 0x00e1, "21 50"},
    {"ELSCINT1", 0x01e1, "26 50"},
    {"ELSCINT1", 0x01f1, "01 07 26 27"},
    {"Eigen Artemis", 0x1129,
     "04 05 06 07 08 09 10 11 12 13 15 16 17 18 19 20 21 23 24 25 26 27 29 30 31 32 33 36 37 38 39 40 41 70 71 72 73 "
     "74 75 76 78 79 80 81 82"},
    {"GEIIS PACS", 0x0903, "10 11 12"},
    {"GEMS_ACQU_01", 0x0019, "23 24 27 9e"},
    {"GEMS_HELIOS_01", 0x0045, "01 02"},
    {"GEMS_IDI_01", 0x0073, "20 21 30 31 32 40 50"},
    {"GEMS_PARM_01", 0x0043, "27 39 6f"},
    {"GEMS_SENO_02", 0x0045, "06 1b 20 27 29 2a 2b 49 58 59 60 61 62 63 64 71 72 90 a0 a1 a2 a4 a7 a8 ab ac ad"},
    {"GEMS_SERS_01", 0x0025, "07"},
    {"HOLOGIC, Inc.", 0x0019,
     "06 07 08 16 25 26 27 28 29 30 31 32 33 34 35 37 40 41 42 43 44 45 46 50 51 52 53 60 61 62 70 71 80 85 87 89 8a "
     "90 97 98"},
    {"HOLOGIC, Inc.", 0x7e01, "01 02 10 11 12"},
    {"HOLOGIC, Inc.", 0x7f01, "01 02 10 11 12"},
    {"LORAD Selenia", 0x0019, "06 07 08 16 26 27 28 29 30 31 32 33 34 35 37 40 41 50 51 52 53 60 70 71 80 90"},
    {"NQHeader", 0x0099, "01 04 05 10 20 21"},
    {"NQLeft", 0x0199,
     "01 02 03 04 05 06 07 08 09 0a 0b 0c 0d 0e 0f 10 11 12 13 14 15 16 17 18 19 1a 1b 1c 1d 1e 1f 20 21 22 23 24 25 "
     "26 27 28 29 2a 2b 2c 2d 2e 2f 30 31 32 33 34 35 36 37 38 39 3a"},
    {"NQRight", 0x0299,
     "01 02 03 04 05 06 07 08 09 0a 0b 0c 0d 0e 0f 10 11 12 13 14 15 16 17 18 19 1a 1b 1c 1d 1e 1f 20 21 22 23 24 25 "
     "26 27 28 29 2a 2b 2c 2d 2e 2f 30 31 32 33 34 35 36 37 38 39 3a"},
    {"Philips Imaging DD 001", 0x2001, "03 04"},
    {"Philips MR Imaging DD 001", 0x2005, "0d 0e"},
    {"Philips PET Private Group", 0x7053, "00 09"},
    {"Philips US Imaging DD 023", 0x200d, "45"},
    {"Philips US Imaging DD 033", 0x200d, "00 01 02 03 04 05 06 07 08 0d 0f 10 11 14 21"},
    {"Philips US Imaging DD 034", 0x200d,
     "01 02 03 04 05 08 09 0a 0b 0c 0d 0e 0f 10 11 12 13 14 17 18 1b 1c 1d 1e 1f 20 21 22 23 24 25 26 27 28"},
    {"Philips US Imaging DD 035", 0x200d, "01 03 04 07 08 09 0a 0c 0d"},
    {"Philips US Imaging DD 036", 0x200d, "15 16 17 18 19 20"},
    {"Philips US Imaging DD 038", 0x200d, "01 02 03 04"},
    {"Philips US Imaging DD 039", 0x200d, "01 02 03 04 05 06 07 08 09 0a 0b 0c 0d 15"},
    {"Philips US Imaging DD 040", 0x200d, "01 02 03 04 05 06 07 20"},
    {"Philips US Imaging DD 042", 0x200d,
     "15 16 20 30 31 40 50 51 52 53 54 55 56 57 58 59 5a 5b 5c 5d 5e 5f 60 70 71 72 73 74 75 76 77 78 8c"},
    {"Philips US Imaging DD 045", 0x200d, "f1 f3 f4 f5 f6 f8 fa fb"},
    {"Philips US Imaging DD 046", 0x200d, "17"},
    {"Philips US Imaging DD 048", 0x200d, "01"},
    {"Philips US Imaging DD 065", 0x200d, "07"},
    {"Philips US Imaging DD 066", 0x200d, "00 01 03 04"},
    {"SIEMENS MR HEADER", 0x0019, "0c 0d 0e 27"},
    {"SIEMENS SYNGO ULTRA-SOUND TOYON DATA STREAMING", 0x7fd1, "01 09 10 11"},
    {"SIEMENS Ultrasound SC2000", 0x0119, "00 01 02 03 04 05 06 07 08 09 10 11 12 13 21"},
    {"SIEMENS Ultrasound SC2000", 0x0129, "00 02 03 04 05 06 07 08 09 10 11 12 20 21 22 29 30"},
    {"SIEMENS Ultrasound SC2000", 0x0139, "01"},
    {"SIEMENS Ultrasound SC2000", 0x0149, "01 02 03"},
    {"SIEMENS Ultrasound SC2000", 0x7fd1, "01 09 10 11"},
};

// Not in the table. Numbers alone: images in a mosaic, slice timing, dwell time and bandwidth; direction of diffusion;
// number and count of slices; b-value, direction and images in a mosaic of United Imaging.
constexpr Block of_the_acquisition[] = {
    {"SIEMENS MR HEADER", 0x0019, "0a 0b 16 18 28 29"}, {"GEMS_ACQU_01", 0x0019, "bb bc bd"},
    {"Philips Imaging DD 001", 0x2001, "0a 18"},        {"Philips MR Imaging DD 001", 0x2005, "b0 b1 b2"},
    {"Image Private Header", 0x0065, "09 37 50"},
};

bool lists(const Block &block, std::uint32_t tag, std::string_view creator) {
  if (block.group != tag >> 16 || block.creator != creator) return false;
  constexpr std::string_view digits = "0123456789abcdef";
  const std::array<char, 2> low{digits[(tag >> 4) & 0xFU], digits[tag & 0xFU]};
  for (std::size_t i = 0; i + 2 <= block.elements.size(); i += 3) {
    if (block.elements[i] == low[0] && block.elements[i + 1] == low[1]) return true;
  }
  return false;
}

}  // namespace

bool is_safe_private(std::uint32_t tag, std::string_view creator) {
  if (creator == "PHILIPS MR IMAGING DD 001") creator = "Philips MR Imaging DD 001";
  const auto here = [&](const Block &block) { return lists(block, tag, creator); };
  return std::any_of(std::begin(listed), std::end(listed), here) ||
         std::any_of(std::begin(of_the_acquisition), std::end(of_the_acquisition), here);
}

}  // namespace gantry::dicom
