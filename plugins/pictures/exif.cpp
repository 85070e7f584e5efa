// SPDX-License-Identifier: Apache-2.0
#include "exif.hpp"

#include <libexif/exif-data.h>

#include <algorithm>
#include <array>
#include <cstring>
#include <iterator>
#include <memory>

namespace gantry::pictures {
namespace {

constexpr ExifTag harmless[] = {EXIF_TAG_ORIENTATION,
                                EXIF_TAG_X_RESOLUTION,
                                EXIF_TAG_Y_RESOLUTION,
                                EXIF_TAG_RESOLUTION_UNIT,
                                EXIF_TAG_IMAGE_WIDTH,
                                EXIF_TAG_IMAGE_LENGTH,
                                EXIF_TAG_BITS_PER_SAMPLE,
                                EXIF_TAG_COMPRESSION,
                                EXIF_TAG_PHOTOMETRIC_INTERPRETATION,
                                EXIF_TAG_SAMPLES_PER_PIXEL,
                                EXIF_TAG_EXPOSURE_TIME,
                                EXIF_TAG_FNUMBER,
                                EXIF_TAG_EXPOSURE_PROGRAM,
                                EXIF_TAG_ISO_SPEED_RATINGS,
                                EXIF_TAG_EXIF_VERSION,
                                EXIF_TAG_SHUTTER_SPEED_VALUE,
                                EXIF_TAG_APERTURE_VALUE,
                                EXIF_TAG_METERING_MODE,
                                EXIF_TAG_LIGHT_SOURCE,
                                EXIF_TAG_FLASH,
                                EXIF_TAG_FOCAL_LENGTH,
                                EXIF_TAG_COLOR_SPACE,
                                EXIF_TAG_PIXEL_X_DIMENSION,
                                EXIF_TAG_PIXEL_Y_DIMENSION,
                                EXIF_TAG_EXPOSURE_MODE,
                                EXIF_TAG_WHITE_BALANCE,
                                EXIF_TAG_MAKE,
                                EXIF_TAG_MODEL};

struct FreeData {
  void operator()(ExifData *data) const { exif_data_unref(data); }
};

// "2024:05:06 07:08:09" as DICOM writes it, so that the host can shift it.
std::string dicom_moment(std::string text) {
  text.erase(std::remove_if(text.begin(), text.end(), [](char c) { return c < '0' || c > '9'; }), text.end());
  return text.size() == 14 ? text : "";
}

void take_entry(ExifEntry *entry, void *user) {
  auto &picture = *static_cast<Picture *>(user);
  const ExifIfd ifd = exif_entry_get_ifd(entry);
  if (ifd == EXIF_IFD_1) return;  // of the thumbnail
  const char *name = exif_tag_get_name_in_ifd(entry->tag, ifd);
  std::array<char, 1024> text{};
  exif_entry_get_value(entry, text.data(), static_cast<unsigned>(text.size()));
  const std::string key = name == nullptr ? "EXIF" + std::to_string(entry->tag) : name;
  const bool kept =
      ifd != EXIF_IFD_GPS && std::find(std::begin(harmless), std::end(harmless), entry->tag) != std::end(harmless);
  const std::string moment = key.find("DateTime") == std::string::npos ? "" : dicom_moment(text.data());
  if (kept) picture.entries.add(key, text.data());
  else if (!moment.empty()) picture.entries.add_identifying(key, moment, "datetime");
  else picture.entries.add_identifying(key, text.data());
}

}  // namespace

void take_exif(std::string_view bytes, Picture &picture) {
  constexpr std::string_view mark("Exif\0\0", 6);
  std::string whole = bytes.substr(0, 6) == mark ? "" : std::string(mark);
  whole.append(bytes);
  const std::unique_ptr<ExifData, FreeData> data(exif_data_new());
  if (!data) throw std::bad_alloc();
  // Not what is missing put right, and no maker's notes: they hold anything at all.
  exif_data_unset_option(data.get(), EXIF_DATA_OPTION_FOLLOW_SPECIFICATION);
  exif_data_load_data(data.get(), reinterpret_cast<const unsigned char *>(whole.data()),
                      static_cast<unsigned>(std::min<std::size_t>(whole.size(), 1U << 20)));
  for (int ifd = 0; ifd < EXIF_IFD_COUNT; ++ifd) {
    exif_content_foreach_entry(data->ifd[ifd], take_entry, &picture);
  }
  const ExifEntry *turn = exif_content_get_entry(data->ifd[EXIF_IFD_0], EXIF_TAG_ORIENTATION);
  if (turn == nullptr || turn->format != EXIF_FORMAT_SHORT || turn->size < 2) return;
  const unsigned value = exif_get_short(turn->data, exif_data_get_byte_order(data.get()));
  if (value >= 1 && value <= 8) picture.orientation = value;
}

}  // namespace gantry::pictures
