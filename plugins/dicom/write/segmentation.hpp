// SPDX-License-Identifier: Apache-2.0
// A label map as a DICOM segmentation (PS3.3, A.51): binary, one frame for each segment and slice where it has voxels.
#pragma once

#include <gantry/cpp/ports.hpp>
#include <gantry/cpp/reader.hpp>

#include <string>

namespace gantry::dicom {

struct SegmentationWriter : Writer {
  static constexpr const char *id = "dicom-segmentation", *label = "DICOM segmentation",
                              *help =
                                  "A label map as one binary DICOM segmentation. Every slice of the grid has at least "
                                  "one frame, so that the whole grid is read back. Segments are numbered from 1 in the "
                                  "order of their values.",
                              *extensions = ".dcm";

  VolumeInput volume{"volume", "Label map", "what is written", GANTRY_PORT_LABELS};
  RecordInput source{"source", "Source", "the header of the DICOM series that it was made from", GANTRY_PORT_OPTIONAL};
  Text description{"description", "Description", "SeriesDescription of the new series", "Segmentation"};
  Integer series_number{"series_number", "Series number", "of the new series", "1", 300, {1, 2147483647}};
  Choice algorithm_type{"algorithm_type",
                        "How it was made",
                        "SegmentAlgorithmType of all segments",
                        {{"semiautomatic", "by a program and a person"},
                         {"automatic", "by a program alone"},
                         {"manual", "by a person alone"}}};
  Text algorithm_name{"algorithm_name", "Algorithm", "SegmentAlgorithmName, where it was not made by hand", "Gantry"};

  void write(Job &job, const std::string &name);
};

}  // namespace gantry::dicom
