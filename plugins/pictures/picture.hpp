// SPDX-License-Identifier: Apache-2.0
// A picture file that has been opened and checked: what it holds, and its pages one by one.
//
//   std::unique_ptr<PictureFile> file = open_picture(files.map(0));       // throws Error "picture.*" in words
//   std::vector<char> page(file->about().page_bytes());
//   file->read_page(0, page.data());
#pragma once

#include <plugins/headers/header_entries.hpp>

#include <cstdint>
#include <memory>
#include <optional>
#include <string>
#include <string_view>
#include <vector>

namespace gantry::pictures {

struct Picture {
  const char *format = "";  // "PNG"
  std::uint64_t width = 0, height = 0;
  std::uint32_t dtype = 0;
  std::uint32_t parts = 1;  // of dtype for a pixel, interleaved: 3 of 16-bit colours
  std::vector<std::string> part_names;
  unsigned orientation = 1;  // EXIF's: 1 as stored, 6 turned right …
  // Pages: z, then frames; ImageJ's hyperstacks have channels too, which change fastest.
  std::uint64_t slices = 1, frames = 1, channels = 1;
  double frame_seconds = 0;          // 0: unknown
  std::optional<double> dx, dy, dz;  // mm; as stored, before the orientation
  std::vector<std::string> warnings;
  HeaderEntries entries;

  std::uint64_t pages() const { return slices * frames * channels; }
  std::uint64_t page_bytes() const;
  bool same_kind(const Picture &other) const;  // size, type, orientation and spacing in the plane
};

class PictureFile {
 public:
  virtual ~PictureFile() = default;
  // Rows from the top, pixels from the left, as stored. Pages in order are cheapest.
  virtual void read_page(std::uint64_t page, char *into) = 0;
  const Picture &about() const { return about_; }

 protected:
  Picture about_;
};

enum class PictureFormat { none, png, jpeg, tiff };
PictureFormat picture_format(std::string_view head);

// `file` must outlive the result.
std::unique_ptr<PictureFile> open_picture(std::string_view file);
std::unique_ptr<PictureFile> open_png(std::string_view file);
std::unique_ptr<PictureFile> open_jpeg(std::string_view file);
std::unique_ptr<PictureFile> open_tiff(std::string_view file);

// Refuses sizes that the file can't hold: at most `most_per_byte` bytes of pixels for a byte of the file.
void check_size(const Picture &picture, std::uint64_t file_bytes, std::uint64_t most_per_byte);

// A printer's or screen's resolution (72, 96, 300 … dpi) says nothing of the size of what is shown and is passed over, with
// a warning; any other one is taken as the size of a pixel.
void take_density(double x_per_mm, double y_per_mm, Picture &picture);

}  // namespace gantry::pictures
