// SPDX-License-Identifier: MIT
// gantry.panel/1: screens of a plugin's own, drawn with gantry.ui/1 in the plugin's worker.
//
//   static int32_t draw(const gantry_panel *self, const gantry_context *ctx, void *state, const gantry_ui *ui) {
//     ui->text(ui, "hello", "Ejection fraction", GANTRY_UI_TITLE);
//
// The host shows what was drawn last while the panel draws anew, so a slow panel delays itself alone; one that gives no
// frame for the host's deadline is ended, and the window shows why, with a button that starts it again.
//
// The window draws it in each of its own frames, so a drawing holds at most 5,600 texts, 2,800 buttons or 1,400 fields (or
// of each its share), cells of grids not counted, 512 KiB of text, and 100,000 points in plots, which keeps the window at
// its rate on a plain machine.
#ifndef GANTRY_PANEL_H
#define GANTRY_PANEL_H

#include <gantry/base.h>
#include <gantry/context.h>
#include <gantry/ui.h>

#define GANTRY_PANELS_ID "gantry.panel/1"

#define GANTRY_PANEL_NEEDS_PROJECT 1u  // can't be opened without a project

typedef struct gantry_panel {
  uint32_t size;
  uint32_t flags;  // GANTRY_PANEL_*
  const char *id;  // unique within the plugin: "strain"
  const char *label;
  const char *help;
  const char *icon;  // as in gantry.ui/1
  // [worker] Once, before the first drawing. `saved`: what save() gave last, here or in an earlier session; "" at first.
  // *state is the panel's own from then on. Not GANTRY_OK: the panel is not opened, and ctx->fail has said why.
  int32_t (*open)(const struct gantry_panel *self, const gantry_context *ctx, const char *saved, void **state);
  // [worker] Draws all of it. Called after every edit, when the project has changed, and when redraw_after said so.
  int32_t (*draw)(const struct gantry_panel *self, const gantry_context *ctx, void *state, const gantry_ui *ui);
  // [worker] What the next open() is to go on from, as text (JSON, say), valid until the next call; NULL: nothing.
  // Called after a drawing in which something was edited, so that a crash loses nothing. At most 4 MiB; from one session
  // to the next the window keeps 2 MiB of all panels of a project together.
  const char *(*save)(const struct gantry_panel *self, const gantry_context *ctx, void *state);
  // [worker] Once, at the end; not after a crash.
  void (*close)(const struct gantry_panel *self, const gantry_context *ctx, void *state);
} gantry_panel;

typedef struct gantry_panels {
  uint32_t size;
  uint32_t count;
  const gantry_panel *const *items;
} gantry_panels;

// Reached through ctx->get_service(ctx, GANTRY_PANEL_HOST_ID) while a panel is open: what it may set going.
#define GANTRY_PANEL_HOST_ID "gantry.panel-host/1"

typedef struct gantry_panel_host {
  uint32_t size;
  uint32_t reserved;
  void *host;
  // Queues a run of a tool, of this plugin or another, as if the user had pressed Run. request:
  // {"tool":"org.gantry.segmentation.kmeans","inputs":{"image":"image-1"},"parameters":{"classes":3}}. *job names it.
  int32_t (*run)(const struct gantry_panel_host *host, const char *request, const char **job);
  // {"state":"waiting|running|done|failed|cancelled","fraction":0.4,"activity":"…","run":"…","error":"…"}
  int32_t (*job_state)(const struct gantry_panel_host *host, const char *job, const char **json);
  int32_t (*cancel)(const struct gantry_panel_host *host, const char *job);
  // Shows something in the window: {"item":"image-1"} or {"run":"…"}.
  int32_t (*show)(const struct gantry_panel_host *host, const char *request);
} gantry_panel_host;

#endif
