// SPDX-License-Identifier: Apache-2.0
#include "picture.hpp"

#include "element.hpp"

#include <gantry/cpp/error.hpp>

#include <cmath>

namespace gantry::pictures {

std::uint64_t Picture::page_bytes() const { return width * height * parts * element(dtype).bytes; }

bool Picture::same_kind(const Picture &other) const {
  return width == other.width && height == other.height && dtype == other.dtype && parts == other.parts &&
         orientation == other.orientation && dx == other.dx && dy == other.dy;
}

PictureFormat picture_format(std::string_view head) {
  if (head.substr(0, 8) == "\x89PNG\r\n\x1a\n") return PictureFormat::png;
  if (head.substr(0, 3) == "\xff\xd8\xff") return PictureFormat::jpeg;
  const std::string_view four = head.substr(0, 4);
  using std::string_view_literals::operator""sv;
  if (four == "II*\0"sv || four == "MM\0*"sv || four == "II+\0"sv || four == "MM\0+"sv) return PictureFormat::tiff;
  return PictureFormat::none;
}

std::unique_ptr<PictureFile> open_picture(std::string_view file) {
  switch (picture_format(file)) {
    case PictureFormat::png: return open_png(file);
    case PictureFormat::jpeg: return open_jpeg(file);
    case PictureFormat::tiff: return open_tiff(file);
    default:
      throw Error("picture.format", "it does not begin like a PNG, JPEG or TIFF file", GANTRY_BAD_DATA)
          .hint("the file is damaged or of another kind: fetch it again");
  }
}

void check_size(const Picture &picture, std::uint64_t file_bytes, std::uint64_t most_per_byte) {
  constexpr std::uint64_t most_side = std::uint64_t{1} << 31, most_pages = std::uint64_t{1} << 24;
  const bool sane = picture.width >= 1 && picture.height >= 1 && picture.width < most_side &&
                    picture.height < most_side && picture.parts <= 64 && picture.pages() <= most_pages;
  if (sane) {
    const double claimed = static_cast<double>(picture.page_bytes()) * static_cast<double>(picture.pages());
    if (claimed <= static_cast<double>(file_bytes + 64) * static_cast<double>(most_per_byte)) return;
  }
  throw Error("picture.truncated", "its header announces more pixels than the file can hold", GANTRY_BAD_DATA)
      .hint("the copy was interrupted or the header is damaged: fetch the file again");
}

void take_density(double x_per_mm, double y_per_mm, Picture &picture) {
  if (!std::isfinite(x_per_mm) || !std::isfinite(y_per_mm) || !(x_per_mm > 1e-6) || !(y_per_mm > 1e-6)) return;
  constexpr double print[] = {72,  75,  90,  96,  100, 120, 144, 150, 180, 192,
                              200, 240, 300, 350, 360, 400, 600, 720, 1200};
  const double dpi = x_per_mm * 25.4;
  for (const double usual : print) {
    if (std::abs(dpi - usual) > 0.006 * usual) continue;
    picture.warnings.push_back("its resolution of " + std::to_string(std::lround(dpi)) +
                               " dpi is that of a printer or screen and was not taken for the size of its pixels");
    return;
  }
  picture.dx = 1 / x_per_mm;
  picture.dy = 1 / y_per_mm;
}

}  // namespace gantry::pictures
