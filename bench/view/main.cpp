// SPDX-License-Identifier: Apache-2.0
// What it takes to make a picture of a plane in a volume of 512 × 512 × 300 voxels of 16 bits: ms for 800 × 800 pixels on
// two threads, alone and beside a job that keeps all processors busy. The peer is the same picture made in a plain loop,
// pixel by pixel in double precision, on one thread.
//
//   bench_view              → medians and 99th percentiles
//   bench_view oblique      → only those whose names hold the word
#include <algorithm>
#include <chrono>
#include <cmath>
#include <core/platform/cpu.hpp>
#include <core/view/plane_picture.hpp>
#include <core/view/probe.hpp>
#include <core/view/rays/ray_picture.hpp>
#include <cstdio>
#include <ctime>
#include <functional>
#include <string>
#include <string_view>
#include <thread>

namespace {

using namespace gantry::core;
using namespace gantry::core::view;
using Clock = std::chrono::steady_clock;

constexpr std::uint32_t side = 800;

struct Times {
  double median = 0, p99 = 0;  // ms
  double cpu = 0;              // ms of processors, median: much the same on a machine that others keep busy
};

// At least 60 frames, and more of what is quick.
Times measure(const std::function<void(int)> &frame) {
  std::vector<double> times, cpu;
  const auto end = Clock::now() + std::chrono::milliseconds(1500);
  for (int n = 0; n < 60 || (n < 600 && Clock::now() < end); ++n) {
    const auto began = Clock::now();
    const std::clock_t worked = std::clock();
    frame(n);
    cpu.push_back(1000.0 * static_cast<double>(std::clock() - worked) / CLOCKS_PER_SEC);
    times.push_back(std::chrono::duration<double, std::milli>(Clock::now() - began).count());
  }
  std::sort(times.begin(), times.end());
  std::sort(cpu.begin(), cpu.end());
  return {times[times.size() / 2], times[times.size() * 99 / 100], cpu[cpu.size() / 2]};
}

// Threads that count, one for each processor, until this goes.
struct Job {
  Job() {
    for (std::uint32_t i = 0; i < platform::core_count(); ++i)
      threads.emplace_back([](const std::stop_token &stop) {
        volatile double sum = 0;
        for (double x = 0; !stop.stop_requested(); x += 1) sum = sum + std::sqrt(x);
      });
  }
  std::vector<std::jthread> threads;
};

template <class T, class Value>
ShownVolumePtr volume_of(VolumeHeader header, Value value) {
  std::vector<T> voxels(header.elements());
  std::size_t at = 0;
  for (std::uint64_t k = 0; k < header.shape[2]; ++k)
    for (std::uint64_t j = 0; j < header.shape[1]; ++j)
      for (std::uint64_t i = 0; i < header.shape[0]; ++i)
        voxels[at++] = static_cast<T>(
            value(header.geometry.position({static_cast<double>(i), static_cast<double>(j), static_cast<double>(k)})));
  const auto object = make_volume(header, std::as_bytes(std::span(voxels)));
  return shown_volume(object.value()).value();
}

// A head of bone, brain and air, of 0.5 × 0.5 × 0.8 mm.
double phantom(const Vector &p) {
  const double r = std::hypot(p[0] / 100, p[1] / 115, p[2] / 105);
  const auto wave = [](double x) { return std::abs(x - std::floor(x) - 0.5) * 4 - 1; };
  const double texture = 20 * wave(p[0] / 6) * wave(p[1] / 5) * wave(p[2] / 9);
  if (r > 1) return -1000;
  if (r > 0.93) return 40 + texture;
  if (r > 0.86) return 1200 + 5 * texture;
  const double ventricle = std::hypot(p[0] / 18, p[1] / 35, p[2] / 14);
  return (ventricle < 1 ? 8 : 36) + texture;
}

VolumeHeader header_of(DType type, std::array<std::uint64_t, 3> shape, std::array<double, 3> spacing) {
  VolumeHeader h;
  h.dtype = type;
  h.shape = {shape[0], shape[1], shape[2], 1, 1};
  h.geometry.spacing = spacing;
  for (std::size_t a = 0; a < 3; ++a) h.geometry.origin[a] = -(static_cast<double>(shape[a]) - 1) / 2 * spacing[a];
  return h;
}

struct Volumes {
  ShownVolumePtr head = volume_of<std::int16_t>(header_of(DType::i16, {512, 512, 300}, {0.5, 0.5, 0.8}), phantom);
  ShownVolumePtr tracer = volume_of<float>(header_of(DType::f32, {128, 128, 90}, {2.1, 2.1, 2.8}), [](const Vector &p) {
    return 8 * std::exp(-(p[0] * p[0] + p[1] * p[1] + (p[2] - 20) * (p[2] - 20)) / 1800);
  });
  ShownVolumePtr labels = made_labels();

