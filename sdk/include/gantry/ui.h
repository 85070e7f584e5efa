// SPDX-License-Identifier: MIT
// gantry.ui/1: the widgets that panels, and the host's own screens, are drawn with.
//
//   ui->section_begin(ui, "image", "Image", GANTRY_UI_OPEN);
//   if (ui->button(ui, "run", "Run", "play", GANTRY_UI_PRIMARY)) start(state);
//   ui->section_end(ui);
//
// A screen is drawn whole, again and again, by plain calls: each shows something, and returns what the user did with it
// since the screen was last drawn. What is edited lives with the caller, behind a pointer.
//  - `id` is the widget's name within what surrounds it: letters, digits, '-', '_', '.'; unique there and stable, since the
//    user's focus, scripts and tests find it by its path, "image/run". Whatever has begin and end surrounds.
//  - Every …_begin is followed by its …_end, whatever it returned. Where it returned 0 what is inside is not shown, and
//    need not be drawn.
//  - Cursor, selection, scrolling, folding and text under edit are the host's. A value given for a widget that the user is
//    editing is ignored until the edit has been seen here; a panel can't take text out of the user's hands.
//  - Lengths are in em, the height of the text, so that they hold at every resolution. Numbers are shown as the user's
//    language writes them. Text is UTF-8; texts and arrays are copied within the call. NULL stands for "".
//  - All [worker]. Colours are 0xRRGGBB; 0 lets the theme choose.
#ifndef GANTRY_UI_H
#define GANTRY_UI_H

#include <gantry/base.h>
#include <gantry/ui_grid.h>
#include <gantry/ui_image.h>
#include <gantry/ui_plot.h>

#define GANTRY_UI_ID "gantry.ui/1"

// What a widget returns, as a sum; 0: nothing happened.
#define GANTRY_UI_CHANGED 1u    // the value behind the pointer is another now
#define GANTRY_UI_COMMITTED 2u  // the user is done with it: Enter, focus gone, drag ended, a choice made
#define GANTRY_UI_PRESSED 4u
#define GANTRY_UI_ACTIVATED 8u  // pressed twice, or Enter on it
#define GANTRY_UI_SHOWN 16u     // of …_begin: what is inside is shown

// How a widget is to be, as a sum.
#define GANTRY_UI_PRIMARY 1u       // button: the one that goes on
#define GANTRY_UI_DANGER 2u        // button: something is lost by it
#define GANTRY_UI_QUIET 4u         // button: without a frame; box: without a rim
#define GANTRY_UI_SWITCH 8u        // toggle: a switch in place of a box to tick
#define GANTRY_UI_RADIO 16u        // choice: all shown, one below the other
#define GANTRY_UI_SEGMENTS 32u     // choice: all shown, side by side
#define GANTRY_UI_SLIDER 64u       // number: with a slider; needs both ends
#define GANTRY_UI_INTEGER 128u     // number
#define GANTRY_UI_LOG 256u         // number: a slider of equal ratios; needs a minimum above 0
#define GANTRY_UI_LINES 512u       // text field: several lines
#define GANTRY_UI_SECRET 1024u     // text field: not shown, never in a snapshot
#define GANTRY_UI_SEARCH 2048u     // text field: with a magnifier and a button that empties it
#define GANTRY_UI_OPEN 4096u       // section, tree node: open at first
#define GANTRY_UI_LEAF 8192u       // tree node: nothing inside
#define GANTRY_UI_CHECKED 16384u   // menu item; tree node: selected
#define GANTRY_UI_VERTICAL 32768u  // split: one below the other
#define GANTRY_UI_SCROLL 65536u    // box: scrolls what does not fit

// Text styles.
#define GANTRY_UI_BODY 0u
#define GANTRY_UI_STRONG 1u
#define GANTRY_UI_TITLE 2u  // once on a screen
#define GANTRY_UI_HEADING 3u
#define GANTRY_UI_SMALL 4u
#define GANTRY_UI_DIM 5u   // of lesser importance
#define GANTRY_UI_DONE 6u  // and with their icons:
#define GANTRY_UI_INFO 7u
#define GANTRY_UI_WARNING 8u
#define GANTRY_UI_ERROR 9u
#define GANTRY_UI_FIXED 10u  // digits and letters of one width

