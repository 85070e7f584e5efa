// SPDX-License-Identifier: Apache-2.0
// JPEG by DCMTK's three builds of the IJG library: 8, 12 and 16 bits per sample, lossy and lossless.
#include "codecs.hpp"

#include "../quiet.hpp"

#include <dcmtk/config/osconfig.h>
#include <dcmtk/dcmjpeg/djcparam.h>
#include <dcmtk/dcmjpeg/djdijg12.h>
#include <dcmtk/dcmjpeg/djdijg16.h>
#include <dcmtk/dcmjpeg/djdijg8.h>

#include <algorithm>
#include <cstring>
#include <limits>
#include <memory>
#include <vector>

namespace gantry::dicom {
namespace {

// What the start-of-frame segment says (T.81, B.2.2).
struct StartOfFrame {
  unsigned process = 0, precision = 0, rows = 0, columns = 0, components = 0;
};

StartOfFrame start_of_frame(std::string_view b) {
  const auto byte = [&](std::size_t i) { return static_cast<unsigned>(static_cast<unsigned char>(b[i])); };
  for (std::size_t at = 2; at + 4 <= b.size();) {
    if (byte(at) != 0xff) break;
    const unsigned mark = byte(at + 1);
    if (mark == 0xff) {
      ++at;
      continue;
    }
    if (mark == 0x01 || (mark >= 0xd0 && mark <= 0xd8)) {  // marks without content
      at += 2;
      continue;
    }
    const std::size_t length = (byte(at + 2) << 8) | byte(at + 3);
    const bool frame = mark >= 0xc0 && mark <= 0xcf && mark != 0xc4 && mark != 0xc8 && mark != 0xcc;
    if (frame && at + 10 <= b.size()) {
      return {mark - 0xc0, byte(at + 4), (byte(at + 5) << 8) | byte(at + 6), (byte(at + 7) << 8) | byte(at + 8),
              byte(at + 9)};
    }
    if (mark == 0xda || length < 2) break;
    at += 2 + length;
  }
  refuse_codestream("its JPEG stream has no start of frame");
}

std::unique_ptr<DJDecoder> decoder_for(unsigned precision, const DJCodecParameter &parameter) {
  if (precision <= 8) return std::make_unique<DJDecompressIJG8Bit>(parameter, OFFalse);
  if (precision <= 12) return std::make_unique<DJDecompressIJG12Bit>(parameter, OFFalse);
  return std::make_unique<DJDecompressIJG16Bit>(parameter, OFFalse);
}

// How often the stream begins to go through the image: more than a dozen times makes no sense.
std::size_t scans_of(std::string_view bytes) {
  std::size_t count = 0;
  for (std::size_t at = 0; (at = bytes.find("\xff\xda", at)) != std::string_view::npos; at += 2) ++count;
  return count;
}

void check(const StartOfFrame &s, std::string_view bytes, const PixelFormat &f) {
  const std::size_t scans = scans_of(bytes);
  const double work = scans <= 20 ? 0 : static_cast<double>(scans) * static_cast<double>(f.values());
  if (s.rows != f.rows || s.columns != f.columns || s.components != f.samples)
    refuse_codestream("its JPEG stream has another size than the dataset says");
  // A lossless sample takes a bit at least, as does a block of 64 pixels of the finest component.
  const std::uint64_t bits = std::uint64_t{bytes.size()} * 8,
                      least = (s.process & 3) == 3 ? f.values() : f.pixels() / 64;
  if (least > bits) refuse_codestream("its JPEG stream is far too short for its size");
  if (work > 2e9) refuse_codestream("its JPEG stream goes through the image far too often");
  if (s.precision < 2 || s.precision > 16) refuse_codestream("its JPEG stream has an impossible precision");
  const bool eight = s.precision <= 8;
  if (!eight && f.container_bytes() < 2) refuse_codestream("its JPEG stream has more bits than the dataset allocates");
}

}  // namespace

void decode_jpeg(std::string_view bytes, const PixelFormat &f, DecodedFrame &frame) {
  if (bytes.size() < 4 || bytes.substr(0, 2) != "\xff\xd8") refuse_codestream("it has no JPEG stream");
  quiet_dcmtk();
  const StartOfFrame start = start_of_frame(bytes);
  check(start, bytes, f);
  // Predictor 6 of 16-bit images was computed wrongly by some makers; the same switch as DCMTK's own default: off.
  const DJCodecParameter parameter(ECC_lossyRGB, EDC_never, EUC_never, EPC_default);
  const auto decoder = decoder_for(start.precision, parameter);
  const std::size_t unit = decoder->bytesPerSample();
  const auto values = static_cast<std::size_t>(f.values());
  if (values * unit > std::numeric_limits<Uint32>::max()) refuse_codestream("its JPEG stream is larger than can be");
  std::vector<unsigned char> wider(unit != f.container_bytes() ? values * unit : 0);
  auto *into = wider.empty() ? static_cast<Uint8 *>(frame.into) : wider.data();
  if (decoder->init().bad()) throw std::bad_alloc();
  // The decoder asks for more after a frame whose end mark is missing: one is given.
  static Uint8 end_mark[] = {0xff, 0xd9};
  auto *in = reinterpret_cast<Uint8 *>(const_cast<char *>(bytes.data()));
  const auto room = static_cast<Uint32>(values * unit);
  OFCondition done = decoder->decode(in, static_cast<Uint32>(bytes.size()), into, room, f.is_signed);
  if (done == EJ_Suspension) done = decoder->decode(end_mark, sizeof end_mark, into, room, f.is_signed);
  if (done.bad()) refuse_codestream("its JPEG stream is damaged or cut off");
  if (wider.empty()) return;
  if (f.container_bytes() == 2 && unit == 1) {
    auto *out = static_cast<std::uint16_t *>(frame.into);
    std::copy(wider.begin(), wider.end(), out);
  } else {
    refuse_codestream("its JPEG stream has another depth than the dataset says");
  }
}

}  // namespace gantry::dicom
