// SPDX-License-Identifier: Apache-2.0
#include <array>
#include <cairo.h>
#include <catch2/catch.hpp>
#include <cmath>
#include <core/report/picture.hpp>
#include <cstring>
#include <limits>

using namespace gantry::core;
using namespace gantry::core::report;

namespace {

// The picture read back: a second reader of the PNG.
class Pixels {
 public:
  explicit Pixels(const Picture &picture) {
    Source source{&picture.png, 0};
    surface_ = cairo_image_surface_create_from_png_stream(read, &source);
    REQUIRE(cairo_surface_status(surface_) == CAIRO_STATUS_SUCCESS);
  }
  ~Pixels() { cairo_surface_destroy(surface_); }
  Pixels(const Pixels &) = delete;
  Pixels &operator=(const Pixels &) = delete;

  int width() const { return cairo_image_surface_get_width(surface_); }
  int height() const { return cairo_image_surface_get_height(surface_); }
  std::array<int, 3> at(int x, int y) const {
    std::uint32_t value = 0;
    std::memcpy(&value, cairo_image_surface_get_data(surface_) + y * cairo_image_surface_get_stride(surface_) + x * 4,
                4);
    return {static_cast<int>(value >> 16U & 255U), static_cast<int>(value >> 8U & 255U),
            static_cast<int>(value & 255U)};
  }

 private:
  struct Source {
    const std::vector<std::byte> *bytes;
    std::size_t at;
  };
  static cairo_status_t read(void *closure, unsigned char *data, unsigned length) {
    auto &source = *static_cast<Source *>(closure);
    if (source.at + length > source.bytes->size()) return CAIRO_STATUS_READ_ERROR;
    std::memcpy(data, source.bytes->data() + source.at, length);
    source.at += length;
    return CAIRO_STATUS_SUCCESS;
  }
  cairo_surface_t *surface_;
};

// 4 × 4 × 2 voxels, value x + 10 y + 100 z.
VolumeHeader small_header() {
  VolumeHeader h;
  h.shape = {4, 4, 2, 1, 1};
  return h;
}
ObjectPtr make(const VolumeHeader &h, const std::vector<float> &values) {
  auto made = make_volume(h, std::as_bytes(std::span(values)));
  REQUIRE(made);
  return made.value();
}
ObjectPtr ramp(const VolumeHeader &h) {
  std::vector<float> values;
  for (std::size_t z = 0; z < h.shape[2]; ++z) {
    for (std::size_t y = 0; y < h.shape[1]; ++y) {
      for (std::size_t x = 0; x < h.shape[0]; ++x) values.push_back(static_cast<float>(x + 10 * y + 100 * z));
    }
  }
  return make(h, values);
}
SliceOptions plain() {
  SliceOptions o;
  o.slice = 0;
  o.smooth = false;
  o.annotate = false;
  o.pixels = 400;
  o.window = ValueRange{0, 33};
  return o;
}
Picture drawn(const Object &image, const SliceOptions &options) {
  auto picture = draw_slice(image, options);
  REQUIRE(picture);
  return picture.value();
}
using Rgb = std::array<int, 3>;

}  // namespace

TEST_CASE("A slice is a PNG of the size that it says") {
  const Picture p = drawn(*ramp(small_header()), plain());
  const std::array<int, 8> signature{0x89, 'P', 'N', 'G', 0x0D, 0x0A, 0x1A, 0x0A};
  for (std::size_t i = 0; i < 8; ++i) CHECK(std::to_integer<int>(p.png[i]) == signature[i]);
  const Pixels pixels(p);
  CHECK(pixels.width() == 400);
  CHECK(pixels.height() == 400);
  CHECK(p.width == 400);
  CHECK(p.height == 400);
  CHECK(p.caption == "Axial slice 1 of 2, S 0.0 mm; grey window 0 to 33.0.");
}

TEST_CASE("The window maps its lower end to black, its upper end to white, and what lies between in proportion") {
  const auto image = ramp(small_header());
  const Pixels pixels(drawn(*image, plain()));
  CHECK(pixels.at(50, 50) == Rgb{0, 0, 0});          // value 0
  CHECK(pixels.at(350, 350) == Rgb{255, 255, 255});  // value 33
  CHECK(pixels.at(150, 50) == Rgb{8, 8, 8});         // value 1 → 255/33 = 7.7
  CHECK(pixels.at(50, 150) == Rgb{77, 77, 77});      // value 10 → 77.3
  auto narrow = plain();
  narrow.window = ValueRange{10, 20};
  const Pixels clipped(drawn(*image, narrow));
  CHECK(clipped.at(350, 50) == Rgb{0, 0, 0});
  CHECK(clipped.at(50, 350) == Rgb{255, 255, 255});
}

