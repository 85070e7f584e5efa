// SPDX-License-Identifier: Apache-2.0
// Reads DICOM: images sorted into series and volumes, segmentations, doses, structure sets, waveforms, reports.
#pragma once

#include "scan.hpp"

#include <gantry/cpp/reader.hpp>

#include <cstdint>
#include <string>
#include <string_view>

namespace gantry::dicom {

struct DicomReader : Reader {
  static constexpr const char *id = "dicom", *label = "DICOM",
                              *help =
                                  "Images of every transfer syntax, sorted into volumes by their own geometry; "
                                  "segmentations, parametric maps, doses, structure sets, waveforms and reports. "
                                  "Values are rescaled to the unit that the file names.",
                              *extensions = ".dcm .dicom .ima .img .seg .sr";

  Flag voi{
      "voi", "Values as shown",
      "values as they are to be shown, by the VOI LUT or the first window of each image (PS3.3, C.11.2), in place of "
      "what they mean; black and white of a window are the least and the greatest value that can be stored"};
  Flag resample{"resample", "Even spacing",
                "slices that are unevenly spaced are resampled to the smallest distance between two of them, by linear "
                "interpolation"};

  static std::uint32_t sniff(std::string_view name, std::string_view head, std::uint64_t file_size);
  void list(Job &job, const Files &files, const Items &items);
  void read(Job &job, const Files &files, const std::string &key);

 private:
  Wishes wishes() const;
};

}  // namespace gantry::dicom
