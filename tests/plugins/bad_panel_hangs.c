// SPDX-License-Identifier: Apache-2.0
// Draws once, and for ever when its button is pressed, with signs of life all the while.
#include "fixture.h"

static int32_t draw(const gantry_panel *self, const gantry_context *ctx, void *state, const gantry_ui *ui) {
  (void)self, (void)ctx, (void)state;
  if (ui->button(ui, "go", "Go", "", 0) != 0)
    for (;;) ctx->progress(ctx, 0.5, "drawing");
  return GANTRY_OK;
}

FIXTURE_PANEL(draw)
FIXTURE_PLUGIN("org.gantry.test.bad-panel-hangs")
