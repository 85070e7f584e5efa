// SPDX-License-Identifier: Apache-2.0
#include <catch2/catch.hpp>
#include <core/view/measure.hpp>
#include <core/view/plane_sampler.hpp>
#include <core/view/probe.hpp>
#include <random>
#include <tests/core/view/planes.hpp>
#include <tests/core/view/volumes.hpp>

using namespace gantry::core;
using namespace gantry::core::view;

namespace {

std::vector<float> row_of(const ShownVolume &volume, const SamplerOptions &options, const PatientPlane &plane,
                          std::uint32_t y) {
  std::vector<float> row(plane.width);
  RowScratch scratch;
  PlaneSampler(volume, options).row(plane, y, scratch, row.data());
  return row;
}

template <class T>
ShownVolumePtr random_volume(DType type, double low, double high) {
  VolumeHeader h = oblique();
  h.dtype = type;
  std::mt19937 random(3);
  std::uniform_real_distribution<> any(low, high);
  std::vector<T> values(h.elements());
  for (T &v : values) {
    if constexpr (std::is_arithmetic_v<T>) v = static_cast<T>(any(random));
    else v = T(static_cast<typename T::value_type>(any(random)));
  }
  return volume_of(h, values);
}

}  // namespace

TEST_CASE("The position read back from a pixel is right to 0.01 mm: oblique, mirrored, uneven, tilted, on any plane") {
  for (const VolumeHeader &h : {oblique(), mirrored(), uneven(), tilted(), tilted_uneven()}) {
    const ShownVolumePtr axes[] = {coordinates(h, 0), coordinates(h, 1), coordinates(h, 2)};
    const VoxelFinder find(h.geometry);
    for (const PatientPlane &plane : planes_through(h)) {
      std::size_t within = 0;
      double worst = 0;
      bool whole = true;
      for (std::uint32_t y = 0; y < plane.height; y += 3) {
        std::vector<float> rows[3];
        for (std::size_t a = 0; a < 3; ++a) rows[a] = row_of(*axes[a], {}, plane, y);
        for (std::uint32_t x = 0; x < plane.width; ++x) {
          const Vector position = plane.position(x, y), voxel = *find.voxel(position);
          const bool in_volume = nearest_voxel(voxel, h).has_value();
          const bool near_edge = nearest_voxel(voxel + Vector{1e-6, 1e-6, 1e-6}, h).has_value() !=
                                 nearest_voxel(voxel - Vector{1e-6, 1e-6, 1e-6}, h).has_value();
          whole = whole && (near_edge || in_volume != std::isnan(rows[0][x]));
          bool inner = true;  // between the outermost centres, beyond which values stay
          for (std::size_t a = 0; a < 3; ++a)
            inner = inner && voxel[a] >= 0 && voxel[a] <= static_cast<double>(h.shape[a]) - 1;
          if (!inner) continue;
          ++within;
          worst = std::max(worst, distance(position, {rows[0][x], rows[1][x], rows[2][x]}));
        }
      }
      CHECK(within > 500);
      CHECK(whole);  // there is something exactly where the volume is
      CHECK(worst < 0.01);
    }
  }
}

TEST_CASE("Every type of voxel gives what a second way in double precision gives, nearest and linear") {
  const ShownVolumePtr volumes[] = {
      random_volume<std::uint8_t>(DType::u8, 0, 255),       random_volume<std::int8_t>(DType::i8, -128, 127),
      random_volume<std::uint16_t>(DType::u16, 0, 65535),   random_volume<std::int16_t>(DType::i16, -32768, 32767),
      random_volume<std::uint32_t>(DType::u32, 0, 1e6),     random_volume<std::int32_t>(DType::i32, -1e6, 1e6),
      random_volume<std::uint64_t>(DType::u64, 0, 1e6),     random_volume<std::int64_t>(DType::i64, -1e6, 1e6),
      random_volume<float>(DType::f32, -1e3, 1e3),          random_volume<double>(DType::f64, -1e3, 1e3),
      random_volume<std::complex<float>>(DType::c64, 0, 9), random_volume<std::complex<double>>(DType::c128, 0, 9)};
  for (const auto &volume : volumes) {
    for (const auto interpolation : {Interpolation::nearest, Interpolation::linear}) {
      for (const PatientPlane &plane : planes_through(volume->header)) {
        const auto row = row_of(*volume, {.interpolation = interpolation}, plane, 70);
        std::size_t compared = 0, far = 0;
        for (std::uint32_t x = 0; x < plane.width; ++x) {
          const auto value = value_at(*volume, plane.position(x, 70), {.interpolation = interpolation});
          if (!value || std::isnan(row[x])) continue;
          ++compared;
          // At a border between two voxels single precision may take the other one.
          far += std::abs(static_cast<double>(row[x]) - *value) > 1e-4 * (1 + std::abs(*value)) + 1 ? 1 : 0;
        }
        INFO(name(volume->header.dtype) << ", " << (interpolation == Interpolation::linear ? "linear" : "nearest"));
        CHECK(compared > 20);
        CHECK(far <= (interpolation == Interpolation::nearest ? compared / 50 : 0));
      }
    }
  }
}

TEST_CASE("All levels of the processor give the same numbers to single precision") {
  const ShownVolumePtr volume = random_volume<std::int16_t>(DType::i16, -1000, 1000);
  for (const PatientPlane &plane : planes_through(volume->header)) {
    for (const double thickness : {0.0, 12.0}) {
      const Slab slab{Projection::mean, thickness};
      const auto baseline = row_of(*volume, {.slab = slab, .level = 1}, plane, 60);
      const auto best = row_of(*volume, {.slab = slab}, plane, 60);
      for (std::uint32_t x = 0; x < plane.width; ++x) {
        CHECK(std::isnan(baseline[x]) == std::isnan(best[x]));
        if (!std::isnan(best[x])) CHECK(best[x] == Approx(baseline[x]).margin(0.05));
      }
    }
  }
}

