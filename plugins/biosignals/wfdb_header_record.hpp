// SPDX-License-Identifier: Apache-2.0
// The header of a WFDB record as the record "gantry.header/1".
//
//   job.output_record("header", GANTRY_HEADER_SCHEMA, wfdb_header_record(header));
#pragma once

#include "wfdb_header.hpp"

#include <string>

namespace gantry::biosignals {

// Marked as identifying: the record's name, its date and time, and all comments, where age, sex and diagnosis stand.
// `segment`: the header whose signal lines are shown, for a record of several segments.
std::string wfdb_header_record(const WfdbHeader &header, const WfdbHeader *segment = nullptr);

}  // namespace gantry::biosignals
