// SPDX-License-Identifier: Apache-2.0
#include <algorithm>
#include <cmath>
#include <core/report/legend.hpp>
#include <core/report/overlay.hpp>
#include <core/report/picture.hpp>
#include <core/report/text.hpp>
#include <core/report/ticks.hpp>

namespace gantry::core::report {
namespace {

constexpr double between_tiles = 4;
constexpr std::uint64_t longest_side = 32'000;  // of a Cairo image

// Everything that the slices of one picture share.
struct Scene {
  const Object *object;
  const SliceOptions *options;
  VolumeHeader header;
  View view;
  PageBox box;
  ValueRange window;
  OverlayLayer overlay;
  Extent tile;  // pixels
};

// The crop, from voxel axes to the page.
Result<PageBox> page_box(const VolumeHeader &header, const View &view, const std::optional<VoxelBox> &crop) {
  if (!crop) return PageBox{0, 0, view.size[0], view.size[1]};
  for (std::size_t a = 0; a < 3; ++a) {
    if (crop->first[a] > crop->last[a] || crop->last[a] >= header.shape[a]) {
      return fail("report.picture", "the crop lies outside the volume", "crop",
                  "give first and last voxels inside the volume");
    }
  }
  const auto start = [&](std::size_t p, bool mirrored) {
    return mirrored ? view.size[p] - 1 - crop->last[view.axis[p]] : crop->first[view.axis[p]];
  };
  const auto length = [&](std::size_t p) { return crop->last[view.axis[p]] - crop->first[view.axis[p]] + 1; };
  return PageBox{start(0, view.mirror_right), start(1, view.mirror_down), length(0), length(1)};
}

Extent tile_size(const View &view, const PageBox &box, unsigned pixels) {
  const auto mm = [&](std::size_t p, std::uint64_t voxels) {
    return static_cast<double>(voxels) * (view.spacing[p] > 0 ? view.spacing[p] : 1);
  };
  const double width = mm(0, box.width);
  const double height = mm(1, box.height);
  const double scale = std::clamp(pixels, 64U, 4096U) / std::max(width, height);
  return {std::max(1.0, std::round(width * scale)), std::max(1.0, std::round(height * scale))};
}

Result<Scene> make_scene(const Object &image, const SliceOptions &options) {
  GANTRY_TRY(header, picture_header(image, options.axis_index, options.channel, "image"));
  if (std::max({header.shape[0], header.shape[1], header.shape[2]}) > longest_side) {
    return fail("report.picture", "the volume has more than 32000 voxels along one side", "image",
                "crop the volume first");
  }
  Scene scene{&image, &options, header, view_of(header, options.plane), {}, {}, {}, {}};
  GANTRY_TRY(box, page_box(header, scene.view, options.crop));
  scene.box = box;
  const Voxels voxels{image.bytes.bytes().data(), &header, options.axis_index, options.channel};
  scene.window = options.window ? *options.window : percentiles(voxels, 1, 99.5, [](auto, double) { return true; });
  if (!(scene.window.upper > scene.window.lower)) {
    return fail("report.picture", "the window's upper end is not above its lower end", "window", "give lower < upper");
  }
  GANTRY_TRY(overlay, OverlayLayer::make(options.overlay, header, *options.words));
  scene.overlay = std::move(overlay);
  scene.tile = tile_size(scene.view, scene.box, options.pixels);
  return scene;
}

// The image itself: grey by the window, or the colours that it has.
Surface image_of(const Scene &scene, std::uint64_t slice) {
  const Voxels voxels{scene.object->bytes.bytes().data(), &scene.header, scene.options->axis_index,
                      scene.options->channel};
  const bool coloured = scene.header.dtype == DType::rgb8 || scene.header.dtype == DType::rgba8;
  const auto *bytes = reinterpret_cast<const unsigned char *>(scene.object->bytes.bytes().data());
  std::vector<std::uint32_t> pixels(scene.box.width * scene.box.height);
  for (std::uint64_t y = 0; y < scene.box.height; ++y) {
    for (std::uint64_t x = 0; x < scene.box.width; ++x) {
      const std::size_t at = voxels.index(scene.view.voxel(scene.box.x + x, scene.box.y + y, slice));
      std::uint32_t &out = pixels[y * scene.box.width + x];
      if (coloured) {
        const unsigned char *rgb = bytes + at * byte_size(scene.header.dtype);
        out =
            0xFF000000U | static_cast<std::uint32_t>(rgb[0]) << 16U | static_cast<std::uint32_t>(rgb[1]) << 8U | rgb[2];
      } else {
        const double fraction = (voxels.at(at) - scene.window.lower) / (scene.window.upper - scene.window.lower);
        out = pixel(map_colour(ColourMap::grey, fraction));
      }
    }
  }
  return surface_of(pixels, scene.box.width, scene.box.height);
}

void draw_scale_bar(Canvas &canvas, const Scene &scene, Area area) {
  if (!(scene.view.spacing[0] > 0)) return;
  const double pixels_per_mm = area.width / (static_cast<double>(scene.box.width) * scene.view.spacing[0]);
  const double mm = nice_below(area.width / pixels_per_mm / 4);
  const double length = std::round(mm * pixels_per_mm);
  const double right = area.x + area.width - 10;
  const double y = area.y + area.height - 12;
  canvas.rectangle({right - length - 1, y - 2, length + 2, 5}, {0, 0, 0});
  canvas.rectangle({right - length, y - 1, length, 3}, {1, 1, 1});
  canvas.text(number_text(mm, 1) + " mm", right - length / 2, y - 13,
              {.size = 13, .align = Align::centre, .halo = true});
}

void annotate(Canvas &canvas, const Scene &scene, std::uint64_t slice, Area area) {
  if (scene.header.geometry.assumed) return;
  const TextStyle letter{.size = 16, .bold = true, .halo = true};
  TextStyle style = letter;
  canvas.text(scene.view.left, area.x + 8, area.y + area.height / 2, style);
  style.align = Align::right;
  canvas.text(scene.view.right, area.x + area.width - 8, area.y + area.height / 2, style);
  style.align = Align::centre;
  canvas.text(scene.view.top, area.x + area.width / 2, area.y + 14, style);
  canvas.text(scene.view.bottom, area.x + area.width / 2, area.y + area.height - 14, style);
  canvas.text(slice_position(scene.header, scene.view, slice), area.x + 8, area.y + area.height - 14,
              {.size = 13, .halo = true});
  draw_scale_bar(canvas, scene, area);
}

void draw_tile(Canvas &canvas, const Scene &scene, std::uint64_t slice, Area area) {
  canvas.image(image_of(scene, slice).get(), area, scene.options->smooth);
  scene.overlay.draw(canvas, scene.view, scene.box, slice, area);
  if (scene.options->annotate) annotate(canvas, scene, slice, area);
}

std::string plane_name(Plane plane, const Words &words) {
  return plane == Plane::axial ? words.axial : plane == Plane::coronal ? words.coronal : words.sagittal;
}

std::string caption_of(const Scene &scene, const std::vector<std::uint64_t> &slices) {
  const Words &words = *scene.options->words;
  const bool single = slices.size() == 1;
  const auto position = [&](std::uint64_t slice) { return slice_position(scene.header, scene.view, slice); };
  std::string text = scene.options->caption;
  if (!text.empty()) text += " ";
  text += plane_name(scene.view.plane, words) + " " + (single ? words.slice : words.slices) + " " +
          std::to_string(slices.front() + 1);
  if (!single) text += " " + words.to + " " + std::to_string(slices.back() + 1);
  text += " " + words.of + " " + std::to_string(scene.view.size[2]);
  if (!scene.header.geometry.assumed) {
    text += ", " + position(slices.front());
    if (!single) text += " " + words.to + " " + position(slices.back());
  }
  if (scene.header.dtype != DType::rgb8 && scene.header.dtype != DType::rgba8) {
    text += "; " + words.grey_window + " " + number_text(scene.window.lower, 3) + " " + words.to + " " +
            number_text(scene.window.upper, 3);
    const std::string unit = unit_text(scene.header.unit);
    if (!unit.empty()) text += " " + unit;
  }
  if (scene.header.geometry.assumed) text += "; " + words.assumed_geometry;
  return text + ".";
}

Result<Picture> compose(const Scene &scene, const std::vector<std::uint64_t> &slices, std::size_t columns) {
  for (const std::uint64_t slice : slices) {
    if (slice >= scene.view.size[2]) {
      return fail("report.picture",
                  "there is no slice " + std::to_string(slice) + ": the volume has " +
                      std::to_string(scene.view.size[2]) + " in this plane, counted from 0",
                  "slice", "choose a lower one");
    }
  }
  columns = std::clamp<std::size_t>(columns, 1, slices.size());
  const std::size_t rows = (slices.size() + columns - 1) / columns;
  const double width = static_cast<double>(columns) * (scene.tile.width + between_tiles) - between_tiles;
  const double height = static_cast<double>(rows) * (scene.tile.height + between_tiles) - between_tiles;
  GANTRY_TRY(ruler, Canvas::create(1, 1));
  const double legend = legend_width(ruler, scene.overlay);
  GANTRY_TRY(canvas, Canvas::create(width + legend, height));
  for (std::size_t i = 0; i < slices.size(); ++i) {
    const auto column = static_cast<double>(i % columns);
    const auto row = static_cast<double>(i / columns);
    draw_tile(canvas, scene, slices[i],
              {column * (scene.tile.width + between_tiles), row * (scene.tile.height + between_tiles), scene.tile.width,
               scene.tile.height});
  }
  if (legend > 0) draw_legend(canvas, scene.overlay, {width, 0, legend, height});
  GANTRY_TRY(png, canvas.png());
  const std::string caption = caption_of(scene, slices);
  return Picture{std::move(png), static_cast<unsigned>(width + legend), static_cast<unsigned>(height), caption,
                 caption};
}

std::uint64_t default_slice(const Scene &scene) {
  const auto counts = scene.overlay.labelled(scene.view);
  const auto most = std::max_element(counts.begin(), counts.end());
  if (most == counts.end() || *most == 0) return scene.view.size[2] / 2;
  return static_cast<std::uint64_t>(most - counts.begin());
}

std::vector<std::uint64_t> default_slices(const Scene &scene, std::size_t count) {
  const std::uint64_t size = scene.view.size[2];
  std::uint64_t first = size / 10;
  std::uint64_t last = size - 1 - size / 10;
  const auto counts = scene.overlay.labelled(scene.view);
  const auto labelled = [](std::uint64_t n) { return n > 0; };
  const auto begin = std::find_if(counts.begin(), counts.end(), labelled);
  if (begin != counts.end()) {
    first = static_cast<std::uint64_t>(begin - counts.begin());
    last = counts.size() - 1 -
           static_cast<std::uint64_t>(std::find_if(counts.rbegin(), counts.rend(), labelled) - counts.rbegin());
  }
  // The middles of `count` equal parts, so that the ends, where there is little to see, are left out.
  const std::uint64_t span = last - first + 1;
  const std::uint64_t n = std::clamp<std::uint64_t>(count, 1, span);
  std::vector<std::uint64_t> slices;
  for (std::uint64_t i = 0; i < n; ++i) slices.push_back(first + (2 * i + 1) * span / (2 * n));
  return slices;
}

}  // namespace

Result<Picture> draw_slice(const Object &image, const SliceOptions &options) {
  GANTRY_TRY(scene, make_scene(image, options));
  return compose(scene, {options.slice ? *options.slice : default_slice(scene)}, 1);
}

Result<Picture> draw_montage(const Object &image, const MontageOptions &options) {
  GANTRY_TRY(scene, make_scene(image, options.slice));
  return compose(scene, options.slices.empty() ? default_slices(scene, options.count) : options.slices,
                 options.columns);
}

}  // namespace gantry::core::report