  static ShownVolumePtr made_labels() {
    VolumeHeader h = header_of(DType::u8, {512, 512, 300}, {0.5, 0.5, 0.8});
    h.labels = true;
    for (std::int64_t v = 1; v < 5; ++v)
      h.segments.push_back({v, "", "", 0x3060C0u + static_cast<std::uint32_t>(v) * 77});
    return volume_of<std::uint8_t>(h, [](const Vector &p) {
      const double r = std::hypot(p[0] / 100, p[1] / 115, p[2] / 105);
      return r > 0.86 ? 0 : 1 + static_cast<int>(r * 40) % 4;
    });
  }
};

using Moving = std::function<PatientPlane(int)>;  // the plane of a frame

Moving scroll(report::Plane plane) {
  const PatientPlane start = plane_around({}, patient_orientation(plane), 0.32, side, side);
  const double step = plane == report::Plane::axial ? 0.8 : 0.5;
  return [=](int n) { return start.moved(step * (n % 120 - 60) + step / 2); };
}

PatientPlane turning(int n) {
  const Orientation o = turned(patient_orientation(report::Plane::axial), unit({1, 0.6, 0.3}), 0.4 + 0.005 * n);
  return plane_around({0, 0, 3}, o, 0.32, side, side);
}

// Rows of a plain loop, for as long as it takes to know.
double plain_milliseconds(const ShownVolume &volume, const PatientPlane &plane) {
  const auto began = Clock::now();
  const VolumeGrid grid(volume, 0, 0);
  constexpr std::uint32_t rows = 20;
  volatile double sum = 0;
  for (std::uint32_t row = 0; row < rows; ++row)
    for (std::uint32_t x = 0; x < plane.width; ++x)
      sum = sum + value_at(volume, grid, plane.position(x, row * plane.height / rows), {}).value_or(0);
  return std::chrono::duration<double, std::milli>(Clock::now() - began).count() * plane.height / rows;
}

struct Row {
  std::string name;
  std::function<void(int)> frame;
  std::function<double()> peer = [] { return 0.0; };
};

void tell(const std::vector<Row> &rows, std::string_view wanted) {
  std::printf("%-44s %8s %7s %7s %12s %7s %10s\n", "a picture (planes: 800 × 800 pixels), ms", "median", "p99", "CPU",
              "beside a job", "p99", "plain loop");
  for (const Row &row : rows) {
    if (row.name.find(wanted) == std::string::npos) continue;
    const Times alone = measure(row.frame);
    Times beside;
    {
      const Job job;
      beside = measure(row.frame);
    }
    const double peer = row.peer();
    std::printf("%-44s %8.2f %7.2f %7.2f %12.2f %7.2f ", row.name.c_str(), alone.median, alone.p99, alone.cpu,
                beside.median, beside.p99);
    if (peer > 0) std::printf("%10.0f\n", peer);
    else std::printf("\n");
  }
}

std::vector<Row> planes(const Volumes &v, Crew &crew, Pixels &pixels) {
  std::vector<Row> rows;
  const auto add = [&](const std::string &name, const std::vector<PlaneLayer> &layers, const Moving &plane,
                       std::uint32_t coarse = 1) {
    const auto picture = std::make_shared<PlanePicture>(layers);
    rows.push_back({name, [=, &crew, &pixels](int n) { picture->draw(plane(n).coarser(coarse), crew, pixels); },
                    [=, head = v.head] { return layers.size() == 1 ? plain_milliseconds(*head, plane(7)) : 0; }});
  };
  const Tone grey{.window = {40, 400}};
  const PlaneLayer head{.volume = v.head, .look = grey};
  const PlaneLayer tracer{.volume = v.tracer,
                          .look = Tone{.window = {4, 8}, .colours = report::ColourMap::magma, .rising = true}};
  const PlaneLayer labels{.volume = v.labels, .look = LabelLook{.thickness = 2}};
  add("axial, scrolling", {head}, scroll(report::Plane::axial));
  add("coronal, scrolling", {head}, scroll(report::Plane::coronal));
  add("sagittal, scrolling", {head}, scroll(report::Plane::sagittal));
  add("axial, voxels as they are", {{.volume = v.head, .interpolation = Interpolation::nearest, .look = grey}},
      scroll(report::Plane::axial));
  add("oblique", {head}, turning);
  add("axial, a map and labels over it", {head, tracer, labels}, scroll(report::Plane::axial));
  add("oblique, a map and labels over it", {head, tracer, labels}, turning);
  const auto slab = [&](Projection how) { return PlaneLayer{.volume = v.head, .slab = {how, 20}, .look = grey}; };
  add("axial, MIP of 20 mm", {slab(Projection::maximum)}, scroll(report::Plane::axial));
  add("sagittal, mean of 20 mm", {slab(Projection::mean)}, scroll(report::Plane::sagittal));
  add("oblique, MIP of 20 mm, every 4th pixel", {slab(Projection::maximum)}, turning, 4);
  add("oblique, MIP of 20 mm", {slab(Projection::maximum)}, turning);
  return rows;
}

// Skin hardly seen, bone opaque.
const Transfer head_transfer{.points = {{-300, {0.9, 0.6, 0.5}, 0},
                                        {20, {0.9, 0.6, 0.5}, 0.01},
                                        {300, {0.9, 0.6, 0.5}, 0.01},
                                        {700, {1, 1, 0.9}, 0.6}}};

// Seen from all around, 600 × 600 pixels or every third of them.
std::vector<Row> turning_views(const Volumes &v, Crew &crew, Pixels &pixels) {
  struct Fields {
    RayField quick, fine, quick_labels, labels;
  };
  const RayFieldOptions numbers{.lower = -500, .upper = 1500, .longest = 128};
  RayFieldOptions many = numbers;
  many.longest = 384;
  const auto fields = std::make_shared<Fields>(Fields{ray_field(*v.head, numbers, crew), ray_field(*v.head, many, crew),
                                                      ray_labels(*v.labels, {.longest = 128}, crew),
                                                      ray_labels(*v.labels, {.longest = 256}, crew)});
  std::vector<report::Colour> colours;
  for (const Segment &segment : v.labels->header.segments) colours.push_back(report::colour_from_rgb(segment.colour));
  std::vector<Row> rows;
  const auto add = [&](const std::string &name, std::shared_ptr<RayPicture> picture, std::uint32_t coarse) {
    // The pictures refer to the fields.
    rows.push_back({name, [=, &crew, &pixels, kept = fields](int n) {
                      const Orientation o = turned(patient_orientation(report::Plane::coronal), {0, 0, 1}, 0.02 * n);
                      picture->draw(plane_around({}, o, 0.5, 600, 600).coarser(coarse), crew, pixels);
                    }});
  };
  const auto volume = [&](const RayField &field, bool quick) {
    return std::make_shared<RayPicture>(field, head_transfer, RayLook{.quick = quick});
  };
  const auto surfaces = [&](bool quick) {
    return std::make_shared<RayPicture>(quick ? fields->quick_labels : fields->labels, colours,
                                        RayLook{.quick = quick});
  };
  add("3D turning, 600 × 600, every 3rd pixel", volume(fields->quick, true), 3);
  add("3D turning, surfaces, every 3rd pixel", surfaces(true), 3);
  add("3D still, 600 × 600", volume(fields->fine, false), 1);
  add("3D still, surfaces, 600 × 600", surfaces(false), 1);
  return rows;
}

}  // namespace

int main(int count, char **arguments) {
  std::setvbuf(stdout, nullptr, _IOLBF, 0);  // each line is seen when it is known
  const Volumes volumes;
  Crew crew(1);
  Pixels pixels;
  std::vector<Row> rows = planes(volumes, crew, pixels);
  for (Row &row : turning_views(volumes, crew, pixels)) rows.push_back(std::move(row));
  tell(rows, count > 1 ? arguments[1] : "");
  return 0;
}
