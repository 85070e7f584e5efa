// SPDX-License-Identifier: Apache-2.0
#include "tiff_writer.hpp"

#include "element.hpp"
#include "writing.hpp"

#include <tiffio.h>

#include <algorithm>
#include <cstring>
#include <memory>

namespace gantry::pictures {
namespace {

constexpr std::uint64_t most_classic_bytes = std::uint64_t{4} * 1000 * 1000 * 1000;

struct Growing {
  std::string bytes;
  std::size_t at = 0;
};

tmsize_t write_to(thandle_t handle, void *from, tmsize_t size) {
  auto &out = *static_cast<Growing *>(handle);
  const auto n = static_cast<std::size_t>(size);
  if (out.bytes.size() < out.at + n) out.bytes.resize(out.at + n);
  std::memcpy(out.bytes.data() + out.at, from, n);
  out.at += n;
  return size;
}

tmsize_t read_from(thandle_t handle, void *into, tmsize_t size) {
  auto &out = *static_cast<Growing *>(handle);
  if (out.at >= out.bytes.size()) return 0;
  const std::size_t n = std::min(static_cast<std::size_t>(size), out.bytes.size() - out.at);
  std::memcpy(into, out.bytes.data() + out.at, n);
  out.at += n;
  return static_cast<tmsize_t>(n);
}

toff_t seek_in(thandle_t handle, toff_t offset, int whence) {
  auto &out = *static_cast<Growing *>(handle);
  out.at = static_cast<std::size_t>(whence == SEEK_CUR   ? out.at + offset
                                    : whence == SEEK_END ? out.bytes.size() + offset
                                                         : offset);
  return out.at;
}

struct Close {
  void operator()(TIFF *tiff) const { TIFFClose(tiff); }
};
using Tiff = std::unique_ptr<TIFF, Close>;

Error refused() { return Error("tiff.write", "libtiff can't write it", GANTRY_FAILED).at("volume"); }

Tiff create(Growing &out, bool big) {
  Tiff tiff(TIFFClientOpen(
      "picture", big ? "w8" : "w", &out, read_from, write_to, seek_in, [](thandle_t) { return 0; },
      [](thandle_t h) -> toff_t { return static_cast<Growing *>(h)->bytes.size(); },
      [](thandle_t, void **, toff_t *) { return 0; }, [](thandle_t, void *, toff_t) {}));
  if (!tiff) throw refused();
  return tiff;
}

std::uint16_t format_of(std::uint32_t dtype) {
  switch (dtype) {
    case GANTRY_I8:
    case GANTRY_I16:
    case GANTRY_I32:
    case GANTRY_I64: return SAMPLEFORMAT_INT;
    case GANTRY_F32:
    case GANTRY_F64: return SAMPLEFORMAT_IEEEFP;
    case GANTRY_C64:
    case GANTRY_C128:
      throw Error("file.type", "complex numbers can't be written as TIFF", GANTRY_UNSUPPORTED)
          .at("volume")
          .hint("write it as NRRD or NIfTI, or take the magnitude first");
    default: return SAMPLEFORMAT_UINT;
  }
}

std::string description_of(const VolumeView &view) {
  const std::uint64_t slices = view.shape(2), frames = view.shape(3), channels = view.shape(4);
  std::string text = "ImageJ=1.53t\nimages=" + std::to_string(slices * frames * channels);
  if (channels > 1) text += "\nchannels=" + std::to_string(channels);
  if (slices > 1) text += "\nslices=" + std::to_string(slices);
  if (frames > 1) text += "\nframes=" + std::to_string(frames);
  if (channels > 1 || frames > 1) text += "\nhyperstack=true";
  return text + "\nunit=mm\nspacing=" + text_of(view.geometry().spacing[2]) + "\nloop=false\n";
}

struct Page {
  std::uint32_t width, height;
  std::uint16_t bits, samples, format, compression;
  double per_mm_x, per_mm_y;
  const char *description;  // of the first page
};

void write_page(TIFF *tiff, const Page &p, const char *from, std::uint64_t row_bytes) {
  TIFFSetField(tiff, TIFFTAG_IMAGEWIDTH, p.width);
  TIFFSetField(tiff, TIFFTAG_IMAGELENGTH, p.height);
  TIFFSetField(tiff, TIFFTAG_BITSPERSAMPLE, p.bits);
  TIFFSetField(tiff, TIFFTAG_SAMPLESPERPIXEL, p.samples);
  TIFFSetField(tiff, TIFFTAG_SAMPLEFORMAT, p.format);
  TIFFSetField(tiff, TIFFTAG_PHOTOMETRIC, p.samples == 1 ? PHOTOMETRIC_MINISBLACK : PHOTOMETRIC_RGB);
  TIFFSetField(tiff, TIFFTAG_PLANARCONFIG, PLANARCONFIG_CONTIG);
  TIFFSetField(tiff, TIFFTAG_COMPRESSION, p.compression);
  TIFFSetField(tiff, TIFFTAG_ORIENTATION, ORIENTATION_TOPLEFT);
  TIFFSetField(tiff, TIFFTAG_RESOLUTIONUNIT, RESUNIT_NONE);  // pixels for a "unit" of ImageJ's
  TIFFSetField(tiff, TIFFTAG_XRESOLUTION, p.per_mm_x);
  TIFFSetField(tiff, TIFFTAG_YRESOLUTION, p.per_mm_y);
  if (p.description != nullptr) TIFFSetField(tiff, TIFFTAG_IMAGEDESCRIPTION, p.description);
  if (p.samples == 4) {
    const std::uint16_t alpha = EXTRASAMPLE_UNASSALPHA;
    TIFFSetField(tiff, TIFFTAG_EXTRASAMPLES, 1, &alpha);
  }
  const auto rows = static_cast<std::uint32_t>(
      std::clamp<std::uint64_t>((1 << 18) / std::max<std::uint64_t>(1, row_bytes), 1, p.height));
  TIFFSetField(tiff, TIFFTAG_ROWSPERSTRIP, rows);
  for (std::uint32_t y = 0; y < p.height; y += rows) {
    const auto size = static_cast<tmsize_t>(row_bytes * std::min(rows, p.height - y));
    const std::string strip(from + y * row_bytes,
                            static_cast<std::size_t>(size));  // libtiff may change what it is given
    if (TIFFWriteEncodedStrip(tiff, TIFFComputeStrip(tiff, y, 0), const_cast<char *>(strip.data()), size) != size)
      throw refused();
  }
  if (TIFFWriteDirectory(tiff) == 0) throw refused();
}

}  // namespace

void TiffWriter::write(Job &job, const std::string &name) {
  stem_of(name, {".tif", ".tiff"});
  const VolumeView view = volume.view();
  const std::uint32_t dtype = view.c().dtype;
  require_even_slices(view.geometry(), "TIFF");
  if (view.shape(0) > (1u << 31) || view.shape(1) > (1u << 31)) throw refused();
  const Element &type = element(dtype);
  const auto samples = static_cast<std::uint16_t>(dtype == GANTRY_RGB8 ? 3 : dtype == GANTRY_RGBA8 ? 4 : 1);
  const std::string description = description_of(view);
  Page page{static_cast<std::uint32_t>(view.shape(0)),
            static_cast<std::uint32_t>(view.shape(1)),
            static_cast<std::uint16_t>(8 * type.bytes / samples),
            samples,
            format_of(dtype),
            static_cast<std::uint16_t>(compressed ? COMPRESSION_ADOBE_DEFLATE : COMPRESSION_NONE),
            1 / view.geometry().spacing[0],
            1 / view.geometry().spacing[1],
            description.c_str()};
  const std::uint64_t row = view.shape(0) * type.bytes, pages = view.shape(2) * view.shape(3) * view.shape(4);
  Growing out;
  {
    const Tiff tiff = create(out, row * view.shape(1) * pages > most_classic_bytes);
    for (std::uint64_t i = 0; i < pages; ++i) {  // ImageJ's order: channels fastest, then slices, then frames
      job.progress(static_cast<double>(i) / static_cast<double>(pages), "writing pages");
      const std::uint64_t c = i % view.shape(4), z = i / view.shape(4) % view.shape(2),
                          t = i / view.shape(4) / view.shape(2);
      const std::uint64_t slice = (c * view.shape(3) + t) * view.shape(2) + z;
      write_page(tiff.get(), page, static_cast<const char *>(view.c().data) + slice * row * view.shape(1), row);
      page.description = nullptr;
    }
  }
  job.output_file("file", "image/tiff", name.c_str(), out.bytes.data(), out.bytes.size());
}

}  // namespace gantry::pictures
