// SPDX-License-Identifier: Apache-2.0
// The header of an EDF or BDF file as the record "gantry.header/1".
//
//   job.output_record("header", GANTRY_HEADER_SCHEMA, edf_header_record(recording));
#pragma once

#include "edf_recording.hpp"

#include <string>

namespace gantry::biosignals {

// Marked as identifying: all of the patient and recording fields, with their parts by the names of EDF+, and the start.
std::string edf_header_record(const EdfRecording &recording);

}  // namespace gantry::biosignals
