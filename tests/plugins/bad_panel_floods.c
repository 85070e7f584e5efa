// SPDX-License-Identifier: Apache-2.0
// Floods when a button is pressed: with widgets, with messages in the log.
#include "fixture.h"

static int32_t draw(const gantry_panel *self, const gantry_context *ctx, void *state, const gantry_ui *ui) {
  (void)self, (void)ctx, (void)state;
  const uint32_t widgets = ui->button(ui, "widgets", "Widgets", "", 0);
  const uint32_t words = ui->button(ui, "words", "Words", "", 0);
  for (int i = 0; widgets != 0 && i < 200000; ++i) ui->text(ui, "text", "and more", GANTRY_UI_BODY);
  for (int i = 0; words != 0 && i < 20000; ++i) ctx->log(ctx, GANTRY_LOG_INFO, "and more");
  return GANTRY_OK;
}

FIXTURE_PANEL(draw)
FIXTURE_PLUGIN("org.gantry.test.bad-panel-floods")
