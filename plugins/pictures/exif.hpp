// SPDX-License-Identifier: Apache-2.0
// EXIF, by libexif: orientation, and every field as a header entry.
//
//   take_exif(app1_bytes, picture);
#pragma once

#include "picture.hpp"

#include <string_view>

namespace gantry::pictures {

// `bytes`: with or without "Exif\0\0" before the TIFF header. What describes the exposure is kept; everything else (places,
// dates, serial numbers, names, comments) is marked as identifying. What libexif can not read of it is passed over.
void take_exif(std::string_view bytes, Picture &picture);

}  // namespace gantry::pictures
