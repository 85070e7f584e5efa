// SPDX-License-Identifier: Apache-2.0
// A volume of numbers as a DICOM parametric map (PS3.3, A.75), with what they are and their unit.
#pragma once

#include <gantry/cpp/ports.hpp>
#include <gantry/cpp/reader.hpp>

#include <string>

namespace gantry::dicom {

struct ParametricMapWriter : Writer {
  static constexpr const char *id = "dicom-parametric-map", *label = "DICOM parametric map",
                              *help =
                                  "A volume as one DICOM parametric map: values as they are (16-bit integers, float, "
                                  "double; wider integers as double), quantity and unit as codes, the fourth axis as "
                                  "further frames with the values of its columns.",
                              *extensions = ".dcm";

  VolumeInput volume{"volume", "Map", "what is written"};
  RecordInput source{"source", "Source", "the header of the DICOM series that it was made from", GANTRY_PORT_OPTIONAL};
  Text description{"description", "Description", "SeriesDescription of the new series; empty: the quantity"};
  Integer series_number{"series_number", "Series number", "of the new series", "1", 400, {1, 2147483647}};

  void write(Job &job, const std::string &name);
};

}  // namespace gantry::dicom
