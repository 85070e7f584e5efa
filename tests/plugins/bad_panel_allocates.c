// SPDX-License-Identifier: Apache-2.0
// Takes more memory than it may when its button is pressed.
#include "fixture.h"
#include <stdlib.h>

static int32_t draw(const gantry_panel *self, const gantry_context *ctx, void *state, const gantry_ui *ui) {
  (void)self, (void)ctx, (void)state;
  if (ui->button(ui, "go", "Go", "", 0) != 0) {
    for (;;) {
      const size_t bytes = (size_t)16 << 20;
      char *taken = malloc(bytes);
      if (taken == NULL) abort();
      memset(taken, 1, bytes);
    }
  }
  return GANTRY_OK;
}

FIXTURE_PANEL(draw)
FIXTURE_PLUGIN("org.gantry.test.bad-panel-allocates")
