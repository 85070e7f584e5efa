// SPDX-License-Identifier: Apache-2.0
// RLE (PS3.5, annex G) and deflated frames. DCMTK's RLE decoder can't do one bit per pixel, which segmentations use.
#include "../bytes.hpp"
#include "codecs.hpp"

#include <zlib.h>

#include <algorithm>
#include <cstring>
#include <vector>

namespace gantry::dicom {
namespace {

// PackBits: n >= 0: n + 1 bytes follow as they are; n < 0 and not -128: the next byte 1 - n times. Every `step`-th byte
// of `into` is written, `count` of them.
void unpack_segment(std::string_view in, unsigned char *into, std::size_t count, std::size_t step) {
  std::size_t at = 0, done = 0;
  while (done < count && at < in.size()) {
    const int n = static_cast<signed char>(in[at++]);
    if (n == -128) continue;
    const std::size_t wanted = static_cast<std::size_t>(n >= 0 ? n + 1 : 1 - n);
    const std::size_t run = std::min(wanted, count - done);
    if (n < 0) {
      if (at >= in.size()) break;
      const auto value = static_cast<unsigned char>(in[at++]);
      for (std::size_t i = 0; i < run; ++i) into[(done + i) * step] = value;
    } else {
      if (in.size() - at < run) break;
      for (std::size_t i = 0; i < run; ++i) into[(done + i) * step] = static_cast<unsigned char>(in[at + i]);
      at += wanted;
    }
    done += run;
  }
  if (done < count) refuse_codestream("an RLE segment ends before its last pixel");
}

void spread_bits(const std::vector<unsigned char> &bits, unsigned char *into, std::size_t count) {
  for (std::size_t i = 0; i < count; ++i) into[i] = (bits[i / 8] >> (i % 8)) & 1;
}

}  // namespace

void refuse_codestream(const std::string &what) {
  throw Error("dicom.codec", what, GANTRY_BAD_DATA)
      .hint("the compressed image is damaged: fetch it again, or have the archive send it uncompressed");
}

void decode_rle(std::string_view bytes, const PixelFormat &f, DecodedFrame &frame) {
  const std::size_t segments = f.samples * f.container_bytes();
  if (bytes.size() < 64 || u32(bytes, 0) != segments)
    refuse_codestream("its RLE header doesn't announce " + std::to_string(segments) + " segments");
  const bool bits = f.allocated == 1;
  const auto count = static_cast<std::size_t>(bits ? (f.pixels() + 7) / 8 : f.pixels());
  std::vector<unsigned char> packed(bits ? count : 0);
  auto *into = bits ? packed.data() : static_cast<unsigned char *>(frame.into);
  const std::size_t width = f.container_bytes();
  if (segments > 15) refuse_codestream("RLE has 15 segments at most");
  for (std::size_t s = 0; s < segments; ++s) {
    const std::size_t begin = u32(bytes, 4 + 4 * s), next = s + 1 < segments ? u32(bytes, 8 + 4 * s) : bytes.size();
    const std::size_t end = next > begin && next <= bytes.size() ? next : bytes.size();
    if (begin < 64 || begin >= bytes.size()) refuse_codestream("an RLE segment lies outside the frame");
    // Segments go from the most significant byte down, sample by sample; here the plane of a sample is one block.
    const std::size_t sample = s / width, byte = width - 1 - s % width;
    unsigned char *plane = into + sample * static_cast<std::size_t>(f.pixels()) * width + byte;
    unpack_segment(bytes.substr(begin, end - begin), plane, count, width);
  }
  if (bits) spread_bits(packed, static_cast<unsigned char *>(frame.into), static_cast<std::size_t>(f.pixels()));
  frame.planar = f.samples > 1;
}

void decode_deflated(std::string_view bytes, const PixelFormat &f, DecodedFrame &frame) {
  const bool bits = f.allocated == 1;
  const auto wanted = static_cast<std::size_t>(bits ? (f.pixels() + 7) / 8 : f.values() * f.container_bytes());
  std::vector<unsigned char> packed(bits ? wanted : 0);
  z_stream z{};
  if (inflateInit2(&z, -MAX_WBITS) != Z_OK) throw std::bad_alloc();
  z.next_in = reinterpret_cast<Bytef *>(const_cast<char *>(bytes.data()));
  z.avail_in = static_cast<uInt>(std::min<std::size_t>(bytes.size(), 0xffffffffu));
  z.next_out = bits ? packed.data() : static_cast<Bytef *>(frame.into);
  z.avail_out = static_cast<uInt>(std::min<std::size_t>(wanted, 0xffffffffu));
  inflate(&z, Z_FINISH);
  const bool whole = z.total_out == wanted;
  inflateEnd(&z);
  if (!whole) refuse_codestream("a deflated frame is damaged or too short");
  if (bits) spread_bits(packed, static_cast<unsigned char *>(frame.into), static_cast<std::size_t>(f.pixels()));
  frame.planar = f.planar;
}

}  // namespace gantry::dicom
