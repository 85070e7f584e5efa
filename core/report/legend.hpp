// SPDX-License-Identifier: Apache-2.0
// The strip at the right of a picture: the names of the classes, or a colour bar with ticks, quantity and unit.
//
//   const double width = legend_width(canvas, layer);   // 0 when there is nothing to say
//   draw_legend(canvas, layer, area);
#pragma once

#include <core/report/overlay.hpp>

namespace gantry::core::report {

double legend_width(const Canvas &canvas, const OverlayLayer &layer);
void draw_legend(Canvas &canvas, const OverlayLayer &layer, Area area);

}  // namespace gantry::core::report
