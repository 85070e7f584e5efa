// SPDX-License-Identifier: Apache-2.0
// Slices of a volume as frames of an enhanced object: where they lie, and which images of the source show them.
//
//   const Stack stack(view);                       // checks what DICOM can hold
//   stack.position(k);                             // LPS mm, centre of voxel (0, 0, k)
//   require(map.addForAllFrames(*stack.measures()), "the pixel spacing");
#pragma once

#include "codes.hpp"
#include "source.hpp"

#include <gantry/cpp/volume.hpp>

#include <dcmtk/config/osconfig.h>
#include <dcmtk/dcmdata/dctk.h>
#include <dcmtk/dcmfg/fgderimg.h>
#include <dcmtk/dcmfg/fgfracon.h>
#include <dcmtk/dcmfg/fgpixmsr.h>
#include <dcmtk/dcmfg/fgplanor.h>
#include <dcmtk/dcmfg/fgplanpo.h>

#include <array>
#include <cstddef>
#include <cstdint>
#include <memory>
#include <vector>

namespace gantry::dicom::write {

class Stack {
 public:
  // Throws Error "dicom.shape" when a slice is larger than 65535 pixels along a side, or there are more than 2^31 - 1.
  explicit Stack(const VolumeView &view);

  std::uint16_t rows() const { return rows_; }
  std::uint16_t columns() const { return columns_; }
  std::size_t slices() const { return slices_; }
  std::size_t pixels() const { return std::size_t{rows_} * columns_; }
  std::array<double, 3> position(std::size_t k) const;
  // The same as values of PixelSpacing, ImageOrientationPatient and ImagePositionPatient.
  std::string spacing_text() const;
  std::string orientation_text() const;
  std::string position_text(std::size_t k) const;

  std::unique_ptr<FGPixelMeasures> measures() const;
  std::unique_ptr<FGPlaneOrientationPatient> orientation() const;
  std::unique_ptr<FGPlanePosPatient> place(std::size_t k) const;

 private:
  const gantry_geometry &geometry_;
  std::uint16_t rows_ = 0, columns_ = 0;
  std::size_t slices_ = 0;
};

// Which images a frame was derived from; nullptr where the source names no images at all.
std::unique_ptr<FGDerivationImage> derivation(const Source &source, const std::vector<const SourceImage *> &images,
                                              const Code &derived_by);

// The functional groups of one frame, as DCMTK takes them: it copies.
class FrameGroups {
 public:
  void add(std::unique_ptr<FGBase> group) {
    if (group != nullptr) owned_.push_back(std::move(group));
  }
  OFVector<FGBase *> pointers() const;

 private:
  std::vector<std::unique_ptr<FGBase>> owned_;
};

}  // namespace gantry::dicom::write
