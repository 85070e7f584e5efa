// SPDX-License-Identifier: Apache-2.0
#include <algorithm>
#include <cmath>
#include <core/report/overlay.hpp>

namespace gantry::core::report {
namespace {

Result<void> check_space(const VolumeHeader &image, const VolumeHeader &other, const std::string &parameter) {
  const bool same_shape = std::equal(image.shape.begin(), image.shape.begin() + 3, other.shape.begin());
  if (!same_shape || !same_space(image.geometry, other.geometry, image.shape, 0.1)) {
    return fail("report.space", "the " + parameter + " does not lie on the voxels of the image", parameter,
                "resample it to the image first");
  }
  return done();
}

}  // namespace

Result<OverlayLayer> OverlayLayer::make(const Overlay &overlay, const VolumeHeader &image, const Words &words) {
  OverlayLayer layer;
  layer.overlay_ = overlay;
  if (overlay.object == nullptr) return layer;
  GANTRY_TRY(header, picture_header(*overlay.object, overlay.axis_index, overlay.channel, "overlay"));
  GANTRY_CHECK(check_space(image, header, "overlay"));
  layer.header_ = header;
  if (header.labels) {
    layer.classes_ = label_classes(header, overlay.object->bytes.bytes(), overlay.axis_index, words.label);
  } else {
    GANTRY_CHECK(layer.find_range(image));
  }
  return layer;
}

Result<void> OverlayLayer::find_range(const VolumeHeader &image) {
  if (overlay_.mask != nullptr) {
    GANTRY_TRY(mask, picture_header(*overlay_.mask, 0, 0, "mask"));
    GANTRY_CHECK(check_space(image, mask, "mask"));
    mask_header_ = mask;
  }
  if (overlay_.range) {
    if (!(overlay_.range->upper > overlay_.range->lower)) {
      return fail("report.picture", "the upper end of the colours' range is not above its lower end", "range",
                  "give lower < upper");
    }
    range_ = *overlay_.range;
    return done();
  }
  const Voxels voxels{overlay_.object->bytes.bytes().data(), &header_, overlay_.axis_index, overlay_.channel};
  range_ = percentiles(voxels, 2, 98, [&](std::uint64_t i, double value) {
    if (overlay_.mask == nullptr) return value != 0;
    return element_as_double(mask_header_.dtype, overlay_.mask->bytes.bytes().data(), i) > 0;
  });
  return done();
}

bool OverlayLayer::belongs(const LabelClass &c, const std::array<std::uint64_t, 3> &voxel) const {
  return c.has(Voxels{overlay_.object->bytes.bytes().data(), &header_, overlay_.axis_index, c.channel}.at(voxel));
}

bool OverlayLayer::drawn(const std::array<std::uint64_t, 3> &voxel) const {
  const double value =
      Voxels{overlay_.object->bytes.bytes().data(), &header_, overlay_.axis_index, overlay_.channel}.at(voxel);
  if (!std::isfinite(value)) return false;
  if (overlay_.mask == nullptr) return value != 0;
  return Voxels{overlay_.mask->bytes.bytes().data(), &mask_header_, 0, 0}.at(voxel) > 0;
}

std::vector<std::uint64_t> OverlayLayer::labelled(const View &view) const {
  if (!labels()) return {};
  std::vector<std::uint64_t> counts(view.size[2], 0);
  std::array<std::uint64_t, 3> v{};
  for (v[2] = 0; v[2] < header_.shape[2]; ++v[2]) {
    for (v[1] = 0; v[1] < header_.shape[1]; ++v[1]) {
      for (v[0] = 0; v[0] < header_.shape[0]; ++v[0]) {
        if (std::any_of(classes_.begin(), classes_.end(), [&](const LabelClass &c) { return belongs(c, v); })) {
          ++counts[v[view.axis[2]]];
        }
      }
    }
  }
  return counts;
}

void OverlayLayer::draw(Canvas &canvas, const View &view, const PageBox &box, std::uint64_t slice, Area area) const {
  if (empty()) return;
  std::vector<std::uint32_t> pixels(box.width * box.height, 0);
  const auto each = [&](const auto &action) {
    for (std::uint64_t y = 0; y < box.height; ++y) {
      for (std::uint64_t x = 0; x < box.width; ++x) action(y * box.width + x, view.voxel(box.x + x, box.y + y, slice));
    }
  };
  if (!labels()) {
    const Voxels voxels{overlay_.object->bytes.bytes().data(), &header_, overlay_.axis_index, overlay_.channel};
    each([&](std::size_t at, const auto &voxel) {
      const double fraction = (voxels.at(voxel) - range_.lower) / (range_.upper - range_.lower);
      if (drawn(voxel)) pixels[at] = pixel(map_colour(overlay_.colours, fraction));
    });
    canvas.image(surface_of(pixels, box.width, box.height).get(), area, false);
    return;
  }
  for (const LabelClass &c : classes_) {
    std::vector<bool> inside(pixels.size(), false);
    each([&](std::size_t at, const auto &voxel) {
      inside[at] = belongs(c, voxel);
      pixels[at] = inside[at] ? pixel(c.colour, overlay_.alpha) : 0;
    });
    if (std::find(inside.begin(), inside.end(), true) == inside.end()) continue;
    canvas.image(surface_of(pixels, box.width, box.height).get(), area, false);
    if (overlay_.outline) outline(canvas, inside, box, area, c.colour);
  }
}

// Strokes the edges of voxels between inside and outside.
void OverlayLayer::outline(Canvas &canvas, const std::vector<bool> &inside, const PageBox &box, Area area,
                           Colour colour) const {
  const double width = area.width / static_cast<double>(box.width);
  const double height = area.height / static_cast<double>(box.height);
  const auto is_inside = [&](std::uint64_t x, std::uint64_t y) {
    return x < box.width && y < box.height && inside[y * box.width + x];  // below 0 wraps round and is outside
  };
  const auto edge = [&](std::uint64_t x0, std::uint64_t y0, std::uint64_t x1, std::uint64_t y1) {
    cairo_move_to(canvas.cairo(), area.x + static_cast<double>(x0) * width, area.y + static_cast<double>(y0) * height);
    cairo_line_to(canvas.cairo(), area.x + static_cast<double>(x1) * width, area.y + static_cast<double>(y1) * height);
  };
  for (std::uint64_t y = 0; y <= box.height; ++y) {
    for (std::uint64_t x = 0; x <= box.width; ++x) {
      if (is_inside(x, y) != is_inside(x - 1, y)) edge(x, y, x, y + 1);
      if (is_inside(x, y) != is_inside(x, y - 1)) edge(x, y, x + 1, y);
    }
  }
  canvas.colour(colour);
  cairo_set_line_width(canvas.cairo(), 1.25);
  cairo_set_line_cap(canvas.cairo(), CAIRO_LINE_CAP_SQUARE);
  cairo_stroke(canvas.cairo());
}

}  // namespace gantry::core::report