TEST_CASE("A gap in a stack is shown as a gap: slices reach half a slice distance into it") {
  VolumeHeader h;
  h.dtype = DType::f32;
  h.shape = {4, 4, 5, 1, 1};
  h.geometry.spacing = {1, 1, 2};
  for (const double z : {0.0, 2.0, 4.0, 12.0, 14.0}) h.geometry.slice_positions.push_back({0, 0, z});
  std::vector<float> values;
  for (int k = 0; k < 5; ++k) values.insert(values.end(), 16, static_cast<float>(10 * k));
  const auto volume = volume_of(h, values);
  // Down the stack: along the row, and from row to row.
  const PatientPlane along{
      .origin = {1, 1, -2}, .orientation = {{0, 0, 1}, {1, 0, 0}}, .spacing = 0.25, .width = 80, .height = 1};
  const PatientPlane down{
      .origin = {1, 1, -2}, .orientation = {{1, 0, 0}, {0, 0, 1}}, .spacing = 0.25, .width = 1, .height = 80};
  const auto row = row_of(*volume, {}, along, 0);
  for (std::uint32_t n = 0; n < 80; ++n) {
    const double z = -2 + 0.25 * n;
    const float seen = row_of(*volume, {}, down, n)[0];
    INFO(z << " mm: " << seen << ", along a row " << row[n]);
    CHECK((std::isnan(seen) ? std::isnan(row[n]) : seen == Approx(row[n]).margin(1e-4)));
    if (z < -1 || (z >= 5 && z < 11) || z >= 15) CHECK(std::isnan(seen));
    else if (z < 4) CHECK(seen == Approx(std::max(0.0, 5 * z)).margin(1e-4));
    else if (z < 5) CHECK(seen == Approx(20));
    else if (z < 12) CHECK(seen == Approx(30));
    else CHECK(seen == Approx(std::min(40.0, 30 + 5 * (z - 12))).margin(1e-4));
  }
}

TEST_CASE("Of a volume that is still being read, slices that are not there yet are nothing") {
  VolumeHeader h = oblique();
  h.dtype = DType::f32;
  const auto whole = coordinates(h, 2);
  const std::uint64_t slice = h.shape[0] * h.shape[1] * 4;
  // Slices 0 to 3, and 7.
  auto part = with_ready_part(nullptr, h, whole->bytes, whole, 0, 4 * slice);
  part = with_ready_part(part, h, whole->bytes, whole, 7 * slice, 8 * slice);
  for (double k = -0.4; k < 11.4; k += 0.1) {
    const auto value = value_at(*part, h.geometry.position({10, 10, k}), {});
    CHECK(value.has_value() == (k < 3.5 || (k >= 6.5 && k < 7.5)));
    if (value && k > 0 && k < 3) CHECK(*value == Approx(h.geometry.position({10, 10, k})[2]).margin(1e-4));
  }
}

TEST_CASE("Slabs: the mean of what rises evenly is its middle, and the greatest and least are at the slab's sides") {
  for (const VolumeHeader &h : {oblique(), tilted(), uneven()}) {
    const auto height = coordinates(h, 2);
    for (const bool straight : {true, false}) {
      const Orientation axial =
          straight ? patient_orientation(report::Plane::axial) : grid_orientation(h, report::Plane::axial);
      const PatientPlane plane = plane_around(middle_of(h), axial, 0.5, 9, 9);
      const auto at = [&](Projection how) { return row_of(*height, {.slab = {how, 4}}, plane, 4)[4]; };
      const double middle = plane.position(4, 4)[2];
      CHECK(at(Projection::mean) == Approx(middle).margin(0.01));
      // The outermost of the planes lie within the slab, at most one voxel from its sides.
      const double rise = std::abs(plane.normal()[2]);
      CHECK(at(Projection::maximum) <= middle + 2 * rise + 0.01);
      CHECK(at(Projection::maximum) >= middle - 0.01);
      CHECK(at(Projection::minimum) >= middle - 2 * rise - 0.01);
      CHECK(at(Projection::minimum) <= middle + 0.01);
    }
  }
}

TEST_CASE("The greatest of a slab along the slices is that of the slices within, voxel by voxel") {
  const ShownVolumePtr volume = random_volume<std::int16_t>(DType::i16, -1000, 1000);
  const VolumeHeader &h = volume->header;
  Vector centre{0, 0, 5};
  const PatientPlane plane{.origin = h.geometry.position(centre),
                           .orientation = {unit(h.geometry.position({1, 0, 0}) - h.geometry.position({0, 0, 0})),
                                           unit(h.geometry.position({0, 1, 0}) - h.geometry.position({0, 0, 0}))},
                           .spacing = 0.8,
                           .width = 40,
                           .height = 1};
  const auto greatest = row_of(*volume, {.slab = {Projection::maximum, 18.1}}, plane, 0);
  const auto least = row_of(*volume, {.slab = {Projection::minimum, 9.1}}, plane, 0);
  const auto value = [&](std::uint64_t i, std::uint64_t k) {
    return element_as_double(DType::i16, volume->bytes.data(), i + 40 * 30 * k);
  };
  for (std::uint64_t i = 0; i < 40; ++i) {
    CHECK(greatest[i] == std::max({value(i, 3), value(i, 4), value(i, 5), value(i, 6), value(i, 7)}));
    CHECK(least[i] == std::min({value(i, 4), value(i, 5), value(i, 6)}));
  }
}
