// SPDX-License-Identifier: MIT
// A plot on the screen: axes with units, series, what the pointer is at. The host zooms, pans, hides series, writes SVG,
// PNG and CSV.
//
//   const gantry_ui_series *const series[] = {&measured, &fitted};
//   gantry_ui_plot plot = {.size = sizeof plot, .series_count = 2, .series = series, .x = &te, .y = &signal};
//   if (ui->plot(ui, "decay", &plot, &state) & GANTRY_UI_PRESSED) show_point(state.series, state.point);
#ifndef GANTRY_UI_PLOT_H
#define GANTRY_UI_PLOT_H

#include <gantry/base.h>

#define GANTRY_UI_AXIS_LOG 1u  // values at or below 0 are left out

typedef struct gantry_ui_axis {
  uint32_t size;
  uint32_t flags;  // GANTRY_UI_AXIS_*
  const char *label;
  const char *unit;  // UCUM
  double minimum;    // NAN: from the data
  double maximum;
} gantry_ui_axis;

#define GANTRY_UI_LINE 1u
#define GANTRY_UI_POINTS 2u
#define GANTRY_UI_LINE_POINTS 3u
#define GANTRY_UI_STEPS 4u
#define GANTRY_UI_BAND 5u       // between y and y2
#define GANTRY_UI_BARS 6u       // from 0 to y, centred on x
#define GANTRY_UI_HISTOGRAM 7u  // of the values y; x is not used
#define GANTRY_UI_MARKERS 8u    // upright lines at x; y is not used

// Added to a number from 0: the theme's colour of that number, so that a line and its band have the same.
#define GANTRY_UI_THEME_COLOUR 0x1000000u

typedef struct gantry_ui_series {
  uint32_t size;
  uint32_t style;     // GANTRY_UI_LINE …
  uint32_t colour;    // 0xRRGGBB, or GANTRY_UI_THEME_COLOUR + n; 0: the theme's next
  uint32_t residual;  // 1: in the small plot below, on the same x axis
  uint64_t count;     // of values, in each of the arrays
  const char *id;     // stable: what the user hides stays hidden
  const char *name;   // in the legend; "": not there
  const double *x;    // a value that is not finite leaves a gap
  const double *y;
  const double *y2;     // bands
  const double *error;  // half the length of the error bar of each y; NULL: none
} gantry_ui_series;

typedef struct gantry_ui_plot {
  uint32_t size;
  uint32_t series_count;
  const gantry_ui_series *const *series;
  const gantry_ui_axis *x;
  const gantry_ui_axis *y;
  const gantry_ui_axis *residual;  // of the small plot below; NULL: none
  const char *title;               // also the name of what is exported
} gantry_ui_plot;

// Kept by the caller; begins with all 0. Returns GANTRY_UI_PRESSED when a point was pressed, GANTRY_UI_CHANGED when the
// pointer is over another one, or none.
typedef struct gantry_ui_plot_state {
  uint32_t size;
  uint32_t hovered;  // 1: x and y are where the pointer is
  double x;          // in units of the axes
  double y;
  int64_t series;  // the nearest point, when the pointer is at one; else -1
  int64_t point;
} gantry_ui_plot_state;

#endif
