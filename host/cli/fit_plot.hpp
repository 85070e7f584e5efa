// SPDX-License-Identifier: Apache-2.0
// The plot of a fit as a file: data, curve, bands and residuals, as the report shows them.
//
//   GANTRY_CHECK(write_fit_plot(outcome.outputs, "T2 decay", "fit.svg"));   // or fit.png
#pragma once

#include <core/worker/job.hpp>

namespace gantry::host {

// Errors: "fit.plot" for another ending, or where there is no curve; "file.write".
core::Result<void> write_fit_plot(const std::vector<core::PortObject> &outputs, const std::string &caption,
                                  const std::string &file);

}  // namespace gantry::host
