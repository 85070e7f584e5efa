// SPDX-License-Identifier: Apache-2.0
// A grid that is being drawn: what its parts share. Private to this folder.
//
//   select_row(d, 12);            // told to the caller at the next grid_begin
//   edit_cell(d);                 // the field over the cell that is typed in
#pragma once

#include <host/window/widgets/drawing.hpp>

namespace gantry::host::window {

ImRect cell_rect(const GridOpen &g, std::uint64_t row, std::uint32_t column);

void select_row(Drawing &d, std::int64_t row);
void activate_row(Drawing &d, std::int64_t row);  // edits the cell under the pointer, or says ACTIVATED
void grid_keys(Drawing &d);
void edit_cell(Drawing &d);
void draw_heads(Drawing &d);

}  // namespace gantry::host::window
