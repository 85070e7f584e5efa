// SPDX-License-Identifier: Apache-2.0
// A picture as a DICOM secondary capture: one image, or a multi-frame one for a stack (PS3.3, A.8).
#pragma once

#include <gantry/cpp/ports.hpp>
#include <gantry/cpp/reader.hpp>

#include <string>

namespace gantry::dicom {

struct SecondaryCaptureWriter : Writer {
  static constexpr const char *id = "dicom-secondary-capture", *label = "DICOM picture",
                              *help =
                                  "A picture or a stack of pictures as one DICOM secondary capture: colour, or grey "
                                  "of 8 or 16 bits with a window. Values that are no such grey become 256 levels.",
                              *extensions = ".dcm";

  VolumeInput volume{"volume", "Picture", "what is written", GANTRY_PORT_COLOUR};
  RecordInput source{"source", "Source", "the header of the DICOM series that it was made from", GANTRY_PORT_OPTIONAL};
  Text description{"description", "Description", "SeriesDescription of the new series", "Picture"};
  Integer series_number{"series_number", "Series number", "of the new series", "1", 500, {1, 2147483647}};
  Number window_centre{"window_centre", "Window centre", "in the unit of the values", "1", 0};
  Number window_width{"window_width", "Window width", "0: none, or the whole range where it is needed", "1", 0,
                      {0, infinity}};
  Flag burned_in{"burned_in", "Burned-in text", "the pixels hold text that may name the patient"};

  void write(Job &job, const std::string &name);
};

}  // namespace gantry::dicom
