// SPDX-License-Identifier: Apache-2.0
// A page of pixels: Cairo and Pango behind a few words, released by themselves.
//
//   GANTRY_TRY(canvas, Canvas::create(512, 400));
//   canvas.text("R", 8, 200, {.size = 16, .halo = true});
//   GANTRY_TRY(png, canvas.png());
#pragma once

#include <cairo.h>
#include <core/report/pen.hpp>
#include <core/result.hpp>
#include <memory>
#include <span>
#include <vector>

namespace gantry::core::report {

struct SurfaceEnd {
  void operator()(cairo_surface_t *surface) const { cairo_surface_destroy(surface); }
};
using Surface = std::unique_ptr<cairo_surface_t, SurfaceEnd>;

// Pixels as 0xAARRGGBB, premultiplied, row by row from the top.
Surface surface_of(std::span<const std::uint32_t> pixels, std::uint64_t width, std::uint64_t height);
std::uint32_t pixel(Colour colour, double alpha = 1);

struct TextStyle {
  double size = 14;  // pixels
  Align align = Align::left;
  bool bold = false;
  bool halo = false;     // a dark rim, to be read on any background
  double max_width = 0;  // longer text ends in an ellipsis; 0: no limit
  Colour colour = {1, 1, 1};
  double opacity = 1;
};
struct Extent {
  double width = 0, height = 0;
};

class Canvas {
 public:
  static Result<Canvas> create(double width, double height);  // black; error "report.memory"

  cairo_t *cairo() const { return context_.get(); }
  void colour(Colour colour, double alpha = 1);
  void rectangle(Area area, Colour colour);
  // x: left, middle or right of the text by its alignment; y: middle of its line.
  void text(const std::string &text, double x, double y, const TextStyle &style);
  Extent extent(const std::string &text, const TextStyle &style) const;
  // The surface stretched over the area, bilinear or voxel by voxel.
  void image(cairo_surface_t *surface, Area area, bool smooth);
  Result<std::vector<std::byte>> png() const;

 private:
  struct ContextEnd {
    void operator()(cairo_t *context) const { cairo_destroy(context); }
  };
  Surface surface_;
  std::unique_ptr<cairo_t, ContextEnd> context_;
};

}  // namespace gantry::core::report
