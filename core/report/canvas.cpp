// SPDX-License-Identifier: Apache-2.0
#include <algorithm>
#include <cmath>
#include <core/report/canvas.hpp>
#include <cstring>
#include <pango/pangocairo.h>

namespace gantry::core::report {
namespace {

struct ObjectEnd {
  void operator()(void *object) const { g_object_unref(object); }
};
using Layout = std::unique_ptr<PangoLayout, ObjectEnd>;

struct FontEnd {
  void operator()(PangoFontDescription *font) const { pango_font_description_free(font); }
};

Layout layout_of(cairo_t *context, const std::string &text, const TextStyle &style) {
  Layout layout(pango_cairo_create_layout(context));
  const std::unique_ptr<PangoFontDescription, FontEnd> font(pango_font_description_new());
  pango_font_description_set_family(font.get(), "Noto Sans, Liberation Sans, DejaVu Sans, sans-serif");
  pango_font_description_set_absolute_size(font.get(), style.size * PANGO_SCALE);
  pango_font_description_set_weight(font.get(), style.bold ? PANGO_WEIGHT_BOLD : PANGO_WEIGHT_MEDIUM);
  pango_layout_set_font_description(layout.get(), font.get());
  pango_layout_set_single_paragraph_mode(layout.get(), 1);
  if (style.max_width > 0) {
    pango_layout_set_width(layout.get(), static_cast<int>(style.max_width * PANGO_SCALE));
    pango_layout_set_ellipsize(layout.get(), PANGO_ELLIPSIZE_END);
  }
  pango_layout_set_text(layout.get(), text.data(), static_cast<int>(text.size()));
  return layout;
}

Extent extent_of(PangoLayout *layout) {
  PangoRectangle ink{};
  PangoRectangle logical{};
  pango_layout_get_pixel_extents(layout, &ink, &logical);
  return {static_cast<double>(logical.width), static_cast<double>(logical.height)};
}

cairo_status_t append(void *closure, const unsigned char *data, unsigned length) {
  auto &bytes = *static_cast<std::vector<std::byte> *>(closure);
  const auto *first = reinterpret_cast<const std::byte *>(data);
  bytes.insert(bytes.end(), first, first + length);
  return CAIRO_STATUS_SUCCESS;
}

auto no_picture(cairo_status_t status) {
  return fail("report.memory", std::string("the picture could not be made: ") + cairo_status_to_string(status), "",
              "make the picture smaller, or free some memory");
}

}  // namespace

std::uint32_t pixel(Colour colour, double alpha) {
  const auto part = [](double value) {
    return static_cast<std::uint32_t>(std::lround(std::clamp(value, 0.0, 1.0) * 255));
  };
  return part(alpha) << 24U | part(colour.red * alpha) << 16U | part(colour.green * alpha) << 8U |
         part(colour.blue * alpha);
}

Surface surface_of(std::span<const std::uint32_t> pixels, std::uint64_t width, std::uint64_t height) {
  Surface surface(cairo_image_surface_create(CAIRO_FORMAT_ARGB32, static_cast<int>(width), static_cast<int>(height)));
  unsigned char *data = cairo_image_surface_get_data(surface.get());
  if (data == nullptr) return surface;
  const auto stride = static_cast<std::size_t>(cairo_image_surface_get_stride(surface.get()));
  for (std::uint64_t y = 0; y < height; ++y) std::memcpy(data + y * stride, &pixels[y * width], width * 4);
  cairo_surface_mark_dirty(surface.get());
  return surface;
}

Result<Canvas> Canvas::create(double width, double height) {
  Canvas canvas;
  canvas.surface_.reset(cairo_image_surface_create(CAIRO_FORMAT_RGB24, static_cast<int>(std::ceil(width)),
                                                   static_cast<int>(std::ceil(height))));
  const cairo_status_t status = cairo_surface_status(canvas.surface_.get());
  if (status != CAIRO_STATUS_SUCCESS) return no_picture(status);
  canvas.context_.reset(cairo_create(canvas.surface_.get()));
  return canvas;
}

void Canvas::colour(Colour c, double alpha) { cairo_set_source_rgba(cairo(), c.red, c.green, c.blue, alpha); }

void Canvas::rectangle(Area area, Colour fill) {
  colour(fill);
  cairo_rectangle(cairo(), area.x, area.y, area.width, area.height);
  cairo_fill(cairo());
}

Extent Canvas::extent(const std::string &text, const TextStyle &style) const {
  return extent_of(layout_of(cairo(), text, style).get());
}

void Canvas::text(const std::string &text, double x, double y, const TextStyle &style) {
  const Layout layout = layout_of(cairo(), text, style);
  const Extent extent = extent_of(layout.get());
  const double shift = style.align == Align::left ? 0 : style.align == Align::right ? extent.width : extent.width / 2;
  cairo_move_to(cairo(), std::round(x - shift), std::round(y - extent.height / 2));
  if (style.halo) {
    pango_cairo_layout_path(cairo(), layout.get());
    colour({0, 0, 0}, 0.9);
    cairo_set_line_width(cairo(), style.size / 4);
    cairo_set_line_join(cairo(), CAIRO_LINE_JOIN_ROUND);
    cairo_stroke(cairo());
    cairo_move_to(cairo(), std::round(x - shift), std::round(y - extent.height / 2));
  }
  this->colour(style.colour, style.opacity);
  pango_cairo_show_layout(cairo(), layout.get());
  cairo_new_path(cairo());
}

void Canvas::image(cairo_surface_t *surface, Area area, bool smooth) {
  cairo_save(cairo());
  cairo_rectangle(cairo(), area.x, area.y, area.width, area.height);
  cairo_clip(cairo());
  cairo_translate(cairo(), area.x, area.y);
  cairo_scale(cairo(), area.width / cairo_image_surface_get_width(surface),
              area.height / cairo_image_surface_get_height(surface));
  cairo_set_source_surface(cairo(), surface, 0, 0);
  cairo_pattern_set_extend(cairo_get_source(cairo()), CAIRO_EXTEND_PAD);
  cairo_pattern_set_filter(cairo_get_source(cairo()), smooth ? CAIRO_FILTER_GOOD : CAIRO_FILTER_NEAREST);
  cairo_paint(cairo());
  cairo_restore(cairo());
}

Result<std::vector<std::byte>> Canvas::png() const {
  std::vector<std::byte> bytes;
  cairo_surface_flush(surface_.get());
  const cairo_status_t status = cairo_surface_write_to_png_stream(surface_.get(), append, &bytes);
  if (status != CAIRO_STATUS_SUCCESS) return no_picture(status);
  return bytes;
}

}  // namespace gantry::core::report
