// SPDX-License-Identifier: Apache-2.0
// The numbers of a volume on a plane in the patient, row by row: of the plane itself or of a slab around it.
//
//   const PlaneSampler sampler(*volume, {.slab = {Projection::maximum, 20}});   // a MIP through 20 mm
//   sampler.row(plane, 120, scratch, numbers.data());                           // plane.width of them; NaN: nothing there
//
// A slab of t mm is sampled on planes that lie d mm apart, one of them in its middle; d is the distance in which no voxel
// axis goes on by more than a voxel. Maximum and minimum are of the planes up to t/2 away; for the mean the slab is cut
// into layers around those planes (the outermost ones thinner), each counted by its thickness at its middle. What lies outside of the volume does not count. Where rows go along an axis of the voxels, maxima are taken of
// the rows of voxels, and what lies between two voxels of the result is between their maxima.
#pragma once

#include <core/view/patient_plane.hpp>
#include <core/view/span_reader.hpp>

namespace gantry::core::view {

enum class Projection { maximum, minimum, mean };

struct Slab {
  Projection projection = Projection::maximum;
  double thickness = 0;  // mm; 0: the plane alone
  bool operator==(const Slab &) const = default;
};

struct SamplerOptions {
  std::uint64_t axis_index = 0, channel = 0;
  std::uint32_t component = 0;  // of colours
  Interpolation interpolation = Interpolation::linear;
  Slab slab = {};
  std::uint32_t level = platform_level();

  static std::uint32_t platform_level();  // the best that this processor has
};

// What one thread needs while it makes rows.
struct RowScratch {
  SpanScratch reading;
  std::vector<Span> spans;
  std::vector<float> row, sum;
};

class PlaneSampler {
 public:
  // The volume's bytes must outlive it.
  PlaneSampler(const ShownVolume &volume, const SamplerOptions &options);

  void row(const PatientPlane &plane, std::uint32_t y, RowScratch &scratch, float *numbers) const;
  // Rows `first` to `last` (not included), one after another. Where they cross the voxels obliquely they are made in
  // short pieces, one below the other, which find in the processor's cache what those above them have read.
  void rows(const PatientPlane &plane, std::uint32_t first, std::uint32_t last, RowScratch &scratch,
            float *numbers) const;

 private:
  struct Layered {
    double distance, weight;  // mm along the normal, and what it stands for
  };
  std::vector<Layered> planes_of(const Vector &normal) const;
  bool project_lines(const PatientPlane &plane, const Vector &start, const std::vector<Layered> &planes,
                     RowScratch &scratch, float *numbers) const;
  void project_rows(const PatientPlane &plane, const Vector &start, const std::vector<Layered> &planes,
                    RowScratch &scratch, float *numbers) const;

  VolumeGrid grid_;
  SpanReader reader_;
  Slab slab_;
  std::uint32_t level_;
};

}  // namespace gantry::core::view