// What holds for the next widget alone. Begin with all 0.
typedef struct gantry_ui_next {
  uint32_t size;
  uint32_t disabled;  // 1: shown, but can't be used; say why in `tooltip`
  uint32_t focus;     // 1: takes the keyboard, this once; of a tab: comes forward, and the keyboard stays where it is
  uint32_t reserved;
  double width;  // em; 0: as large as it needs; below 0: all that is left but for that much
  double height;
  const char *tooltip;   // shown after a moment's hover
  const char *error;     // what is wrong with the value: shown below it
  const char *shortcut;  // "ctrl+enter": presses the button; listed on the sheet of keys
} gantry_ui_next;

typedef struct gantry_ui_number {
  uint32_t size;
  uint32_t flags;    // GANTRY_UI_SLIDER, _INTEGER, _LOG
  double minimum;    // inclusive; -INFINITY: none
  double maximum;    // inclusive; INFINITY: none
  double step;       // of the arrow keys; 0: a hundredth of the range
  double initial;    // what "reset" brings back; NAN: nothing to reset to
  const char *unit;  // UCUM
} gantry_ui_number;

typedef struct gantry_ui_text_field {
  uint32_t size;
  uint32_t flags;    // GANTRY_UI_LINES, _SECRET, _SEARCH
  const char *hint;  // shown while it is empty
} gantry_ui_text_field;

// Small pictures made by the panel. For volumes, see gantry_ui_image.
typedef struct gantry_ui_picture {
  uint32_t size;
  uint32_t width;  // pixels, at most 4096
  uint32_t height;
  uint32_t revision;  // another number whenever the pixels are others
  const void *rgba;   // four U8 a pixel, row after row, from the top left
  const char *alt;    // what is to be seen, in words
} gantry_ui_picture;