TEST_CASE("Voxels that are no number are black, and don't upset the window") {
  auto h = small_header();
  std::vector<float> values(32, 5);
  values[0] = std::numeric_limits<float>::quiet_NaN();
  values[1] = std::numeric_limits<float>::infinity();
  auto options = plain();
  options.window.reset();
  const Pixels pixels(drawn(*make(h, values), options));
  CHECK(pixels.at(50, 50) == Rgb{0, 0, 0});
  CHECK(pixels.at(350, 350) == Rgb{128, 128, 128});  // one value only: the middle of the scale
}

TEST_CASE("Voxels that are not cubes keep their proportions") {
  auto h = small_header();
  h.geometry.spacing = {1, 2, 6};
  const Picture axial = drawn(*ramp(h), plain());
  CHECK(axial.width == 200);
  CHECK(axial.height == 400);
  auto options = plain();
  options.plane = Plane::coronal;
  const Picture coronal = drawn(*ramp(h), options);  // 4 × 1 mm across, 2 × 6 mm down
  CHECK(coronal.width == 133);
  CHECK(coronal.height == 400);
}

TEST_CASE("A mirrored volume is drawn with the patient's right on the left") {
  auto h = small_header();
  h.geometry.direction = {-1, 0, 0, 0, 1, 0, 0, 0, 1};  // x runs to the right of the patient
  const Pixels pixels(drawn(*ramp(h), plain()));
  CHECK(pixels.at(350, 50) == Rgb{0, 0, 0});  // voxel 0 is the leftmost of the patient
  CHECK(pixels.at(50, 50) == Rgb{23, 23, 23});
}

TEST_CASE("Labels tint their voxels with the segment's colour, and only those") {
  const auto h = small_header();
  auto label_header = h;
  label_header.labels = true;
  label_header.segments = {{2, "Lesion", "", 0xFF0000}, {3, "Vessel", "", 0x0000FF}};
  std::vector<float> values(32, 0);
  values[5] = 2;   // x 1, y 1
  values[15] = 3;  // x 3, y 3
  values[10] = 9;  // not a segment
  const auto labels = make(label_header, values);
  auto options = plain();
  options.overlay.object = labels.get();
  options.window = ValueRange{0, 11};  // voxel (1, 1) is white
  const Picture picture = drawn(*ramp(h), options);
  CHECK(picture.width > 400);  // the legend stands beside the image
  const Pixels pixels(picture);
  CHECK(pixels.at(150, 150) == Rgb{255, 153, 153});  // 0.4 red over white
  CHECK(pixels.at(350, 350) == Rgb{153, 153, 255});
  CHECK(pixels.at(250, 250) == Rgb{255, 255, 255});
  const Rgb rim = pixels.at(100, 150);
  CHECK(rim[0] == 255);  // the outline is nearly pure
  CHECK(rim[1] < 153);
  options.overlay.alpha = 0;
  options.overlay.outline = false;
  CHECK(Pixels(drawn(*ramp(h), options)).at(150, 150) == Rgb{255, 255, 255});
}

TEST_CASE("A label map without a list of segments shows each of its values") {
  auto label_header = small_header();
  label_header.labels = true;
  std::vector<float> values(32, 0);
  values[0] = 7;
  values[3] = std::numeric_limits<float>::quiet_NaN();
  values[5] = 1;
  const auto labels = make(label_header, values);
  auto options = plain();
  options.overlay = {.object = labels.get(), .alpha = 1, .outline = false};
  const Pixels pixels(drawn(*ramp(small_header()), options));
  CHECK(pixels.at(150, 150) == Rgb{0x00, 0x72, 0xB2});  // 1, the first of Okabe and Ito's colours
  CHECK(pixels.at(50, 50) == Rgb{0xD5, 0x5E, 0x00});    // 7, the second
  CHECK(pixels.at(350, 50) == Rgb{23, 23, 23});
}

TEST_CASE("Overlapping label maps draw each channel as a segment") {
  auto label_header = small_header();
  label_header.labels = true;
  label_header.dims = 5;
  label_header.shape[4] = 2;
  label_header.segments = {{1, "A", "", 0xFF0000}, {2, "B", "", 0x0000FF}};
  std::vector<float> values(64, 0);
  values[5] = 1;
  values[32 + 5] = 1;
  const auto labels = make(label_header, values);
  auto options = plain();
  options.overlay.object = labels.get();
  options.overlay.outline = false;
  options.window = ValueRange{0, 11};
  const Rgb both = Pixels(drawn(*ramp(small_header()), options)).at(150, 150);
  CHECK(both[0] == Approx(153).margin(1));  // white, then 0.4 red, then 0.4 blue
  CHECK(both[1] == Approx(92).margin(1));
  CHECK(both[2] == Approx(194).margin(1));
}

