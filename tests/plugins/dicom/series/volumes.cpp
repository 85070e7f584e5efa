// SPDX-License-Identifier: Apache-2.0
#include "volumes.hpp"

#include <pixels/delivery.hpp>
#include <series/read_frames.hpp>
#include <tests/plugins/support/reference.hpp>

#include <catch2/catch.hpp>

#include <nifti/nifti2_io.h>

#include <algorithm>
#include <map>
#include <memory>

namespace gantry::test {
namespace {

struct NiftiAxis {
  unsigned ours = 0;
  bool forward = true;
};

std::array<double, 3> ras_column(const Placement &p, unsigned c) {
  std::array<double, 3> out{};
  for (unsigned r = 0; r < 3; ++r) out[r] = (r < 2 ? -1 : 1) * p.direction[3 * r + c] * p.spacing[c];
  return out;
}

// Which of our axes runs along each of the NIfTI's.
std::array<NiftiAxis, 3> matched(const Placement &p, const nifti_image &n) {
  std::array<NiftiAxis, 3> out{};
  for (unsigned c = 0; c < 3; ++c) {
    double best = 0;
    for (unsigned o = 0; o < 3; ++o) {
      const auto ours = ras_column(p, o);
      double along = 0;
      for (unsigned r = 0; r < 3; ++r) along += ours[r] * n.sto_xyz.m[r][c];
      if (std::abs(along) > std::abs(best)) best = along, out[c] = {o, along > 0};
    }
  }
  return out;
}

void check_affine(const SeriesVolume &v, const nifti_image &n, const std::array<NiftiAxis, 3> &axes) {
  const std::uint32_t shape[] = {v.columns, v.rows, v.slices};
  std::array<double, 3> origin{};
  for (unsigned r = 0; r < 3; ++r) origin[r] = (r < 2 ? -1 : 1) * v.placement.origin[r];
  for (unsigned c = 0; c < 3; ++c) {
    const auto ours = ras_column(v.placement, axes[c].ours);
    CHECK(static_cast<std::int64_t>(shape[axes[c].ours]) == n.dim[c + 1]);
    for (unsigned r = 0; r < 3; ++r) {
      CHECK((axes[c].forward ? ours[r] : -ours[r]) == Approx(n.sto_xyz.m[r][c]).margin(1e-4));
      if (!axes[c].forward) origin[r] += (shape[axes[c].ours] - 1) * ours[r];
    }
  }
  for (unsigned r = 0; r < 3; ++r) CHECK(origin[r] == Approx(n.sto_xyz.m[r][3]).margin(1e-4));
}

double nifti_value(const nifti_image &n, std::size_t i) {
  const double slope = n.scl_slope != 0 ? n.scl_slope : 1;
  const double raw = n.datatype == NIFTI_TYPE_UINT16  ? static_cast<const std::uint16_t *>(n.data)[i]
                     : n.datatype == NIFTI_TYPE_UINT8 ? static_cast<const std::uint8_t *>(n.data)[i]
                                                      : static_cast<const std::int16_t *>(n.data)[i];
  return n.scl_slope != 0 ? raw * slope + n.scl_inter : raw;
}

}  // namespace

Loaded load_files(const std::vector<std::filesystem::path> &paths) {
  Loaded out;
  for (const auto &path : paths) out.files.push_back(load(path));
  for (std::uint32_t i = 0; i < out.files.size(); ++i) {
    const Dataset d = Dataset::open(out.files[i].bytes);
    const auto frames = frame_headers(d, i);
    out.frames.insert(out.frames.end(), frames.begin(), frames.end());
  }
  out.sorted = sort(out.frames);
  return out;
}

Loaded load_folder(const std::filesystem::path &folder) {
  std::vector<std::filesystem::path> files;
  for (const auto &entry : std::filesystem::recursive_directory_iterator(folder)) {
    if (entry.is_regular_file() && entry.path().extension() != ".json") files.push_back(entry.path());
  }
  std::sort(files.begin(), files.end());
  return load_files(files);
}

std::vector<double> values_of(const Loaded &loaded, const SeriesVolume &v) {
  std::map<std::pair<std::uint32_t, std::uint32_t>, std::vector<double>> pictures;  // by file and frame
  const std::size_t pixels = std::size_t{v.columns} * v.rows;
  std::vector<double> out(pixels * v.slices * v.points);
  for (std::size_t i = 0; i < v.sources.size(); ++i) {
    if (v.sources[i] == no_frame) continue;
    const FrameHeader &f = loaded.frames[v.sources[i]];
    const Dataset d = Dataset::open(loaded.files[f.file].bytes);
    auto &picture = pictures[{f.file, f.frame}];
    const std::size_t width = pixel_format(d).columns;
    if (picture.empty()) {
      picture.resize(static_cast<std::size_t>(pixel_format(d).pixels()));
      Meaning meaning;
      meaning.slope = f.slope;
      meaning.intercept = f.intercept;
      deliver(Frames(d), f.frame, meaning, GANTRY_F64, picture.data());
    }
    for (std::size_t y = 0; y < v.rows; ++y) {
      const auto row = picture.begin() + static_cast<std::ptrdiff_t>((f.tile_row + y) * width + f.tile_column);
      std::copy_n(row, v.columns, out.begin() + static_cast<std::ptrdiff_t>(i * pixels + y * v.columns));
    }
  }
  return out;
}

void compare(const Loaded &loaded, const SeriesVolume &v, const std::filesystem::path &path) {
  INFO(path.filename());
  const std::unique_ptr<nifti_image, decltype(&nifti_image_free)> n(nifti_image_read(path.c_str(), 1),
                                                                    nifti_image_free);
  REQUIRE(n != nullptr);
  REQUIRE(n->nx * n->ny * n->nz * n->nt == static_cast<std::int64_t>(v.columns) * v.rows * v.slices * v.points);
  REQUIRE(static_cast<std::int64_t>(v.points) == n->nt);
  const auto axes = matched(v.placement, *n);
  check_affine(v, *n, axes);
  const auto ours = values_of(loaded, v);
  const std::uint32_t shape[] = {v.columns, v.rows, v.slices};
  const double tolerance = n->scl_slope == 0 || n->scl_slope == 1 ? 0 : 1e-5 * 4095 * std::abs(n->scl_slope);
  std::size_t different = 0, i = 0;
  for (std::size_t t = 0; t < v.points; ++t) {
    for (std::int64_t z = 0; z < n->nz; ++z) {
      for (std::int64_t y = 0; y < n->ny; ++y) {
        for (std::int64_t x = 0; x < n->nx; ++x, ++i) {
          const std::int64_t at[] = {x, y, z};
          std::size_t index[3] = {};
          for (unsigned c = 0; c < 3; ++c) {
            const auto k = static_cast<std::size_t>(at[c]);
            index[axes[c].ours] = axes[c].forward ? k : shape[axes[c].ours] - 1 - k;
          }
          const double a = ours[((t * v.slices + index[2]) * v.rows + index[1]) * v.columns + index[0]];
          const double b = nifti_value(*n, i);
          different += std::abs(a - b) > tolerance;
        }
      }
    }
  }
  CHECK(different == 0);
}

}  // namespace gantry::test
