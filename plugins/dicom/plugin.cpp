// SPDX-License-Identifier: Apache-2.0
#include "deidentify/tool.hpp"
#include "reader.hpp"
#include "write/measurement_report.hpp"
#include "write/parametric_map.hpp"
#include "write/secondary_capture.hpp"
#include "write/segmentation.hpp"

#include <gantry/cpp/plugin.hpp>

namespace {

struct About : gantry::About {
  static constexpr const char *id = "org.gantry.dicom", *name = "DICOM", *version = "0.1.0", *vendor = "Gantry",
                              *licence = "Apache-2.0",
                              *description =
                                  "Reads DICOM images and objects into volumes, label maps, signals and "
                                  "tables, and writes derived objects.";
};

}  // namespace

GANTRY_PLUGIN(About, gantry::dicom::DicomReader, gantry::dicom::Deidentify, gantry::dicom::SegmentationWriter,
              gantry::dicom::ParametricMapWriter, gantry::dicom::SecondaryCaptureWriter,
              gantry::dicom::MeasurementReportWriter)
