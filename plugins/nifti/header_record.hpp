// SPDX-License-Identifier: Apache-2.0
// The header as the record "gantry.header/1": every field by its name in the NIfTI standard.
//
//   job.output_record("header", GANTRY_HEADER_SCHEMA, header_record(header));
#pragma once

#include "header.hpp"

#include <string>

namespace gantry::nifti {

// Free text (descrip, aux_file, intent_name, db_name, extensions) is marked as identifying: people put names there.
std::string header_record(const Header &header);

}  // namespace gantry::nifti
