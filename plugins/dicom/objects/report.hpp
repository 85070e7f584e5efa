// SPDX-License-Identifier: Apache-2.0
// Structured reports (PS3.3, A.35): their measurements as a table.
//
//   count_measurements(dataset);          // 4
//   read_measurements(job, dataset);      // "table": name, code, value, unit, unit_name, within
#pragma once

#include "../dataset.hpp"

#include <gantry/cpp/job.hpp>

namespace gantry::dicom {

std::size_t count_measurements(const Dataset &dataset);
// One row for each NUM item, in the order of the document; `within` names the concepts of the containers around it.
void read_measurements(Job &job, const Dataset &dataset);

}  // namespace gantry::dicom
