// SPDX-License-Identifier: Apache-2.0
#include <host/window/app/pixels.hpp>

#include <core/report/canvas.hpp>
#include <cstdlib>
#include <cstring>

namespace gantry::host::window {
namespace {

auto failed(const std::string &what, cairo_status_t status) {
  return core::fail("window.picture", what + ": " + cairo_status_to_string(status), "",
                    "check the path and the space left");
}

}  // namespace

core::Result<void> write_png(const Pixels &pixels, const std::string &path) {
  const auto surface = core::report::surface_of(pixels.rgb, pixels.width, pixels.height);
  const auto status = cairo_surface_write_to_png(surface.get(), path.c_str());
  if (status != CAIRO_STATUS_SUCCESS) return failed("the picture can't be written", status);
  return core::done();
}

core::Result<Pixels> read_png(const std::string &path) {
  const core::report::Surface surface(cairo_image_surface_create_from_png(path.c_str()));
  const auto status = cairo_surface_status(surface.get());
  if (status != CAIRO_STATUS_SUCCESS) return failed("the picture can't be read", status);
  Pixels pixels;
  pixels.width = static_cast<unsigned>(cairo_image_surface_get_width(surface.get()));
  pixels.height = static_cast<unsigned>(cairo_image_surface_get_height(surface.get()));
  pixels.rgb.resize(std::size_t{pixels.width} * pixels.height);
  const auto stride = static_cast<std::size_t>(cairo_image_surface_get_stride(surface.get()));
  const unsigned char *const data = cairo_image_surface_get_data(surface.get());
  for (std::size_t y = 0; y < pixels.height; ++y) {
    std::memcpy(&pixels.rgb[y * pixels.width], data + y * stride, std::size_t{4} * pixels.width);
  }
  for (auto &pixel : pixels.rgb) pixel |= 0xff000000U;
  return pixels;
}

double difference(const Pixels &a, const Pixels &b) {
  if (a.width != b.width || a.height != b.height || a.rgb.empty()) return 1;
  std::size_t others = 0;
  for (std::size_t i = 0; i < a.rgb.size(); ++i) {
    bool other = false;
    for (const unsigned shift : {0U, 8U, 16U}) {
      const auto part = [shift](std::uint32_t c) { return static_cast<int>((c >> shift) & 0xffU); };
      other = other || std::abs(part(a.rgb[i]) - part(b.rgb[i])) > 32;
    }
    others += other ? 1 : 0;
  }
  return static_cast<double>(others) / static_cast<double>(a.rgb.size());
}

}  // namespace gantry::host::window
