// SPDX-License-Identifier: Apache-2.0
// JPEG by libjpeg-turbo. As with libpng, what calls setjmp holds nothing that would need to be destroyed.
#include "exif.hpp"
#include "picture.hpp"

#include <gantry/cpp/error.hpp>

#include <csetjmp>
#include <cstddef>
#include <cstdio>
#include <cstring>
#include <new>

#include <jpeglib.h>

namespace gantry::pictures {
namespace {

constexpr std::uint64_t most_per_byte = 2000;  // blocks of 64 pixels of three components, each of a bit or so

struct Failing : jpeg_error_mgr {
  std::jmp_buf back;
  char message[JMSG_LENGTH_MAX];
  bool strict = false;  // a warning ends it
};

// Destroying what was never created does nothing.
struct Decompressor : jpeg_decompress_struct {
  Decompressor() : jpeg_decompress_struct{} {}
  ~Decompressor() { jpeg_destroy_decompress(this); }
  Decompressor(const Decompressor &) = delete;
  Decompressor &operator=(const Decompressor &) = delete;
};

// Hostile progressive files have thousands of scans, each of which goes through the whole picture; a real one a dozen.
void watch_scans(j_common_ptr c) {
  auto *jpeg = reinterpret_cast<j_decompress_ptr>(c);
  const double pixels = static_cast<double>(jpeg->image_width) * jpeg->image_height;
  const int scans = jpeg->input_scan_number;
  if (scans <= 20 || (scans <= 500 && scans * pixels < 1e9)) return;
  auto *failing = static_cast<Failing *>(c->err);
  std::strcpy(failing->message, "it has too many scans");
  std::longjmp(failing->back, 1);
}

class JpegFile : public PictureFile {
 public:
  explicit JpegFile(std::string_view file) : file_(file) {
    jpeg_.err = jpeg_std_error(&failing_);
    failing_.error_exit = [](j_common_ptr c) {
      auto *failing = static_cast<Failing *>(c->err);
      c->err->format_message(c, failing->message);
      std::longjmp(failing->back, 1);
    };
    failing_.output_message = [](j_common_ptr) {};
    failing_.emit_message = [](j_common_ptr c, int level) {
      if (level >= 0) return;
      ++c->err->num_warnings;
      if (static_cast<Failing *>(c->err)->strict) c->err->error_exit(c);
    };
    if (!create() || !read_header()) throw_broken();
    describe();
    check_size(about_, file.size(), most_per_byte);
  }
  JpegFile(const JpegFile &) = delete;
  JpegFile &operator=(const JpegFile &) = delete;

  void read_page(std::uint64_t, char *into) override {
    if (used_) {
      jpeg_abort_decompress(&jpeg_);
      if (!read_header()) throw_broken();
    }
    used_ = true;
    jpeg_.out_color_space = about_.dtype == GANTRY_U8 ? JCS_GRAYSCALE : JCS_RGB;
    failing_.strict = true;
    const bool whole = read_rows(into);
    failing_.strict = false;
    if (!whole && jpeg_.err->num_warnings == 0) throw_broken();
    if (jpeg_.err->num_warnings > 0) {
      throw Error("picture.jpeg", "its compressed data are damaged or cut short", GANTRY_BAD_DATA)
          .hint("the copy was interrupted: fetch the file again");
    }
  }

 private:
  bool create() {
    if (setjmp(failing_.back) != 0) return false;
    jpeg_create_decompress(&jpeg_);
    jpeg_.mem->max_memory_to_use = 256L << 20;
    progress_.progress_monitor = watch_scans;
    jpeg_.progress = &progress_;
    return true;
  }
  bool read_header() {
    if (setjmp(failing_.back) != 0) return false;
    jpeg_mem_src(&jpeg_, reinterpret_cast<const unsigned char *>(file_.data()),
                 static_cast<unsigned long>(file_.size()));
    jpeg_save_markers(&jpeg_, JPEG_APP0 + 1, 0xFFFF);
    jpeg_save_markers(&jpeg_, JPEG_COM, 0xFFFF);
    jpeg_read_header(&jpeg_, TRUE);
    return true;
  }
  bool read_rows(char *into) {
    if (setjmp(failing_.back) != 0) return false;
    jpeg_start_decompress(&jpeg_);
    const std::size_t row_bytes =
        static_cast<std::size_t>(jpeg_.output_width) * static_cast<std::size_t>(jpeg_.output_components);
    while (jpeg_.output_scanline < jpeg_.output_height) {
      JSAMPROW row = reinterpret_cast<JSAMPROW>(into + jpeg_.output_scanline * row_bytes);
      jpeg_read_scanlines(&jpeg_, &row, 1);
    }
    jpeg_finish_decompress(&jpeg_);
    return true;
  }
  [[noreturn]] void throw_broken() {
    const Error error =
        Error("picture.jpeg", std::string("libjpeg says: ") + failing_.message, GANTRY_BAD_DATA)
            .hint("the file is damaged, cut short, or of a rare kind (12 bits, lossless): save it as PNG");
    throw error;
  }
  void describe() {
    about_.format = "JPEG";
    about_.width = jpeg_.image_width;
    about_.height = jpeg_.image_height;
    about_.dtype = jpeg_.num_components == 1 ? GANTRY_U8 : GANTRY_RGB8;
    about_.entries.add("format", "JPEG");
    if (jpeg_.num_components != 1 && jpeg_.num_components != 3) {
      throw Error("picture.colours", "it is in the colours of a printing press (CMYK)", GANTRY_UNSUPPORTED)
          .hint("save it as RGB first");
    }
    about_.warnings.emplace_back("JPEG is lossy: its values are near those that were recorded, not equal to them");
    for (auto *marker = jpeg_.marker_list; marker != nullptr; marker = marker->next) {
      const std::string_view bytes(reinterpret_cast<const char *>(marker->data), marker->data_length);
      if (marker->marker == JPEG_COM) about_.entries.add_identifying("comment", std::string(bytes));
      else if (bytes.substr(0, 4) == "Exif") take_exif(bytes, about_);
      else about_.entries.add_identifying("APP1", static_cast<std::uint64_t>(bytes.size()));
    }
    const double per_mm = jpeg_.density_unit == 1 ? 1 / 25.4 : jpeg_.density_unit == 2 ? 0.1 : 0;
    take_density(jpeg_.X_density * per_mm, jpeg_.Y_density * per_mm, about_);
  }

  std::string_view file_;
  Failing failing_{};
  jpeg_progress_mgr progress_{};
  Decompressor jpeg_;
  bool used_ = false;
};

}  // namespace

std::unique_ptr<PictureFile> open_jpeg(std::string_view file) { return std::make_unique<JpegFile>(file); }

}  // namespace gantry::pictures
