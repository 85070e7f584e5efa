// SPDX-License-Identifier: Apache-2.0
// Crashes when its button is pressed.
#include "fixture.h"
#include <stdlib.h>

static int32_t draw(const gantry_panel *self, const gantry_context *ctx, void *state, const gantry_ui *ui) {
  (void)self, (void)ctx, (void)state;
  if (ui->button(ui, "go", "Go", "", 0) != 0) abort();
  return GANTRY_OK;
}

FIXTURE_PANEL(draw)
FIXTURE_PLUGIN("org.gantry.test.bad-panel-crashes")
