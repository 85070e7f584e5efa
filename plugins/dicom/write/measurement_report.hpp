// SPDX-License-Identifier: Apache-2.0
// A table of measurements as a DICOM structured report: template TID 1500 of PS3.16, a group for each row.
#pragma once

#include <gantry/cpp/ports.hpp>
#include <gantry/cpp/reader.hpp>

#include <string>

namespace gantry::dicom {

struct MeasurementReportWriter : Writer {
  static constexpr const char *id = "dicom-sr", *label = "DICOM measurement report",
                              *help =
                                  "A table as a DICOM structured report (TID 1500), one measurement group for each "
                                  "row. The first text column names the row; a column \"code\" (SCT:10200004) gives "
                                  "its concept; columns of numbers are measurements with their units; other text "
                                  "columns are evaluations. With a segmentation as the source, a column of whole "
                                  "numbers named \"segment\" says which of its segments was measured.",
                              *extensions = ".dcm";

  TableInput table{"table", "Table", "what is written"};
  RecordInput source{"source", "Source", "the header of the DICOM series that was measured", GANTRY_PORT_OPTIONAL};
  Text description{"description", "Description", "SeriesDescription of the new series", "Measurements"};
  Integer series_number{"series_number", "Series number", "of the new series", "1", 600, {1, 2147483647}};

  void write(Job &job, const std::string &name);
};

}  // namespace gantry::dicom
