// SPDX-License-Identifier: Apache-2.0
// The plot of a fit out of the tables that it gives: data, fitted curve, bands, and what is left over below.
//
//   GANTRY_TRY(figure, draw_plot(curve_plot(curve, &band)));
#pragma once

#include <core/data/table.hpp>
#include <core/report/plot.hpp>

namespace gantry::core::report {

// `curve` and `band` as core/fit/curve_result.hpp describes them; without a band its ends at the data's points serve.
// Several curves come in a colour each. Nothing in `series` where the table is no curve.
XyPlot curve_plot(const Table &curve, const Table *band);

}  // namespace gantry::core::report