// Owned by the host, valid until the drawing call returns.
typedef struct gantry_ui {
  uint32_t size;
  uint32_t reserved;
  void *host;  // the host's own

  // Holds for the next widget.
  void (*next)(const struct gantry_ui *ui, const gantry_ui_next *next);

  // Arranging. Within a row things stand side by side, and go on in a new line where it is full. Columns share the width by
  // weight. A split has two panes with a border that the user can move: `fraction` of the first, at the start; the host
  // remembers it from then on. Sections fold. Only the shown tab of `tabs` is drawn.
  void (*scope_begin)(const struct gantry_ui *ui, const char *id);
  void (*scope_end)(const struct gantry_ui *ui);
  void (*row_begin)(const struct gantry_ui *ui);
  void (*row_end)(const struct gantry_ui *ui);
  void (*columns_begin)(const struct gantry_ui *ui, const char *id, uint32_t count, const double *weights);
  void (*column_next)(const struct gantry_ui *ui);
  void (*columns_end)(const struct gantry_ui *ui);
  void (*split_begin)(const struct gantry_ui *ui, const char *id, uint32_t flags, double fraction);
  void (*split_next)(const struct gantry_ui *ui);
  void (*split_end)(const struct gantry_ui *ui);
  uint32_t (*box_begin)(const struct gantry_ui *ui, const char *id, uint32_t flags);
  void (*box_end)(const struct gantry_ui *ui);
  uint32_t (*section_begin)(const struct gantry_ui *ui, const char *id, const char *label, uint32_t flags);
  void (*section_end)(const struct gantry_ui *ui);
  void (*tabs_begin)(const struct gantry_ui *ui, const char *id);
  uint32_t (*tab_begin)(const struct gantry_ui *ui, const char *id, const char *label, const char *icon);
  void (*tab_end)(const struct gantry_ui *ui);
  void (*tabs_end)(const struct gantry_ui *ui);
  uint32_t (*tree_begin)(const struct gantry_ui *ui, const char *id, const char *label, const char *icon,
                         uint32_t flags);
  void (*tree_end)(const struct gantry_ui *ui);
  // A button that opens a menu; after a widget and with an empty label: its context menu.
  uint32_t (*menu_begin)(const struct gantry_ui *ui, const char *id, const char *label, const char *icon);
  uint32_t (*menu_item)(const struct gantry_ui *ui, const char *id, const char *label, const char *icon,
                        uint32_t flags);
  void (*menu_end)(const struct gantry_ui *ui);
  // In front of everything else while *open is 1; the user may close it, which sets it to 0.
  uint32_t (*dialog_begin)(const struct gantry_ui *ui, const char *id, const char *title, uint32_t *open);
  void (*dialog_end)(const struct gantry_ui *ui);
  void (*separator)(const struct gantry_ui *ui);
  void (*space)(const struct gantry_ui *ui, double em);  // below 0, in a row: what follows stands at its right end

  // Saying.
  void (*text)(const struct gantry_ui *ui, const char *id, const char *text, uint32_t style);
  void (*icon)(const struct gantry_ui *ui, const char *id, const char *icon, uint32_t colour);
  void (*progress)(const struct gantry_ui *ui, const char *id, double fraction, const char *label);  // below 0: unknown
  void (*picture)(const struct gantry_ui *ui, const char *id, const gantry_ui_picture *picture);
  // A few words in the corner of the window for some seconds. severity: GANTRY_UI_DONE … GANTRY_UI_ERROR.
  void (*toast)(const struct gantry_ui *ui, uint32_t severity, const char *text);

  // Asking. Icons by name: "play", "stop", "folder", …; one that the host does not know is left out.
  uint32_t (*button)(const struct gantry_ui *ui, const char *id, const char *label, const char *icon, uint32_t flags);
  uint32_t (*toggle)(const struct gantry_ui *ui, const char *id, const char *label, uint32_t *on, uint32_t flags);
  uint32_t (*choice)(const struct gantry_ui *ui, const char *id, const char *label, const char *const *items,
                     uint32_t count, uint32_t *index, uint32_t flags);
  uint32_t (*number)(const struct gantry_ui *ui, const char *id, const char *label, const gantry_ui_number *number,
                     double *value);
  // `text`: NUL-terminated, with room for `capacity` bytes; more can't be typed.
  uint32_t (*text_field)(const struct gantry_ui *ui, const char *id, const char *label,
                         const gantry_ui_text_field *field, char *text, uint64_t capacity);
  uint32_t (*colour)(const struct gantry_ui *ui, const char *id, const char *label, uint32_t *rgb);

  // Looking: tables of any length, plots, volumes.
  uint32_t (*grid_begin)(const struct gantry_ui *ui, const char *id, const gantry_ui_grid *grid,
                         gantry_ui_grid_state *state);
  void (*grid_text)(const struct gantry_ui *ui, uint64_t row, uint32_t column, const char *text, uint32_t style);
  void (*grid_number)(const struct gantry_ui *ui, uint64_t row, uint32_t column, double value, uint32_t digits);
  void (*grid_end)(const struct gantry_ui *ui);
  uint32_t (*plot)(const struct gantry_ui *ui, const char *id, const gantry_ui_plot *plot, gantry_ui_plot_state *state);
  uint32_t (*image)(const struct gantry_ui *ui, const char *id, const gantry_ui_image *image,
                    gantry_ui_image_state *state);

  // Draw again in that many seconds, though nobody did anything: for clocks and what else moves by itself.
  void (*redraw_after)(const struct gantry_ui *ui, double seconds);
  void (*copy)(const struct gantry_ui *ui, const char *text);  // to the clipboard

  // Saying, once more: a formula as it is typed, "S = S0 * exp(-TE / T2)", set as the field writes it, with fractions,
  // exponents, indices and Greek letters. One that can't be read stands there as it is. May be missing in an older host.
  void (*equation)(const struct gantry_ui *ui, const char *id, const char *equation);
} gantry_ui;

#endif
