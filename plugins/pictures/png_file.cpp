// SPDX-License-Identifier: Apache-2.0
// PNG by libpng. Its errors jump back into the functions that call setjmp here, which hold nothing that would need to be
// destroyed.
#include "exif.hpp"
#include "picture.hpp"

#include <gantry/cpp/error.hpp>

#include <png.h>

#include <algorithm>
#include <csetjmp>
#include <cstring>

namespace gantry::pictures {
namespace {

constexpr std::uint64_t deflate_bound = 1032;
constexpr png_uint_32 most_side = 1U << 30;

struct Source {
  const char *at;
  std::size_t left;
  char message[160];
};

void give(png_structp png, png_bytep into, png_size_t size) {
  auto *source = static_cast<Source *>(png_get_io_ptr(png));
  if (size > source->left) png_error(png, "it ends before its last pixel");
  std::memcpy(into, source->at, size);
  source->at += size;
  source->left -= size;
}

[[noreturn]] void fail(png_structp png, png_const_charp message) {
  auto *source = static_cast<Source *>(png_get_error_ptr(png));
  std::strncpy(source->message, message, sizeof source->message - 1);
  png_longjmp(png, 1);
}

Error broken(const Source &source) {
  return Error("picture.png", std::string("libpng says: ") + source.message, GANTRY_BAD_DATA)
      .hint("the file is damaged or was cut short: fetch it again");
}

struct Handles {
  png_structp png = nullptr;
  png_infop info = nullptr;
  ~Handles() { png_destroy_read_struct(&png, &info, nullptr); }
};

class PngFile : public PictureFile {
 public:
  explicit PngFile(std::string_view file) : file_(file) {
    open();
    describe();
  }
  PngFile(const PngFile &) = delete;
  PngFile &operator=(const PngFile &) = delete;

  void read_page(std::uint64_t, char *into) override {
    if (used_) open();
    used_ = true;
    if (!read_rows(into)) throw_broken();
  }

 private:
  void start() {
    png_destroy_read_struct(&png_, &info_, nullptr);
    source_ = {file_.data(), file_.size(), {}};
    png_ = png_create_read_struct(PNG_LIBPNG_VER_STRING, &source_, fail, [](png_structp, png_const_charp) {});
    info_ = png_ == nullptr ? nullptr : png_create_info_struct(png_);
    if (info_ == nullptr) throw std::bad_alloc();
    png_set_user_limits(png_, most_side, most_side);
    png_set_chunk_malloc_max(png_, 16 << 20);
    png_set_chunk_cache_max(png_, 256);
    png_set_read_fn(png_, &source_, give);
  }
  // libpng makes room for rows as soon as it is told how to give them: not before their size has been checked.
  void open() {
    start();
    if (!read_info()) throw_broken();
    Picture stored;
    stored.width = png_get_rowbytes(png_, info_);
    stored.height = png_get_image_height(png_, info_);
    stored.dtype = GANTRY_U8;
    check_size(stored, file_.size(), deflate_bound);
    if (!choose_form()) throw_broken();
  }
  [[noreturn]] void throw_broken() {
    const Error error = broken(source_);
    throw error;
  }
  bool read_info() {
    if (setjmp(png_jmpbuf(png_)) != 0) return false;
    png_read_info(png_, info_);
    return true;
  }
  // Palettes become colours, few bits eight, grey with alpha 8-bit colours with alpha; nothing else is changed.
  bool choose_form() {
    if (setjmp(png_jmpbuf(png_)) != 0) return false;
    const int colour = png_get_color_type(png_, info_), depth = png_get_bit_depth(png_, info_);
    if (colour == PNG_COLOR_TYPE_PALETTE) png_set_palette_to_rgb(png_);
    if (colour == PNG_COLOR_TYPE_GRAY && depth < 8) png_set_expand_gray_1_2_4_to_8(png_);
    if (colour == PNG_COLOR_TYPE_PALETTE && png_get_valid(png_, info_, PNG_INFO_tRNS) != 0) png_set_tRNS_to_alpha(png_);
    if (colour == PNG_COLOR_TYPE_GRAY_ALPHA && depth == 8) png_set_gray_to_rgb(png_);
    if (depth == 16) png_set_swap(png_);  // PNG is big endian
    passes_ = png_set_interlace_handling(png_);
    png_read_update_info(png_, info_);
    return true;
  }
  bool read_rows(char *into) {
    if (setjmp(png_jmpbuf(png_)) != 0) return false;
    const std::size_t row_bytes = png_get_rowbytes(png_, info_);
    for (int pass = 0; pass < passes_; ++pass) {
      for (std::uint64_t y = 0; y < about_.height; ++y) {
        png_read_row(png_, reinterpret_cast<png_bytep>(into + y * row_bytes), nullptr);
      }
    }
    png_read_end(png_, nullptr);
    return true;
  }
  void describe() {
    const unsigned channels = png_get_channels(png_, info_);
    const bool wide = png_get_bit_depth(png_, info_) == 16;
    about_.format = "PNG";
    about_.width = png_get_image_width(png_, info_);
    about_.height = png_get_image_height(png_, info_);
    about_.dtype = wide ? GANTRY_U16 : channels == 1 ? GANTRY_U8 : channels == 3 ? GANTRY_RGB8 : GANTRY_RGBA8;
    about_.parts = wide ? channels : 1;
    if (about_.parts == 2) about_.part_names = {"grey", "alpha"};
    if (about_.parts > 2) about_.part_names = {"red", "green", "blue"};
    if (about_.parts == 4) about_.part_names.emplace_back("alpha");
    take_resolution();
    take_texts();
  }
  void take_resolution() {
    png_uint_32 x = 0, y = 0;
    int unit = 0;
    if (png_get_pHYs(png_, info_, &x, &y, &unit) == 0) return;
    about_.entries.add("pHYs", nlohmann::json{{"x", x}, {"y", y}, {"unit", unit}});
    if (unit == PNG_RESOLUTION_METER) take_density(x / 1000.0, y / 1000.0, about_);
  }
  void take_texts() {
    about_.entries.add("format", "PNG");
    png_textp texts = nullptr;
    int count = 0;
    png_get_text(png_, info_, &texts, &count);
    for (int i = 0; i < count; ++i) {
      about_.entries.add_identifying(texts[i].key, std::string(texts[i].text == nullptr ? "" : texts[i].text));
    }
    png_timep time = nullptr;
    if (png_get_tIME(png_, info_, &time) != 0) about_.entries.add_identifying("tIME", time->year);
    png_bytep exif = nullptr;
    png_uint_32 size = 0;
    if (png_get_eXIf_1(png_, info_, &size, &exif) != 0) {
      take_exif({reinterpret_cast<const char *>(exif), size}, about_);
    }
  }

  std::string_view file_;
  Source source_{};
  Handles handles_;
  png_structp &png_ = handles_.png;
  png_infop &info_ = handles_.info;
  int passes_ = 1;
  bool used_ = false;
};

}  // namespace

std::unique_ptr<PictureFile> open_png(std::string_view file) { return std::make_unique<PngFile>(file); }

}  // namespace gantry::pictures
