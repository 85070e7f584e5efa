// SPDX-License-Identifier: MIT
// A table of any length on the screen: only the rows that are seen are asked for.
//
//   if (ui->grid_begin(ui, "beats", &grid, &state))
//     for (uint64_t r = state.first; r < state.first + state.count; ++r) ui->grid_number(ui, r, 0, time[r], 6);
//   ui->grid_end(ui);
#ifndef GANTRY_UI_GRID_H
#define GANTRY_UI_GRID_H

#include <gantry/base.h>

#define GANTRY_UI_GRID_SORTABLE 1u  // column: its head may be pressed; the panel sorts
#define GANTRY_UI_GRID_RIGHT 2u     // column: aligned to the right, as numbers are
#define GANTRY_UI_GRID_EDITABLE 4u  // column: its cells may be typed in

typedef struct gantry_ui_grid_column {
  uint32_t size;
  uint32_t flags;  // GANTRY_UI_GRID_*
  const char *id;
  const char *label;
  const char *unit;  // UCUM
  double width;      // em; 0: a share of what is left
} gantry_ui_grid_column;

typedef struct gantry_ui_grid {
  uint32_t size;
  uint32_t column_count;
  uint64_t rows;
  const gantry_ui_grid_column *const *columns;
  const char *empty;  // what is said where there are no rows
} gantry_ui_grid;

// Kept by the caller from one drawing to the next; begins with all 0 and selected, sorted_by, edited_row -1.
// grid_begin returns GANTRY_UI_CHANGED for another selection or order, GANTRY_UI_ACTIVATED for a row pressed twice,
// GANTRY_UI_COMMITTED for a cell that was typed in.
typedef struct gantry_ui_grid_state {
  uint32_t size;
  uint32_t descending;
  int64_t selected;   // row; -1: none
  int64_t sorted_by;  // column; -1: as given
  uint64_t first;     // set by the host: the rows to draw now
  uint64_t count;
  int64_t edited_row;  // set by the host with GANTRY_UI_COMMITTED; else -1
  uint32_t edited_column;
  uint32_t reserved;
  const char *edited_text;  // the host's, valid until the drawing call returns
} gantry_ui_grid_state;

#endif
