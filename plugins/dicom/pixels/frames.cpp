// SPDX-License-Identifier: Apache-2.0
#include "frames.hpp"

#include "codecs.hpp"

#include <algorithm>
#include <array>
#include <cstring>
#include <vector>

namespace gantry::dicom {
namespace {

enum class Packing { none, rle, jpeg, jpeg_ls, jpeg_2000, deflated };

struct KnownSyntax {
  std::string_view uid;
  Packing packing;
  bool lossy;
};

// PS3.6, table A-1: those that hold single images.
constexpr KnownSyntax syntaxes[] = {
    {"1.2.840.10008.1.2", Packing::none, false},           {"1.2.840.10008.1.2.1", Packing::none, false},
    {"1.2.840.10008.1.2.1.99", Packing::none, false},      {"1.2.840.10008.1.2.2", Packing::none, false},
    {"1.2.840.113619.5.2", Packing::none, false},          {"1.2.840.10008.1.2.5", Packing::rle, false},
    {"1.2.840.10008.1.2.4.50", Packing::jpeg, true},       {"1.2.840.10008.1.2.4.51", Packing::jpeg, true},
    {"1.2.840.10008.1.2.4.53", Packing::jpeg, true},       {"1.2.840.10008.1.2.4.55", Packing::jpeg, true},
    {"1.2.840.10008.1.2.4.57", Packing::jpeg, false},      {"1.2.840.10008.1.2.4.70", Packing::jpeg, false},
    {"1.2.840.10008.1.2.4.80", Packing::jpeg_ls, false},   {"1.2.840.10008.1.2.4.81", Packing::jpeg_ls, true},
    {"1.2.840.10008.1.2.4.90", Packing::jpeg_2000, false}, {"1.2.840.10008.1.2.4.91", Packing::jpeg_2000, true},
    {"1.2.840.10008.1.2.8.1", Packing::deflated, false},
};

const KnownSyntax &known_syntax(const std::string &uid) {
  for (const KnownSyntax &s : syntaxes) {
    if (s.uid == uid) return s;
  }
  const bool video = uid.rfind("1.2.840.10008.1.2.4.10", 0) == 0;
  const std::string what = video ? "it holds a video (MPEG or HEVC)" : "its transfer syntax is not known";
  throw Error("dicom.transfer-syntax", what + ": " + uid.substr(0, 64), GANTRY_UNSUPPORTED)
      .hint(video ? "have the archive send single images" : "have the archive send it uncompressed");
}

constexpr std::uint64_t plenty = std::uint64_t{256} << 20;

template <class T>
void normalise_as(const PixelFormat &f, const void *in, void *out, std::uint64_t count, bool swapped) {
  using U = std::make_unsigned_t<T>;
  const unsigned bits = sizeof(T) * 8, low = f.high_bit + 1 - f.stored, spare = bits - f.stored;
  const auto *from = static_cast<const unsigned char *>(in);
  auto *to = static_cast<T *>(out);
  const auto loaded = [&](std::uint64_t i) {
    U v;
    std::memcpy(&v, from + i * sizeof(U), sizeof(U));
    return v;
  };
  const auto turned = [&](U v) {
    if constexpr (sizeof(U) == 2) return swapped ? static_cast<U>(__builtin_bswap16(v)) : v;
    else if constexpr (sizeof(U) == 4) return swapped ? static_cast<U>(__builtin_bswap32(v)) : v;
    else return v;
  };
  for (std::uint64_t i = 0; i < count; ++i) {
    // To the top and down again: an arithmetic shift brings the sign along.
    const auto top = static_cast<T>(static_cast<U>(static_cast<U>(turned(loaded(i)) >> low) << spare));
    to[i] = static_cast<T>(top >> spare);
  }
}

template <class T>
void swap_all(const void *in, void *out, std::uint64_t count) {
  for (std::uint64_t i = 0; i < count; ++i) {
    std::array<unsigned char, sizeof(T)> v;
    std::memcpy(v.data(), static_cast<const char *>(in) + i * sizeof(T), sizeof(T));
    std::reverse(v.begin(), v.end());
    std::memcpy(static_cast<char *>(out) + i * sizeof(T), v.data(), sizeof(T));
  }
}

template <class T>
void interleave(void *values, std::uint64_t pixels, unsigned samples) {
  auto *v = static_cast<T *>(values);
  const std::vector<T> planes(v, v + pixels * samples);
  for (unsigned s = 0; s < samples; ++s) {
    const T *plane = planes.data() + s * pixels;
    for (std::uint64_t i = 0; i < pixels; ++i) v[i * samples + s] = plane[i];
  }
}

void interleave(const PixelFormat &f, void *values) {
  switch (f.container_bytes()) {
    case 1: return interleave<std::uint8_t>(values, f.pixels(), f.samples);
    case 2: return interleave<std::uint16_t>(values, f.pixels(), f.samples);
    default: return interleave<std::uint32_t>(values, f.pixels(), f.samples);
  }
}

}  // namespace

void normalise(const PixelFormat &f, const void *in, void *out, std::uint64_t count, bool swapped) {
  if (f.is_float) {
    if (!swapped) std::memmove(out, in, count * f.container_bytes());
    else if (f.allocated == 32) swap_all<float>(in, out, count);
    else swap_all<double>(in, out, count);
    return;
  }
  switch (f.stored_dtype()) {
    case GANTRY_U8: return normalise_as<std::uint8_t>(f, in, out, count, swapped);
    case GANTRY_I8: return normalise_as<std::int8_t>(f, in, out, count, swapped);
    case GANTRY_U16: return normalise_as<std::uint16_t>(f, in, out, count, swapped);
    case GANTRY_I16: return normalise_as<std::int16_t>(f, in, out, count, swapped);
    case GANTRY_U32: return normalise_as<std::uint32_t>(f, in, out, count, swapped);
    default: return normalise_as<std::int32_t>(f, in, out, count, swapped);
  }
}

Frames::Frames(const Dataset &dataset) : format_(pixel_format(dataset)) { place(dataset); }

void Frames::place(const Dataset &dataset) {
  const KnownSyntax &syntax = known_syntax(dataset.transfer_syntax());
  const Element &pixels = *dataset.pixel_data();
  lossy_ = syntax.lossy;
  if (pixels.undefined_length) {
    switch (syntax.packing) {
      case Packing::rle: codec_ = decode_rle; break;
      case Packing::jpeg: codec_ = decode_jpeg; break;
      case Packing::jpeg_ls: codec_ = decode_jpeg_ls; break;
      case Packing::jpeg_2000: codec_ = decode_jpeg_2000; break;
      case Packing::deflated: codec_ = decode_deflated; break;
      case Packing::none:
        throw Error("dicom.pixels", "its pixels are compressed, which its transfer syntax denies", GANTRY_BAD_DATA)
            .hint("have the archive send it again");
    }
    const std::uint64_t out = format_.values() * format_.container_bytes();
    const std::uint64_t most = std::max<std::uint64_t>(plenty, 2000 * pixels.value.size());
    if (out > most / format_.frames) {
      throw Error("dicom.pixels", "its header announces far more pixels than its compressed bytes can hold",
                  GANTRY_BAD_DATA)
          .hint("the header is damaged: fetch the file again");
    }
    encapsulated_ = frames_of(dataset, format_.frames);
    if (encapsulated_.truncated()) {
      throw Error("dicom.truncated", "the file ends inside its compressed pixels", GANTRY_BAD_DATA)
          .hint("the copy was interrupted: fetch the file again");
    }
    return;
  }
  bytes_ = pixels.value;
  swapped_ = dataset.big_endian();
  swapped_words_ = swapped_ && pixels.vr == VR::OW && format_.allocated <= 8;
  const bool half = format_.photometric == Photometric::ybr_full_422 || format_.photometric == Photometric::ybr_partial;
  const std::uint64_t full = (format_.frames * format_.values() * format_.allocated + 7) / 8;
  subsampled_ = half && format_.samples == 3 && format_.allocated == 8 && bytes_.size() < full;
  const std::uint64_t wanted = (stored_frame_bits() * format_.frames + 7) / 8;
  if (bytes_.size() < wanted) {
    throw Error("dicom.truncated",
                "its pixel data are " + std::to_string(wanted - bytes_.size()) + " bytes short of the " +
                    std::to_string(wanted) + " that its header announces",
                GANTRY_BAD_DATA)
        .hint("the copy was interrupted: fetch the file again");
  }
}

Frames Frames::whole_cells() const {
  Frames whole = *this;
  whole.format_.stored = whole.format_.allocated;
  whole.format_.high_bit = whole.format_.allocated - 1;
  whole.format_.is_signed = false;
  return whole;
}

std::uint64_t Frames::stored_frame_bits() const {
  return (subsampled_ ? format_.pixels() * 2 : format_.values()) * format_.allocated;
}

std::optional<std::string_view> Frames::plain(std::uint32_t frame) const {
  const bool swaps = (swapped_ && format_.container_bytes() > 1) || swapped_words_;
  const bool masks = !format_.is_float && format_.stored != format_.container_bytes() * 8;
  if (compressed() || swaps || masks || subsampled_ || format_.planar || format_.allocated == 1) return std::nullopt;
  const auto size = static_cast<std::size_t>(format_.values() * format_.container_bytes());
  return bytes_.substr(frame * size, size);
}

bool Frames::in_order() const {
  return !compressed() && !swapped_words_ && !subsampled_ && !format_.planar && format_.allocated != 1;
}

void Frames::stored_uncompressed(std::uint32_t frame, void *into) const {
  const std::uint64_t first_bit = stored_frame_bits() * frame;
  auto *out = static_cast<unsigned char *>(into);
  const auto at = [&](std::uint64_t i) {
    const std::uint64_t turned = swapped_words_ && (i ^ 1) < bytes_.size() ? i ^ 1 : i;
    return static_cast<unsigned char>(bytes_[static_cast<std::size_t>(turned)]);
  };
  const std::uint64_t first = first_bit / 8;
  if (format_.allocated == 1) {
    for (std::uint64_t i = 0; i < format_.values(); ++i)
      out[i] = static_cast<unsigned char>((at((first_bit + i) / 8) >> ((first_bit + i) % 8)) & 1);
  } else if (subsampled_) {
    // Y0 Y1 Cb Cr: two pixels share their colour.
    for (std::uint64_t i = 0; i < format_.pixels(); ++i) {
      const std::uint64_t pair = first + i / 2 * 4;
      out[3 * i] = at(pair + i % 2);
      out[3 * i + 1] = at(pair + 2);
      out[3 * i + 2] = at(pair + 3);
    }
  } else if (swapped_words_) {
    for (std::uint64_t i = 0; i < format_.values(); ++i) out[i] = at(first + i);
    normalise(format_, out, out, format_.values(), false);
  } else {
    normalise(format_, bytes_.data() + first, out, format_.values(), swapped_);
  }
  if (format_.planar && !subsampled_) interleave(format_, into);
}

void Frames::stored(std::uint32_t frame, void *into) const {
  if (const auto bytes = plain(frame)) {
    std::memcpy(into, bytes->data(), bytes->size());
    return;
  }
  if (!compressed()) return stored_uncompressed(frame, into);
  std::string joined;
  DecodedFrame d;
  d.into = into;
  codec_(encapsulated_.bytes(frame, joined), format_, d);
  if (d.planar) interleave(format_, into);
  const bool whole = format_.stored == format_.container_bytes() * 8 || format_.allocated == 1;
  if (!d.final && !whole) normalise(format_, into, into, format_.values(), false);
}

}  // namespace gantry::dicom
