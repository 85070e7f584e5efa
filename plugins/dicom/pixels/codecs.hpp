// SPDX-License-Identifier: Apache-2.0
// One compressed frame into samples of the machine's own byte order, without touching anything shared: safe from any
// thread. What a codestream says of itself is checked against the dataset before memory is asked for.
//
//   DecodedFrame d{values.data(), values.size()};
//   decode_jpeg(bytes, format, d);   // Error "dicom.codec"
#pragma once

#include "format.hpp"

#include <string_view>

namespace gantry::dicom {

struct DecodedFrame {
  void *into = nullptr;      // format.values() of format.container_bytes(), samples of a pixel side by side
  bool planar = false;       // … or plane after plane
  bool final = false;        // sign and range are right already: no masking by BitsStored
  bool colour_done = false;  // it is RGB whatever the dataset says
};

void decode_rle(std::string_view bytes, const PixelFormat &format, DecodedFrame &frame);        // PS3.5, annex G
void decode_jpeg(std::string_view bytes, const PixelFormat &format, DecodedFrame &frame);       // ITU-T T.81
void decode_jpeg_ls(std::string_view bytes, const PixelFormat &format, DecodedFrame &frame);    // ITU-T T.87
void decode_jpeg_2000(std::string_view bytes, const PixelFormat &format, DecodedFrame &frame);  // ITU-T T.800
void decode_deflated(std::string_view bytes, const PixelFormat &format, DecodedFrame &frame);   // PS3.5, A.4.13

[[noreturn]] void refuse_codestream(const std::string &what);

}  // namespace gantry::dicom
