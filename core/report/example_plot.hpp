// SPDX-License-Identifier: Apache-2.0
// The plot of a model's own example (core/fit/example.hpp): its curve at the declared starts.
//
//   GANTRY_TRY(figure, draw_plot(example_plot(data, {"TE"}, {"S"})));
#pragma once

#include <core/data/table.hpp>
#include <core/report/plot.hpp>

namespace gantry::core::report {

// Along the first column of `axis` that changes; a line for each output and each word of a column of words, or points where
// the axis goes back and forth. Nothing in `series` where there is nothing to draw.
XyPlot example_plot(const Table &data, const std::vector<std::string> &axis, const std::vector<std::string> &outputs);

}  // namespace gantry::core::report