TEST_CASE("A quantity is drawn opaque in the colours of its map, and not where it is no number or 0") {
  auto map_header = small_header();
  map_header.quantity = "ADC";
  map_header.unit = "mm2/s";
  std::vector<float> values(32, 0);
  values[0] = 1;
  values[1] = 2;
  values[2] = 3;
  values[3] = std::numeric_limits<float>::quiet_NaN();
  const auto map = make(map_header, values);
  auto options = plain();
  options.overlay.object = map.get();
  options.overlay.range = ValueRange{1, 3};
  const Pixels pixels(drawn(*ramp(small_header()), options));
  CHECK(pixels.at(50, 50) == Rgb{0x44, 0x01, 0x54});
  CHECK(pixels.at(150, 50)[1] == Approx(0x91).margin(2));
  CHECK(pixels.at(250, 50) == Rgb{0xFD, 0xE7, 0x25});
  CHECK(pixels.at(350, 50) == Rgb{23, 23, 23});  // the image, value 3
  CHECK(pixels.at(50, 150) == Rgb{77, 77, 77});
}

TEST_CASE("A crop shows its voxels alone") {
  auto options = plain();
  options.crop = VoxelBox{{1, 2, 0}, {2, 3, 1}};
  options.window = ValueRange{0, 32};
  const Pixels pixels(drawn(*ramp(small_header()), options));
  CHECK(pixels.width() == 400);
  CHECK(pixels.at(100, 100)[0] == Approx(255.0 * 21 / 32).margin(1));
  CHECK(pixels.at(300, 300) == Rgb{255, 255, 255});
  const auto box = content_box(*ramp(small_header()), 131.5, 1);
  REQUIRE(box);
  CHECK(box.value().first == std::array<std::uint64_t, 3>{1, 2, 0});
  CHECK(box.value().last == std::array<std::uint64_t, 3>{3, 3, 1});
}

TEST_CASE("A montage lays its slices out in rows") {
  MontageOptions options{.slice = plain(), .slices = {0, 1}, .count = 2, .columns = 2};
  options.slice.window = ValueRange{0, 133};
  const auto picture = draw_montage(*ramp(small_header()), options);
  REQUIRE(picture);
  const Pixels pixels(picture.value());
  CHECK(pixels.width() == 804);
  CHECK(pixels.at(754, 350) == Rgb{255, 255, 255});
  CHECK(picture.value().caption == "Axial slices 1 to 2 of 2, S 0.0 mm to S 1.0 mm; grey window 0 to 133.");
}

TEST_CASE("Annotations leave marks, and none where the geometry is not known") {
  auto options = plain();
  options.window = ValueRange{1000, 2000};  // all black
  options.annotate = true;
  const auto white = [&](const VolumeHeader &h) {
    const Pixels pixels(drawn(*ramp(h), options));
    int count = 0;
    for (int y = 0; y < pixels.height(); ++y) {
      for (int x = 0; x < pixels.width(); ++x) count += pixels.at(x, y)[0] > 200 ? 1 : 0;
    }
    return count;
  };
  auto h = small_header();
  CHECK(white(h) > 300);
  h.geometry.assumed = true;
  CHECK(white(h) == 0);
}

TEST_CASE("What can't be drawn is refused in words") {
  const auto image = ramp(small_header());
  auto options = plain();
  options.slice = 2;
  CHECK(draw_slice(*image, options).error().code == "report.picture");
  options = plain();
  options.channel = 1;
  CHECK(draw_slice(*image, options).error().code == "report.picture");
  options = plain();
  options.window = ValueRange{2, 2};
  CHECK(draw_slice(*image, options).error().parameter == "window");
  options = plain();
  options.overlay = {.object = image.get(), .range = ValueRange{3, 1}};
  CHECK(draw_slice(*image, options).error().parameter == "range");
  options = plain();
  auto elsewhere = small_header();
  elsewhere.geometry.origin = {1, 0, 0};
  const auto other = ramp(elsewhere);
  options.overlay.object = other.get();
  CHECK(draw_slice(*image, options).error().code == "report.space");
  const auto table = make_table(Table{});
  REQUIRE(table);
  CHECK(draw_slice(*table.value(), plain()).error().code == "report.picture");
}
