// SPDX-License-Identifier: Apache-2.0
// JPEG-LS by CharLS.
#include "codecs.hpp"

#include <charls/charls.h>

#include <algorithm>
#include <vector>

namespace gantry::dicom {
namespace {

void decode(std::string_view bytes, const PixelFormat &f, DecodedFrame &frame) {
  charls::jpegls_decoder decoder;
  decoder.source(bytes.data(), bytes.size()).read_header();
  const charls::frame_info &info = decoder.frame_info();
  const auto samples = static_cast<std::uint32_t>(info.component_count);
  if (info.width != f.columns || info.height != f.rows || samples != f.samples)
    refuse_codestream("its JPEG-LS stream has another size than the dataset says");
  const unsigned unit = info.bits_per_sample <= 8 ? 1 : 2;
  if (unit > f.container_bytes() || f.container_bytes() > 2)
    refuse_codestream("its JPEG-LS stream has another depth than the dataset says");
  const auto values = static_cast<std::size_t>(f.values());
  std::vector<unsigned char> narrow(unit < f.container_bytes() ? values : 0);
  decoder.decode(narrow.empty() ? frame.into : narrow.data(), values * unit);
  frame.planar = samples > 1 && decoder.interleave_mode() == charls::interleave_mode::none;
  if (!narrow.empty()) std::copy(narrow.begin(), narrow.end(), static_cast<std::uint16_t *>(frame.into));
}

}  // namespace

void decode_jpeg_ls(std::string_view bytes, const PixelFormat &f, DecodedFrame &frame) {
  try {
    decode(bytes, f, frame);
  } catch (const charls::jpegls_error &) {
    refuse_codestream("its JPEG-LS stream is damaged or cut off");
  }
}

}  // namespace gantry::dicom
