// SPDX-License-Identifier: Apache-2.0
// JPEG 2000 by OpenJPEG, from memory.
#include "../bytes.hpp"
#include "codecs.hpp"

#include <openjpeg.h>

#include <algorithm>
#include <cstring>
#include <memory>

namespace gantry::dicom {
namespace {

struct Source {
  std::string_view bytes;
  std::size_t at = 0;
};

OPJ_SIZE_T read_some(void *into, OPJ_SIZE_T wanted, void *user) {
  auto &s = *static_cast<Source *>(user);
  const std::size_t size = std::min<std::size_t>(wanted, s.bytes.size() - s.at);
  if (size == 0) return static_cast<OPJ_SIZE_T>(-1);
  std::memcpy(into, s.bytes.data() + s.at, size);
  s.at += size;
  return size;
}

OPJ_OFF_T skip_some(OPJ_OFF_T wanted, void *user) {
  auto &s = *static_cast<Source *>(user);
  if (wanted < 0) return -1;
  const std::size_t size = std::min(static_cast<std::size_t>(wanted), s.bytes.size() - s.at);
  s.at += size;
  return static_cast<OPJ_OFF_T>(size);
}

OPJ_BOOL seek_to(OPJ_OFF_T to, void *user) {
  auto &s = *static_cast<Source *>(user);
  if (to < 0 || static_cast<std::size_t>(to) > s.bytes.size()) return OPJ_FALSE;
  s.at = static_cast<std::size_t>(to);
  return OPJ_TRUE;
}

// opj_codec_t and opj_stream_t are both void: each needs its own.
struct StreamCloser {
  void operator()(opj_stream_t *s) const { opj_stream_destroy(s); }
};
struct CodecCloser {
  void operator()(opj_codec_t *c) const { opj_destroy_codec(c); }
};
struct ImageCloser {
  void operator()(opj_image_t *i) const { opj_image_destroy(i); }
};

// The SIZ segment (T.800, A.5.1) stands at the codestream's start. A stream of other sizes, or of so many tiles that
// their tables alone would fill the memory, is refused before OpenJPEG makes anything of it.
void check_size_segment(std::string_view bytes, const PixelFormat &f) {
  const std::size_t at = bytes.find(std::string_view("\xff\x4f\xff\x51", 4));
  if (at == std::string_view::npos || bytes.size() - at < 42) refuse_codestream("it has no JPEG 2000 stream");
  const std::uint64_t x1 = u32(bytes, at + 8, true), y1 = u32(bytes, at + 12, true), x0 = u32(bytes, at + 16, true),
                      y0 = u32(bytes, at + 20, true), tile_x = u32(bytes, at + 24, true),
                      tile_y = u32(bytes, at + 28, true);
  const unsigned components = u16(bytes, at + 40, true);
  if (x1 < x0 || y1 < y0 || x1 - x0 != f.columns || y1 - y0 != f.rows || components != f.samples)
    refuse_codestream("its JPEG 2000 stream has another size than the dataset says");
  const bool tiled = tile_x > 0 && tile_y > 0;
  const std::uint64_t tiles = tiled ? ((x1 - x0) / tile_x + 2) * ((y1 - y0) / tile_y + 2) : ~std::uint64_t{0};
  if (tiles > 20000) refuse_codestream("its JPEG 2000 stream has an impossible number of tiles");
}

using Image = std::unique_ptr<opj_image_t, ImageCloser>;

Image decoded(std::string_view bytes) {
  const bool boxed = bytes.size() >= 12 && bytes.substr(4, 4) == "jP  ";
  const std::unique_ptr<opj_codec_t, CodecCloser> codec(opj_create_decompress(boxed ? OPJ_CODEC_JP2 : OPJ_CODEC_J2K));
  Source source{bytes};
  const std::unique_ptr<opj_stream_t, StreamCloser> stream(
      opj_stream_create(std::clamp<std::size_t>(bytes.size(), 1024, std::size_t{1} << 20), OPJ_TRUE));
  if (!codec || !stream) throw std::bad_alloc();
  opj_stream_set_user_data(stream.get(), &source, nullptr);
  opj_stream_set_user_data_length(stream.get(), bytes.size());
  opj_stream_set_read_function(stream.get(), read_some);
  opj_stream_set_skip_function(stream.get(), skip_some);
  opj_stream_set_seek_function(stream.get(), seek_to);
  opj_dparameters_t parameters;
  opj_set_default_decoder_parameters(&parameters);
  opj_image_t *made = nullptr;
  const bool begun = opj_setup_decoder(codec.get(), &parameters) && opj_read_header(stream.get(), codec.get(), &made);
  Image image(made);
  if (!begun || !image) refuse_codestream("its JPEG 2000 stream is damaged");
  if (!opj_decode(codec.get(), stream.get(), image.get())) refuse_codestream("its JPEG 2000 stream is damaged");
  opj_end_decompress(codec.get(), stream.get());
  return image;
}

// The stream may call values unsigned that the dataset calls signed, and the other way round: the dataset is right,
// with the stream's precision.
template <class T>
void store(const opj_image_comp_t &c, bool is_signed, T *into, std::size_t count, std::size_t step) {
  const unsigned bits = std::min(c.prec, 32u);
  const std::uint32_t mask = bits == 32 ? ~0u : (1u << bits) - 1;
  const std::uint32_t sign = 1u << (bits - 1);
  const bool as_it_is = (c.sgnd != 0) == is_signed;
  for (std::size_t i = 0; i < count; ++i) {
    if (as_it_is) {
      into[i * step] = static_cast<T>(c.data[i]);
      continue;
    }
    const std::uint32_t v = static_cast<std::uint32_t>(c.data[i]) & mask;
    into[i * step] = static_cast<T>(is_signed ? (v ^ sign) - sign : v);
  }
}

}  // namespace

void decode_jpeg_2000(std::string_view bytes, const PixelFormat &f, DecodedFrame &frame) {
  check_size_segment(bytes, f);
  const Image image = decoded(bytes);
  if (image->numcomps != f.samples) refuse_codestream("its JPEG 2000 stream has another size than the dataset says");
  const auto pixels = static_cast<std::size_t>(f.pixels());
  for (unsigned s = 0; s < f.samples; ++s) {
    const opj_image_comp_t &c = image->comps[s];
    // What stands above the bits stored is no part of a value.
    frame.final = (s == 0 || frame.final) && c.prec <= f.stored;
    if (c.data == nullptr || c.w != f.columns || c.h != f.rows || c.prec < 1)
      refuse_codestream("its JPEG 2000 stream has subsampled or missing components");
    switch (f.container_bytes()) {
      case 1: store(c, f.is_signed, static_cast<std::uint8_t *>(frame.into) + s, pixels, f.samples); break;
      case 2: store(c, f.is_signed, static_cast<std::uint16_t *>(frame.into) + s, pixels, f.samples); break;
      default: store(c, f.is_signed, static_cast<std::uint32_t *>(frame.into) + s, pixels, f.samples); break;
    }
  }
}

}  // namespace gantry::dicom
