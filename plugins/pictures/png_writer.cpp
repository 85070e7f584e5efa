// SPDX-License-Identifier: Apache-2.0
#include "png_writer.hpp"

#include "element.hpp"
#include "writing.hpp"

#include <png.h>

#include <algorithm>
#include <cmath>
#include <csetjmp>
#include <limits>
#include <vector>

namespace gantry::pictures {
namespace {

struct Window {
  double low, high;
};

struct Sheet {
  png_uint_32 width, height;
  int depth, colour;
  std::size_t row_bytes;
  png_uint_32 x_per_metre, y_per_metre;  // 0: unknown
};

// One PNG; libpng's errors jump back here, past nothing that would need to be destroyed.
bool encode(const Sheet &sheet, const char *pixels, std::string &out) {
  png_structp png = png_create_write_struct(PNG_LIBPNG_VER_STRING, nullptr, nullptr, nullptr);
  png_infop info = png == nullptr ? nullptr : png_create_info_struct(png);
  if (info == nullptr || setjmp(png_jmpbuf(png)) != 0) {
    png_destroy_write_struct(&png, &info);
    return false;
  }
  png_set_write_fn(
      png, &out,
      [](png_structp p, png_bytep bytes, png_size_t size) {
        static_cast<std::string *>(png_get_io_ptr(p))->append(reinterpret_cast<const char *>(bytes), size);
      },
      [](png_structp) {});
  png_set_IHDR(png, info, sheet.width, sheet.height, sheet.depth, sheet.colour, PNG_INTERLACE_NONE,
               PNG_COMPRESSION_TYPE_BASE, PNG_FILTER_TYPE_BASE);
  if (sheet.x_per_metre > 0) png_set_pHYs(png, info, sheet.x_per_metre, sheet.y_per_metre, PNG_RESOLUTION_METER);
  png_write_info(png, info);
  if (sheet.depth == 16) png_set_swap(png);
  for (png_uint_32 y = 0; y < sheet.height; ++y) {
    png_write_row(png, reinterpret_cast<png_const_bytep>(pixels + y * sheet.row_bytes));
  }
  png_write_end(png, info);
  png_destroy_write_struct(&png, &info);
  return true;
}

Window full_range(const VolumeView &view) {
  return visit(view, [&](const auto *v) {
    Window w{std::numeric_limits<double>::infinity(), -std::numeric_limits<double>::infinity()};
    for (std::uint64_t i = 0; i < view.elements(); ++i) {
      const auto x = static_cast<double>(v[i]);
      if (std::isfinite(x)) w = {std::min(w.low, x), std::max(w.high, x)};
    }
    return w.low <= w.high ? w : Window{0, 0};
  });
}

// From black at `low` to white at `high`; what is no number is black.
template <class To>
std::vector<char> mapped(const VolumeView &view, std::uint64_t first, std::uint64_t count, const Window &w) {
  std::vector<char> out(count * sizeof(To));
  constexpr double white = std::numeric_limits<To>::max();
  const double scale = w.high > w.low ? white / (w.high - w.low) : 0;
  visit(view, [&](const auto *v) {
    for (std::uint64_t i = 0; i < count; ++i) {
      const double x = (static_cast<double>(v[first + i]) - w.low) * scale;
      const auto grey = static_cast<To>(std::isnan(x) ? 0 : std::lround(std::clamp(x, 0.0, white)));
      std::copy_n(reinterpret_cast<const char *>(&grey), sizeof grey, out.data() + i * sizeof grey);
    }
  });
  return out;
}

png_uint_32 per_metre(double spacing) {
  const double n = 1000 / spacing;
  return n >= 0.5 && n < 2e9 ? static_cast<png_uint_32>(std::lround(n)) : 0;
}

Sheet sheet_of(const VolumeView &view, bool as_stored, bool deep) {
  const std::uint32_t dtype = view.c().dtype;
  Sheet sheet{};
  if (view.shape(0) > PNG_UINT_31_MAX || view.shape(1) > PNG_UINT_31_MAX) {
    throw Error("png.size", "its slices are too large for PNG", GANTRY_UNSUPPORTED).at("volume");
  }
  sheet.width = static_cast<png_uint_32>(view.shape(0));
  sheet.height = static_cast<png_uint_32>(view.shape(1));
  sheet.depth = as_stored ? (dtype == GANTRY_U16 ? 16 : 8) : deep ? 16 : 8;
  sheet.colour = dtype == GANTRY_RGB8    ? PNG_COLOR_TYPE_RGB
                 : dtype == GANTRY_RGBA8 ? PNG_COLOR_TYPE_RGBA
                                         : PNG_COLOR_TYPE_GRAY;
  sheet.row_bytes = view.shape(0) * (as_stored ? element(dtype).bytes : deep ? 2u : 1u);
  if ((view.geometry().flags & GANTRY_GEOMETRY_ASSUMED) == 0) {
    sheet.x_per_metre = per_metre(view.geometry().spacing[0]);
    sheet.y_per_metre = per_metre(view.geometry().spacing[1]);
    if (sheet.x_per_metre == 0 || sheet.y_per_metre == 0) sheet.x_per_metre = sheet.y_per_metre = 0;
  }
  return sheet;
}

}  // namespace

void PngWriter::write(Job &job, const std::string &name) {
  const std::string stem = stem_of(name, {".png"});
  const VolumeView view = volume.view();
  const std::uint32_t dtype = view.c().dtype;
  const bool colours = dtype == GANTRY_RGB8 || dtype == GANTRY_RGBA8;
  const bool as_stored = colours || (width.value() == 0 && (dtype == GANTRY_U8 || dtype == GANTRY_U16));
  const bool deep = std::string(depth.value()) == "16";
  const Window window = as_stored ? Window{}
                        : width.value() == 0
                            ? full_range(view)
                            : Window{centre.value() - width.value() / 2, centre.value() + width.value() / 2};
  if (!as_stored) {
    job.warning("its values were mapped to grey, " + text_of(window.low) + " to black and " + text_of(window.high) +
                " to white: the pictures are for looking at, not for measuring");
  }
  const Sheet sheet = sheet_of(view, as_stored, deep);
  const std::uint64_t pixels = view.slice_voxels(), slices = view.elements() / pixels;
  for (std::uint64_t s = 0; s < slices; ++s) {  // frames and channels go on counting
    job.progress(static_cast<double>(s) / static_cast<double>(slices), "writing pictures");
    std::vector<char> grey;
    if (!as_stored)
      grey = deep ? mapped<std::uint16_t>(view, s * pixels, pixels, window)
                  : mapped<std::uint8_t>(view, s * pixels, pixels, window);
    const char *from =
        as_stored ? static_cast<const char *>(view.c().data) + s * pixels * element(dtype).bytes : grey.data();
    std::string bytes;
    if (!encode(sheet, from, bytes)) throw Error("png.write", "libpng can't write it", GANTRY_FAILED);
    const std::string file = slices == 1 ? name : stem + "_" + digits(s + 1, slices) + ".png";
    job.output_file("file", "image/png", file.c_str(), bytes.data(), bytes.size());
  }
}

}  // namespace gantry::pictures
